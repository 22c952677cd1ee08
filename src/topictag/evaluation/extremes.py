"""Intervals of figures that are exactly 0 or 1, where every resample gives the same figure again.

A bootstrap then has no width and claims certainty. But if all of n independent trials come out the same way, the other
way still has a probability of up to ``1 - 0.05^(1/n)``, about ``3 / n``, at 95 % confidence: the rule of three (Hanley
and Lippman-Hand, 1983). Articles are the trials, because paragraphs of one article are alike.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation import metrics
from topictag.results.quality import Estimate

_RISK = 0.05


def widen_share(estimate: Estimate, n: int) -> Estimate:
    """Return an estimated share of n trials with an honest width if it is 0 or 1, else unchanged.

    Examples
    --------
    >>> widen_share(Estimate(0.0, 0.0, 0.0), 30)
    Estimate(value=0.0, low=0.0, high=0.095)
    """
    kept = round(_RISK ** (1 / max(n, 1)), 4)
    if estimate.low is None or not estimate.value == estimate.low == estimate.high:
        return estimate
    if estimate.value == 1:
        return Estimate(1.0, kept, 1.0)
    return Estimate(0.0, 0.0, round(1 - kept, 4)) if estimate.value == 0 else estimate


def widen_f1(estimate: Estimate, n: int) -> Estimate:
    """Return an F1 with an honest width if it is 0 or 1, else unchanged.

    F1 is ``2 J / (1 + J)`` of the share J of right ones among the n articles that carry the topic, or got it.

    Examples
    --------
    >>> widen_f1(Estimate(1.0, 1.0, 1.0), 30)
    Estimate(value=1.0, low=0.9501, high=1.0)
    """
    share = widen_share(estimate, n)
    return share if share is estimate else Estimate(share.value, _dice(share.low), _dice(share.high))


def widen_mean(estimate: Estimate, parts: Sequence[Estimate]) -> Estimate:
    """Return a mean of estimates with the mean of their bounds if it is 0 or 1, else unchanged."""
    bounds = [(part.low, part.high) for part in parts if part.low is not None and part.high is not None]
    if not bounds or estimate.low is None or estimate.value not in (0, 1) or estimate.low != estimate.high:
        return estimate
    low, high = np.mean(bounds, axis=0).round(4).tolist()
    return Estimate(estimate.value, low, high)


def count_articles(rows: metrics.Bools, groups: NDArray[np.intp]) -> int:
    """Return the number of articles of some examples; `rows` has shape (n_examples,)."""
    return len(np.unique(groups[rows]))


def _dice(share: float | None) -> float | None:
    return None if share is None else round(2 * share / (1 + share), 4)
