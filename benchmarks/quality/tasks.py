"""The tasks of the comparison: for each data set its training and test parts, the same for all systems.

Test parts influence no choice. Texts of the real sets stay in memory and in temporary folders.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from benchmarks.datasets import (
    SENSITIVE_SHARE,
    load_appeals,
    load_development,
    load_labelled,
    load_other_outlets,
    load_rubrics,
    load_sensitive,
    load_sib200,
)
from benchmarks.reporting import ROOT

from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.training.validation.folds import deal_folds, group_examples

N_OWN_FOLDS = 5


@dataclass(frozen=True)
class Part:
    """Training examples and test examples."""

    train: list[Example]
    test: list[Example]


@dataclass(frozen=True)
class Task:
    """A data set with its splits.

    Attributes
    ----------
    name : str
    topics : tuple of str
        Sorted; the order of all columns.
    parts : tuple of Part
        Several for cross-validation: the test examples of all parts are measured together.
    one_tag : bool
        Whether each example has exactly one topic. Rivals then give the topic with the highest score, without
        thresholds.
    with_none : bool
        Whether to measure also with a further column for examples without a topic, as the published figures do.
    false_tag_ids : frozenset of str
        Test examples on which false tags are counted; all if empty.
    published : mapping of str to mapping
        System to figures that others published for this test, not measured here. The name states the source.
    notes : tuple of str
        Notes for readers of the table.
    """

    name: str
    topics: tuple[str, ...]
    parts: tuple[Part, ...]
    one_tag: bool = False
    with_none: bool = False
    false_tag_ids: frozenset[str] = frozenset()
    published: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def test(self) -> list[Example]:
        """The test examples of all parts, in the order of the decisions."""
        return [example for part in self.parts for example in part.test]

    def gold(self, examples: Iterable[Example]) -> np.ndarray:
        """Return the gold tags, bool of shape (n_examples, n_topics)."""
        return np.array([[topic in example.tags for topic in self.topics] for example in examples])


def make_task(name: str, folder: Path) -> Task:
    """Return the task of a data set; `folder` is that of the real news."""
    return TASKS[name](folder)


def _own(_folder: Path) -> Task:
    examples = read_examples(ROOT / "training_data" / "written")
    topics = _topics(examples)
    gold = np.array([[topic in example.tags for topic in topics] for example in examples])
    groups = group_examples([example.article for example in examples], [example.text for example in examples])
    folds = deal_folds(gold, groups, N_OWN_FOLDS, seed=0)
    parts = [
        Part(
            train=[example for example, own in zip(examples, folds, strict=True) if own != fold],
            test=[example for example, own in zip(examples, folds, strict=True) if own == fold],
        )
        for fold in range(N_OWN_FOLDS)
    ]
    note = f"{len(examples)} written paragraphs, {N_OWN_FOLDS}-fold cross-validation; each article stays in one fold."
    return Task("own", topics, tuple(parts), notes=(note,))


def _real_open(folder: Path) -> Task:
    train = _examples("train", *load_development(folder))
    rows = load_labelled(folder)
    test = [Example(row["id"], row["text"], frozenset(row["tags"]), row["id"]) for row in rows]
    random_ids = frozenset(row["id"] for row in rows if row["sampled"].startswith("random"))
    n_tagless = sum(example.id in random_ids and not example.tags for example in test)
    note = (
        f"{len(train):,} real paragraphs for training, {len(test)} others for testing. False tags are counted on the "
        f"{n_tagless} paragraphs without a topic that were drawn without keywords."
    )
    return Task("real_open", _topics(train), (Part(train, test),), false_tag_ids=random_ids, notes=(note,))


def _sib200(folder: Path) -> Task:
    train = _examples("train", *load_sib200(folder, "train")) + _examples("dev", *load_sib200(folder, "dev"))
    test = _examples("test", *load_sib200(folder, "test"))
    published = {
        "GPT-4, zero-shot (dadelani/sib-200, its outputs)": {"samples_f1": 0.838},
        "GPT-3.5, zero-shot (dadelani/sib-200, its outputs)": {"samples_f1": 0.628},
    }
    note = f"{len(train)} sentences (train and dev) for training, {len(test)} for testing. Each has one topic."
    return Task("sib200", _topics(train), (Part(train, test),), one_tag=True, published=published, notes=(note,))


def _other_outlets(folder: Path) -> Task:
    train = _examples("train", *load_development(folder))
    rows = load_other_outlets(folder)
    test = [Example(row["id"], row["text"], frozenset(row["tags"]), row["id"]) for row in rows]
    random_ids = frozenset(row["id"] for row in rows if row["sampled"] == "random")
    n_tagless = sum(example.id in random_ids and not example.tags for example in test)
    note = (
        f"{len(train):,} real paragraphs for training, {len(test)} for testing, from thirteen sources that no training "
        f"text comes from. False tags are counted on the {n_tagless} paragraphs without a topic that were drawn at "
        "random."
    )
    return Task("real_open2", _topics(train), (Part(train, test),), false_tag_ids=random_ids, notes=(note,))


def _appeals(folder: Path) -> Task:
    train, test = (_examples(part, *load_appeals(folder, part)) for part in ("train", "test"))
    note = f"{len(train):,} citizens' appeals for training, {len(test)} for testing. Each has one class."
    return Task("appeals", _topics(train), (Part(train, test),), one_tag=True, notes=(note,))


def _rubrics(folder: Path) -> Task:
    examples = _examples("article", *load_rubrics(folder))
    parts = [
        Part(
            train=[example for number, example in enumerate(examples) if number % N_OWN_FOLDS != fold],
            test=[example for number, example in enumerate(examples) if number % N_OWN_FOLDS == fold],
        )
        for fold in range(N_OWN_FOLDS)
    ]
    note = f"{len(examples)} articles, {N_OWN_FOLDS} folds by position. Each article has one rubric."
    return Task("rubrics", _topics(examples), tuple(parts), one_tag=True, notes=(note,))


def _sensitive(folder: Path) -> Task:
    every = _examples("v1", *load_sensitive(folder, "V1_Sensitive_topics_crowdsource_only"))
    test = _examples("v2", *load_sensitive(folder, "V2_test"))
    tested = {same_text(example.text) for example in test}
    train = [example for example in every if same_text(example.text) not in tested]
    published = {
        "BERT (skoltech-nlp, its notebook)": {
            "macro_f1": 0.64,
            "micro_f1": 0.66,
            "weighted_f1": 0.66,
            "samples_f1": 0.68,
        }
    }
    note = (
        f"{len(train):,} texts of V1 (crowdsourced) for training, without the {len(every) - len(train):,} that are "
        f"also in V2 test. A topic counts if at least {SENSITIVE_SHARE:.0%} of the annotators gave it. The stored V2 "
        f"test has {len(test):,} texts; the one of the published notebook was larger."
    )
    return Task("sensitive", _topics(train), (Part(train, test),), with_none=True, published=published, notes=(note,))


def same_text(text: str) -> str:
    """Return a key that is equal for texts that count as the same."""
    return " ".join(text.lower().split())


def _examples(prefix: str, texts: list[str], tags: list[list[str]]) -> list[Example]:
    rows = enumerate(zip(texts, tags, strict=True))
    return [Example(f"{prefix}-{number}", text, frozenset(own), f"{prefix}-{number}") for number, (text, own) in rows]


def _topics(examples: Iterable[Example]) -> tuple[str, ...]:
    return tuple(sorted({tag for example in examples for tag in example.tags}))


TASKS: dict[str, Callable[[Path], Task]] = {
    "own": _own,
    "real_open": _real_open,
    "real_open2": _other_outlets,
    "sib200": _sib200,
    "sensitive": _sensitive,
    "appeals": _appeals,
    "rubrics": _rubrics,
}
TITLES = {  # in the order of the documents
    "real_open": "real news",
    "real_open2": "news of other outlets",
    "sib200": "SIB-200",
    "sensitive": "sensitive topics",
    "appeals": "citizens' appeals",
    "rubrics": "rubrics of articles",
    "own": "the written paragraphs",
}
WITHOUT_DATA = frozenset({"own"})  # data sets that are in the repository
