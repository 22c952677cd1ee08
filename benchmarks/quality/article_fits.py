"""Ways to learn from articles whose paragraphs have no labels of their own, and the scores that they give others."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from benchmarks.quality.article_data import Articles
from scipy.sparse import csr_array, vstack
from scipy.special import expit

from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.fitting.articles import fit_articles
from topictag.training.fitting.layer import Fitted, fit_documents
from topictag.training.fitting.linear import LOOSE_TOLERANCE, Design
from topictag.training.recipe import Recipe

Fit = Callable[[Articles, Recipe, Background | None], Fitted]
_N_ROUNDS = 3
_N_SOFT_ROUNDS = 8  # more change little, and each doubles the rows


def score_paragraphs(
    articles: Articles, fit: Fit, recipe: Recipe, background: Background | None, split: float
) -> Floats:
    """Return the scores of all paragraphs, each by a model that has not learnt from its article.

    `split` is the share of the articles of which the paragraphs are labelled in training.
    """
    folds, owners = articles.folds(), articles.paragraphs.owners
    scores = np.zeros(articles.gold.shape)
    for fold in np.unique(folds):
        learnt = articles.take(np.flatnonzero(folds != fold)).split(split)
        fitted, inside = fit(learnt, recipe, background), np.flatnonzero(folds[owners] == fold)
        rows = fitted.vocabulary.rows(articles.paragraphs.counts.take(inside))
        scores[inside] = fitted.layer.scores(rows)
    return scores


def fit_whole(articles: Articles, recipe: Recipe, background: Background | None) -> Fitted:
    """Learn from whole articles, as one document each."""
    return _fit(articles.paragraphs.documents, articles.tags, recipe, background)


def fit_inherited(articles: Articles, recipe: Recipe, background: Background | None) -> Fitted:
    """Learn from paragraphs that have all tags of their article."""
    return _fit(articles.paragraphs.counts, articles.tags[articles.paragraphs.owners], recipe, background)


def fit_labelled(articles: Articles, recipe: Recipe, background: Background | None) -> Fitted:
    """Learn from paragraphs with their own labels, which are not known otherwise."""
    return _fit(articles.paragraphs.counts, articles.gold, recipe, background)


def fit_best(articles: Articles, recipe: Recipe, background: Background | None) -> Fitted:
    """Learn each topic from the best paragraph of its articles, and from all paragraphs of others (MI-SVM)."""
    paragraphs, fitted = articles.paragraphs, fit_whole(articles, recipe, background)
    counts, starts = paragraphs.counts, paragraphs.bounds[:-1]
    tags = articles.tags[paragraphs.owners]
    for _ in range(_N_ROUNDS):
        scores = fitted.layer.scores(fitted.vocabulary.rows(counts))
        is_best = scores >= np.maximum.reduceat(scores, starts, axis=0)[paragraphs.owners]
        fitted = _fit(counts, tags, recipe, background, np.where(tags & ~is_best, 0.0, 1.0))
    return fitted


def fit_noisy_or(articles: Articles, recipe: Recipe, background: Background | None) -> Fitted:
    """Learn from paragraphs by expectation maximisation of ``1 - Π (1 - p)``, beginning with whole articles.

    A paragraph of an article with the topic is an example of it with the weight ``p / (1 - Π (1 - p))``, and one
    without it with the rest.
    """
    paragraphs, whole = articles.paragraphs, fit_whole(articles, recipe, background)
    vocabulary, scale, layer = whole.vocabulary, whole.scale, whole.parts
    rows, tags = vocabulary.rows(paragraphs.counts), articles.tags[paragraphs.owners]
    products = scale * vocabulary.products(rows) if scale else np.zeros((len(tags), 0))
    twice, both = csr_array(vstack([rows, rows])), np.repeat([True, False], len(tags))[:, None] & np.ones_like(tags[:1])
    shift = _shift(articles.tags.sum(axis=0), len(articles.tags))
    for _ in range(_N_SOFT_ROUNDS):
        scores = layer.scores(rows, products) if scale else layer.direct.scores(rows)
        wanted = tags * _responsibility(scores - shift, paragraphs)
        weights = np.concatenate([wanted, 1 - wanted])
        design = Design.of(twice, both, products=np.tile(products, (2, 1)) if scale else None, weights=weights)
        layer, shift = (
            design.find_layer(recipe.C, near=layer, tolerance=LOOSE_TOLERANCE),
            _shift(wanted.sum(axis=0), len(tags)),
        )
    return Fitted(vocabulary, layer, scale)


def fit_built(articles: Articles, recipe: Recipe, background: Background | None) -> Fitted:
    """Learn as `topictag.train` does with ``articles="paragraphs"``."""
    weights = np.ones(articles.tags.shape)
    return fit_articles(articles.paragraphs, articles.tags, recipe, background, weights, tolerance=LOOSE_TOLERANCE)


WAYS: Mapping[str, Fit] = {
    "whole": fit_whole,
    "each paragraph has all tags of its article": fit_inherited,
    "the best paragraph (MI-SVM)": fit_best,
    "noisy-or": fit_noisy_or,
    "articles and paragraphs, as built": fit_built,
    "labels of paragraphs known": fit_labelled,
}


def _fit(
    counts: TermCounts, gold: Bools, recipe: Recipe, background: Background | None, weights: Floats | None = None
) -> Fitted:
    own = np.ones(gold.shape) if weights is None else weights
    return fit_documents(replace(counts, hints=None), gold, recipe, background, own, tolerance=LOOSE_TOLERANCE)


def _shift(positive: Floats, total: int) -> Floats:
    """Return by how much the balance of both sides raises the scores."""
    shift: Floats = np.log((total - positive) / positive)
    return shift


def _responsibility(scores: Floats, paragraphs: Paragraphs) -> Floats:
    missing = -np.add.reduceat(np.logaddexp(0, scores), paragraphs.bounds[:-1], axis=0)
    shares: Floats = expit(scores) / np.maximum(-np.expm1(missing), 1e-12)[paragraphs.owners]
    return np.minimum(shares, 1.0)
