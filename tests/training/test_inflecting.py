"""The forms of lemmas are the same, whoever finds them."""

import pytest

from topictag.training import inflecting
from topictag.training.features.pymorphy import PymorphyLemmatizer, shared_lemmatizer
from topictag.training.inflecting import iter_forms

LEMMAS = ["дом", "нефть", "переговоры", "абырвалг", "идти"] * 3


class Uninflected(PymorphyLemmatizer):
    """Gives each lemma itself as its only form."""

    def forms(self, lemma):
        return frozenset({lemma})


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(inflecting, "_WORTH", 10)
    monkeypatch.setattr(inflecting, "_AT_ONCE", 4)


def test_processes_find_what_one_finds():
    one, two = (list(iter_forms(LEMMAS, shared_lemmatizer(), n_jobs=n_jobs)) for n_jobs in (1, 2))
    assert one == two
    assert len(one) == len(LEMMAS)
    assert {"дом", "домами"} <= one[0]


def test_another_lemmatizer_stays_in_this_process():
    assert list(iter_forms(LEMMAS, Uninflected(), n_jobs=2)) == [{lemma} for lemma in LEMMAS]


def test_without_lemmas_there_are_no_forms():
    assert list(iter_forms([], shared_lemmatizer(), n_jobs=2)) == []
