"""Setting and thresholds of scoring rivals, chosen out of fold on the training part, in the same way for all.

The setting wins whose out-of-fold scores give the best macro-F1 at their own best thresholds. If each text has one
topic, it is the setting with the best accuracy, and a text gets the topic with the highest score. Then the rival is
fitted once on all texts.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats, Scorer, ScoringRival, TrainingPart


@dataclass(frozen=True, eq=False)
class Thresholded:
    """A scorer that decides.

    Attributes
    ----------
    scorer : Scorer
    thresholds : ndarray or None
        A text gets the topics whose score reaches the threshold; None to give the one topic with the highest score.
    setting : mapping
    last_fit_s : float or None
    """

    scorer: Scorer
    thresholds: Floats | None
    setting: Mapping[str, Any]
    last_fit_s: float | None

    def tags(self, texts: list[str]) -> Bools:
        """Return where scores reach thresholds, or are the highest of their text."""
        scores = self.scorer.scores(texts)
        return give_highest(scores) if self.thresholds is None else scores >= self.thresholds

    def save(self, folder: Path) -> None:
        """Write the scorer; the thresholds, a few bytes, are left out."""
        self.scorer.save(folder)


@dataclass(frozen=True, eq=False)
class Tuned:
    """A scoring rival that decides."""

    rival: ScoringRival

    def fit(self, part: TrainingPart) -> Thresholded:
        """Choose setting and thresholds out of fold, then fit on all."""
        trials = [self._score_unseen(part, setting) for setting in self.rival.settings]
        best = int(np.argmax([quality(scores, part.gold, one_tag=part.one_tag) for scores in trials]))
        start = time.perf_counter()
        scorer = self.rival.fit(part.texts, part.gold, **self.rival.settings[best])
        last_fit_s = time.perf_counter() - start
        thresholds = None if part.one_tag else best_thresholds(trials[best], part.gold)
        return Thresholded(scorer, thresholds, self.rival.settings[best], last_fit_s)

    def _score_unseen(self, part: TrainingPart, setting: Mapping[str, Any]) -> Floats:
        scores = np.empty(part.gold.shape)
        for fold in range(part.folds.max() + 1):
            seen, unseen = np.flatnonzero(part.folds != fold), np.flatnonzero(part.folds == fold)
            scorer = self.rival.fit([part.texts[row] for row in seen], part.gold[seen], **setting)
            scores[unseen] = scorer.scores([part.texts[row] for row in unseen])
        return scores


def quality(scores: Floats, gold: Bools, *, one_tag: bool) -> float:
    """Return the criterion of a setting: accuracy of the highest score, or macro-F1 at the best thresholds."""
    if one_tag:
        return float(gold[np.arange(len(gold)), scores.argmax(axis=1)].mean())
    return float(np.mean([best_threshold(scores[:, topic], gold[:, topic])[1] for topic in range(gold.shape[1])]))


def give_highest(scores: Floats) -> Bools:
    """Return tags that give each text the topic with its highest score."""
    tagged = np.zeros(scores.shape, dtype=bool)
    tagged[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return tagged


def best_thresholds(scores: Floats, gold: Bools) -> Floats:
    """Return the threshold with the highest F1 per topic."""
    return np.array([best_threshold(scores[:, topic], gold[:, topic])[0] for topic in range(gold.shape[1])])


def best_threshold(scores: Floats, gold: Bools) -> tuple[float, float]:
    """Return the threshold with the highest F1, and that F1.

    Parameters
    ----------
    scores : ndarray, shape (n_texts,)
        -inf is never a tag.
    gold : ndarray of bool, shape (n_texts,)

    Returns
    -------
    threshold : float
        Midway between the lowest score that is a tag and the next one; inf if any tag would be wrong.
    f1 : float
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    f1 = 2 * np.cumsum(gold[order]) / (np.arange(1, len(ranked) + 1) + gold.sum())
    f1[:-1][ranked[:-1] == ranked[1:]] = 0.0  # equal scores cannot be separated
    f1[np.isneginf(ranked)] = 0.0
    last = int(np.argmax(f1))
    if f1[last] <= 0:
        return np.inf, 0.0
    following = ranked[last + 1] if last + 1 < len(ranked) and np.isfinite(ranked[last + 1]) else ranked[last]
    return float((ranked[last] + following) / 2), float(f1[last])
