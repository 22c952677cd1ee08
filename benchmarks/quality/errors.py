"""What the shipped model gets wrong, by topic and by kind: out of fold on real labels, and on the test paragraphs.

Every error is counted; the kinds come from reading. benchmarks/quality/error_kinds.csv says, by identifier, what kind a
read error is of. ``--list FILE`` writes what a reader needs, texts included, to a file outside the repository.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_labelled
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme
from threadpoolctl import threadpool_limits

import topictag
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows
from topictag.labelled.reading import read_examples
from topictag.model.decisions import probabilities
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer
from topictag.training.preparing import prepare
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold

TRAINING_DATA = ROOT / "training_data"
KINDS = ROOT / "benchmarks" / "quality" / "error_kinds.csv"
LENGTHS = ((0, 40), (40, 60), (60, 90), (90, 10_000))  # words


@dataclass(frozen=True)
class Error:
    """A tag that is missing, or one too many."""

    part: str
    example: Example
    topic: str
    is_missed: bool
    probability: float

    @property
    def key(self) -> tuple[str, str]:
        """What names the error in the table of kinds."""
        return self.example.id, self.topic


def main() -> None:
    """Find, count, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the tables in docs")
    parser.add_argument("--list", type=Path, help="also write every error with its text, as JSONL, to this file")
    options = parser.parse_args()
    corpus = options.data / "corpus.jsonl.xz"
    real = read_examples(TRAINING_DATA / "real_news.labels.jsonl", corpus=corpus)
    further = read_examples(TRAINING_DATA / "real_news.picked.labels.jsonl", TRAINING_DATA / "written", corpus=corpus)
    test = read_examples(load_labelled(options.data))
    errors = [*_out_of_fold(real, further), *_on_test(test)]
    if options.list:
        lines = (json.dumps(_row(error), ensure_ascii=False) for error in errors)
        options.list.write_text("\n".join(lines), encoding="utf-8")
    tables = {
        "errors_by_topic": _by_topic(errors, {"real": real, "test": test}),
        "errors_by_kind": _by_kind(errors),
        "errors_by_length": _by_length(errors, real),
    }
    for name, table in tables.items():
        print(table, "\n")
        if options.keep:
            update_readme(name, table, document="docs/errors.md")
    if options.keep:
        save_results("errors", {"n": Counter(f"{e.part}, {e.topic}, {_side(e)}" for e in errors)})


def _out_of_fold(examples: Sequence[Example], further: Sequence[Example]) -> Iterator[Error]:
    """Yield the errors of the shipped model's recipe on texts that its folds have not seen."""
    metadata = topictag.load().metadata
    used = {name: metadata["settings"][name] for name in ("C", "min_df", "max_pairs", "n_folds", "seed")}
    settings = TrainingSettings(**used)
    data = prepare(examples, further, TermAnalyzer(shared_lemmatizer(), settings.analysis))
    vectorizer = LemmaTfidfVectorizer(
        background=load_background(TRAINING_DATA / "background.safetensors"), max_pairs=settings.max_pairs
    )
    with threadpool_limits(1):
        unseen = score_out_of_fold(
            vectorizer,
            data.sample,
            settings,
            scale=metadata["background"]["scale"],
            auxiliary_weight=metadata["auxiliary"]["weight"],
        )
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


def _by_topic(errors: Sequence[Error], examples: dict[str, list[Example]]) -> str:
    rows = []
    for topic in sorted({error.topic for error in errors}):
        cells = []
        for part, own in examples.items():
            support = sum(topic in example.tags for example in own)
            counts = Counter(_side(error) for error in errors if (error.part, error.topic) == (part, topic))
            cells += [f"{support:,}", f"{counts['missed']:,}", f"{counts['false']:,}"]
        rows.append([topic, *cells])
    header = ["topic", "real labels", "missed", "false", "test paragraphs", "missed", "false"]
    return markdown_table(header, rows)


def _by_kind(errors: Sequence[Error]) -> str:
    """Return the kinds of the errors that were read, by topic; an error that has gone since is left out."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        kind_of = {(row["id"], row["topic"]): row["kind"] for row in csv.DictReader(file)}
    read = [error for error in errors if error.key in kind_of]
    topics = sorted({error.topic for error in read})
    counts = Counter((_side(error), kind_of[error.key], error.topic) for error in read)
    totals = Counter((_side(error), kind_of[error.key]) for error in read)
    rows = [
        [f"{side}: {kind}", str(n), *(str(counts[side, kind, topic] or "") for topic in topics)]
        for (side, kind), n in sorted(totals.items(), key=lambda item: (item[0][0], -item[1]))
    ]
    return markdown_table([f"{len(read)} of {len(errors):,} errors, read", "all", *topics], rows)


def _by_length(errors: Sequence[Error], real: Sequence[Example]) -> str:
    """Return errors per hundred texts by the number of words."""
    rows = []
    for low, high in LENGTHS:
        texts = {example.id for example in real if low <= len(example.text.split()) < high}
        own = Counter(_side(error) for error in errors if error.part == "real" and error.example.id in texts)
        name = f"{low} to {high - 1} words" if high < LENGTHS[-1][1] else f"{low} words and more"
        per_hundred = (f"{100 * own[side] / max(len(texts), 1):.1f}" for side in ("missed", "false"))
        rows.append([name, f"{len(texts):,}", *per_hundred])
    return markdown_table(["real labels", "texts", "missed per 100", "false per 100"], rows)


if __name__ == "__main__":
    main()
