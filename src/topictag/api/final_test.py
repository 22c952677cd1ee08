"""The test of a finished model: scored once, and entered in the model's record."""

from __future__ import annotations  # types are only for annotations, and importing them slows a cold start

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topictag.caution import warn_caller
from topictag.errors import DataError, SettingError, TrainingWarning
from topictag.files import check_outputs
from topictag.labelled.example_records import iter_example_records
from topictag.labelled.writing import pack, write_json_lines
from topictag.model.parts import FinalTestRecord
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

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
    how = f"scoring the test ({holdout.describe()}) once with the finished model"
    record = FinalTestRecord(
        holdout.describe(),
        describe_data(measured.examples, tagger.topics, articles),
        replace(measured.decided, method=how).evaluate(),
    )
    model = replace(trained.model, metadata=replace(tagger.record, test=record).to_dict())
    return replace(trained, model=model, test=test)


def choose_holdout(split: Any, share: Any, test: Any) -> Holdout | None:
    """Return which examples are the test, if the options say that some of those to learn from are.

    Raises
    ------
    SettingError
        Several tests are given, or the share is out of range.
    InputTypeError
        `split` is not a field with values.
    """
    from topictag.training.holdout import Holdout

    if test is not None and (split is not None or share is not None):
        raise SettingError(
            "test is given, and so is split or test_share, but there is one test. Leave one of them out."
        )
    return Holdout.choose(split, share)


def check_test_file(
    path: str | PathLike[str], holdout: Holdout | None, inputs: Iterable[str | PathLike[str]] = ()
) -> None:
    """Check that the test can be written, before the long work.

    Raises
    ------
    SettingError
        There is no test.
    OutputError, InputTypeError
        It cannot be written, or would overwrite an input.
    """
    if holdout is None:
        raise SettingError(
            "write_test is given, but no test is taken from the examples. Give split or test_share, or leave it out."
        )
    check_outputs([path], inputs, example="test.jsonl")
    pack(b"", Path(path))


def save_test(
    test: Iterable[Example], path: str | PathLike[str], *, holdout: Holdout, group: str | None = None
) -> None:
    """Write the test as JSONL, to measure later models on it."""
    write_json_lines(iter_example_records(test, group=group, split=holdout.field_name), Path(path))
