"""Fitting the linear layer on a vocabulary's rows, with its background vectors if it has any."""

import numpy as np

from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import TOLERANCE, LinearTopics, fit_topics, fit_two_parts
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
        hint_scale=recipe.hint_scale,
        background=background,
        known=np.broadcast_to(weights.reshape(len(weights), -1) > 0, gold.shape),
    )


def fit_documents(
    counts: TermCounts,
    gold: Bools,
    recipe: Recipe,
    background: Background | None,
    weights: Floats,
    *,
    tolerance: float = TOLERANCE,
) -> tuple[Vocabulary, LinearTopics]:
    """Learn a vocabulary from documents and fit their topics on its rows.

    With background vectors, the fit uses the rows and their products with the vectors; the layer that it returns needs
    the rows alone. With hints, the fit begins with the weights that these promise (`hint_prior`).

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

    Raises
    ------
    TrainingError
        No term remains for the vocabulary.
    """
    vocabulary = learn_vocabulary(counts, gold, recipe, background, weights)
    rows, prior = vocabulary.rows(counts), hint_prior(vocabulary, recipe, gold.shape[1])
    if not vocabulary.vectors.shape[1] or not recipe.background_scale:
        return vocabulary, fit_topics(rows, gold, recipe.C, weights=weights, prior=prior, tolerance=tolerance)
    products = recipe.background_scale * vocabulary.products(rows)
    layer = fit_two_parts(rows, products, gold, recipe.C, weights=weights, prior=prior, tolerance=tolerance)
    return vocabulary, layer.collapse(recipe.background_scale * vocabulary.vectors)
