"""Errors of the shipped model on both test sets, by topic, kind and length, beside those of the model before it.

All errors are counted. A reader assigned the kinds: benchmarks/quality/error_kinds.csv has the kind of each error that
was read, by identifier. ``--before MODEL`` counts the errors of another model; without it, the counts that were kept
are shown. ``--list FILE`` writes all errors with their texts to a file outside the repository.
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
from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import load_labelled, load_other_outlets
from benchmarks.reporting import ROOT, load_results, markdown_table

import topictag
from topictag import Tagger
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows
from topictag.labelled.reading import read_examples
from topictag.model.decisions import probabilities

KINDS = ROOT / "benchmarks" / "quality" / "error_kinds.csv"
SIDES = ("missed", "false")
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
    """Return counts of errors by topic, by kind and by length, after and before."""
    tests = {
        "known outlets": read_examples(load_labelled(options.data)),
        "other outlets": read_examples(load_other_outlets(options.data)),
    }
    errors = {"after": _find_errors(topictag.load(), tests)}
    if options.before:
        errors["before"] = _find_errors(topictag.load(options.before), tests)
    if options.list:
        rows = {json.dumps(_row(error), ensure_ascii=False): None for own in errors.values() for error in own}
        options.list.write_text("\n".join(rows), encoding="utf-8")
    counts = {name: _count(own, tests) for name, own in errors.items()}
    if not options.before:
        counts["before"] = load_results("errors")["before"]
    return counts


def _count(errors: Sequence[Error], tests: Mapping[str, Sequence[Example]]) -> dict[str, Any]:
    every = [example for examples in tests.values() for example in examples]
    return {
        "by_topic": count_by_topic(errors, tests),
        "by_kind": count_by_kind(errors),
        "by_length": count_by_length(errors, every),
    }


def _find_errors(tagger: Tagger, tests: Mapping[str, Sequence[Example]]) -> list[Error]:
    return [error for part, examples in tests.items() for error in _on_test(tagger, part, examples)]


def _on_test(tagger: Tagger, part: str, examples: Sequence[Example]) -> Iterator[Error]:
    texts, gold = [example.text for example in examples], gold_rows(examples, tagger.topics)
    tagged = np.array([[topic in tags for topic in tagger.topics] for tags in tagger.tag_many(texts)])
    probability = probabilities(tagger.model, tagger.scores(texts))
    yield from _differences(part, examples, tagger.topics, gold, tagged, probability)


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
        for topic in sorted({tag for own in examples.values() for example in own for tag in example.tags})
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


def count_by_length(errors: Sequence[Error], examples: Sequence[Example]) -> list[dict[str, Any]]:
    """Return texts, missed tags and false tags by the number of words."""
    rows = []
    for low, high in LENGTHS:
        texts = {example.id for example in examples if low <= len(example.text.split()) < high}
        own = Counter(_side(error) for error in errors if error.example.id in texts)
        name = f"{low} to {high - 1} words" if high < LENGTHS[-1][1] else f"{low} words and more"
        rows.append({"length": name, "n_texts": len(texts), "missed": own["missed"], "false": own["false"]})
    return rows


def topic_table(results: Results) -> str:
    """Return one row per topic, with the counts before and after."""
    before, after = results["before"]["by_topic"], results["after"]["by_topic"]
    rows = []
    for topic, parts in after.items():
        cells = [topic]
        for part, own in parts.items():
            cells += [str(own["support"]), *(f"{before[topic][part][side]} → {own[side]}" for side in SIDES)]
        rows.append(cells)
    headings = [cell for part in next(iter(after.values())) for cell in (part, *SIDES)]
    return markdown_table(["topic", *headings], rows)


def kind_table(results: Results) -> str:
    """Return one row per side and kind, with the counts before and after."""
    before, after = results["before"]["by_kind"], results["after"]["by_kind"]
    names = sorted({*before["kinds"], *after["kinds"]}, key=lambda name: (name[:5], -_total(before, name)))
    return markdown_table(
        [f"errors: {before['n_errors']} → {after['n_errors']}", "before", "after", *after["topics"]],
        [
            [
                name,
                str(_total(before, name)),
                str(_total(after, name)),
                *(str(after["kinds"].get(name, {}).get(topic, "")) for topic in after["topics"]),
            ]
            for name in names
        ],
    )


def _total(counts: Mapping[str, Any], name: str) -> int:
    return sum(counts["kinds"].get(name, {}).values())


def length_table(results: Results) -> str:
    """Return errors per hundred texts."""
    return markdown_table(
        ["test paragraphs", "texts", "missed per 100", "false per 100"],
        [
            [
                own["length"],
                f"{own['n_texts']:,}",
                *(f"{100 * own[side] / max(own['n_texts'], 1):.1f}" for side in SIDES),
            ]
            for own in results["after"]["by_length"]
        ],
    )


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--before", type=Path, metavar="MODEL", help="model file to compare with (the kept counts)")
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
