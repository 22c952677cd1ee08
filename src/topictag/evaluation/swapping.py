"""Is one of two systems better? A test that swaps their decisions at random, article by article.

If the systems were equally good, it would be chance which of them decided what. So the test swaps the decisions of the
two for a random half of the articles, again and again, and counts how often the difference of F1 is as large as the
observed one. It is exact for any number of examples, which intervals of a bootstrap are not: those of a rare topic are
too narrow. Whole articles are swapped, because paragraphs of one article are alike.

E. W. Noreen. Computer-intensive methods for testing hypotheses. Wiley, 1989.
A. Yeh. More accurate tests for the statistical significance of result differences. COLING 2000.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation import metrics

_MIN_SWAPS = 9_999  # chosen: p-values near 0.05 are then exact to 0.005
_SWAPS_PER_TOPIC = 40  # chosen: twice as many as Holm's correction needs to find one topic among all at 5 %
_CHUNK = 500  # chosen: bounds memory
_TIE = 1e-9  # noise: equal differences, summed in different orders


@dataclass(frozen=True, eq=False)
class SwapTest:
    """One-sided p-values of a difference in F1.

    Attributes
    ----------
    worse, better : ndarray of float64, shape (n_topics + 1,)
        Probability of at least such a loss, or gain, if the systems were equal; the last one is that of macro-F1. 1
        where no example has the topic.
    least : ndarray of float64, shape (n_topics + 1,)
        The least p-value that is possible with as many differing articles.
    """

    worse: metrics.Floats
    better: metrics.Floats
    least: metrics.Floats


def compare_by_swapping(
    gold: metrics.Bools,
    tagged: metrics.Bools,
    reference: metrics.Bools,
    groups: NDArray[np.intp],
    *,
    known: metrics.Bools | None = None,
    seed: int = 20,
) -> SwapTest:
    """Test whether a system is worse, or better, than a reference.

    Parameters
    ----------
    gold, tagged, reference : ndarray of bool, shape (n_examples, n_topics)
        Tags due, and tags that the system and the reference give.
    groups : ndarray of int, shape (n_examples,)
        Number of each example's article, from 0.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Only these decisions count; all by default.
    seed : int
        The same seed gives the same p-values.

    Examples
    --------
    >>> gold = np.ones((8, 1), dtype=bool)
    >>> found = compare_by_swapping(gold, np.zeros_like(gold), gold, np.arange(8))
    >>> float(found.worse[0].round(2)), float(found.better[0]), float(found.least[0])
    (0.0, 1.0, 0.00390625)
    """
    swapped = _Swapped.of(gold, tagged, reference, groups, known)
    n_topics = gold.shape[1]
    n_swaps = max(_MIN_SWAPS, _SWAPS_PER_TOPIC * n_topics)
    observed = swapped.differences(np.ones((1, swapped.n_articles)))[0]
    n_worse, n_better = np.zeros(n_topics + 1), np.zeros(n_topics + 1)
    for signs in _draw_signs(n_swaps, swapped.n_articles, seed):
        found = swapped.differences(signs)
        n_worse += (found <= observed + _TIE).sum(axis=0)
        n_better += (found >= observed - _TIE).sum(axis=0)
    least = np.maximum(0.5 ** swapped.count_differing().astype(np.float64), 1 / (1 + n_swaps))
    # The observed decisions count as one more swap: no finite number of swaps shows a p-value of 0.
    return SwapTest((1 + n_worse) / (1 + n_swaps), (1 + n_better) / (1 + n_swaps), least)


@dataclass(frozen=True, eq=False)
class _Swapped:
    """Counts of two systems, as sums of what both share and, by article, half of what differs.

    With the sign 1 for an article, the system has its own decisions, and with -1 those of the reference.
    """

    right: metrics.Floats  # shape (n_topics,)
    tagged: metrics.Floats
    support: metrics.Floats
    half_right: metrics.Floats  # shape (n_articles, n_topics): articles that differ in some topic
    half_tagged: metrics.Floats

    @classmethod
    def of(
        cls,
        gold: metrics.Bools,
        tagged: metrics.Bools,
        reference: metrics.Bools,
        groups: NDArray[np.intp],
        known: metrics.Bools | None,
    ) -> "_Swapped":
        own, other = (metrics.count_decisions(gold, one, groups, known) for one in (tagged, reference))
        right, other_right = own.table("true_positives"), other.table("true_positives")
        given, other_given = own.table("tagged"), other.table("tagged")
        differs = (right != other_right).any(axis=1) | (given != other_given).any(axis=1)
        return cls(
            (right + other_right).sum(axis=0) / 2,
            (given + other_given).sum(axis=0) / 2,
            own.table("support").sum(axis=0),
            (right - other_right)[differs] / 2,
            (given - other_given)[differs] / 2,
        )

    @property
    def n_articles(self) -> int:
        return len(self.half_right)

    def count_differing(self) -> NDArray[np.intp]:
        """Return the number of articles that differ in each topic, and in any."""
        differs = ((self.half_right != 0) | (self.half_tagged != 0)) & (self.support > 0)
        return np.append(differs.sum(axis=0), differs.any(axis=1).sum())

    def differences(self, signs: metrics.Floats) -> metrics.Floats:
        """Return the differences of F1 by topic and of macro-F1, shape (n_swaps, n_topics + 1)."""
        right, tagged = signs @ self.half_right, signs @ self.half_tagged
        size = self.tagged + self.support
        with np.errstate(invalid="ignore"):
            own = 2 * (self.right + right) / (size + tagged)
            other = 2 * (self.right - right) / (size - tagged)
        found = np.where(self.support > 0, own - other, 0.0)
        macro = found.sum(axis=1) / max(1, int((self.support > 0).sum()))
        return np.column_stack([found, macro])


def _draw_signs(n_swaps: int, n_articles: int, seed: int) -> Iterator[metrics.Floats]:
    rng = np.random.default_rng(seed)
    for start in range(0, n_swaps, _CHUNK):
        n = min(_CHUNK, n_swaps - start)
        yield 2.0 * rng.integers(0, 2, size=(n, n_articles), dtype=np.int8).astype(np.float64) - 1.0
