"""The documents of a training run with their topics, and how they are dealt to the folds of a cross-validation.

A model is *for* its own examples: it is measured, calibrated and weighed on these alone. Auxiliary examples are further
ones that it may learn from, of another kind (older, written, from elsewhere), with a weight of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from topictag.evaluation.metrics import number_groups
from topictag.training.classifier import Bools, Floats
from topictag.training.folds import Groups, deal_folds

Document: TypeAlias = Sequence[Sequence[str]]  # terms, paragraph by paragraph


@dataclass(frozen=True, eq=False)
class Sample:
    """Labelled documents: the i-th document, row of `gold` and group belong together.

    Attributes
    ----------
    documents : sequence of documents
        The terms of each document's paragraphs.
    gold : ndarray of bool, shape (n_documents, n_topics)
    groups : ndarray of int, shape (n_documents,)
        Documents of one group stay in one fold; see `deal_folds`.
    n_auxiliary : int
        How many of the documents, the last, are auxiliary: learnt from and never measured on.
    """

    documents: Sequence[Document]
    gold: Bools
    groups: Groups
    n_auxiliary: int = 0

    @property
    def n_own(self) -> int:
        """Documents that are not auxiliary."""
        return len(self.documents) - self.n_auxiliary

    @cached_property
    def own_gold(self) -> Bools:
        """Topics of the documents that are not auxiliary."""
        return self.gold[: self.n_own]

    @cached_property
    def own_groups(self) -> Groups:
        """Groups of the documents that are not auxiliary, numbered anew."""
        return number_groups(self.groups[: self.n_own].tolist())

    @cached_property
    def joined(self) -> list[list[str]]:
        """The terms of whole documents, as a classifier learns from them."""
        return list(map(join_paragraphs, self.documents))

    def weights(self, auxiliary: float) -> Floats:
        """Return how much each document weighs in a fit: 1, and `auxiliary` for an auxiliary one."""
        return np.repeat([1.0, auxiliary], [self.n_own, self.n_auxiliary])

    def without_auxiliary(self) -> "Sample":
        """Return the sample of the other documents."""
        return Sample(self.documents[: self.n_own], self.own_gold, self.own_groups)

    def deal(self, n_folds: int, seed: int | np.random.SeedSequence) -> NDArray[np.intp]:
        """Return the fold of each document, from 0, and -1 for an auxiliary one: always learnt from.

        Only where it shares a group with other documents an auxiliary one is of their fold, and seen no earlier.
        """
        own = deal_folds(self.own_gold, self.own_groups, n_folds, seed)
        fold_of = dict(zip(self.groups[: self.n_own].tolist(), own.tolist(), strict=True))
        others = [fold_of.get(group, -1) for group in self.groups[self.n_own :].tolist()]
        return np.concatenate([own, np.array(others, dtype=np.intp)])


def join_paragraphs(document: Document) -> list[str]:
    """Return the terms of a document, as the classifier learns from them."""
    return list(chain.from_iterable(document))


@dataclass(frozen=True, eq=False)
class Fold:
    """One part of a cross-validation.

    Attributes
    ----------
    deal : int
        Number of the deal that it belongs to.
    inside : ndarray of int
        Own documents to score, by number.
    outside : ndarray of int
        Documents to learn from, auxiliary ones among them.
    """

    deal: int
    inside: NDArray[np.intp]
    outside: NDArray[np.intp]


def iter_folds(
    sample: Sample, deals: Sequence[NDArray[np.intp]], task: str, *, progress: bool = False
) -> Iterator[Fold]:
    """Yield the folds of several deals, with a progress bar that names the task."""
    parts = [(number, fold) for number, deal in enumerate(deals) for fold in np.unique(deal[: sample.n_own])]
    for number, fold in tqdm(parts, task, unit=" folds", disable=not progress):
        held_out = deals[number] == fold
        yield Fold(number, np.flatnonzero(held_out[: sample.n_own]), np.flatnonzero(~held_out))
