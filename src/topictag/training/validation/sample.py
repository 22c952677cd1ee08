"""The documents of a training run with their topics, and how they are dealt to the folds of a cross-validation.

A model is *for* its own examples: they alone decide its quality, calibration and choice of weights. Auxiliary examples
are further ones to learn from, of another kind (older, written, from another source), with a weight of their own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation.metrics import number_groups
from topictag.text.function_words import is_function_word
from topictag.training.arrays import Bools, Floats, Groups, all_known
from topictag.training.features.counts import TermCounts
from topictag.training.features.grams import GramCounts
from topictag.training.features.hints import HintGroups
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.words import Words, join_spans
from topictag.training.validation.folds import deal_folds


@dataclass(frozen=True, eq=False)
class Sample:
    """Labelled documents: those that a model is for, followed by auxiliary ones.

    Attributes
    ----------
    paragraphs : Paragraphs
        The documents, own ones first.
    gold : ndarray of bool, shape (n_documents, n_topics)
    groups : ndarray of int, shape (n_own,)
        Own documents of one group stay in one fold; see `deal_folds`.
    words : Words, optional
        The words of the paragraphs, from which character n-grams are counted.
    has_function_words : bool
        Whether the terms include function words and negations.
    twins : sequence of collections of int, length n_auxiliary
        For each auxiliary document, the numbers of the own documents with the same article or text. When one of these
        is held out, so is the auxiliary document.
    known : ndarray of bool, shape (n_documents, n_topics)
        Where it is known whether the document has the topic; everywhere by default. Elsewhere `gold` is False.
    outlets : ndarray of int, shape (n_documents,), optional
        The number of each document's outlet, or what else its examples say of their group. Folds then hold out whole
        outlets: a model is measured on outlets that it has not learnt from.
    """

    paragraphs: Paragraphs
    gold: Bools
    groups: Groups
    twins: Sequence[Collection[int]] = ()
    words: Words | None = None
    known: Bools = field(default_factory=all_known)
    has_function_words: bool = False
    outlets: Groups | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", np.broadcast_to(self.known, self.gold.shape))

    @property
    def n_own(self) -> int:
        """Number of documents that are not auxiliary."""
        return len(self.groups)

    @property
    def own_gold(self) -> Bools:
        """Topics of the documents that are not auxiliary."""
        return self.gold[: self.n_own]

    @property
    def counts(self) -> TermCounts:
        """Term counts of whole documents, as a classifier learns from them."""
        return self.paragraphs.documents

    @cached_property
    def paragraphs_with_grams(self) -> Paragraphs:
        """`paragraphs`, and the counts of character n-grams."""
        if self.words is None:
            return self.paragraphs
        grams = GramCounts.of(self.words.forms, self.words.counts)
        return replace(self.paragraphs, counts=replace(self.paragraphs.counts, grams=grams))

    @property
    def counts_with_grams(self) -> TermCounts:
        """`counts`, and the counts of character n-grams."""
        return self.paragraphs_with_grams.documents

    @property
    def hints(self) -> HintGroups | None:
        """Which terms are hinted."""
        return self.paragraphs.counts.hints

    @property
    def own_known(self) -> Bools:
        """Where it is known which topics the documents that are not auxiliary have."""
        return self.known[: self.n_own]

    def weights(self, auxiliary: float) -> Floats:
        """Return the weight of each document in the fit of each topic, shape (n_documents, n_topics).

        1, and `auxiliary` for an auxiliary document; 0 where it is unknown whether the document has the topic.
        """
        weights: Floats = np.repeat([1.0, auxiliary], [self.n_own, len(self.twins)])[:, None] * self.known
        return weights

    def without_auxiliary(self) -> "Sample":
        """Return the sample of the own documents."""
        return self.take(np.arange(self.n_own), np.arange(0))

    def without_outlets(self) -> "Sample":
        """Return the sample as if nobody had said which outlets the documents are from."""
        return replace(self, outlets=None)

    def without_function_words(self) -> "Sample":
        """Return the sample as if function words and negations had not been read."""
        if not self.has_function_words:
            return self
        terms = self.paragraphs.counts.terms
        kept = [number for number, term in enumerate(terms) if not is_function_word(term)]
        counts = self.paragraphs.counts.keep_terms(np.array(kept, dtype=np.intp))
        return replace(self, paragraphs=replace(self.paragraphs, counts=counts), has_function_words=False)

    def part(self, max_own: int, seed: np.random.SeedSequence) -> "Sample":
        """Return at most about `max_own` own documents, whole groups drawn evenly, and the same share of the others."""
        n_parts = -(-self.n_own // max_own)
        if n_parts < 2:
            return self
        drawn = np.random.default_rng(seed).permutation(len(self.twins))[::n_parts]
        parts = self.without_outlets().deal(n_parts, seed)
        return self.take(np.flatnonzero(parts == 0), np.sort(drawn))

    def take(self, own: NDArray[np.intp], auxiliary: NDArray[np.intp] | None = None) -> "Sample":
        """Return some of the own documents and of the auxiliary ones, each numbered from 0; by default all of these."""
        places = {number: place for place, number in enumerate(own.tolist())}
        auxiliary = np.arange(len(self.twins)) if auxiliary is None else auxiliary
        every = np.concatenate([own, self.n_own + auxiliary])
        paragraphs = self.paragraphs.take(every)
        used = np.flatnonzero(paragraphs.counts.document_frequencies)
        return Sample(
            paragraphs=replace(paragraphs, counts=paragraphs.counts.keep_terms(used)),
            gold=self.gold[every],
            groups=np.unique(self.groups[own], return_inverse=True)[1],
            twins=[[places[number] for number in self.twins[other] if number in places] for other in auxiliary],
            words=self.words and self.words.take(join_spans(self.paragraphs.bounds, every)),
            known=self.known[every],
            has_function_words=self.has_function_words,
            outlets=None if self.outlets is None else self.outlets[every],
        )

    def deal(self, n_folds: int, seed: int | np.random.SeedSequence) -> NDArray[np.intp]:
        """Return the fold of each own document, from 0: by outlet if outlets are known, else by group."""
        if self.own_outlets is None:
            return deal_folds(self.own_gold, self.groups, n_folds, seed, self.own_known)
        return deal_folds(self.own_gold, self.own_outlets, n_folds, seed, self.own_known, divides=False)

    @property
    def own_outlets(self) -> Groups | None:
        """The outlets of the documents that are not auxiliary, numbered from 0."""
        return None if self.outlets is None else number_groups(self.outlets[: self.n_own].tolist())

    def find_learnt(self, held_out: Bools) -> NDArray[np.intp]:
        """Return the numbers of the documents to learn from when some own ones are held out.

        Without auxiliary documents that have a twin among those held out. Where whole outlets are held out, also
        without auxiliary documents of these outlets, and without own ones of a group that reaches into these outlets:
        outlets repeat each other's texts.
        """
        inside = frozenset(np.flatnonzero(held_out).tolist())
        learnt = np.array([*~held_out, *(inside.isdisjoint(own) for own in self.twins)])
        if self.outlets is not None:
            learnt[: self.n_own] &= ~np.isin(self.groups, self.groups[held_out])
            learnt[self.n_own :] &= ~np.isin(self.outlets[self.n_own :], self.outlets[: self.n_own][held_out])
        return np.flatnonzero(learnt)


@dataclass(frozen=True, eq=False)
class Fold:
    """One part of a cross-validation.

    Attributes
    ----------
    deal : int
        Number of the deal to which it belongs.
    inside : ndarray of int
        Numbers of the own documents to score.
    outside : ndarray of int
        Numbers of the documents to learn from, including auxiliary ones.
    n_own : int
        Number of own documents; higher numbers are auxiliary ones.
    """

    deal: int
    inside: NDArray[np.intp]
    outside: NDArray[np.intp]
    n_own: int


def list_folds(sample: Sample, deals: Sequence[NDArray[np.intp]], *, max_folds: int | None = None) -> list[Fold]:
    """Return the folds of several deals; of each deal at most `max_folds`."""
    return [
        _fold(sample, number, deal == fold) for number, deal in enumerate(deals) for fold in np.unique(deal)[:max_folds]
    ]


def _fold(sample: Sample, deal: int, held_out: Bools) -> Fold:
    return Fold(deal, np.flatnonzero(held_out), sample.find_learnt(held_out), sample.n_own)
