r"""Shares of paragraphs or words whose sampling unit is the article, and the test whether two of them differ.

Paragraphs of one article are alike, so a share is a ratio of two sums over articles, and its variance comes from the
articles (Cochran, 1977, chapter 6; Rao and Scott, 1992). The sums that this needs can be saved and added. Resampling
the articles of both samples together, a permutation test, gives the same variance up to terms of the order 1/n; a test
of the suite compares the two.
"""

from dataclasses import dataclass
from math import erfc, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class RatioSums:
    """Sums over articles, from which the shares ``parts / whole`` and their variances follow.

    Attributes
    ----------
    n : int
        Number of articles.
    whole, whole_squares : float
        Sum over articles of their paragraphs (or words), and of the squares of these numbers.
    parts, part_squares, products : ndarray of float64, any shape
        For each share: sum of the paragraphs that count, of their squares, and of their products with the whole.
    """

    n: int
    whole: float
    whole_squares: float
    parts: Floats
    part_squares: Floats
    products: Floats

    @classmethod
    def over(cls, whole: NDArray[np.integer], parts: NDArray[np.integer]) -> "RatioSums":
        """Return the sums of articles; `whole` has shape (n_articles,), `parts` (n_articles, …)."""
        sizes, own = whole.astype(np.float64), parts.astype(np.float64)
        return cls(
            n=len(sizes),
            whole=float(sizes.sum()),
            whole_squares=float((sizes**2).sum()),
            parts=own.sum(axis=0),
            part_squares=(own**2).sum(axis=0),
            products=np.tensordot(sizes, own, axes=1),
        )

    @property
    def shares(self) -> Floats:
        """``parts / whole``, each in [0, 1]; 0 where the whole is 0."""
        return self.parts / self.whole if self.whole else np.zeros_like(self.parts)

    def squared_residuals(self, share: Floats) -> Floats:
        """Return the sum over articles of ``(part − share · whole)²``."""
        squares = self.part_squares - 2 * share * self.products + share**2 * self.whole_squares
        return np.maximum(squares, 0.0)  # rounding may leave a tiny negative number


def join_shares(new: RatioSums, reference: RatioSums) -> Floats:
    """Return the shares of both samples together; 0 where the whole is 0."""
    total = new.whole + reference.whole
    return (new.parts + reference.parts) / total if total else np.zeros_like(new.parts)


def compare_shares(new: RatioSums, reference: RatioSums) -> tuple[Floats, Floats, Floats]:
    """Return the differences of all shares, the standard deviation that each has if nothing changed, and its freedom.

    The variance is estimated twice: from the articles of both samples and their share together, as in a permutation of
    articles; and from the articles and the share of each sample on its own, which is right if articles differ in length
    or variety. The larger one counts: the first fails if one sample is small and the
    tag is rare, the second if a sample has no case at all. The degrees of freedom are those of all articles, or for the
    second, those of Welch (1947).
    """
    pooled = _pool(new, reference, _square_residuals(new, reference))
    one, other = _vary(new), _vary(reference)
    separate = one + other
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = separate**2 / (one**2 / max(new.n - 1, 1) + other**2 / max(reference.n - 1, 1))
    n_free = np.where(separate > pooled, welch, float(count_free(new, reference)))
    return new.shares - reference.shares, np.sqrt(np.maximum(pooled, separate)), n_free


def count_free(new: RatioSums, reference: RatioSums) -> int:
    """Return the degrees of freedom of a variance from the articles of both samples together."""
    return max(new.n + reference.n - 2, 1)


def find_extremes(new: RatioSums, reference: RatioSums) -> tuple[Floats, Floats]:
    """Return the largest difference of each share that its cases could make, and the least standard deviation of it.

    The difference is largest if all cases, or all others, are in the smaller sample. The variance from the articles of
    both samples together does not depend on how the cases are divided.
    """
    cases = new.parts + reference.parts
    least = min(new.whole, reference.whole)
    scarce = np.minimum(cases, new.whole + reference.whole - cases)
    largest = np.minimum(scarce / least, 1.0) if least else np.zeros_like(cases)
    return largest, np.sqrt(_pool(new, reference, _square_residuals(new, reference)))


def _square_residuals(new: RatioSums, reference: RatioSums) -> tuple[Floats, Floats]:
    """Return the squared residuals of both samples from the share of both together."""
    share = join_shares(new, reference)
    return new.squared_residuals(share), reference.squared_residuals(share)


def _vary(own: RatioSums) -> Floats:
    """Return the variance of the shares of a sample from its own articles."""
    if not own.whole or own.n < 2:
        return np.zeros_like(own.parts)
    return own.squared_residuals(own.shares) * own.n / (own.n - 1) / own.whole**2


def _pool(new: RatioSums, reference: RatioSums, residuals: tuple[Floats, Floats]) -> Floats:
    """Return the variance of the difference from the articles of both samples together."""
    each = (residuals[0] + residuals[1]) / max(new.n + reference.n - 1, 1)
    pooled = np.zeros_like(each)
    for own in (new, reference):
        if own.whole and own.n > 1:
            pooled += each * own.n / own.whole**2
    return pooled


def tail_probability(distance: float, deviation: float, n_free: float) -> float:
    """Return the probability that a difference is at least this large in either direction, by chance alone.

    Student's t with `n_free` degrees of freedom, through the normal distribution by the approximation of Wallace
    (1959), which is right to a few per cent of the probability.
    """
    if deviation <= 0:  # no paragraph counts, or every one
        return 1.0
    t = abs(distance) / deviation
    z = (8 * n_free + 1) / (8 * n_free + 3) * sqrt(n_free * log(1 + t * t / n_free))
    return erfc(z / sqrt(2))


def find_intervals(sums: RatioSums) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % intervals of all shares.

    Wilson's interval (1927) for as many independent paragraphs as would give the same variance (Korn and Graubard,
    1998); for a share of exactly 0 or 1, as many as there are articles.
    """
    share = sums.shares
    variance = _vary(sums)
    spread = share * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where((variance > 0) & (spread > 0), spread / variance, float(sums.n))
    n = np.clip(n, 1.0, max(sums.whole, 1.0))
    z = normal_quantile((1 + CONFIDENCE) / 2)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(spread / n + z**2 / (4 * n**2))
    return np.minimum(np.maximum(middle - half, 0.0), share), np.maximum(np.minimum(middle + half, 1.0), share)


def normal_quantile(probability: float) -> float:
    """Return the number below which a normal variable lies with this probability."""
    return NormalDist().inv_cdf(probability)


def excess(n_new: int, n_reference: int, share_new: float, share_reference: float) -> float:
    """Return the signed root of Dunning's (1993) log-likelihood ratio of two shares: positive if the new is larger."""

    def fit(n: int, share: float, expected: float) -> float:
        own = n * share * log(share / expected) if share > 0 else 0.0
        return own + (n * (1 - share) * log((1 - share) / (1 - expected)) if share < 1 else 0.0)

    both = (n_new * share_new + n_reference * share_reference) / (n_new + n_reference)
    if both in (0.0, 1.0):
        return 0.0
    ratio = fit(n_new, share_new, both) + fit(n_reference, share_reference, both)
    return sqrt(max(2 * ratio, 0.0)) * (1 if share_new >= share_reference else -1)
