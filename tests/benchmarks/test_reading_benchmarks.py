"""The benchmarks of reading: what they count, on texts small enough to count by hand."""

import pytest
from benchmarks.quality import wrapping
from benchmarks.quality.dressed import count_twins
from benchmarks.speed import hostile

LONG = (
    "Правительство области утвердило порядок, по которому с будущего года дворы станут убирать подрядчики, "
    "отобранные на торгах, и жители смогут проверить их работу по снимкам."
)


def test_articles_wrongly_joined_or_cut_are_counted():
    articles = [[LONG, LONG], [LONG], ["слово за словом и ещё одно", "слово"]]
    assert wrapping._count_joined(articles, "\n") == (2, 0)
    assert wrapping._count_cut([*articles, ["Короткий абзац."]], 60) == (2, 0)
    cut = ["Встречались Иванов\nПетров и\nСидоров " * 3]
    assert wrapping._count_cut([cut], 100)[1] == 1


def test_twins_are_counted_by_dress():
    same = {"dress": "html", "clean": "Нефть дорожает.", "text": "<b>Нефть</b> дорожает."}
    other = {"dress": "rss", "clean": "Премьера балета.", "text": "Премьера балета.\nНефть дорожает."}
    assert count_twins([same, other]) == {
        "html": {"n": 1, "n_same": 1, "n_tagless": 0, "n_false": 0},
        "rss": {"n": 1, "n_same": 0, "n_tagless": 1, "n_false": 1},
        "all": {"n": 2, "n_same": 1, "n_tagless": 1, "n_false": 1},
    }


@pytest.mark.parametrize("unit", hostile.UNITS.values(), ids=hostile.UNITS)
def test_every_hostile_text_is_timed(monkeypatch, unit):
    monkeypatch.setattr(hostile, "N", 2000)
    monkeypatch.setattr(hostile, "ROUNDS", 1)
    measured = hostile._measure(unit)
    assert measured["tag_s"] > 0
    assert measured["tag_growth"] > 0
