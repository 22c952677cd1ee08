"""One rule for every number: whatever library its type comes from, and never a bool."""

import copy
import json
import pickle
from dataclasses import asdict
from fractions import Fraction

import numpy as np
import pytest

from topictag.errors import SettingError
from topictag.ranges import FiguresByTopic, OneOf, RealNumbers, WholeNumbers, check_n_jobs
from topictag.training.settings import TrainingSettings


@pytest.mark.parametrize("value", [2, np.int64(2), np.uint8(2)])
def test_whole_numbers_become_ints(value):
    found = WholeNumbers(1, 3).check("n", value)
    assert (found, type(found)) == (2, int)


@pytest.mark.parametrize(
    "value", [True, np.True_, 2.0, np.float32(2), "2", None, 0, 4, 10**400, pytest.param(10**5000, id="huge")]
)
def test_what_is_no_whole_number_in_range_is_refused(value):
    with pytest.raises(SettingError, match="n must be a whole number from 1 to 3, not"):
        WholeNumbers(1, 3).check("n", value)


@pytest.mark.parametrize("value", [1, 1.0, np.float32(1), np.int8(1), Fraction(1)])
def test_real_numbers_become_floats(value):
    found = RealNumbers(0, excludes_least=True).check("x", value)
    assert (found, type(found)) == (1.0, float)


@pytest.mark.parametrize("value", [True, np.True_, "1", None, 0, -1, float("nan"), float("inf"), 10**400, 1j])
def test_what_is_no_real_number_in_range_is_refused(value):
    with pytest.raises(SettingError, match="x must be a number greater than 0, not"):
        RealNumbers(0, excludes_least=True).check("x", value)


def test_figures_come_for_all_or_by_topic():
    figures = FiguresByTopic(RealNumbers(0, 1))
    assert figures.check("precision", 1) == 1.0
    assert figures.check("precision", {"a": np.float32(0.5), "*": 1}) == {"a": 0.5, "*": 1.0}
    with pytest.raises(SettingError, match="precision, topic 'a', must be a number"):
        figures.check("precision", {"a": 2})
    with pytest.raises(SettingError, match="a topic must be a str, not 3"):
        figures.check("precision", {3: 0.5})


def test_strings_of_a_few_are_kept():
    found = OneOf(("auto", "multi")).check("task", np.str_("multi"))
    assert (found, type(found)) == ("multi", str)


@pytest.mark.parametrize("value", ["", "Auto", "single", None, 1, True, b"auto", ["auto"], {}, np.array(["auto"])])
def test_what_is_none_of_the_strings_is_refused(value):
    with pytest.raises(SettingError, match=r"task must be one of 'auto', 'multi', not"):
        OneOf(("auto", "multi")).check("task", value)


@pytest.mark.parametrize("value", [0, 1.5, True, "2", None])
def test_numbers_of_jobs_that_cannot_be(value):
    with pytest.raises(SettingError, match="n_jobs must be a whole number other than 0, not"):
        check_n_jobs(value)


def test_a_whole_number_fits_into_a_model_file():
    with pytest.raises(SettingError, match="n must be a whole number of at least 0"):
        WholeNumbers(0).check("n", 2**64)


def test_figures_by_topic_are_frozen():
    settings = TrainingSettings(precision={"energy": 0.9, "*": 0.8})
    again = pickle.loads(pickle.dumps(settings))  # noqa: S301 (our own bytes)
    assert again == settings
    assert hash(again) == hash(settings)
    assert settings.to_dict()["precision"] == {"energy": 0.9, "*": 0.8}
    assert json.loads(json.dumps(asdict(settings)))["precision"] == settings.precision
    assert {**settings.precision} | {"*": 0.5} == {"energy": 0.9, "*": 0.5}
    assert copy.deepcopy(settings) == settings
    for change in (lambda own: own.update(a=1), lambda own: own.pop("*"), lambda own: own.__setitem__("*", 1.0)):
        with pytest.raises(TypeError, match="cannot change"):
            change(settings.precision)
