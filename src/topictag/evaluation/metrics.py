"""Counts of right and wrong decisions, and the metrics computed from them.

Decisions are counted per group, because the paragraphs of one article are not independent. A bootstrap then resamples
groups by weighting rows of counts, and never looks at the decisions again.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_N_BINS = 10  # chosen: the usual number


@dataclass(frozen=True, eq=False)
class Counts:
    """Decisions, counted.

    Attributes
    ----------
    true_positives, tagged, support : ndarray of float64, shape (..., n_topics)
        Right tags, all assigned tags, all gold tags.
    samples_f1, n_examples, false_tagged, n_tagless : ndarray of float64, shape (...)
        Sum of the examples' own F1, number of examples with a known topic, tagless examples that got a tag, tagless
        examples.
    """

    true_positives: Floats
    tagged: Floats
    support: Floats
    samples_f1: Floats
    n_examples: Floats
    false_tagged: Floats
    n_tagless: Floats


@dataclass(frozen=True, eq=False)
class GroupedDecisions:
    """Decisions by group, of which only those for a topic are kept: with hundreds of topics, few cells have any.

    Attributes
    ----------
    marks : mapping of str to (ndarray of int, ndarray of int)
        Name in `Counts` to the group and the topic of each decision that counts there.
    sums : mapping of str to ndarray of float64, shape (n_groups,)
        The other counts of `Counts`.
    n_topics : int
    """

    marks: Mapping[str, tuple[NDArray[np.intp], NDArray[np.intp]]]
    sums: Mapping[str, Floats]
    n_topics: int

    def weighted_sum(self, weights: NDArray[np.number[Any]]) -> Counts:
        """Return the weighted sum over groups; `weights` has shape (n_groups,)."""
        by_topic = {
            name: np.bincount(topics, weights[groups], self.n_topics).astype(np.float64)
            for name, (groups, topics) in self.marks.items()
        }
        return Counts(**by_topic, **{name: np.asarray(weights @ own) for name, own in self.sums.items()})


def concatenate(counts: Sequence[Counts]) -> Counts:
    """Concatenate counts along their first axis."""
    names = [field.name for field in fields(Counts)]
    return Counts(**{name: np.concatenate([getattr(own, name) for own in counts]) for name in names})


def number_groups(names: Sequence[Hashable]) -> NDArray[np.intp]:
    """Return the number of each name, counted from 0 in order of first appearance."""
    numbers: dict[Hashable, int] = {}
    return np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), np.intp, len(names))


def count_decisions(
    gold: Bools, tagged: Bools, groups: NDArray[np.intp], known: Bools | None = None
) -> GroupedDecisions:
    """Count decisions per group.

    Parameters
    ----------
    gold, tagged : ndarray of bool, shape (n_examples, n_topics)
        Gold tags and assigned tags.
    groups : ndarray of int, shape (n_examples,)
        Numbers 0 to n_groups - 1.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Only these decisions count; all by default. An example is tagless if it is known to have none of the topics.

    Returns
    -------
    GroupedDecisions
    """
    known = np.ones_like(gold) if known is None else known
    gold, tagged = gold & known, tagged & known
    tagless: Bools = np.logical_and(known.all(axis=1), np.logical_not(gold.any(axis=1)))
    measured: Bools = np.any(known, axis=1)
    rows, columns = np.nonzero(tagged)
    is_right = gold[rows, columns]
    right = rows[is_right], columns[is_right]
    marks = {"true_positives": right, "tagged": (rows, columns), "support": np.nonzero(gold)}
    per_example: dict[str, NDArray[Any]] = {
        "samples_f1": _samples_f1(gold, tagged) * measured,
        "n_examples": measured,
        "false_tagged": np.logical_and(tagless, tagged.any(axis=1)),
        "n_tagless": tagless,
    }
    return GroupedDecisions(
        {name: (groups[own], topics) for name, (own, topics) in marks.items()},
        {name: _sum_by_group(values, groups) for name, values in per_example.items()},
        gold.shape[1],
    )


def f1_by_topic(counts: Counts) -> Floats:
    """Return ``2·TP / (tagged + support)`` per topic; NaN where no tag is assigned and none is gold."""
    return _divide(2 * counts.true_positives, counts.tagged + counts.support)


def precision(counts: Counts) -> Floats:
    """Return the share of right tags among the assigned ones, per topic; NaN where none is assigned."""
    return _divide(counts.true_positives, counts.tagged)


def recall(counts: Counts) -> Floats:
    """Return the share of gold tags that are assigned, per topic; NaN where none is gold."""
    return _divide(counts.true_positives, counts.support)


def macro_f1(counts: Counts) -> Floats:
    """Return the mean of F1 over the topics with support; NaN where no topic has support."""
    present = counts.support > 0
    total = np.where(present, np.nan_to_num(f1_by_topic(counts)), 0.0).sum(axis=-1)
    return _divide(total, present.sum(axis=-1).astype(np.float64))


def micro_f1(counts: Counts) -> Floats:
    """Return F1 over all decisions together."""
    return _divide(2 * counts.true_positives.sum(axis=-1), (counts.tagged + counts.support).sum(axis=-1))


def accuracy(counts: Counts) -> Floats:
    """Return the share of examples that got their topic, where each has exactly one and gets at most one."""
    return _divide(counts.true_positives.sum(axis=-1), counts.n_examples)


def weighted_f1(counts: Counts) -> Floats:
    """Return the mean of the topics' F1, weighted by support; NaN where nothing is due."""
    weighted = (np.nan_to_num(f1_by_topic(counts)) * counts.support).sum(axis=-1)
    return _divide(weighted, counts.support.sum(axis=-1))


def samples_f1(counts: Counts) -> Floats:
    """Return the mean of the examples' own F1."""
    return _divide(counts.samples_f1, counts.n_examples)


def false_tag_rate(counts: Counts) -> Floats:
    """Return the share of tagless examples that got a tag; NaN where no example is tagless."""
    return _divide(counts.false_tagged, counts.n_tagless)


def calibration_error(gold: Bools, probability: Floats) -> float:
    """Return the expected calibration error: the distance of probabilities from the observed shares.

    ``Σ_b n_b / n · |mean probability in b − share of gold in b|`` over ten bins b of equal width (Naeini, Cooper and
    Hauskrecht, 2015).

    Parameters
    ----------
    gold : ndarray of bool, shape (n,)
        At least one example.
    probability : ndarray of float64, shape (n,)
        In [0, 1].
    """
    bins = np.minimum((probability * _N_BINS).astype(np.intp), _N_BINS - 1)
    gaps = np.bincount(bins, probability - gold, minlength=_N_BINS)
    return float(np.abs(gaps).sum() / len(gold))


def brier_score(gold: Bools, probability: Floats) -> float:
    """Return the mean squared difference between probability and truth (Brier, 1950); 0 is perfect.

    Parameters: see `calibration_error`.
    """
    return float(np.mean((probability - gold) ** 2))


def _samples_f1(gold: Bools, tagged: Bools) -> Floats:
    """Return F1 of each example; 1 where it has no gold and no assigned tag, as scikit-learn's ``zero_division=1``."""
    size = (gold.sum(axis=1) + tagged.sum(axis=1)).astype(np.float64)
    shared = (gold & tagged).sum(axis=1).astype(np.float64)
    return np.where(size > 0, _divide(2 * shared, size), 1.0)


def _sum_by_group(values: NDArray[Any], groups: NDArray[np.intp]) -> Floats:
    return np.bincount(groups, values).astype(np.float64)


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)
