"""The smallest change of a share that a comparison finds.

The deviation of a difference grows with the share: a tag that no sample has would vary if it appeared. So the change
that is needed depends on itself, and a few rounds find it.
"""

from math import expm1, sqrt

from topictag.monitoring.ratios import normal_quantile

_POWER = 0.8  # chosen, as is usual
_MAX_EXPONENT = 700.0  # exp() of more overflows
_ROUNDS = 50


def count_deviations(alpha: float, n_tests: int, n_free: float) -> float:
    """Return how many standard deviations a change must have to be found in four of five comparisons.

    Parameters
    ----------
    alpha : float
        Of all tests together.
    n_tests : int
        Whatever Holm's correction gains is left out.
    n_free : float
        Degrees of freedom, as in `topictag.monitoring.ratios.tail_probability`.
    """
    each = max(alpha / max(n_tests, 1) / 2, 1e-300)  # of one side; 0 has no quantile
    z = -normal_quantile(each) * (8 * n_free + 3) / (8 * n_free + 1)
    critical = sqrt(n_free * expm1(min(z * z / n_free, _MAX_EXPONENT)))
    return normal_quantile(_POWER) + critical


def find_smallest(share: float, deviation: float, n_articles: tuple[int, int], n_deviations: float) -> float:
    """Return the change of a share that is found in four of five comparisons, at most 1.

    Parameters
    ----------
    share : float
        Of both samples together.
    deviation : float
        Of the difference if nothing has changed; 0 where no paragraph counts, or every one.
    n_articles : tuple of int
        Of the new texts and of the reference.
    n_deviations : float
        See `count_deviations`.
    """
    rare = min(share, 1 - share)
    # With no case, paragraphs are taken to vary as articles of one paragraph do.
    unit = deviation**2 / (rare * (1 - rare)) if deviation and rare > 0 else sum(1 / n for n in n_articles)
    weight = max(n_articles) / sum(n_articles)
    change = 1.0
    for _ in range(_ROUNDS):
        moved = min(rare + weight * change, 0.5)
        change = min(n_deviations * sqrt(moved * (1 - moved) * unit), 1.0)
    return change
