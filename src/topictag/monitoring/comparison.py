"""The comparison of two profiles: every share and every distribution has a test, corrected for the number of tests."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from topictag.errors import DataError
from topictag.evaluation.correction import correct
from topictag.monitoring.bounds import Bounds
from topictag.monitoring.new_words import list_new_words
from topictag.monitoring.power import count_deviations, find_smallest
from topictag.monitoring.profile import EDGES, Profile
from topictag.monitoring.ratios import (
    Floats,
    RatioSums,
    compare_shares,
    count_free,
    find_extremes,
    find_intervals,
    join_shares,
    tail_probability,
)
from topictag.monitoring.wording import list_findings
from topictag.results.drift import Change, Drift, ScoreChange, TopicDrift
from topictag.results.quality import Estimate

_SHOWN = slice(0, None, 2)  # chosen: every second edge, for histograms of 18 cells


@dataclass(frozen=True)
class _Compared:
    """A share in both samples, its difference, and the standard deviation of that if nothing has changed.

    `n_free` are the degrees of freedom of the deviation. `joint` is the share of both samples together, `extreme` the
    largest difference that the same cases could make, and `least` the least standard deviation.
    """

    new: Estimate
    reference: Estimate
    difference: float
    deviation: float
    n_free: float
    joint: float
    extreme: float
    least: float


def compare_profiles(new: Profile, reference: Profile, bounds: Bounds) -> Drift:
    """Return what has changed.

    Holm's correction covers two tests for each topic, of the share of its tag and of its probabilities, and two more,
    of the paragraphs that are not read and of the unknown words. What so few paragraphs have that no division of them
    between the samples would be significant is not tested, and so it does not weaken the other tests.

    Raises
    ------
    DataError
        The profiles are of different models.
    """
    _check_same_model(new, reference)
    shares = [
        compared
        for name in ("paragraphs", "words", "tags")
        for compared in _compare(getattr(new, name), getattr(reference, name))
    ]
    p_values = [tail_probability(own.difference, own.deviation, own.n_free) for own in shares]
    p_values += [_test_scores(*rows) for rows in zip(*compare_shares(new.scores, reference.scores), strict=True)]
    most_free = count_free(new.scores, reference.scores)
    least = [tail_probability(own.extreme, own.least, most_free) for own in shares]
    least += [_find_least(*rows, most_free) for rows in zip(*find_extremes(new.scores, reference.scores), strict=True)]
    corrected = correct(p_values, least, bounds.alpha)
    sizes = new.n_articles, reference.n_articles
    smallest = [
        find_smallest(own.joint, own.deviation, sizes, count_deviations(bounds.alpha, corrected.n_tests, own.n_free))
        for own in shares
    ]
    changes = [_decide(*row, bounds) for row in zip(shares, corrected.p_values, smallest, strict=False)]
    scores = [
        _describe_scores(new.scores.shares[topic], reference.scores.shares[topic], p, bounds)
        for topic, p in enumerate(corrected.p_values[len(shares) :])
    ]
    unread, unknown, *tagged = changes
    topics = tuple(
        TopicDrift(*own) for own in zip(new.topics, tagged, scores, new.prevalence, reference.prevalence, strict=True)
    )
    words = list_new_words(new, reference)
    return Drift(
        n_articles=new.n_articles,
        n_paragraphs=new.n_paragraphs,
        n_reference_articles=reference.n_articles,
        n_reference_paragraphs=reference.n_paragraphs,
        topics=topics,
        unread=unread,
        unknown_words=unknown,
        new_words=words,
        alpha=bounds.alpha,
        bound=bounds.share,
        score_bound=bounds.scores,
        findings=list_findings(topics, unread, unknown, words, bounds),
        model=new.model,
        model_name=new.model_name,
    )


def _check_same_model(new: Profile, reference: Profile) -> None:
    if new.model != reference.model:
        raise DataError(
            f"The reference is a profile of another model: {_name_model(reference)}. The texts are compared under "
            f"{_name_model(new)}. Make the profile again with this model, or compare under the other one."
        )


def _name_model(profile: Profile) -> str:
    return f"{profile.model_name or 'a model without a file'} (digest {profile.model}; {len(profile.topics)} topics)"


def _compare(new: RatioSums, reference: RatioSums) -> Iterator[_Compared]:
    """Yield each share of a column of shares, or the only one."""
    estimates = [_list_estimates(own) for own in (new, reference)]
    figures = (*compare_shares(new, reference), join_shares(new, reference), *find_extremes(new, reference))
    for own in zip(*estimates, *(own.ravel().tolist() for own in figures), strict=True):
        yield _Compared(*own)


def _list_estimates(sums: RatioSums) -> list[Estimate]:
    low, high = find_intervals(sums)
    rows = zip(sums.shares.ravel(), np.ravel(low), np.ravel(high), strict=True)
    return [Estimate(*(round(float(figure), 6) for figure in row)) for row in rows]


def _test_scores(distances: Floats, deviations: Floats, n_free: Floats) -> float:
    """Return the p-value of the maximum distance over all edges.

    The probability that some edge reaches the maximum is at most the sum of the probabilities of each. Edges with
    nearly all paragraphs on one side have a small deviation, and so they add next to nothing to the sum.
    """
    most = float(np.abs(distances).max())
    edges = zip(deviations.tolist(), n_free.tolist(), strict=True)
    total = sum(tail_probability(most, deviation, free) for deviation, free in edges if deviation)
    return min(1.0, total)


def _find_least(extremes: Floats, deviations: Floats, most_free: int) -> float:
    """Return the least p-value that distances could have: that of the edge where it is least."""
    edges = zip(extremes.tolist(), deviations.tolist(), strict=True)
    return min(tail_probability(extreme, deviation, most_free) for extreme, deviation in edges)


def _decide(compared: _Compared, p_value: float, smallest: float, bounds: Bounds) -> Change:
    return Change(
        new=compared.new,
        reference=compared.reference,
        p_value=p_value,
        smallest_found=round(max(smallest, bounds.share), 6),
        is_significant=bool(p_value <= bounds.alpha),
        is_large=_is_large(abs(compared.difference), bounds.share),
    )


def _is_large(difference: float, bound: float) -> bool:
    """Return whether a difference reaches its bound; none at all is not large, even if the bound is 0."""
    return bool(difference >= bound and difference > 0)


def _describe_scores(new: Floats, reference: Floats, p_value: float, bounds: Bounds) -> ScoreChange:
    distances = np.abs(new - reference)
    place = int(distances.argmax())
    chances = 1 / (1 + np.exp(-EDGES))
    return ScoreChange(
        distance=round(float(distances[place]), 6),
        at=round(float(chances[place]), 6),
        p_value=p_value,
        is_significant=bool(p_value <= bounds.alpha),
        is_large=_is_large(float(distances[place]), bounds.scores),
        edges=tuple(round(float(edge), 6) for edge in chances[_SHOWN]),
        new=_cells(new),
        reference=_cells(reference),
    )


def _cells(below: Floats) -> tuple[float, ...]:
    """Return the share in each cell of the histogram."""
    whole = np.concatenate([[0.0], below[_SHOWN], [1.0]])
    return tuple(round(float(share), 6) for share in np.diff(whole))
