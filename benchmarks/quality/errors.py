"""Errors of the shipped model by topic, kind and length: out of fold on real labels, and on the test paragraphs.

All errors are counted. A reader assigned the kinds: benchmarks/quality/error_kinds.csv has the kind of each error that
was read, by identifier. ``--list FILE`` writes all errors with their texts to a file outside the repository.
"""

import csv
import json
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import load_labelled
from benchmarks.reporting import ROOT, markdown_table
from threadpoolctl import threadpool_limits

import topictag
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows
from topictag.labelled.reading import read_examples
from topictag.model.decisions import probabilities
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.parallel import Workers

TRAINING_DATA = ROOT / "training_data"
KINDS = ROOT / "benchmarks" / "quality" / "error_kinds.csv"
LENGTHS = ((0, 40), (40, 60), (60, 90), (90, 10_000))  # words


@dataclass(frozen=True)
class Error:
    """A missed or a false tag."""

    part: str
    example: Example
    topic: str
    is_missed: bool
    probability: float

    @property
    def key(self) -> tuple[str, str]:
        """The key of the error in the table of kinds."""
        return self.example.id, self.topic


def measure(options: Namespace) -> dict[str, Any]:
    """Return counts of errors by topic, by kind and by length."""
    corpus = options.data / "corpus.jsonl.xz"
    real = read_examples(TRAINING_DATA / "real_news.labels.jsonl", corpus=corpus)
    further = read_examples(TRAINING_DATA / "real_news.picked.labels.jsonl", TRAINING_DATA / "written", corpus=corpus)
    test = read_examples(load_labelled(options.data))
    errors = [*_out_of_fold(real, further), *_on_test(test)]
    if options.list:
        lines = (json.dumps(_row(error), ensure_ascii=False) for error in errors)
        options.list.write_text("\n".join(lines), encoding="utf-8")
    return {
        "by_topic": count_by_topic(errors, {"real": real, "test": test}),
        "by_kind": count_by_kind(errors),
        "by_length": count_by_length(errors, real),
    }


def _out_of_fold(examples: Sequence[Example], further: Sequence[Example]) -> Iterator[Error]:
    """Yield the errors of the shipped model's recipe on texts that its folds have not seen."""
    record = topictag.load().record
    settings = TrainingSettings.from_dict(record.settings)
    recipe = Recipe(background_scale=record.background.scale, auxiliary_weight=record.auxiliary.weight)
    if record.search is not None:
        recipe = Recipe(**record.search.chosen)
    data = prepare(examples, further, TermAnalyzer(shared_lemmatizer(), settings.analysis))
    with threadpool_limits(1):
        unseen = score_out_of_fold(data.sample, settings, load_background(BACKGROUND), recipe=recipe, workers=Workers())
    tagged, probability = unseen.decide_unseen()
    yield from _differences("real", examples, data.topics, unseen.gold, tagged, probability)


def _on_test(examples: Sequence[Example]) -> Iterator[Error]:
    tagger = topictag.load()
    texts, gold = [example.text for example in examples], gold_rows(examples, tagger.topics)
    tagged = np.array([[topic in tags for topic in tagger.topics] for tags in tagger.tag_many(texts)])
    probability = probabilities(tagger.model, tagger.scores(texts))
    yield from _differences("test", examples, tagger.topics, gold, tagged, probability)


def _differences(
    part: str, examples: Sequence[Example], topics: Sequence[str], gold: Any, tagged: Any, probability: Any
) -> Iterator[Error]:
    for row, column in zip(*np.nonzero(gold != tagged), strict=True):
        own = float(probability[row, column])
        yield Error(part, examples[row], topics[column], bool(gold[row, column]), own)


def _row(error: Error) -> dict[str, Any]:
    return {
        "part": error.part,
        "id": error.example.id,
        "topic": error.topic,
        "error": _side(error),
        "probability": round(error.probability, 3),
        "tags": sorted(error.example.tags),
        "text": error.example.text,
    }


def _side(error: Error) -> str:
    return "missed" if error.is_missed else "false"


def count_by_topic(errors: Sequence[Error], examples: Mapping[str, Sequence[Example]]) -> dict[str, Any]:
    """Return for each topic and part the support, the missed tags and the false tags."""
    counts = Counter((error.topic, error.part, _side(error)) for error in errors)
    return {
        topic: {
            part: {
                "support": sum(topic in example.tags for example in own),
                "missed": counts[topic, part, "missed"],
                "false": counts[topic, part, "false"],
            }
            for part, own in examples.items()
        }
        for topic in sorted({error.topic for error in errors})
    }


def count_by_kind(errors: Sequence[Error]) -> dict[str, Any]:
    """Return the kinds of the errors that were read, by topic; kinds of errors that no longer occur are left out."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        kind_of = {(row["id"], row["topic"]): row["kind"] for row in csv.DictReader(file)}
    read = [error for error in errors if error.key in kind_of]
    by_kind: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for error in read:
        by_kind[_side(error), kind_of[error.key]][error.topic] += 1
    ranked = sorted(by_kind.items(), key=lambda item: (item[0][0], -item[1].total()))
    return {
        "n_errors": len(errors),
        "n_read": len(read),
        "topics": sorted({error.topic for error in read}),
        "kinds": {f"{side}: {kind}": dict(counts) for (side, kind), counts in ranked},
    }


def count_by_length(errors: Sequence[Error], real: Sequence[Example]) -> list[dict[str, Any]]:
    """Return texts, missed tags and false tags of the real labels by the number of words."""
    rows = []
    for low, high in LENGTHS:
        texts = {example.id for example in real if low <= len(example.text.split()) < high}
        own = Counter(_side(error) for error in errors if error.part == "real" and error.example.id in texts)
        name = f"{low} to {high - 1} words" if high < LENGTHS[-1][1] else f"{low} words and more"
        rows.append({"length": name, "n_texts": len(texts), "missed": own["missed"], "false": own["false"]})
    return rows


def topic_table(results: Results) -> str:
    """Return one row per topic."""
    cells = ("support", "missed", "false")
    return markdown_table(
        ["topic", "real labels", "missed", "false", "test paragraphs", "missed", "false"],
        [
            [topic, *(f"{part[cell]:,}" for part in parts.values() for cell in cells)]
            for topic, parts in results["by_topic"].items()
        ],
    )


def kind_table(results: Results) -> str:
    """Return one row per side and kind."""
    own = results["by_kind"]
    return markdown_table(
        [f"{own['n_read']} of {own['n_errors']:,} errors, read", "all", *own["topics"]],
        [
            [kind, str(sum(counts.values())), *(str(counts.get(topic, "")) for topic in own["topics"])]
            for kind, counts in own["kinds"].items()
        ],
    )


def length_table(results: Results) -> str:
    """Return errors per hundred texts."""
    return markdown_table(
        ["real labels", "texts", "missed per 100", "false per 100"],
        [
            [
                own["length"],
                f"{own['n_texts']:,}",
                *(f"{100 * own[side] / max(own['n_texts'], 1):.1f}" for side in ("missed", "false")),
            ]
            for own in results["by_length"]
        ],
    )


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--list", type=Path, metavar="FILE", help="also write each error with its text, as JSONL")


BENCHMARK = Benchmark(
    name="errors",
    description=__doc__,
    measure=measure,
    tables={"errors_by_topic": topic_table, "errors_by_kind": kind_table, "errors_by_length": length_table},
    document="docs/errors.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
