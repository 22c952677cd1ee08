"""Figures of one system: those of `Tagger.evaluate`, weighted F1, and mean average precision."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from topictag.evaluation import metrics
from topictag.evaluation.comparison import compare_decisions
from topictag.evaluation.evaluate import evaluate_decisions
from topictag.evaluation.resampling import Resamples, find_interval

NONE = "none"


def criterion(*, one_tag: bool) -> str:
    """Return the measure that ranks systems: macro-F1, or the accuracy, which samples F1 is where one tag is due.

    Micro-F1 is the accuracy only of systems that give each text exactly one tag; topictag gives none to a text that it
    cannot read.
    """
    return "samples_f1" if one_tag else "macro_f1"


def with_none(decisions: metrics.Bools) -> metrics.Bools:
    """Append a column that is true for examples without a topic."""
    return np.column_stack([decisions, ~decisions.any(axis=1)])


def measure(
    topics: Sequence[str], gold: metrics.Bools, tagged: metrics.Bools, resamples: Resamples
) -> Mapping[str, Any]:
    """Return a system's figures with their intervals: those of `Tagger.evaluate`, and weighted F1."""
    quality = evaluate_decisions(topics, gold, tagged, resamples.groups.tolist()).to_dict()
    observed, resampled = map(metrics.weighted_f1, resamples.count(gold, tagged))
    low, high = find_interval(resampled) or (np.nan, np.nan)
    weighted = dict(zip(("value", "low", "high"), (round(float(own), 4) for own in (observed, low, high)), strict=True))
    return {**quality, "weighted_f1": weighted}


def differences(
    gold: metrics.Bools, tagged: metrics.Bools, reference: metrics.Bools, resamples: Resamples
) -> dict[str, Any]:
    """Return system minus reference for each metric, JSON types only."""
    return {name: asdict(own) for name, own in compare_decisions(gold, tagged, reference, resamples).items()}


def macro_f1(gold: metrics.Bools, tagged: metrics.Bools) -> float:
    """Return the mean of F1 over the topics with support."""
    counts = metrics.count_decisions(gold, tagged, np.zeros(len(gold), np.intp)).weighted_sum(np.ones(1))
    return float(metrics.macro_f1(counts))


def mean_average_precision(gold: metrics.Bools, scores: np.ndarray) -> float:
    """Return the mean of average precision over the topics with support; both arrays of shape (n_texts, n_topics)."""
    topics = np.flatnonzero(gold.any(axis=0))
    scores = np.maximum(scores, np.finfo(np.float32).min)  # scikit-learn refuses -inf
    return float(np.mean([average_precision_score(gold[:, topic], scores[:, topic]) for topic in topics]))


def best_macro_f1(gold: metrics.Bools, scores: np.ndarray) -> float:
    """Return the macro-F1 with the best threshold of each topic: what the ranking allows."""
    best = []
    for column, own in zip(gold.T, scores.T, strict=True):
        hits = np.cumsum(column[np.argsort(-own, kind="stable")])
        best.append((2 * hits / (np.arange(1, len(own) + 1) + column.sum())).max())
    return float(np.mean(best))
