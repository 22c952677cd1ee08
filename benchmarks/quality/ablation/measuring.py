"""A row's figures: by cross-validation over all labels, and by repeated draws of few."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from benchmarks.quality.ablation.choices import Choices
from benchmarks.quality.ablation.classifiers import Floats, score_rows
from benchmarks.quality.ablation.features import Bools, Numbers, Terms, pair_columns
from benchmarks.quality.ablation.metrics import best_thresholds, bootstrap_weights, macro_f1, mean_average_precision
from benchmarks.quality.ablation.reading import Corpus
from benchmarks.quality.ablation.terms import RowAnalyzer
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from threadpoolctl import threadpool_limits

from topictag.training.features.pairs import MIN_DF
from topictag.training.validation.folds import deal_folds


@dataclass(frozen=True)
class Design:
    """How rows are measured; the defaults are those of the table.

    Attributes
    ----------
    n_folds : int
        Of the cross-validation over all labels and, for the thresholds, of every training part.
    n_deals, n_resamples : int
        How often all labels are dealt to folds, and resamples of the bootstrap. A deal alone moves macro-F1 by half a
        point, for thresholds hang on single paragraphs; the bootstrap over paragraphs does not see that.
    n_draws, n_train, n_test : int
        Draws, labels to learn from in each, and labels to test on.
    seed : int
    """

    n_folds: int = 3
    n_deals: int = 4
    n_resamples: int = 1000
    n_draws: int = 20
    n_train: int = 300
    n_test: int = 2000
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Figures:
    """What was measured of one row.

    Attributes
    ----------
    cv_map, cv_f1 : ndarray of float64, shape (1 + n_resamples,)
        Mean average precision and macro-F1 with all labels, means over deals: the figure, then its resamples.
    draws_map, draws_f1 : ndarray of float64, shape (n_draws,)
        The same with few labels, draw by draw.
    """

    cv_map: Floats
    cv_f1: Floats
    draws_map: Floats
    draws_f1: Floats

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, field.name) - getattr(other, field.name) for field in fields(self)))


def measure_row(corpus: Corpus, gold: Bools, choices: Choices, design: Design) -> Figures:
    """Measure one row, in one thread: rows run beside each other."""
    counts, terms = count_terms(corpus, choices)
    with threadpool_limits(limits=1):
        cross_validated = _cross_validate(counts, terms, gold, choices, design)
        draws = [_draw(counts, terms, gold, choices, design, draw) for draw in range(design.n_draws)]
    return Figures(*cross_validated, *np.array(draws).T)


def count_terms(corpus: Corpus, choices: Choices) -> tuple[csr_matrix, Terms]:
    """Count the terms of all paragraphs; which of them count for a classifier, its training rows decide."""
    analyzer = RowAnalyzer(corpus, choices)
    vectorizer = CountVectorizer(analyzer=analyzer.terms)
    counts, terms = vectorizer.fit_transform(corpus.paragraphs), vectorizer.get_feature_names_out()
    # Pairs too rare to be chosen are most of all terms.
    kept = (np.bincount(counts.indices, minlength=len(terms)) >= MIN_DF) | ~pair_columns(terms, choices)
    return counts[:, kept], terms[kept]


def _cross_validate(
    counts: csr_matrix, terms: Terms, gold: Bools, choices: Choices, design: Design
) -> tuple[Floats, Floats]:
    """Return both metrics over all paragraphs, each scored and decided by what the other folds teach."""
    metrics = np.zeros((2, 1 + design.n_resamples))
    for deal in range(design.n_deals):
        scores, tagged = np.zeros(gold.shape), np.zeros_like(gold)
        for train, test in _splits(gold, design, deal):
            scores[test], tagged[test] = score_and_decide(counts, terms, gold, train, test, choices, design)
        metrics += _resample(scores, tagged, gold, design)
    precision, f1 = metrics / design.n_deals
    return precision, f1


def _resample(scores: Floats, tagged: Bools, gold: Bools, design: Design) -> Floats:
    """Return both metrics, shape (2, 1 + n_resamples); the resamples are the same in every deal and every row."""
    resamples = [
        (mean_average_precision(scores, gold, weights), macro_f1(tagged, gold, weights))
        for weights in bootstrap_weights(len(gold), design.n_resamples, design.seed)
    ]
    return np.concatenate(resamples, axis=1)


def _draw(
    counts: csr_matrix, terms: Terms, gold: Bools, choices: Choices, design: Design, draw: int
) -> tuple[float, float]:
    """Return both metrics over the test paragraphs of one draw."""
    order = np.random.default_rng([design.seed, draw]).permutation(len(gold))
    train, test = order[: design.n_train], order[design.n_train : design.n_train + design.n_test]
    scores, tagged = score_and_decide(counts, terms, gold, train, test, choices, design)
    alike = np.ones((1, len(test)))
    precision = mean_average_precision(scores, gold[test], alike)
    return float(precision[0]), float(macro_f1(tagged, gold[test], alike)[0])


def score_and_decide(
    counts: csr_matrix, terms: Terms, gold: Bools, train: Numbers, test: Numbers, choices: Choices, design: Design
) -> tuple[Floats, Bools]:
    """Score test paragraphs, and decide by the thresholds that are best on the training part, out of fold there."""
    inner, own = np.zeros((len(train), gold.shape[1])), gold[train]
    for learning, held_out in _splits(own, design, deal=0):
        inner[held_out] = score_rows(counts, terms, gold, train[learning], train[held_out], choices)
    scores = score_rows(counts, terms, gold, train, test, choices)
    return scores, scores >= best_thresholds(inner, own)


def _splits(gold: Bools, design: Design, deal: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the training and test paragraphs of each fold; topics are spread evenly."""
    folds = deal_folds(gold, np.arange(len(gold)), design.n_folds, design.seed + deal)
    for fold in range(design.n_folds):
        yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
