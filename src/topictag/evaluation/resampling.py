"""Bootstrap over articles. Every system is measured on the same draws, so that differences between systems are paired.

The draws are not stored: each count draws them again from the same seed. This keeps memory small for large data sets.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation import metrics
from topictag.evaluation.cells import Cells

MIN_ARTICLES = 10  # chosen: with fewer, an interval says nothing, and with one it would claim certainty
_PERCENTILES = (2.5, 97.5)
_MAX_WEIGHTS = 1_000_000  # chosen: bounds memory


@dataclass(frozen=True, eq=False)
class Resamples:
    """Bootstrap resamples of articles: each draws as many articles as there are, with replacement.

    Articles are drawn rather than examples, because paragraphs of one article are alike (Efron, 1979; Efron and
    Tibshirani, 1993, chapter 8).

    Attributes
    ----------
    groups : ndarray of int, shape (n_examples,)
        Number of each example's article, from 0.
    n_resamples : int
        At least 1.
    seed : int
        The same seed gives the same resamples.

    Examples
    --------
    >>> gold = np.array([[True], [True], [False], [True]])
    >>> tagged = np.array([[True], [True], [True], [False]])
    >>> observed, resampled = Resamples.over(["a", "a", "b", "c"], n_resamples=100).count(gold, tagged)
    >>> float(observed.true_positives[0]), resampled.true_positives.shape
    (2.0, (100, 1))
    """

    groups: NDArray[np.intp]
    n_resamples: int = 2000
    seed: int = 20

    @classmethod
    def over(cls, articles: Sequence[Hashable], *, n_resamples: int = 2000, seed: int = 20) -> "Resamples":
        """Return resamples of the articles; `articles` names the article of each example, at least one."""
        return cls(metrics.number_groups(articles), n_resamples, seed)

    @property
    def n_articles(self) -> int:
        """Number of different articles."""
        return int(self.groups.max()) + 1

    @property
    def is_enough(self) -> bool:
        """Whether there are enough articles for an interval: at least `MIN_ARTICLES`."""
        return self.n_articles >= MIN_ARTICLES

    def only(self, kept: metrics.Bools) -> "Resamples":
        """Return resamples of the articles of some examples; `kept` has shape (n_examples,)."""
        return replace(self, groups=metrics.number_groups(self.groups[kept].tolist()))

    def weights(self) -> Iterator[NDArray[np.intp]]:
        """Yield for each resample how often each article is drawn, shape (n_articles,)."""
        rng = np.random.default_rng(self.seed)
        for _ in range(self.n_resamples):
            yield np.bincount(rng.integers(self.n_articles, size=self.n_articles), minlength=self.n_articles)

    def weight_blocks(self) -> Iterator[metrics.Floats]:
        """Yield what `weights` does for several resamples at once, shape (n, n_articles)."""
        weights = self.weights()
        while block := [*islice(weights, max(1, _MAX_WEIGHTS // self.n_articles))]:
            yield np.stack(block, dtype=np.float64)

    def count(
        self, gold: metrics.Bools, tagged: metrics.Bools, known: metrics.Bools | None = None
    ) -> tuple[metrics.Counts, metrics.Counts]:
        """Count a system's decisions, as they are and in each resample.

        Parameters
        ----------
        gold, tagged : ndarray of bool, shape (n_examples, n_topics)
        known : ndarray of bool, shape (n_examples, n_topics), optional
            Only these decisions count; all by default.

        Returns
        -------
        observed : Counts
            Summed over all examples.
        resampled : Counts
            With a first axis of length `n_resamples`.
        """
        observed, blocks = self._count_systems(gold, [tagged], known)
        return observed[0], metrics.concatenate([own for (own,) in blocks])

    def figure(
        self,
        compute: Callable[[Sequence[metrics.Counts]], metrics.Floats],
        gold: metrics.Bools,
        systems: Sequence[metrics.Bools],
        known: metrics.Bools | None = None,
    ) -> tuple[metrics.Floats, metrics.Floats]:
        """Return figures of several systems, as they are and in each resample; few counts are held at a time.

        Parameters
        ----------
        compute : callable
            Makes figures, shape (..., n_figures), of each system's counts, which have leading axes of any shape.
        gold, known : ndarray of bool
            As for `count`.
        systems : sequence of ndarray of bool, shape (n_examples, n_topics)
            The decisions of each system.

        Returns
        -------
        observed : ndarray of float64, shape (n_figures,)
        resampled : ndarray of float64, shape (n_resamples, n_figures)
        """
        observed, blocks = self._count_systems(gold, systems, known)
        return compute(observed), np.concatenate([compute(own) for own in blocks])

    def _count_systems(
        self, gold: metrics.Bools, systems: Sequence[metrics.Bools], known: metrics.Bools | None
    ) -> tuple[list[metrics.Counts], Iterator[list[metrics.Counts]]]:
        """Return the counts of each system, and those in blocks of resamples."""
        grouped = [metrics.count_decisions(gold, tagged, self.groups, known) for tagged in systems]
        marks = [own for system in grouped for own in system.marks.values()]
        cells = Cells.of([(*own, np.ones(len(own[0]))) for own in marks], self.n_articles, gold.shape[1])
        observed = [own.weighted_sum(np.ones(self.n_articles)) for own in grouped]
        return observed, (_weigh(grouped, cells, weights) for weights in self.weight_blocks())


def _weigh(systems: Sequence[metrics.GroupedDecisions], cells: Cells, weights: metrics.Floats) -> list[metrics.Counts]:
    """Return the counts of each system in some resamples; `cells` has the marks of one system after the other."""
    by_topic = iter(cells.weigh(np.ascontiguousarray(weights.T)))
    return [
        metrics.Counts(
            **{name: next(by_topic) for name in own.marks},
            **dict(zip(own.sums, (weights @ np.stack([*own.sums.values()], axis=1)).T, strict=True)),
        )
        for own in systems
    ]


def find_interval(figures: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of a figure's resamples, or None where no resample has a figure.

    Parameters
    ----------
    figures : ndarray of float64, shape (n_resamples,)
        NaN for a resample in which there is nothing to measure; it is left out.
    """
    measured = figures[np.isfinite(figures)]
    if not measured.size:
        return None
    low, high = np.percentile(measured, _PERCENTILES)
    return float(low), float(high)
