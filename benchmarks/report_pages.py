"""Reports of many texts and many topics: the size of their pages, and the time that it takes to make them.

The pages are written to the folder given by ``--pages``, so that you can look at them.
"""

import random
import warnings
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import corpus_path, require_file
from benchmarks.reporting import ROOT, markdown_table

import topictag
from topictag import Tagger
from topictag.results.report import report_files

DATA = ROOT / "training_data"
# Those of `make model`, so that nothing is searched.
SETTINGS = {
    "C": 8,
    "min_df": 5,
    "max_pairs": 4000,
    "families": "yes",
    "max_grams": 0,
    "background_scale": 0.7,
    "hint_scale": 0.1,
    "precision": {"security": 0.86, "energy": 0.91, "partnership programmes": 0.72},
}
N_TEXTS = 10_000
N_TOPICS, N_OF_EACH = 500, 8
SYLLABLES = [first + second for first in "бвгдклмнпрст" for second in "аеиоу"]
TITLES = {
    "real_news": "real labels, cross-validation",
    "many_texts": "synthetic texts, the shipped model",
    "many_topics": "synthetic topics, a trained model",
}


def measure(options: Namespace) -> dict[str, Any]:
    """Return the number of texts and topics, the seconds and the sizes of each report."""
    options.pages.mkdir(parents=True, exist_ok=True)
    makers: dict[str, Callable[[Path], None]] = {
        "real_news": lambda path: report_real_news(options.data, path),
        "many_texts": lambda path: topictag.report(make_texts(N_TEXTS)).save(path),
        "many_topics": report_many_topics,
    }
    return {"pages": {name: _make(maker, options.pages / f"{name}.html") for name, maker in makers.items()}}


def report_real_news(folder: Path, path: Path) -> None:
    """Report the cross-validation on the real labels, with the settings of the shipped model, beside that model."""
    wanted = topictag.ReportFile(path, against=topictag.load(), learning_curve=True)
    topictag.train(
        DATA / "real_news.labels.jsonl",
        corpus=require_file(corpus_path(folder)),
        background=BACKGROUND,
        hints=DATA / "hints",
        group="outlet",
        report=wanted,
        **SETTINGS,
    )


def make_texts(n: int) -> list[tuple[str, list[str]]]:
    """Return texts that are made of hints for the topics of the shipped model, of other words, or both."""
    rng = random.Random(0)
    terms: dict[str, list[str]] = {}
    for line in (line for file in sorted((DATA / "hints").glob("*.tsv")) for line in file.open(encoding="utf-8")):
        topic, term, strength = line.rstrip("\n").split("\t")
        if int(strength) > 0:
            terms.setdefault(topic, []).append(term)
    topics = [topic for topic in topictag.load().topics if topic in terms]
    texts = []
    for _ in range(n):
        own = rng.sample(topics, rng.choice([0, 0, 1, 1, 2]))
        words = [term for topic in own for term in rng.choices(terms[topic], k=rng.randint(1, 4))]
        words += [make_word(rng) for _ in range(20)] + rng.choices(terms[rng.choice(topics)], k=1)
        rng.shuffle(words)
        texts.append((" ".join(words), own))
    return texts


def make_word(rng: random.Random) -> str:
    """Return a word that no dictionary contains."""
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))


def report_many_topics(path: Path) -> None:
    """Report a model of 500 topics on other texts than those that it has learnt from."""
    rng = random.Random(1)
    words = {f"topic {number}": [make_word(rng) for _ in range(4)] for number in range(N_TOPICS)}
    common = [make_word(rng) for _ in range(200)]
    examples = [
        (" ".join(rng.sample(own, 2) + rng.choices(common, k=12)), [topic])
        for topic, own in words.items()
        for _ in range(2 * N_OF_EACH)
    ]
    tagger: Tagger = topictag.train(examples[::2], C=8, min_df=2, max_pairs=0, families="no", max_grams=0, task="multi")
    topictag.report(examples[1::2], tagger=tagger).save(path)


def _make(maker: Callable[[Path], None], path: Path) -> dict[str, Any]:
    before = perf_counter()
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):  # few examples are meant
        maker(path)
    seconds = perf_counter() - before
    page, data = map(Path, report_files(path))
    content = page.read_text(encoding="utf-8")
    return {"seconds": seconds, "page_bytes": len(content.encode()), "data_bytes": data.stat().st_size}


def make_table(results: Results) -> str:
    """Return one row per page."""
    return markdown_table(
        ["report", "page", "data", "time, with training if any"],
        [
            [
                TITLES[name],
                f"{own['page_bytes'] / 1e6:.2f} MB",
                f"{own['data_bytes'] / 1e6:.2f} MB",
                f"{own['seconds']:.0f} s",
            ]
            for name, own in results["pages"].items()
        ],
    )


def add_options(parser: ArgumentParser) -> None:
    """Add ``--pages``, the folder for the pages."""
    parser.add_argument("--pages", type=Path, default=ROOT / "build" / "reports", metavar="DIR", help="where pages go")


BENCHMARK = Benchmark(
    name="report_pages",
    description=__doc__,
    measure=measure,
    tables={"report_pages": make_table},
    document="docs/reports.md",
    needs_data=True,
    add_options=add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
