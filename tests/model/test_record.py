"""The record: written, read again, read from earlier versions, and refused where it cannot be understood."""

from copy import deepcopy

import pytest

import topictag
from topictag import ModelFormatError, ModelVersionError
from topictag.model.record import RECORD_VERSION, ModelRecord


@pytest.fixture
def written(leisure):
    return deepcopy(leisure.record.to_dict())


def test_what_is_written_is_read_again(leisure, written):
    assert ModelRecord.from_dict(written) == leisure.record
    assert leisure.quality == leisure.record.quality


def test_a_record_of_the_first_version_is_read(written):
    """It had no version, the analysis in an object of its own, and empty objects for what there was not."""
    del written["record_version"]
    settings = written["settings"]
    written["settings"] = {"analysis": {"family_letters": settings.pop("family_letters")}, **settings}
    written.update(auxiliary={}, background={}, sizes={"n_forms": 3})
    record = ModelRecord.from_dict(written)
    assert record.settings["family_letters"] == 5
    assert (record.auxiliary, record.background) == (None, None)


def test_the_shipped_model_has_a_record():
    record = topictag.load().record
    assert record.data.support.keys() == set(topictag.load().topics)
    assert record.background.n_paragraphs > 0


def test_a_record_of_a_later_version_is_told(written):
    with pytest.raises(
        ModelVersionError, match=r"has version 99; this topictag reads versions up to .*Update topictag"
    ):
        ModelRecord.from_dict({**written, "record_version": 99})
    assert RECORD_VERSION < 99


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("data"),
        lambda record: record.update(data=[]),
        lambda record: record.update(quality=None),
        lambda record: record["data"].update(n_examples="9"),
        lambda record: record["data"].update(support={"a": True}),
        lambda record: record["quality"]["topics"][0].pop("f1"),
        lambda record: record["quality"]["macro_f1"].update(value="x"),
        lambda record: record["quality"]["topics"][0].update(precision="x"),
        lambda record: record["quality"].update(n_examples="many"),
        lambda record: record["quality"].update(method=5),
        lambda record: record.update(record_version="99"),
        lambda record: record.update(settings="C"),
        lambda record: record.update(thresholds_for={"a": 1}),
        lambda record: record.update(background={"description": 3}),
    ],
)
def test_a_damaged_record_is_told(written, change):
    change(written)
    with pytest.raises(ModelFormatError, match="record is damaged"):
        ModelRecord.from_dict(written)
