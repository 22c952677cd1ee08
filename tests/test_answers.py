"""Probabilities, thresholds of a call, the best topics, silence, titles: the answers that a program needs."""

import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import topictag
from topictag import SettingError, Tagger
from topictag.model.reference import ReferenceScorer

ARTICLE = "Нефть марки Brent дорожает.\n\nТалибы захватили Кабул, посредники ищут перемирия."
TEXTS = [
    ARTICLE,
    "Сборная выиграла матч.",
    "Oil is up.",
    "",
    "Военные учения двух стран и их энергетика.",
    "<p>Газ</p><p>Премьера</p>",
]


@pytest.fixture(scope="module")
def tagger():
    return topictag.load()


def decided(tagger, probabilities):
    thresholds = np.array(list(tagger.thresholds.values()))
    return [
        {topic for topic, given in zip(tagger.topics, row, strict=True) if given} for row in probabilities >= thresholds
    ]


def test_probabilities_at_their_thresholds_are_the_tags(tagger):
    found = tagger.probabilities(TEXTS)
    assert found.dtype == np.float32
    assert found.shape == (len(TEXTS), len(tagger.topics))
    assert [set(tags) for tags in tagger.tag_many(TEXTS)] == decided(tagger, found)
    for row, tags in zip(found, tagger.tag_many(TEXTS), strict=True):
        assert tags == {topic: p for topic, p in zip(tagger.topics, row.tolist(), strict=True) if topic in tags}
    assert found[2].tolist() == found[3].tolist() == [0] * len(tagger.topics)


def test_real_paragraphs_are_decided_so_too(tagger, real_data):
    from benchmarks.datasets import sample_corpus

    texts = sample_corpus(real_data, 3000, seed=2)
    assert [set(tags) for tags in tagger.tag_many(texts)] == decided(tagger, tagger.probabilities(texts))


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_even_for_thresholds_at_the_ends(tagger, threshold):
    model = replace(tagger.model, thresholds=np.full_like(tagger.model.thresholds, threshold))
    other = Tagger(model)
    assert [set(tags) for tags in other.tag_many(TEXTS)] == decided(other, other.probabilities(TEXTS))


@given(st.lists(st.sampled_from(ARTICLE.split()), max_size=12).map(" ".join))
def test_both_scorers_give_the_same_probabilities(text):
    tagger = topictag.load()
    np.testing.assert_allclose(
        tagger.probabilities([text]), ReferenceScorer(tagger.model).probabilities([text]), atol=1e-6
    )


def test_scores_hold_minus_infinity_only_where_the_caller_lets_them(tagger):
    assert np.isneginf(tagger.scores(TEXTS)[2]).all()
    assert np.isfinite(tagger.scores(TEXTS, unread=0)).all()
    assert tagger.scores(TEXTS, unread=-9.5)[3].tolist() == [-9.5] * len(tagger.topics)


def test_thresholds_of_a_call(tagger):
    probabilities = dict(zip(tagger.topics, tagger.probabilities([ARTICLE])[0].tolist(), strict=True))
    assert set(tagger.tag(ARTICLE, thresholds=0)) == set(tagger.topics)
    assert tagger.tag(ARTICLE, thresholds=0.5) == pytest.approx({t: p for t, p in probabilities.items() if p >= 0.5})
    without = set(tagger.tag(ARTICLE)) - {"energy"}
    assert set(tagger.tag(ARTICLE, thresholds={"energy": 1.0})) == without
    assert set(tagger.tag(ARTICLE, thresholds={"energy": 0.01, "*": 1.0})) == {"energy"}
    assert tagger.tag_many([ARTICLE], thresholds={"*": 0.5}) == [tagger.tag(ARTICLE, thresholds=0.5)]
    assert tagger.thresholds == topictag.load().thresholds
    reference = ReferenceScorer(tagger.model).tags([ARTICLE], thresholds=np.full(5, 0.5, np.float32))[0]
    assert reference == pytest.approx(tagger.tag(ARTICLE, thresholds=0.5))


def test_the_best_topics_whatever_their_probability(tagger):
    for text, n in ((ARTICLE, 1), (TEXTS[1], 2), (TEXTS[4], 99)):
        tags = tagger.tag(text, top=n)
        assert len(tags) == min(n, len(tagger.topics))
        row = tagger.probabilities([text])[0]
        assert list(tags.values()) == sorted(row.tolist(), reverse=True)[:n]
        assert ReferenceScorer(tagger.model).tags([text], top=n)[0] == pytest.approx(tags)
    assert tagger.tag("Oil is up.", top=1) == {}
    assert [list(tags) for tags in tagger.iter_tags(TEXTS, top=1)] == [list(tagger.tag(t, top=1)) for t in TEXTS]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"thresholds": {"enegry": 0.5}}, "'enegry' is not a topic of this model. Did you mean 'energy'"),
        ({"thresholds": {"sport": 0.5}}, "The topics are Afghanistan"),
        ({"thresholds": {"energy": 1.5}}, "number from 0 to 1, not 1.5"),
        ({"thresholds": math.nan}, "not nan"),
        ({"thresholds": True}, "not True"),
        ({"thresholds": {"energy": "0.5"}}, "not '0.5'"),
        ({"top": 0}, "at least 1, not 0"),
        ({"top": 1.5}, "top must be a whole number of at least 1, not 1.5"),
        ({"top": True}, "at least 1, not True"),
        ({"top": 1, "thresholds": 0.5}, "Give one of them"),
        ({"paragraphs": "sentences"}, "one of auto, lines, blank, not 'sentences'"),
    ],
)
@pytest.mark.parametrize("method", ["tag", "tag_paragraphs"])
def test_bad_options_are_refused(tagger, method, options, message):
    with pytest.raises(SettingError, match=message):
        getattr(tagger, method)(ARTICLE, **options)
    with pytest.raises(SettingError, match=message):
        tagger.tag_many([ARTICLE], **options)


@pytest.mark.parametrize(
    ("text", "silence"),
    [
        ("", "no word"),
        ("12 — 5 %, https://example.org", "no word"),
        ("Oil is up again.", "skipped: not Russian"),
        ("Ціни на газ зросли, і це добре.", "skipped: not Russian"),
        ("Зюзьга мымрит.", "nothing known"),
        ("Oil is up.\nНефть дорожает.", ""),
        ("Сборная выиграла матч.", ""),
    ],
)
def test_silence_has_a_reason(tagger, text, silence):
    assert tagger.coverage(text).silence == silence
    assert bool(silence) == (not tagger.probabilities([text]).any())


def test_a_title_is_a_paragraph_of_its_own(tagger):
    title = "Талибы вошли в Кабул"
    first, *others = tagger.tag_paragraphs(ARTICLE, title=title)
    assert (first.text, first.start, first.end, first.is_title) == (title, 0, len(title), True)
    assert "Afghanistan" in first.tags
    assert others == tagger.tag_paragraphs(ARTICLE)
    assert not any(paragraph.is_title for paragraph in others)


def test_paragraphs_of_a_page_are_pieces_of_it(tagger):
    page = (
        "<html><head><title>Лента</title></head><p>Нефть&nbsp;дорожает <b>третий</b> день.</p>\n<!-- x -->"
        "<p>Премьера\nбалета.</p>"
    )
    found = tagger.tag_paragraphs(page)
    assert [paragraph.text for paragraph in found if paragraph.tags] == ["Нефть&nbsp;дорожает <b>третий</b> день."]
    assert all(page[paragraph.start : paragraph.end] == paragraph.text for paragraph in found)
    whole = tagger.tag(page)
    assert whole == {topic: p for paragraph in found for topic, p in paragraph.tags.items()}


def test_a_title_of_several_lines_is_one_paragraph(tagger):
    title = "Нефть\nдорожает"
    (found,) = tagger.tag_paragraphs("", title=title)
    assert (found.text, found.is_title) == (title, True)
    assert found.tags == tagger.tag("Нефть дорожает")


def test_what_shows_nothing_is_no_paragraph(tagger):
    page = "\ufeff<!-- нефть --><p></p><b></b>\n<p>Газ.</p>"
    assert [paragraph.text for paragraph in tagger.tag_paragraphs(page)] == ["Газ."]


@pytest.mark.parametrize(
    ("value", "way_out"),
    [(None, 'missing="empty"'), (math.nan, 'missing="empty"'), ([ARTICLE], r"tag_many\(texts\)"), (b"x", "Decode")],
)
def test_what_is_no_text_is_told_the_way_out(tagger, value, way_out):
    with pytest.raises(topictag.InputTypeError, match=way_out):
        tagger.tag(value)


def test_the_modes_of_paragraphs_are_the_same_everywhere():
    """The tagger names them again, because importing them would cost every cold start."""
    from topictag.tagger import options
    from topictag.text.wrapping import ParagraphMode

    assert set(options._MODES) == set(get_args(ParagraphMode))
