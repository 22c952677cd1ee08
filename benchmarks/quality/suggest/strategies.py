"""Strategies: from what a model says of the texts without a label to those that are labelled next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from benchmarks.quality.suggest.learning import Learnt
from benchmarks.quality.suggest.pools import Pool

from topictag.curation.suggesting.choosing import SIMILARITY_COST, choose
from topictag.curation.suggesting.closeness import find_distances
from topictag.curation.suggesting.copies import CopyIndex
from topictag.curation.suggesting.quotas import count_candidates, deal_turns
from topictag.curation.suggesting.space import LatentSpace, find_unlikeness

_LEAST = 1e-6  # keeps a quotient finite


@dataclass(frozen=True, eq=False)
class Round:
    """What a strategy knows when it chooses.

    Attributes
    ----------
    pool : Pool
    learnt : Learnt
        The model of the labels so far.
    free, labelled : ndarray of int
        Numbers of the texts without and with a label.
    n : int
        How many to choose.
    rng : Generator
    """

    pool: Pool
    learnt: Learnt
    free: Any
    labelled: Any
    n: int
    rng: np.random.Generator

    @cached_property
    def probability(self) -> Any:
        """Probabilities of the free texts."""
        return self.learnt.probability[self.free]

    @cached_property
    def distances(self) -> Any:
        """Distances of the free texts from the decisions, as `topictag suggest` measures them."""
        return find_distances(self.learnt.odds[self.free], self.learnt.thresholds, self.pool.task)

    def best(self, worth: Any) -> Any:
        """Return the texts with the highest worth."""
        return self.free[np.argsort(-worth, kind="stable")[: self.n]]


Strategy: TypeAlias = Callable[[Round], Any]


def choose_randomly(own: Round) -> Any:
    """Choose at random."""
    return own.rng.choice(own.free, own.n, replace=False)


def choose_nearest(own: Round) -> Any:
    """Choose by the nearest threshold of any topic, in log-odds; where topics compete, by the margin of the best."""
    return own.best(-own.distances.min(axis=1))


def choose_inconsistent(own: Round) -> Any:
    """Choose by margin and label-cardinality inconsistency, with equal weights (Li and Guo, 2013)."""
    if own.pool.task == "single":  # every text has one label, so that there is no inconsistency
        return choose_nearest(own)
    bars = np.clip(own.learnt.thresholds, _LEAST, 1 - _LEAST)
    odds = own.learnt.odds[own.free] - np.log(bars / (1 - bars))
    tagged = odds >= 0
    given = np.where(tagged, odds, np.inf).min(axis=1)
    denied = np.where(tagged, -np.inf, odds).max(axis=1)
    margin = np.where(np.isfinite(given), given, 0.0) - np.where(np.isfinite(denied), denied, 0.0)
    cardinality = own.pool.sample.gold[own.labelled].sum(axis=1).mean()
    inconsistency = np.abs(tagged.sum(axis=1) - cardinality)
    return own.best(np.sqrt(np.maximum(inconsistency, _LEAST) / np.maximum(margin, _LEAST)))


def choose_dense(own: Round) -> Any:
    """Choose by nearness to a decision times the mean similarity to the other texts (Settles and Craven, 2008)."""
    vectors = own.pool.vectors[own.free]
    density = np.maximum(vectors @ vectors.mean(axis=0), 0.0)
    return own.best(np.exp(-own.distances.min(axis=1)) * density)


@dataclass(frozen=True)
class ByTurns:
    """Choose by turns of topics, as `topictag suggest` does, with or without its parts.

    Attributes
    ----------
    has_new_topics : bool
        Whether topics with too few examples for the model get turns, for texts like these examples.
    similarity_cost : float
        See `topictag.curation.suggesting.choosing.choose`.
    """

    has_new_topics: bool = False
    similarity_cost: float = 0.0

    def __call__(self, own: Round) -> Any:
        """Return the chosen texts; the rest at random if the candidates are copies."""
        support, topics = own.learnt.support, own.learnt.topics
        new = np.setdiff1d(np.flatnonzero(support), topics) if self.has_new_topics else topics[:0]
        every = np.concatenate([topics, new])
        turns = deal_turns(support[every], own.n)
        distances = np.column_stack([own.distances, *(_find_unlikeness(own, topic) for topic in new)])
        order = np.argsort(distances, axis=0, kind="stable")
        nearest = [order[:n, place] for place, n in enumerate(count_candidates(turns, len(every)))]
        candidates = np.unique(np.concatenate(nearest))
        texts = own.free[candidates]
        chosen = choose(
            distances[candidates],
            turns,
            LatentSpace(own.pool.vectors[texts]) if self.similarity_cost else None,
            similarity_cost=self.similarity_cost,
            is_copy=_find_copies(own, texts),
        )
        found = texts[[one.number for one in chosen]]
        rest = np.setdiff1d(own.free, found)
        return np.concatenate([found, own.rng.choice(rest, own.n - len(found), replace=False)])


def _find_unlikeness(own: Round, topic: int) -> Any:
    examples = own.labelled[own.pool.sample.gold[own.labelled, topic]]
    return find_unlikeness(own.pool.vectors[own.free], own.pool.vectors[examples])


def _find_copies(own: Round, texts: Any) -> Callable[[int], bool]:
    index = CopyIndex()
    for number in own.labelled:
        index.add(own.pool.words[number])

    def is_copy(number: int) -> bool:
        words = own.pool.words[texts[number]]
        if index.has_copy(words):
            return True
        index.add(words)
        return False

    return is_copy


OWN: Mapping[str, Strategy] = {
    "at random": choose_randomly,
    "nearest threshold": choose_nearest,
    "cardinality inconsistency": choose_inconsistent,
    "nearest threshold × density": choose_dense,
    "by turns of topics": ByTurns(),
    "the same, unlike those chosen": ByTurns(similarity_cost=SIMILARITY_COST),
    "the same, and for new topics": ByTurns(has_new_topics=True, similarity_cost=SIMILARITY_COST),
}
