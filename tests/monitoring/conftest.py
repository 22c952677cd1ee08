"""The profile that tests of drift compare with."""

import pytest

import topictag


@pytest.fixture(scope="session")
def before():
    """The profile of a hundred articles, a quarter of them about energy."""
    energy, sport = "Газопровод остановлен на ремонт.", "Сборная победила."
    return topictag.profile([energy, sport, sport, sport] * 25)
