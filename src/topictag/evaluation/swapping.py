"""Is one of two systems better? A test that swaps their decisions at random, article by article.

If the systems were equally good, it would be chance which of them decided what. So the test swaps the decisions of the
two for a random half of the articles, again and again, and counts how often the difference of F1 is as large as the
observed one. It is exact for any number of examples, which intervals of a bootstrap are not: those of a rare topic are
too narrow. Whole articles are swapped, because paragraphs of one article are alike. Where no example has a topic, there
is no F1 to lose, and the test is about the number of false tags.

Of 500 topics, two models decide few differently in any article, so only what differs is held and swapped.

E. W. Noreen. Computer-intensive methods for testing hypotheses. Wiley, 1989.
A. Yeh. More accurate tests for the statistical significance of result differences. COLING 2000.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation import metrics
from topictag.evaluation.cells import Cells

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
        Probability of at least such a loss, or gain, if the systems were equal; the last one is that of macro-F1. Of a
        topic that no example has, that of at least as many more false tags, or fewer.
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
    swapped = _Swapped.of(gold, tagged, reference, groups, np.ones_like(gold) if known is None else known)
    n_topics = gold.shape[1]
    n_swaps = max(_MIN_SWAPS, _SWAPS_PER_TOPIC * n_topics)
    n_worse, n_better = np.zeros(n_topics + 1), np.zeros(n_topics + 1)
    observed = swapped.differences(np.ones((swapped.n_articles, 1), dtype=np.int8))[:, 0]
    for signs in _draw_signs(n_swaps, swapped.n_articles, seed):
        found = swapped.differences(signs)
        n_worse += (found <= observed[:, None] + _TIE).sum(axis=1)
        n_better += (found >= observed[:, None] - _TIE).sum(axis=1)
    least = np.maximum(0.5 ** swapped.count_differing().astype(np.float64), 1 / (1 + n_swaps))
    # The observed decisions count as one more swap: no finite number of swaps shows a p-value of 0.
    return SwapTest((1 + n_worse) / (1 + n_swaps), (1 + n_better) / (1 + n_swaps), least)


@dataclass(frozen=True, eq=False)
class _Swapped:
    """Counts of two systems, as sums of what both share and, by topic and article, half of what differs.

    With the sign 1 for an article, the system has its own decisions, and with -1 those of the reference.
    """

    right: metrics.Floats  # shape (n_topics,)
    tagged: metrics.Floats
    support: metrics.Floats
    halves: Cells  # of right tags and of all tags, with numbers among the articles that differ in any topic
    n_articles: int

    @classmethod
    def of(
        cls,
        gold: metrics.Bools,
        tagged: metrics.Bools,
        reference: metrics.Bools,
        groups: NDArray[np.intp],
        known: metrics.Bools,
    ) -> "_Swapped":
        own, other = tagged & known, reference & known
        rows, topics = np.nonzero(own != other)
        gains = np.where(own[rows, topics], 0.5, -0.5)
        articles, numbers = np.unique(groups[rows], return_inverse=True)
        kinds = [(numbers, topics, gains * gold[rows, topics]), (numbers, topics, gains)]
        halves = Cells.of(kinds, len(articles), gold.shape[1])
        # Paragraphs of an article may make up for each other, so not all of these articles are left.
        left, places = np.unique(halves.articles, return_inverse=True)
        return cls(
            ((own & gold).sum(axis=0) + (other & gold).sum(axis=0)) / 2,
            (own.sum(axis=0) + other.sum(axis=0)) / 2,
            (gold & known).sum(axis=0).astype(np.float64),
            replace(halves, articles=places),
            len(left),
        )

    def count_differing(self) -> NDArray[np.intp]:
        """Return the number of articles that differ in each topic, and in any that macro-F1 counts."""
        in_counted = np.repeat(self.support > 0, self.halves.sizes)
        return np.append(self.halves.sizes, len(np.unique(self.halves.articles[in_counted])))

    def differences(self, signs: NDArray[np.int8]) -> metrics.Floats:
        """Return how much better the system is by topic, and in macro-F1.

        Parameters
        ----------
        signs : ndarray of int8, shape (n_articles, n_swaps)

        Returns
        -------
        ndarray of float64, shape (n_topics + 1, n_swaps)
            Differences of F1; of a topic that no example has, by how much fewer the false tags are.
        """
        found = np.zeros((len(self.support) + 1, signs.shape[1]))
        for number in np.flatnonzero(self.halves.sizes).tolist():
            found[number] = self._difference(number, *self.halves.weigh_topic(number, signs))
        found[-1] = found[:-1][self.support > 0].sum(axis=0) / max(1, int((self.support > 0).sum()))
        return found

    def _difference(self, number: int, right: metrics.Floats, tagged: metrics.Floats) -> metrics.Floats:
        if not self.support[number]:
            return -2 * tagged
        size = self.tagged[number] + self.support[number]
        own, other = self.right[number] + right, self.right[number] - right
        found: metrics.Floats = 2 * own / (size + tagged) - 2 * other / (size - tagged)
        return found


def _draw_signs(n_swaps: int, n_articles: int, seed: int) -> Iterator[NDArray[np.int8]]:
    """Yield signs in chunks, shape (n_articles, n): each topic takes the rows of the articles that differ there."""
    rng = np.random.default_rng(seed)
    for start in range(0, n_swaps, _CHUNK):
        n = min(_CHUNK, n_swaps - start)
        yield np.ascontiguousarray(2 * rng.integers(0, 2, size=(n, n_articles), dtype=np.int8).T - 1)
