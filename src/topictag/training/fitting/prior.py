"""The weights that hints promise before any example is seen: where a fit begins, and what unlabelled topics keep.

The score is one that a person could write down. A group of strength ``s`` counts ``s · ln(1 + n)`` for ``n`` of its
members in the text. With background vectors, the neighbours of the hinted lemmas count too: a lemma whose cosine with
the topic's direction is above 0.25 counts the more, the closer it is. The direction is the mean of the hinted lemmas'
vectors, each of length 1, weighted by strength. The bar that a text must pass is a little below one strong term.

Examples then correct these weights: the fit adds to them, and its regularisation shrinks what it adds (a Gaussian prior
that is centred on these weights instead of on 0).
"""

import numpy as np

from topictag.training.arrays import Floats
from topictag.training.features.nearness import find_directions, list_hinted, scale_to_one
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import LinearTopics
from topictag.training.recipe import Recipe

# Chosen on development paragraphs, with 20 to thousands of hints per topic (docs/design.md).
_LEAST_COSINE = 0.25
_NEIGHBOURS = 10.0
_BAR = 2.0  # chosen: one strong term, 3 ln 2, is enough; so are two medium ones, 2 ln 3
_LOG_ODDS = 0.5  # of a point of the score; 1 is as good with few labels, and worse with thousands


def hint_prior(vocabulary: Vocabulary, recipe: Recipe, n_topics: int) -> LinearTopics | None:
    """Return the weights that the hints of a vocabulary promise for its rows; None without hints.

    Parameters
    ----------
    vocabulary : Vocabulary
    recipe : Recipe
        Neighbours count only if its `background_scale` is above 0.
    n_topics : int
        The first so many topics of the hints are wanted.
    """
    hints = vocabulary.hints
    if not hints.names:
        return None
    coef, intercept = np.zeros((n_topics, len(vocabulary.idf))), np.zeros(n_topics)
    first = len(vocabulary.idf) - len(hints.names)
    hinted = {topic for topic, _ in hints.keys if topic < n_topics}
    for group, (topic, strength) in enumerate(hints.keys, first):
        if topic in hinted:
            coef[topic, group] = strength / vocabulary.idf[group]
    if recipe.background_scale and vocabulary.vectors.shape[1]:
        coef[:, : len(vocabulary.terms)] = _NEIGHBOURS * _nearness(vocabulary, n_topics)
    intercept[sorted(hinted)] = -_BAR
    return LinearTopics(_LOG_ODDS * coef, _LOG_ODDS * intercept)


def _nearness(vocabulary: Vocabulary, n_topics: int) -> Floats:
    """Return how near each term is to each topic, in [0, 1]; shape (n_topics, n_terms)."""
    vectors = scale_to_one(vocabulary.vectors)
    directions = find_directions(list_hinted(vocabulary.hints, n_topics), vocabulary.columns, vectors)
    cosines = directions @ vectors.T
    nearness: Floats = np.maximum(cosines - _LEAST_COSINE, 0) / (1 - _LEAST_COSINE)
    return nearness
