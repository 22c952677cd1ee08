"""Measuring speed: every figure is measured, and on the given texts. No test judges how fast it is."""

import pytest

from topictag.errors import InputTypeError, SettingError
from topictag.speed import measure_speed, random_texts

TEXTS = ["Хоккеисты выиграли матч.", "Театр показал балет."] * 50


def test_every_figure_is_measured(leisure):
    speed = measure_speed(leisure, TEXTS, n_rounds=2)
    assert speed.scorer == leisure.scorer
    assert (speed.n_texts, speed.n_bytes) == (100, sum(len(text.encode()) for text in TEXTS))
    assert speed.megabytes_per_s == pytest.approx(speed.texts_per_s * speed.n_bytes / 100 / 1e6)
    assert 0 < speed.call_median_us <= speed.call_p99_us
    assert min(speed.lower_ratio, speed.thread_speedup, speed.n_threads) > 0


@pytest.mark.parametrize("texts", ["текст", [], iter(["текст"]), None])
def test_no_texts_are_refused(leisure, texts):
    with pytest.raises(InputTypeError, match="at least one text"):
        measure_speed(leisure, texts)


def test_old_names_answer_with_a_warning(leisure):
    speed = measure_speed(leisure, TEXTS, n_rounds=1)
    with pytest.warns(DeprecationWarning, match=r"Use Speed\.lower_ratio"):
        assert speed.times_of_lower == speed.lower_ratio
    with pytest.warns(DeprecationWarning, match=r"Use Speed\.thread_speedup"):
        assert speed.times_as_fast_on_threads == speed.thread_speedup


def test_no_rounds_are_refused(leisure):
    with pytest.raises(SettingError, match="n_rounds"):
        measure_speed(leisure, TEXTS, n_rounds=0)


def test_random_texts_are_words_of_the_model(leisure):
    texts = random_texts(leisure, 20)
    assert len(texts) == 20
    assert texts == random_texts(leisure, 20)
    assert any(map(leisure.tag, texts))


def test_what_is_no_text_is_named_by_its_index(leisure):
    with pytest.raises(InputTypeError, match=r"texts\[1\] must be a str, not NoneType"):
        measure_speed(leisure, ["текст", None])
