"""The search for a recipe: what cross-validation chooses because it depends on the data.

A corpus teaches more than a few labels, but less than thousands; pairs and a light regularisation need many examples;
auxiliary examples help as far as they resemble those that the model is for. No default is right for all data sets.

The search begins with the default recipe. It tries recipes that change one of its values each, in rounds: all on a few
folds, the better half on twice as many, and so on, until the best few have been tried on all folds that the effort
allows (successive halving: Jamieson and Talwalkar, 2016). The best recipe is the next beginning, for combinations of
the changes that helped, until none helps more. C costs little: the best few are fitted along a path of C, where each
fit starts at the one before; all values of C are tried on half of the folds, the best two on the others. With many
documents, the search reads a sample of them.

A figure is the mean average precision, which depends on the ranking and not on thresholds, so it is steady on few
examples; where each example has exactly one topic, it is the accuracy of the topic with the highest score.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from topictag.caution import warn_caller
from topictag.errors import TrainingWarning
from topictag.results.quality import Task
from topictag.training.background.vectors import Background
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.folds import count_deals
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample, list_folds
from topictag.training.validation.space import Space
from topictag.training.validation.trials import Trials

_USUAL_TOPICS = 8  # chosen: with more topics, the sample of the search is smaller
_LAST = 3  # chosen: so many recipes are tried on all folds at once


@dataclass(frozen=True)
class Trial:
    """A recipe that was tried.

    Attributes
    ----------
    recipe : Recipe
        With the best C that was tried.
    figure : float
        Mean average precision, or accuracy.
    n_folds : int
        On how many folds it was tried.
    gain : float
        By how much the figure is above that of the recipe from which the change was made, on the same folds.
    """

    recipe: Recipe
    figure: float
    n_folds: int
    gain: float


@dataclass(frozen=True)
class Found:
    """The result of a search.

    Attributes
    ----------
    recipe : Recipe
    trials : tuple of Trial
        What was tried, in order; empty when the settings leave nothing open.
    measure : str
        What the figures are.
    """

    recipe: Recipe
    trials: tuple[Trial, ...] = ()
    measure: str = ""


def search_recipe(
    sample: Sample, settings: TrainingSettings, background: Background | None, workers: Workers, task: Task = "multi"
) -> Found:
    """Return the best recipe within the settings: a value that is set stays, and the others are searched.

    Parameters
    ----------
    sample : Sample
    settings : TrainingSettings
    background : Background or None
    workers : Workers
        Compute the folds.
    task : {"multi", "single"}
        Determines what the figures are.

    Warns
    -----
    TrainingWarning
        The time limit of the settings has ended the search.
    """
    space = Space.of(sample, settings, background)
    if space.is_closed:
        return Found(space.start)
    small = sample.part(_sample_size(sample, space), np.random.SeedSequence([settings.seed, 2]))
    search = _Search(small, settings, background, space, workers, task)
    best = search.run()
    return Found(best.recipe, tuple(search.trials.values()), search.scorer.measure)


def _sample_size(sample: Sample, space: Space) -> int:
    """Return how many documents the search reads: fewer if many topics share the work, and average the noise."""
    most = space.effort.max_documents
    n_topics = max(int(sample.gold.shape[1]), _USUAL_TOPICS)
    return max(most * _USUAL_TOPICS // n_topics, 3 * most // _USUAL_TOPICS)


class _Search:
    """A search under way."""

    def __init__(
        self,
        sample: Sample,
        settings: TrainingSettings,
        background: Background | None,
        space: Space,
        workers: Workers,
        task: Task,
    ) -> None:
        n_deals = count_deals(sample.n_own, least=1, most=space.effort.max_deals)
        seeds = np.random.SeedSequence([settings.seed, 1]).spawn(n_deals)  # not the deals that decisions come from
        deals = [sample.deal(settings.n_folds, seed) for seed in seeds]
        folds = list_folds(sample, deals, max_folds=space.effort.max_folds)
        self.scorer = Trials(sample, folds, background, workers, task)
        self.trials: dict[Recipe, Trial] = {}  # the latest of each recipe, which has the start's C
        self._space, self._workers = space, workers
        self._has_ended = False
        limit = np.inf if settings.search_seconds is None else settings.search_seconds
        self._deadline = time.perf_counter() + limit

    def run(self) -> Trial:
        """Return the best trial."""
        start, changes = self._space.start, self._space.list_changes()
        self._announce(len(changes) + 1)
        best = self._race([start, *(start.change(**own) for own in changes)])
        for _ in range(self._space.effort.max_rounds - 1):
            tried = [own for own in changes if start.change(**own) in self.trials]
            helpful = [own for own in tried if self.trials[start.change(**own)].gain > 0]
            combined = [best.recipe.change(**own, C=start.C) for own in helpful]
            following = [recipe for recipe in dict.fromkeys(combined) if recipe not in self.trials]
            if not following or self._has_ended:
                break
            better = self._race([best.recipe.change(C=start.C), *following])
            if better.recipe == best.recipe:
                break
            best = better
        # C matters most, so it is chosen even where the search ends before the last folds.
        if self._has_ended and best.n_folds < len(self.scorer.folds):
            self._try_all([best.recipe], best.n_folds, self._space.c_values)
            best = self.trials[best.recipe]
        return best

    def _race(self, recipes: Sequence[Recipe]) -> Trial:
        """Return the best of the recipes; a tie does not replace the first of them."""
        left, n_all = list(recipes), len(self.scorer.folds)
        n_folds = max(1, n_all // 2 ** (len(left) // _LAST).bit_length())
        while True:
            left = self._try_all(left, n_folds, self._space.c_values if n_folds == n_all else ())
            if n_folds == n_all or self._has_ended:
                break
            ranked = sorted(left, key=lambda recipe: -self.trials[recipe].figure)
            kept = {left[0], *ranked[: ceil(len(ranked) / 2)]}
            left = [recipe for recipe in left if recipe in kept]
            n_folds = min(2 * n_folds, n_all) if len(left) > _LAST else n_all
        most = max(self.trials[recipe].figure for recipe in left)
        return next(self.trials[recipe] for recipe in left if self.trials[recipe].figure > most - self.scorer.tie)

    def _try_all(self, recipes: Sequence[Recipe], n_folds: int, c_values: Sequence[float]) -> list[Recipe]:
        """Try recipes, one by one if time is limited; return those for which it sufficed, the first at least."""
        parts = [recipes] if self._deadline == np.inf else [[recipe] for recipe in recipes]
        tried, base = list[Recipe](), 0.0
        for own in parts:
            reached = self.scorer.try_all(own, n_folds, c_values)
            base = base if tried else reached[0][1]
            for recipe, (c, figure) in zip(own, reached, strict=True):
                self.trials[recipe] = Trial(recipe.change(C=c), figure, n_folds, gain=figure - base)
            tried += own
            if self._is_late():
                break
        return tried

    def _announce(self, n_recipes: int) -> None:
        """Tell how long the search takes, from the time of one fold with the first recipe."""
        begin = time.perf_counter()
        self.scorer.try_all([self._space.start], 1)
        n_fits = n_recipes + self._space.effort.max_rounds * len(self.scorer.folds) * len(self._space.c_values)
        self._workers.announce("choosing settings", n_fits * (time.perf_counter() - begin))

    def _is_late(self) -> bool:
        if self._has_ended or time.perf_counter() < self._deadline:
            return self._has_ended
        warn_caller(
            "The search for settings has run out of time and takes the best so far. Raise search_seconds, or lower "
            "effort.",
            TrainingWarning,
        )
        self._has_ended = True
        return True
