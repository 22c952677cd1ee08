"""Trials of recipes on folds: scores of documents by models that have not seen them, and one figure for each recipe."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from topictag.errors import TrainingError
from topictag.evaluation.ranking import average_precision
from topictag.results.quality import Task
from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.layer import Fitted, learn_vocabulary
from topictag.training.fitting.linear import Design, TwoPartTopics
from topictag.training.fitting.prior import hint_prior
from topictag.training.recipe import Recipe
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Fold, Sample

_LAST_VALUES = 2  # chosen: so many values of C are tried on all folds
_TIE = 0.15  # chosen: half the standard error of the difference between recipes that decide 9 % of examples differently


class Trials:
    """What recipes reach on folds; each fold is computed once for each recipe.

    Parameters
    ----------
    sample : Sample
    folds : sequence of Fold
        In the order in which they are used.
    background : Background or None
    workers : Workers
        Compute the folds.
    task : {"multi", "single"}
        Determines what the figures are.
    """

    def __init__(
        self,
        sample: Sample,
        folds: Sequence[Fold],
        background: Background | None,
        workers: Workers,
        task: Task = "multi",
    ) -> None:
        self._sample, self.folds = sample, folds
        self._background, self._workers = background, workers
        self._scores: dict[tuple[Recipe, int], Floats] = {}
        self._is_single = task == "single"

    @property
    def tie(self) -> float:
        """The difference below which two figures are as good as equal."""
        return _TIE / float(np.sqrt(self._sample.n_own))

    @property
    def measure(self) -> str:
        """What the figures are."""
        return "accuracy" if self._is_single else "mean average precision"

    def try_all(
        self, recipes: Sequence[Recipe], n_folds: int, c_values: Sequence[float] = ()
    ) -> list[tuple[float, float]]:
        """Return for each recipe the best C and its figure.

        Parameters
        ----------
        recipes : sequence of Recipe
        n_folds : int
            The first so many folds are used.
        c_values : sequence of float, optional
            Values of C to try in place of each recipe's own: all on half of the folds, the best two on the others.
        """
        values = {recipe: c_values or (recipe.C,) for recipe in recipes}
        if len(c_values) > _LAST_VALUES:
            reached = self._reach(values, -(-n_folds // 2))
            values = {recipe: self._rank(own, recipe.C)[:_LAST_VALUES] for recipe, own in reached.items()}
        reached = self._reach(values, n_folds)
        best = {recipe: self._rank(own, recipe.C)[0] for recipe, own in reached.items()}
        return [(best[recipe], reached[recipe][best[recipe]]) for recipe in recipes]

    def _reach(self, values: Mapping[Recipe, Sequence[float]], n_folds: int) -> dict[Recipe, dict[float, float]]:
        """Return the figure of each value of C for each recipe."""
        paths = {recipe: [recipe.change(C=c) for c in own] for recipe, own in values.items()}
        self._compute([own for path in paths.values() for own in path], range(n_folds))
        return {recipe: {own.C: self._figure(own, n_folds) for own in path} for recipe, path in paths.items()}

    def _rank(self, reached: Mapping[float, float], usual: float) -> list[float]:
        """Return the values of C, the best first: among values that are as good, the one closest to the usual one."""
        ranked = sorted(reached, key=lambda value: -reached[value])
        tied = [value for value in ranked if reached[value] >= reached[ranked[0]] - self.tie]
        best = min(tied, key=lambda value: abs(np.log(value / usual)))
        return [best, *(value for value in ranked if value != best)]

    def _compute(self, recipes: Sequence[Recipe], numbers: Sequence[int]) -> None:
        tasks = []
        for number in numbers:
            missing = [recipe for recipe in dict.fromkeys(recipes) if (recipe, number) not in self._scores]
            # A task for each vocabulary: they share little else, and threads have enough to do.
            tasks += [(number, own) for own in _group(missing, C=1.0, background_scale=0.0)]
        sample = self._sample
        counts = sample.counts_with_grams if any(recipe.max_grams for recipe in recipes) else sample.counts
        arguments = [
            (counts, sample.gold, self.folds[number], own, sample.weights(own[0].auxiliary_weight), self._background)
            for number, own in tasks
        ]
        results = self._workers.map(score_fold, arguments, "choosing settings")
        for (number, missing), scores in zip(tasks, results, strict=True):
            self._scores.update({(recipe, number): own for recipe, own in zip(missing, scores, strict=True)})

    def _figure(self, recipe: Recipe, n_folds: int) -> float:
        """Return the mean over the deals that these folds belong to."""
        deals = defaultdict[int, list[int]](list)
        for number in range(n_folds):
            deals[self.folds[number].deal].append(number)
        return float(np.mean([self._deal_figure(recipe, numbers) for numbers in deals.values()]))

    def _deal_figure(self, recipe: Recipe, numbers: Sequence[int]) -> float:
        scores = np.concatenate([self._scores[recipe, number] for number in numbers])
        inside = np.concatenate([self.folds[number].inside for number in numbers])
        return rank_figure(scores, self._sample.gold[inside], self._sample.known[inside], is_single=self._is_single)


def rank_figure(scores: Floats, gold: Bools, known: Bools, *, is_single: bool) -> float:
    """Return how well scores rank: the mean average precision, or the accuracy if each document has one topic.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_documents, n_topics)
    gold, known : ndarray of bool, shape (n_documents, n_topics)
        As in a `Sample`.
    is_single : bool
    """
    if is_single:
        return float(gold[np.arange(len(gold)), scores.argmax(axis=1)].mean())
    topics = zip(gold.T, scores.T, known.T, strict=True)
    columns = [(own[rows], column[rows]) for own, column, rows in topics if own.any()]
    return float(np.mean([average_precision(own, column) for own, column in columns] or [0.0]))


def score_fold(
    counts: TermCounts,
    gold: Bools,
    fold: Fold,
    recipes: Sequence[Recipe],
    weights: Floats,
    background: Background | None,
) -> list[Floats]:
    """Return each recipe's scores of the documents in a fold, shape (n_inside, n_topics).

    The recipes share the vocabulary and its rows; those that differ only in C are fitted along a path. Each path starts
    at the first fit of the one before.

    Parameters
    ----------
    counts : TermCounts
    gold : ndarray of bool, shape (n_documents, n_topics)
    fold : Fold
    recipes : sequence of Recipe
        They differ in nothing but C and the scale of the background.
    weights : ndarray of float64, shape (n_documents, n_topics)
        Weight of each document for each topic.
    background : Background or None
    """
    try:
        rows = _Rows.of(counts, gold, fold, recipes[0], background, weights)
    except TrainingError:  # too few examples outside this fold: no recipe knows a term
        return [np.zeros((len(fold.inside), gold.shape[1]))] * len(recipes)
    scores: dict[Recipe, Floats] = {}
    near: Fitted | None = None
    for path in _group(recipes, C=1.0):
        reached, near = rows.score_path(path, near)
        scores.update(reached)
    return [scores[recipe] for recipe in recipes]


def _group(recipes: Sequence[Recipe], **ignored: float) -> list[list[Recipe]]:
    """Return the recipes in groups that differ only in some values."""
    groups = defaultdict[Recipe, list[Recipe]](list)
    for recipe in recipes:
        groups[recipe.change(**ignored)].append(recipe)
    return [*groups.values()]


class _Rows:
    """The rows of a fold, for recipes with the same terms."""

    def __init__(
        self, vocabulary: Vocabulary, outside: csr_array, inside: csr_array, gold: Bools, weights: Floats
    ) -> None:
        self._vocabulary, self._gold, self._weights = vocabulary, gold, weights
        self._outside, self._inside = outside, inside
        self._products = vocabulary.products(outside), vocabulary.products(inside)

    @classmethod
    def of(
        cls,
        counts: TermCounts,
        gold: Bools,
        fold: Fold,
        recipe: Recipe,
        background: Background | None,
        weights: Floats,
    ) -> "_Rows":
        # Weight 0 leaves auxiliary documents out completely, including their words and document frequencies.
        outside = fold.outside if recipe.auxiliary_weight else fold.outside[fold.outside < fold.n_own]
        known, learnt = counts.take(outside), gold[outside]
        vocabulary = learn_vocabulary(known, learnt, recipe, background, weights[outside])
        inside = vocabulary.rows(counts.take(fold.inside))
        return cls(vocabulary, vocabulary.rows(known), inside, learnt, weights[outside])

    def score_path(self, path: Sequence[Recipe], near: Fitted | None) -> tuple[dict[Recipe, Floats], Fitted]:
        """Return the scores for recipes that differ in C alone, and the first of their fits, where others can start."""
        recipe = path[0]
        scale = recipe.background_scale
        design = Design.of(
            self._outside,
            self._gold,
            products=scale * self._products[0] if scale else None,
            weights=self._weights,
            prior=hint_prior(self._vocabulary, recipe, self._gold.shape[1]),
        )
        ordered = sorted(path, key=lambda own: own.C)
        start = None if near is None else near.near(self._vocabulary, scale)
        layers = list(design.path([own.C for own in ordered], near=start))
        reached = {own: self._apply(layer, scale) for own, layer in zip(ordered, layers, strict=True)}
        unknown = np.setdiff1d(np.arange(self._gold.shape[1]), design.learnable)
        for scores in reached.values():  # a score of 0 would be above those of most topics
            scores[:, unknown] = -np.inf
        return reached, Fitted(self._vocabulary, layers[0], scale)

    def _apply(self, layer: TwoPartTopics, scale: float) -> Floats:
        return layer.scores(self._inside, scale * self._products[1]) if scale else layer.direct.scores(self._inside)
