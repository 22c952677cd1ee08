"""The tree of errors is the one drawn in the module's docstring."""

import re

import pytest

from topictag import errors

ALL = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.TopictagError)]


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_every_error_is_ours_drawn_and_explained(error):
    assert issubclass(error, errors.TopictagError)
    assert error.__name__.endswith("Error")
    assert re.search(rf"\b{error.__name__}\b", errors.__doc__)
    assert error.__doc__


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (errors.InputTypeError, TypeError),
        (errors.DataError, ValueError),
        (errors.TrainingError, ValueError),
        (errors.SettingError, ValueError),
        (errors.ModelNotFoundError, FileNotFoundError),
        (errors.ModelFormatError, ValueError),
        (errors.ModelVersionError, ValueError),
        (errors.OutputError, OSError),
    ],
)
def test_errors_stay_what_python_calls_them(error, builtin):
    assert issubclass(error, builtin)


def test_a_refusal_is_no_wrong_value():
    """Whether a registry is locked, or a model is worse than the current one, depends on more than an argument."""
    for error in (errors.RegistryError, errors.WorseModelError):
        assert not issubclass(error, ValueError | TypeError | OSError)
        assert issubclass(error, errors.TopictagError)
