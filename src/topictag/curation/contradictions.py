"""Tags contradicted by a model that has not seen the example; many of them are labelling mistakes.

Confident learning selects them topic by topic from out-of-fold probabilities.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from topictag.curation.confident import rank_doubtful
from topictag.labelled.example import Example
from topictag.labelled.gold import known_rows
from topictag.labelled.quotes import quote
from topictag.results.checking import Finding
from topictag.text.terms import TermAnalyzer
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.parallel import Workers

_SCALE = 1.0  # chosen: the middle of the scales that training tries


def find_contradictions(
    examples: Sequence[Example], *, background: Background | None = None, progress: bool = False
) -> Iterator[Finding]:
    """Yield contradicted tags, the most doubtful first.

    Parameters
    ----------
    examples : sequence of Example
    background : Background, optional
        As for training.
    progress : bool, default=False

    Raises
    ------
    MissingExtraError
        cleanlab is not installed.
    TrainingError
        The examples cannot train a model.
    """
    topics, gold, probability = predict_labels(examples, background=background, progress=progress)
    for number, topic in rank_doubtful(gold, probability, known_rows(examples, topics)):
        example, own = examples[number], probability[number, topic]
        given = "has" if gold[number, topic] else "lacks"
        yield Finding(
            "contradicted tags",
            "warning",
            f"{example.where}: {given} the tag {quote(topics[topic])}, but a model that has not seen the example gives "
            f"it a probability of {own:.2f}. Read it again.",
            (example.id,),
        )


def predict_labels(
    examples: Sequence[Example], *, background: Background | None = None, progress: bool = False
) -> tuple[tuple[str, ...], NDArray[np.bool_], NDArray[np.float64]]:
    """Return the topics; and the gold tags and out-of-fold probabilities, both of shape (n_examples, n_topics).

    Raises
    ------
    TrainingError
        The examples cannot train a model.
    """
    settings = TrainingSettings()
    data = prepare(examples, [], TermAnalyzer(shared_lemmatizer(), settings.analysis), progress=progress)
    recipe = Recipe(background_scale=_SCALE if background else 0.0)
    workers = Workers(shows_progress=progress)
    with threadpool_limits(1):
        unseen = score_out_of_fold(data.sample, settings, background, recipe=recipe, workers=workers)
    return data.topics, data.sample.gold, unseen.decide_unseen()[1]
