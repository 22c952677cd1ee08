"""Whether more labels will help: how much two successive models disagree about texts without a label.

It is one minus the F1 of the one model's tags against the other's, the predicted change of F-measure of Altschuler and
Bloodgood (2019), here averaged over topics. Predictions that have settled are a sign that learning has (Bloodgood and
Vijay-Shanker, 2009). Macro-F1 on labelled texts gains a part of it only, because a tag that changes may change for the
worse, or be wrong before and after.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.errors import ModelError, SettingError
from topictag.model.decisions import decide, probabilities
from topictag.model.scorer import make_scorer
from topictag.results.suggestion import Outlook
from topictag.tagger import Tagger

# Measured on the news and on SIB-200 (benchmarks.quality.suggest).
GAIN_PER_CHANGE = 0.11
LEAST_GAIN = 0.01


def measure_change(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> float:
    """Return how far macro-F1 can have changed from one model to the next, judging by their tags alone.

    Parameters
    ----------
    before, after : ndarray of bool, shape (n_texts, n_topics)

    Returns
    -------
    float
        In [0, 1]; a topic that neither model gives has not changed.

    Examples
    --------
    >>> round(measure_change(np.array([[True], [True], [False]]), np.array([[True], [False], [False]])), 3)
    0.333
    """
    given = before.sum(axis=0) + after.sum(axis=0)
    agreed = 2 * (before & after).sum(axis=0)
    return float(1 - np.where(given > 0, agreed / np.maximum(given, 1), 1.0).mean())


def foresee(change: float, n_labels: int) -> Outlook:
    """Return what as many labels as made a change would gain when they are added again."""
    gain = GAIN_PER_CHANGE * change
    return Outlook(n_labels, round(change, 4), round(gain, 4), is_worthwhile=gain >= LEAST_GAIN)


def compare_successive(older: Tagger, newer: Tagger, texts: Sequence[str]) -> Outlook:
    """Return the outlook from the tags that two taggers give to unlabelled texts.

    Raises
    ------
    SettingError
        A tagger has no record of its examples, or the newer one has no more examples than the older one.
    """
    n_labels = _count_examples(newer) - _count_examples(older)
    if n_labels < 1:
        raise SettingError(
            f"The older model has learnt from {_count_examples(older):,} examples and the newer one from "
            f"{_count_examples(newer):,}. Give as the older one a model of fewer examples."
        )
    topics = [*dict.fromkeys((*older.topics, *newer.topics))]
    before, after = (_tag(own, texts, topics) for own in (older, newer))
    return foresee(measure_change(before, after), n_labels)


def _tag(tagger: Tagger, texts: Sequence[str], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return tags of the topics, shape (n_texts, n_topics); a topic that the tagger does not know is never given."""
    tags = np.zeros((len(texts), len(topics)), dtype=bool)
    probability = probabilities(tagger.model, make_scorer(tagger.model).scores(texts))
    columns = [topics.index(topic) for topic in tagger.topics]
    tags[:, columns] = decide(tagger.model.thresholds, probability, tagger.task)
    return tags


def _count_examples(tagger: Tagger) -> int:
    try:
        record = tagger.record
    except ModelError as error:
        raise SettingError(
            f"{error} Without the number of its examples, a model cannot be compared with an older one. Leave the "
            "older model out."
        ) from error
    return record.n_learnt
