"""The test of a finished model: scored once, and entered in the model's record."""

from __future__ import annotations  # types are only for annotations, and importing them slows a cold start

from dataclasses import replace
from typing import TYPE_CHECKING

from topictag.caution import warn_caller
from topictag.errors import DataError, TrainingWarning
from topictag.model.parts import FinalTestRecord
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from topictag.labelled.example import Example
    from topictag.training.holdout import Holdout
    from topictag.training.trained import Trained


def score_test(trained: Trained, test: Sequence[Example], holdout: Holdout) -> Trained:
    """Return what was trained with the quality on the test in the model's record.

    Tags of topics that the model does not know are ignored. If nothing is left, there is a warning instead of a
    quality, because the training must not be lost.
    """
    from topictag.evaluation.metrics import number_groups
    from topictag.tagger.deciding import decide_examples
    from topictag.training.provenance import describe_data

    tagger = Tagger(trained.model)
    try:
        measured = decide_examples(tagger, test, ignore_other_topics=True)
    except DataError as error:
        warn_caller(f"The model is trained, but not measured on the test. {error}", TrainingWarning)
        return replace(trained, test=test)
    articles = number_groups([own.article for own in measured.examples])
    record = FinalTestRecord(
        holdout.describe(),
        describe_data(measured.examples, tagger.topics, articles),
        replace(
            measured.decided, method=f"scoring the test ({holdout.describe()}) once with the finished model"
        ).evaluate(),
    )
    model = replace(trained.model, metadata=replace(tagger.record, test=record).to_dict())
    return replace(trained, model=model, test=test)
