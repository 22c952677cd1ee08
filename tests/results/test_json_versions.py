"""Every result that a command prints as JSON says the version of its shape."""

import json

import pytest

from topictag.results.checking import CheckReport, Fixed
from topictag.results.conversion import Conversion
from topictag.results.model_update import ModelUpdate
from topictag.results.suggestion import Suggestion

RESULTS = [
    CheckReport(2, 1, {"sport": 1}, {}, ()),
    Conversion(1, "csv", ("sport",)),
    Fixed(1, 0, 0, 0),
    ModelUpdate((), 1, 0, 0),
    Suggestion("a", "Матч.", 1, "audit", "", {"sport": 0.5}, ()),
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda own: type(own).__name__)
def test_the_version_stands_first(result):
    found = json.loads(json.dumps(result.to_dict()))
    assert next(iter(found.items())) == ("version", type(result).VERSION) == ("version", 1)
