"""Fitting articles: examples of several paragraphs with one list of tags, where nobody said which paragraph has which.

Tagging reads paragraphs, so a fit of whole articles learns from other texts than it will meet; and a fit in which each
paragraph inherits all tags of its article learns mostly from wrong tags. Here the fit learns from both the articles
and their paragraphs. All paragraphs of an article without a topic lack it. Those of an article with the topic count as
one example of it, divided among them by the scores of the fit before: ``exp(2 z) / Σ exp(2 z)``. So the paragraphs that
the topic is about soon have all the weight. It is multiple-instance learning with the softmax of Ray and Craven (2005,
"Supervised versus multiple instance learning"), between the best paragraph alone (MI-SVM; Andrews, Tsochantaridis and
Hofmann, 2003) and the mean. ``benchmarks.quality.articles`` compares it with these and others.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.fitting.layer import Fitted, fit_documents
from topictag.training.fitting.linear import TOLERANCE, Design
from topictag.training.fitting.prior import hint_prior
from topictag.training.recipe import Recipe

# Chosen on real labels merged to articles (benchmarks.quality.articles): 1 is worse where few paragraphs of an article
# have its topic, 3 is as good.
_SHARPNESS = 2.0
_N_ROUNDS = 2  # measured there, too: one is a little worse, six are as good


def fit_articles(
    paragraphs: Paragraphs,
    gold: Bools,
    recipe: Recipe,
    background: Background | None,
    weights: Floats,
    *,
    tolerance: float = TOLERANCE,
    near: Fitted | None = None,
    n_threads: int | None = None,
) -> Fitted:
    """Fit topics on documents and on the paragraphs of those that have several.

    Without such documents, it returns what `fit_documents` does. Parameters are those of `fit_documents`, but for
    `paragraphs`, the documents paragraph by paragraph.

    Raises
    ------
    TrainingError
        No term remains for the vocabulary.
    """
    counts, parts = paragraphs.documents, paragraphs.parts
    fitted = fit_documents(
        counts, gold, recipe, background, weights, tolerance=tolerance, near=near, n_threads=n_threads
    )
    if not parts.size:
        return fitted
    vocabulary, scale, owners = fitted.vocabulary, fitted.scale, paragraphs.owners[parts]
    own = vocabulary.rows(paragraphs.counts.take(parts))
    rows = csr_array(vstack([vocabulary.rows(counts), own]))
    products = scale * vocabulary.products(rows) if scale else None
    of_parts = None if products is None else products[len(counts) :]
    prior = hint_prior(vocabulary, recipe, gold.shape[1])
    by_topic = np.broadcast_to(weights.reshape(len(weights), -1), gold.shape)
    both, layer = np.concatenate([gold, gold[owners]]), fitted.parts
    for _ in range(_N_ROUNDS):
        scores = layer.direct.scores(own) if of_parts is None else layer.scores(own, of_parts)
        shares = by_topic[owners] * np.where(gold[owners], share_weight(scores, owners), 1.0)
        design = Design.of(rows, both, products=products, weights=np.concatenate([by_topic, shares]), prior=prior)
        layer = design.find_layer(recipe.C, near=layer, tolerance=tolerance, n_threads=n_threads)
    return Fitted(vocabulary, layer, scale)


def share_weight(scores: Floats, owners: NDArray[np.intp]) -> Floats:
    """Return the share of each paragraph in the weight of its document, for each topic.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_paragraphs, n_topics)
    owners : ndarray of int, shape (n_paragraphs,)
        Ascending numbers of the paragraphs' documents.

    Returns
    -------
    ndarray of float64, shape (n_paragraphs, n_topics)
        In [0, 1]; the shares of a document sum to 1.

    Examples
    --------
    >>> share_weight(np.array([[0.0], [1.0], [-3.0]]), np.array([4, 4, 7])).round(2).tolist()
    [[0.12], [0.88], [1.0]]
    """
    starts, places = np.unique(owners, return_index=True, return_inverse=True)[1:]
    highest = np.maximum.reduceat(scores, starts, axis=0)
    powers = np.exp(_SHARPNESS * (scores - highest[places]))
    shares: Floats = powers / np.add.reduceat(powers, starts, axis=0)[places]
    return shares
