"""Tags that a model contradicts which has not seen the example: mistakes of labelling stand out among them.

Which and how many is decided by confident learning (Northcutt, Jiang and Chuang, 2021) as cleanlab does it, on
out-of-fold probabilities, topic by topic.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from topictag.extras import require_extra
from topictag.labelled.example import Example
from topictag.results import Finding
from topictag.text.terms import TermAnalyzer
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer
from topictag.training.preparing import prepare
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold

_SCALE = 1.0  # chosen: the middle of those that training tries


def find_contradictions(
    examples: Sequence[Example], *, background: Background | None = None, progress: bool = False
) -> Iterator[Finding]:
    """Yield contradicted tags, the most doubtful first.

    Parameters
    ----------
    examples : sequence of Example
    background : Background, optional
        As training takes it.
    progress : bool, default=False

    Raises
    ------
    MissingExtraError
        cleanlab is not installed.
    TrainingError
        The examples cannot train a model.
    """
    _import_cleanlab()  # before the work, not after it
    topics, gold, probability = predict_labels(examples, background=background, progress=progress)
    for number, topic in rank_doubtful(gold, probability):
        example, own = examples[number], probability[number, topic]
        given = "carries" if gold[number, topic] else "lacks"
        yield Finding(
            "contradicted tags",
            "warning",
            f"{example.place or example.id}: {given} {topics[topic]!r}, which a model that has not seen it gives a "
            f"probability of {own:.2f}. Read it again.",
            (example.id,),
        )


def rank_doubtful(gold: NDArray[np.bool_], probability: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the (example, topic) cells whose label confident learning takes for a mistake, most doubtful first.

    Parameters
    ----------
    gold : ndarray of bool, shape (n_examples, n_topics)
    probability : ndarray of float64, shape (n_examples, n_topics)
        Out of fold; 0 for all topics where the model knows no word of an example, which contradicts nothing.
    """
    find_label_issues = _import_cleanlab()
    cells, readable = list[tuple[int, int]](), np.flatnonzero(probability.any(axis=1))
    for topic in range(gold.shape[1]):
        own, labels = probability[readable, topic], gold[readable, topic]
        if labels.any() and not labels.all():
            doubtful = find_label_issues(labels.astype(int), np.column_stack([1 - own, own]), n_jobs=1)
            cells += [(number, topic) for number in readable[doubtful].tolist()]
    given = np.where(gold, probability, 1 - probability)
    return sorted(cells, key=lambda cell: (given[cell], cell))


def _import_cleanlab() -> Callable[..., NDArray[np.bool_]]:
    require_extra("labels", "Finding contradicted tags")
    from cleanlab.filter import find_label_issues

    find: Callable[..., NDArray[np.bool_]] = find_label_issues
    return find


def predict_labels(
    examples: Sequence[Example], *, background: Background | None = None, progress: bool = False
) -> tuple[tuple[str, ...], NDArray[np.bool_], NDArray[np.float64]]:
    """Return the topics, what the examples carry, and out-of-fold probabilities, both of shape (n_examples, n_topics).

    Raises
    ------
    TrainingError
        The examples cannot train a model.
    """
    settings = TrainingSettings()
    data = prepare(examples, [], TermAnalyzer(shared_lemmatizer(), settings.analysis), progress=progress)
    vectorizer = LemmaTfidfVectorizer(
        min_df=settings.min_df, background=background, max_pairs=settings.max_pairs, analysis=settings.analysis
    )
    with threadpool_limits(1):
        unseen = score_out_of_fold(
            vectorizer, data.sample, settings, scale=_SCALE if background else 0.0, progress=progress
        )
    return data.topics, data.sample.gold, unseen.decide_unseen()[1]
