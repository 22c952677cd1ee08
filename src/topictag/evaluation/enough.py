"""How many examples a topic needs so that a loss shows."""

from math import ceil, log2
from statistics import NormalDist

_POWER = NormalDist().inv_cdf(0.8)  # chosen: in four of five cases


def count_needed(support: int, error: float | None, n_tests: int, *, loss: float = 0.05, alpha: float = 0.05) -> int:
    r"""Return about how many examples of a topic show a loss of F1 in four of five cases.

    The standard error falls with the square root of the number of examples, so ``n = support · (error / needed)²`` with
    ``needed = loss / (z(1 − alpha / n_tests) + z(0.8))``. Where two models hardly differ, the error says nothing; then
    at least the lost examples alone must be significant, all in one direction: ``n · loss ≥ log2(n_tests / alpha)``.

    Parameters
    ----------
    support : int
        Number of examples with the topic.
    error : float or None
        Standard error of the difference of F1 on these; None if unknown.
    n_tests : int
        Number of topics that are tested together.
    loss : float, default=0.05
        In F1.
    alpha : float, default=0.05

    Examples
    --------
    >>> count_needed(100, 0.04, 1), count_needed(100, 0.0, 1), count_needed(100, 0.04, 100)
    (396, 87, 1093)
    """
    least = log2(n_tests / alpha) / loss
    needed = loss / (NormalDist().inv_cdf(1 - alpha / n_tests) + _POWER)
    return ceil(max(least, support * ((error or 0.0) / needed) ** 2))


def standard_error(low: float | None, high: float | None) -> float | None:
    """Return the standard error that a 95 % interval shows."""
    return None if low is None or high is None else (high - low) / (2 * NormalDist().inv_cdf(0.975))
