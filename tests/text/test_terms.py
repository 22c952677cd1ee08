"""Terms: a word's lemma and family, as rows."""

import pytest

from topictag.text.analysis import Analysis
from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.terms import TermAnalyzer

ROWS = [
    ("переговорами", ("переговоры", "перег*")),
    ("энергоблока", ("энергоблок", "энерг*")),
    ("нефти", ("нефть",)),  # too short for a family
    ("мирным", ("мирный",)),
    ("которыми", ()),  # a function word
    ("г", ()),  # an initial
]


@pytest.mark.parametrize(("form", "terms"), ROWS)
def test_rows(form, terms):
    assert TermAnalyzer(shared_lemmatizer()).terms(form) == terms


def test_families_can_be_switched_off():
    assert TermAnalyzer(shared_lemmatizer(), Analysis(family_letters=0)).terms("энергоблока") == ("энергоблок",)


@pytest.mark.parametrize("settings", [{"min_letters": 0}, {"family_letters": -1}, {"family_letters": 8}])
def test_settings_that_contradict_are_refused(settings):
    with pytest.raises(ValueError, match="cannot be"):
        Analysis(**settings)
