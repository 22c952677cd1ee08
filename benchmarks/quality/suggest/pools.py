"""The data sets of the simulation: training parts, read once, from which labels are revealed."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.datasets import load_appeals, load_development, load_sensitive, load_sib200

from topictag.curation.suggesting.space import learn_vectors
from topictag.errors import TrainingWarning
from topictag.labelled.reading import read_examples
from topictag.results.quality import Task
from topictag.text.reading import text_forms
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.validation.sample import Sample

Texts = tuple[list[str], list[list[str]]]


@dataclass(frozen=True, eq=False)
class Pool:
    """A labelled data set whose labels are revealed bit by bit.

    Attributes
    ----------
    title : str
        Its name in the tables.
    sample : Sample
        All texts with their topics.
    texts : sequence of str
    task : {"multi", "single"}
    start, batch, end : int
        Number of labels at first, of those added at a time, and at the end.
    """

    title: str
    sample: Sample
    texts: Sequence[str]
    task: Task
    start: int
    batch: int
    end: int

    @cached_property
    def words(self) -> list[list[str]]:
        """The normalised words of each text."""
        return [text_forms(text) for text in self.texts]

    @cached_property
    def vectors(self) -> Any:
        """The vectors by which `topictag suggest` compares texts."""
        return learn_vectors(self.words)


def load_pool(name: str, folder: Path) -> Pool:
    """Read a data set of `POOLS`."""
    title, load, *sizes = POOLS[name]
    texts, tags = load(folder)
    examples = read_examples([{"text": text, "tags": own} for text, own in zip(texts, tags, strict=True)])
    with warnings.catch_warnings(action="ignore", category=TrainingWarning):
        prepared = prepare(examples, [], TermAnalyzer(shared_lemmatizer()))
    task: Task = "single" if all(len(own) == 1 for own in tags) else "multi"
    return Pool(title, prepared.sample, [own.text for own in prepared.examples], task, *sizes)


def _load_sensitive(folder: Path) -> Texts:
    """Return the crowd's labels without every text of a validation or test file, which they contain."""
    texts, tags = load_sensitive(folder, "V1_Sensitive_topics_crowdsource_only")
    others = ("V1_test", "V1_val", "V2_test", "V2_val")
    held_out = {text for name in others for text in load_sensitive(folder, name)[0]}
    kept = [number for number, text in enumerate(texts) if text not in held_out]
    return [texts[number] for number in kept], [[tag for tag in tags[number] if tag != "none"] for number in kept]


POOLS: dict[str, tuple[str, Callable[[Path], Texts], int, int, int]] = {
    "news": ("news, 5 topics", load_development, 60, 120, 1020),
    "sensitive": ("sensitive topics, 18 topics", _load_sensitive, 100, 120, 1060),
    "appeals": ("citizens' appeals, 12 classes", lambda folder: load_appeals(folder, "train"), 60, 60, 540),
    "sib200": ("SIB-200, 7 classes", lambda folder: load_sib200(folder, "train"), 30, 30, 240),
}
