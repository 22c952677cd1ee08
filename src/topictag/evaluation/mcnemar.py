"""McNemar's test: whether two systems get different shares of the same decisions right."""

from math import exp, lgamma, log


def mcnemar_p(n_one: int, n_other: int) -> float:
    """Return the two-sided mid-p-value of McNemar's test.

    Only decisions that exactly one system gets right say anything. If both are equally good, each of these falls to
    either with probability 1/2: ``p = 2·P(X < k) + P(X = k)``, where k is the smaller count and X binomial. The exact
    test counts ``2·P(X = k)`` and is needlessly cautious; Fagerland, Lydersen and Laake (2013) compare both and
    recommend the mid-p test.

    Parameters
    ----------
    n_one, n_other : int
        How many decisions only one of the systems gets right, and only the other.

    Examples
    --------
    >>> mcnemar_p(1, 9), mcnemar_p(4, 4), mcnemar_p(0, 0)
    (0.0117, 1.0, 1.0)

    References
    ----------
    M. W. Fagerland, S. Lydersen, P. Laake. The McNemar test for binary matched-pairs data: mid-p and asymptotic are
    better than exact conditional. BMC Medical Research Methodology 13, 2013.
    """
    n, least = n_one + n_other, min(n_one, n_other)
    if n_one == n_other:
        return 1.0
    chances = [_chance(n, k) for k in range(least + 1)]
    return round(min(1.0, 2 * sum(chances[:-1]) + chances[-1]), 4)


def _chance(n: int, k: int) -> float:
    """Return the probability of k heads in n tosses of a coin."""
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2))
