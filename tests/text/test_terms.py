"""Terms: a word's lemma and family, as rows."""

import pytest

from topictag.text.analysis import Analysis
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer

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


@pytest.mark.parametrize(
    "settings",
    [{"min_letters": 0}, {"family_letters": -1}, {"family_letters": 8}, {"pair_window": 0}, {"pair_window": 101}],
)
def test_settings_that_contradict_are_refused(settings):
    with pytest.raises(ValueError, match=rf"{next(iter(settings))} \("):
        Analysis(**settings)


def test_a_paragraph_has_the_terms_of_its_words_and_the_pairs_of_its_lemmas():
    analyzer = TermAnalyzer(shared_lemmatizer(), Analysis(family_letters=0, pair_window=2))
    terms = analyzer.paragraph_terms(["мирный", "и", "договор", "мирные", "нефти"])
    assert terms[:4] == ["мирный", "договор", "мирный", "нефть"]
    assert sorted(terms[4:]) == ["договор мирный", "договор мирный", "договор нефть", "мирный нефть"]


def test_a_paragraph_without_pairs():
    assert TermAnalyzer(shared_lemmatizer()).paragraph_terms(["нефть", "которой"]) == ["нефть"]


FUNCTION_ROWS = [
    (["они", "не", "платят"], ["=они", "=не", "=не платить"]),
    (["без", "горячей", "воды", "день"], ["=без", "=без горячий", "=без вода"]),
    (["не", "в", "театре"], ["=не", "=не театр"]),  # single letters are no terms, but count as words
    (["платят", "не"], ["=не"]),
    (["нефть", "и", "газ"], []),
]


@pytest.mark.parametrize(("forms", "terms"), FUNCTION_ROWS)
def test_function_words_and_negations(forms, terms):
    assert TermAnalyzer(shared_lemmatizer()).function_terms(forms) == terms


def test_a_negation_is_no_wider_than_a_pair():
    analyzer = TermAnalyzer(shared_lemmatizer(), Analysis(pair_window=1))
    assert analyzer.function_terms(["без", "горячей", "воды"]) == ["=без", "=без горячий"]
