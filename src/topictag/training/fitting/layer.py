"""Fitting the linear layer on a vocabulary's rows, with its background vectors if it has any."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import TOLERANCE, Design, LinearTopics, TwoPartTopics
from topictag.training.fitting.prior import hint_prior
from topictag.training.recipe import Recipe


def learn_vocabulary(
    counts: TermCounts, gold: Bools, recipe: Recipe, background: Background | None, weights: Floats
) -> Vocabulary:
    """Learn the vocabulary of a recipe from documents.

    The weights are those of the fit. They do not matter here, except that a document with the weight 0 for a topic says
    nothing about it.

    Raises
    ------
    TrainingError
        No term remains.
    """
    return Vocabulary.learn(
        counts,
        gold,
        min_df=recipe.min_df,
        max_pairs=recipe.max_pairs,
        families=recipe.families,
        max_grams=recipe.max_grams,
        function_words=recipe.function_words,
        negation=recipe.negation,
        hint_scale=recipe.hint_scale,
        background=background,
        known=np.broadcast_to(weights.reshape(len(weights), -1) > 0, gold.shape),
    )


@dataclass(frozen=True, eq=False)
class Fitted:
    """A vocabulary and the topics that are fitted on its rows.

    Attributes
    ----------
    vocabulary : Vocabulary
    parts : TwoPartTopics
        Over the rows, and over `scale` times their products with the background vectors.
    scale : float
        Scale of the products; 0 without a background.
    """

    vocabulary: Vocabulary
    parts: TwoPartTopics
    scale: float

    @cached_property
    def layer(self) -> LinearTopics:
        """The layer that needs the rows alone."""
        return self.parts.collapse(self.scale * self.vocabulary.vectors) if self.scale else self.parts.direct

    def near(self, vocabulary: Vocabulary, scale: float) -> TwoPartTopics:
        """Return the layer over the rows and products of another vocabulary, as a start for its fit."""
        columns = self.vocabulary.find_columns(vocabulary)
        return self.parts.take(columns, scale / self.scale if scale and self.scale else 1.0)


def fit_documents(
    counts: TermCounts,
    gold: Bools,
    recipe: Recipe,
    background: Background | None,
    weights: Floats,
    *,
    tolerance: float = TOLERANCE,
    near: Fitted | None = None,
    n_threads: int | None = None,
) -> Fitted:
    """Learn a vocabulary from documents and fit their topics on its rows.

    With hints, the fit begins with the weights that these promise (`hint_prior`).

    Parameters
    ----------
    counts : TermCounts
    gold : ndarray of bool, shape (n_documents, n_topics)
    recipe : Recipe
    background : Background or None
    weights : ndarray of float64, shape (n_documents,) or (n_documents, n_topics)
        Weight of each document in the fit.
    tolerance : float, default=1e-9
        The solver stops when no component of the gradient of the mean loss is larger.
    near : Fitted, optional
        Where to start: a fit of the same topics on similar documents.
    n_threads : int, optional
        As for `Design.find_layer`.

    Raises
    ------
    TrainingError
        No term remains for the vocabulary.
    """
    vocabulary = learn_vocabulary(counts, gold, recipe, background, weights)
    scale = recipe.background_scale if vocabulary.vectors.shape[1] else 0.0
    start = None if near is None else near.near(vocabulary, scale)
    design = _design(vocabulary, counts, gold, recipe, scale, weights)
    parts = design.find_layer(recipe.C, near=start, tolerance=tolerance, n_threads=n_threads)
    return Fitted(vocabulary, parts, scale)


def _design(
    vocabulary: Vocabulary, counts: TermCounts, gold: Bools, recipe: Recipe, scale: float, weights: Floats
) -> Design:
    """Return what is fitted; the rows in double precision, which take most of the memory, end here."""
    rows = vocabulary.rows(counts)
    products = scale * vocabulary.products(rows) if scale else None
    prior = hint_prior(vocabulary, recipe, gold.shape[1])
    return Design.of(rows, gold, products=products, weights=weights, prior=prior)
