"""The correction of p-values for their number, by Holm (1979), without the tests that could never be significant.

Tarone (1990): if the cases of a rare tag are few, no division of them between the two samples is significant. How many
there are does not depend on the division, so such a test can be left out beforehand, and the others are corrected for
fewer tests.

R. E. Tarone. A modified Bonferroni method for discrete data. Biometrics 46, 1990.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Corrected:
    """p-values, 1 where a test is left out, and the number of tests that are not."""

    p_values: list[float]
    n_tests: int


def correct(p_values: Sequence[float], least: Sequence[float], alpha: float) -> Corrected:
    """Return corrected p-values.

    Parameters
    ----------
    p_values, least : sequence of float
        For each test, its p-value and the least one that it could have.
    alpha : float
        Maximum probability of any p-value of at most alpha if nothing has changed.

    Examples
    --------
    >>> correct([0.01, 0.5, 0.02], [0.001, 0.4, 0.001], 0.05)
    Corrected(p_values=[0.02, 1.0, 0.02], n_tests=2)
    """
    kept = choose_tests(least, alpha)
    found = dict(zip(kept, correct_by_holm([p_values[place] for place in kept]), strict=True))
    return Corrected([found.get(place, 1.0) for place in range(len(p_values))], len(kept))


def choose_tests(least: Sequence[float], alpha: float) -> list[int]:
    """Return the places of the tests that can be significant after a correction for as many tests as are kept.

    Examples
    --------
    >>> choose_tests([0.001, 0.04, 0.001], 0.05)  # 0.04 could be significant alone, but not among three tests
    [0, 2]
    """
    ordered = sorted(least)
    n_tests = next((n for n in range(1, len(least) + 1) if bisect_right(ordered, alpha / n) <= n), 1)
    return [place for place, p_value in enumerate(least) if p_value <= alpha / n_tests and p_value < 1]


def correct_by_holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number (Holm, 1979): below alpha with a probability of at most alpha in all.

    Examples
    --------
    >>> correct_by_holm([0.01, 0.5, 0.02])
    [0.03, 0.5, 0.04]
    """
    corrected, worst = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        worst = max(worst, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = worst
    return corrected
