"""Tags that a sentence about the speaker adds to texts without a topic.

A ministry, a post or a body that is only named as the source of a statement is no topic (training_data/GUIDELINES.md).
Each sentence is appended to paragraphs of both corpora that no label names and to which the model gives no tag, drawn
evenly from all outlets. The table shows the share of these that then get a tag.
"""

import random
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import iter_unlabelled
from benchmarks.reporting import markdown_table

import topictag
from topictag.reports.figures import write_percent

N_TEXTS = 1000
SENTENCES = (
    "Об этом рассказал замминистра энергетики.",
    "Как отметил заместитель министра энергетики, подробности сообщат позже.",
    "Об этом говорится в сообщении Минэнерго.",
    "Об этом сообщили в пресс-службе «Газпрома».",
    "Такие данные привёл глава «Роснефти».",
    "«Это хорошая новость», — добавил официальный представитель Росатома.",
    "Об этом сообщили в министерстве обороны.",
    "Об этом передаёт пресс-служба Минобороны России.",
    "Соответствующее заявление сделал министр обороны.",
    "Об этом заявил генсек НАТО.",
    "Об этом журналистам сообщил представитель ОДКБ.",
    "Об этом пишет «Интерфакс» со ссылкой на главу комитета Госдумы по обороне.",
    "Бывший министр обороны поздравил участников.",
    "Об этом сообщил посол России в Афганистане.",
    "Служивший в Афганистане ветеран тоже пришёл.",
    "Об этом рассказал спецпредставитель ОБСЕ по урегулированию конфликта.",
    "Об этом рассказали в исполкоме СНГ.",
    "Об этом заявил генеральный секретарь ШОС.",
    "По словам представителя Евросоюза, работа продолжится.",
    "Об этом сообщил глава МИД.",
)


def measure(options: Namespace) -> dict[str, Any]:
    """Return for each sentence how many texts get which tags."""
    tagger = topictag.load(options.model)
    texts = [text for text, tags in _tag(tagger, _draw(options.data)) if not tags]
    rows = []
    for sentence in SENTENCES:
        added = [tags for _, tags in _tag(tagger, [f"{text} {sentence}" for text in texts])]
        rows.append(
            {
                "sentence": sentence,
                "n_tagged": sum(map(bool, added)),
                "topics": dict(sorted(Counter(topic for tags in added for topic in tags).items())),
            }
        )
    return {"n_texts": len(texts), "rows": rows}


def _tag(tagger: topictag.Tagger, texts: list[str]) -> Iterator[tuple[str, dict[str, float]]]:
    return zip(texts, tagger.tag_many(texts), strict=True)


def _draw(data: Path) -> list[str]:
    """Return paragraphs that no label names, one outlet after another."""
    by_outlet = defaultdict[str, list[str]](list)
    for record in iter_unlabelled(data):
        by_outlet[record.get("outlet") or record["source"]].append(record["text"])
    rng = random.Random(0)
    for texts in by_outlet.values():
        rng.shuffle(texts)
    drawn = list[str]()
    while len(drawn) < N_TEXTS:
        drawn += [by_outlet[outlet].pop() for outlet in sorted(by_outlet) if by_outlet[outlet]]
    return drawn[:N_TEXTS]


def make_table(results: Results) -> str:
    """Return one row per sentence, and their mean."""
    n = results["n_texts"]
    rows = [[own["sentence"], write_percent(own["n_tagged"] / n), ", ".join(own["topics"])] for own in results["rows"]]
    mean = sum(own["n_tagged"] for own in results["rows"]) / n / len(rows)
    return markdown_table(
        [f"appended to {n:,} texts", "get a tag", "topics"], [*rows, ["mean", write_percent(mean), ""]]
    )


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="model file (the shipped model)")


BENCHMARK = Benchmark(
    name="attribution",
    description=__doc__,
    measure=measure,
    tables={"attribution": make_table},
    document="docs/hints.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
