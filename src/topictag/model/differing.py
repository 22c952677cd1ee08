"""Comparing two models: their terms are matched by name, because their numbers differ."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from topictag.model.decisions import effective_thresholds
from topictag.model.term_weights import TermWeights, strongest
from topictag.results.description import DataDescription, Description
from topictag.results.difference import ModelDifference, TopicDifference, WeightChange
from topictag.results.term import TermWeight


class _Matching(NamedTuple):
    """Numbers of the terms that both models have, in the same order, and of those that only one has."""

    before: NDArray[np.intp]
    after: NDArray[np.intp]
    only_before: NDArray[np.intp]
    only_after: NDArray[np.intp]


def compare_models(
    before: tuple[TermWeights, Description],
    after: tuple[TermWeights, Description],
    topics: Sequence[str],
    n: int,
) -> ModelDifference:
    """Compare two models.

    Parameters
    ----------
    before, after : (TermWeights, Description)
    topics : sequence of str
        Topics of both models, which are compared.
    n : int
        Maximum number of terms in each list.
    """
    (terms, description), (others, other) = before, after
    own, theirs = terms.model.topics, others.model.topics
    matching = _match(terms, others)
    n_common = len(matching.before)
    n_all = n_common + len(matching.only_before) + len(matching.only_after)
    return ModelDifference(
        before=description.path,
        after=other.path,
        task=(description.task, other.task),
        is_same=description.digest == other.digest,
        topics_removed=tuple(topic for topic in own if topic not in theirs),
        topics_added=tuple(topic for topic in theirs if topic not in own),
        topics=tuple(_compare_topic(terms, others, matching, topic, n) for topic in topics),
        n_terms={kind: (count, other.n_terms[kind]) for kind, count in description.n_terms.items()},
        n_common_terms=n_common,
        common_share=n_common / n_all if n_all else 1.0,
        settings=_compare_values(_list_values(description), _list_values(other)),
        data=_compare_data(description.data, other.data),
    )


def _match(terms: TermWeights, others: TermWeights) -> _Matching:
    own = {key: number for number, key in enumerate(terms.keys())}
    theirs = {key: number for number, key in enumerate(others.keys())}
    pairs = [(number, theirs[key]) for key, number in own.items() if key in theirs]
    common = np.array(pairs, np.intp).reshape(-1, 2)
    only_before = [number for key, number in own.items() if key not in theirs]
    only_after = [number for key, number in theirs.items() if key not in own]
    return _Matching(common[:, 0], common[:, 1], np.array(only_before, np.intp), np.array(only_after, np.intp))


def _compare_topic(terms: TermWeights, others: TermWeights, matching: _Matching, topic: str, n: int) -> TopicDifference:
    own, theirs = terms.model.topics.index(topic), others.model.topics.index(topic)
    before, after = terms.effects(own), others.effects(theirs)
    one, other = before[matching.before].astype(np.float64), after[matching.after].astype(np.float64)
    places = strongest(abs(other - one), n)
    thresholds = (_threshold(terms, own), _threshold(others, theirs))
    return TopicDifference(
        topic=topic,
        threshold=thresholds,
        correlation=_correlate(one, other),
        changed=tuple(_change(terms, matching, place, one, other) for place in places),
        only_before=_strongest_of(terms, matching.only_before, before, own, n),
        only_after=_strongest_of(others, matching.only_after, after, theirs, n),
    )


def _threshold(terms: TermWeights, topic: int) -> float:
    return float(effective_thresholds(terms.model.thresholds)[topic])


def _change(
    terms: TermWeights, matching: _Matching, place: int, one: NDArray[np.float64], other: NDArray[np.float64]
) -> WeightChange:
    term = int(matching.before[place])
    return WeightChange(terms.name(term), terms.kind(term), float(one[place]), float(other[place]))


def _strongest_of(
    terms: TermWeights, numbers: NDArray[np.intp], effects: NDArray[np.float32], topic: int, n: int
) -> tuple[TermWeight, ...]:
    return tuple(terms.weigh(int(numbers[place]), topic) for place in strongest(abs(effects[numbers]), n))


def _correlate(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Return the Pearson correlation; None if one side is constant."""
    if len(one) < 2 or not one.std() or not other.std():
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _list_values(description: Description) -> dict[str, Any]:
    own = {"format version": description.format_version}
    return {**own, **description.settings, **description.built_with}


def _compare_values(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = dict.fromkeys([*before, *after])
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _compare_data(
    before: Sequence[DataDescription], after: Sequence[DataDescription]
) -> dict[str, tuple[DataDescription | None, DataDescription | None]]:
    own, theirs = ({data.role: data for data in side} for side in (before, after))
    roles = dict.fromkeys([*own, *theirs])
    both = {role: (own.get(role), theirs.get(role)) for role in roles}
    return {role: (one, other) for role, (one, other) in both.items() if _fingerprint(one) != _fingerprint(other)}


def _fingerprint(data: DataDescription | None) -> str | None:
    return None if data is None else data.fingerprint
