"""The tagger: results, their order and shape, and the refusal of arguments that are not texts."""

import pickle
import signal
import subprocess
import sys
import threading
from copy import deepcopy
from itertools import chain
from types import SimpleNamespace

import numpy as np
import pytest

from topictag import Tagger
from topictag.errors import DataError, DataWarning, InputTypeError, SettingError, TopictagError

SPORT = "Хоккеисты выиграли матч чемпионата, вратарь отразил все броски."
CULTURE = "В театре прошла премьера спектакля, артистов долго вызывали на сцену."
ECONOMY = "Инфляция замедлилась, ставка банка не изменилась, рубль укрепился."
NOTHING = "Xyz."


def test_it_tags_other_topics_than_the_shipped_ones(leisure):
    assert leisure.topics == ("culture", "economy", "sport")
    assert [list(tags) for tags in leisure.tag_many([SPORT, CULTURE, ECONOMY, NOTHING])] == [
        ["sport"],
        ["culture"],
        ["economy"],
        [],
    ]


def test_many_texts_come_back_in_order_whatever_the_chunks_and_threads(leisure):
    texts = [SPORT, CULTURE, NOTHING, ECONOMY, ""] * 700
    expected = [leisure.tag(text) for text in texts[:5]] * 700
    assert leisure.tag_many(texts) == expected
    for n_jobs in (2, 3, -1, -100):
        assert leisure.tag_many(iter(texts), n_jobs=n_jobs) == expected
        assert list(leisure.iter_tags(iter(texts), n_jobs=n_jobs)) == expected
        np.testing.assert_array_equal(leisure.scores(texts, n_jobs=n_jobs), leisure.scores(texts))


def test_no_texts_give_no_results(leisure):
    assert leisure.tag_many([]) == []
    assert leisure.scores([]).shape == (0, 3)
    assert leisure.tag_paragraphs("") == []


def test_a_long_iterable_is_consumed_in_bounded_chunks(leisure):
    """An item that is not a text is refused long before the iterable ends."""
    read = 0

    def texts():
        nonlocal read
        for read in range(100_000):
            yield SPORT if read < 600 else None

    with pytest.raises(InputTypeError, match=r"texts\[600\]"):
        leisure.tag_many(texts())
    assert read < 2000


def test_paragraphs_carry_their_place_in_the_article(leisure):
    article = f"  {SPORT}\r\n\r\n{CULTURE}\n\t\n{NOTHING}\n"
    paragraphs = leisure.tag_paragraphs(article)
    assert [paragraph.text for paragraph in paragraphs] == [SPORT, CULTURE, NOTHING]
    assert all(article[p.start : p.end] == p.text for p in paragraphs)
    assert [list(p.tags) for p in paragraphs] == [["sport"], ["culture"], []]


def test_scores_are_float32_and_those_of_the_best_paragraph(leisure):
    scores = leisure.scores([f"{SPORT}\n{CULTURE}", SPORT, CULTURE, NOTHING])
    assert scores.dtype == np.float32
    assert scores.shape == (4, 3)
    np.testing.assert_array_equal(scores[0], np.maximum(scores[1], scores[2]))
    assert np.isneginf(scores[3]).all()


def test_stress_marks_soft_hyphens_case_and_yo_change_nothing(leisure):
    plain = "артистов вызывали на сцену, актёр ушел"
    marked = "АРТИ́СТОВ вы\u00adзывали на сце́ну, АКТЕ\u0308Р УШЁЛ"
    np.testing.assert_array_equal(leisure.scores([plain]), leisure.scores([marked]))


def test_coverage_says_what_the_model_cannot_read(leisure):
    coverage = leisure.coverage("Хоккеисты и загогулины, загогулины!")
    assert (coverage.n_words, coverage.n_known) == (3, 1)
    assert coverage.unknown == ("загогулины",)
    assert coverage.share == pytest.approx(1 / 3)
    assert leisure.coverage("").share == 0


@pytest.mark.parametrize("value", [None, 5, ["текст"], b"\xd0\x94"])
@pytest.mark.parametrize("method", ["tag", "tag_paragraphs", "coverage"])
def test_arguments_that_are_not_texts_are_refused(leisure, method, value):
    with pytest.raises(InputTypeError, match=type(value).__name__) as caught:
        getattr(leisure, method)(value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, TopictagError)


def test_the_error_for_bytes_names_the_way_out(leisure):
    with pytest.raises(InputTypeError, match=r"decode\('utf-8'\)"):
        leisure.tag("Текст".encode())


@pytest.mark.parametrize("method", ["tag_many", "scores", "probabilities"])
@pytest.mark.parametrize("value", ["один текст", b"bytes", 7, {"text": [SPORT]}])
def test_arguments_that_are_not_columns_of_texts_are_refused(leisure, method, value):
    with pytest.raises(InputTypeError, match=rf"not {type(value).__name__}\. (Put|Decode|Give)"):
        getattr(leisure, method)(value)


def test_a_wrong_item_is_named_by_its_index(leisure):
    with pytest.raises(InputTypeError, match=r"texts\[601\] must be a str, not int"):
        leisure.tag_many([SPORT] * 601 + [601])


@pytest.mark.filterwarnings("ignore:Tagger.metadata:DeprecationWarning")
def test_metadata_cannot_be_changed_from_outside(leisure):
    leisure.metadata["data"]["n_examples"] = 0
    assert leisure.record.data.n_examples == 46


@pytest.mark.parametrize("n_jobs", [0, 1.5, "2", None])
@pytest.mark.parametrize("method", ["tag_many", "iter_tags", "scores"])
def test_an_invalid_number_of_threads_is_refused(leisure, method, n_jobs):
    with pytest.raises(SettingError, match="n_jobs"):
        getattr(leisure, method)([SPORT], n_jobs=n_jobs)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_stream_is_read_only_a_little_ahead(leisure, n_jobs):
    read = 0

    def texts():
        nonlocal read
        while True:
            read += 1
            yield SPORT

    assert list(next(leisure.iter_tags(texts(), n_jobs=n_jobs))) == ["sport"]
    assert read < 10_000


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_wrong_item_far_into_a_stream_is_named_by_its_index(leisure, n_jobs):
    with pytest.raises(InputTypeError, match=r"texts\[30001\] must be a str, not bytes.*decode"):
        leisure.tag_many(chain([SPORT] * 30_001, [b"bytes"]), n_jobs=n_jobs)
    assert_no_threads()


def test_an_abandoned_stream_leaves_no_thread(leisure):
    tags = leisure.iter_tags([SPORT] * 100_000, n_jobs=2)
    next(tags)
    tags.close()
    assert_no_threads()


def test_an_error_in_a_thread_reaches_the_caller(leisure, monkeypatch):
    def fail(_texts):
        raise MemoryError

    monkeypatch.setattr(leisure, "_scorer", SimpleNamespace(tags=fail))
    with pytest.raises(MemoryError):
        leisure.tag_many([SPORT] * 5000, n_jobs=2)
    assert_no_threads()


def assert_no_threads():
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("topictag")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: no signals to send")
def test_an_interrupt_ends_the_run_and_its_threads(model_path):
    """Ctrl-C in a process of its own, in the middle of an endless stream."""
    code = f"""
import itertools, signal, threading, topictag
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite that runs in the background may ignore it
tagger = topictag.load({str(model_path)!r})
texts = itertools.cycle(["Хоккеисты выиграли матч."])
try:
    for number, _ in enumerate(tagger.iter_tags(texts, n_jobs=2)):
        if number == 10_000:
            print("running", flush=True)
except KeyboardInterrupt:
    print([thread.name for thread in threading.enumerate()], flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "running\n"
        process.send_signal(signal.SIGINT)
        try:
            output, _ = process.communicate(timeout=60)
        finally:
            process.kill()
    assert output.strip() == "['MainThread']"
    assert process.returncode == 0


def test_a_text_of_a_hundred_megabytes(leisure):
    if leisure.scorer != "native":
        pytest.skip("NOT RUN: the reference scorer takes gigabytes for it; topictag was installed without a compiler")
    text = "Хоккеисты выиграли матч, и вот. " * (100_000_000 // 55)
    assert len(text.encode()) > 95_000_000
    assert list(leisure.tag(text)) == ["sport"]
    assert list(leisure.tag("\n".join([text[: 1 << 24], CULTURE]))) == ["culture", "sport"]


@pytest.mark.parametrize("strange", ["\ud800", "\x00", "\udfff" * 3, "\U0010ffff", "\ufeff"])
def test_strange_characters_are_not_words(leisure, strange):
    assert leisure.tag(f"{strange}{SPORT}{strange}") == leisure.tag(SPORT)
    assert leisure.tag(strange) == {}


def test_evaluation_counts_right_and_wrong(leisure):
    evaluation = leisure.evaluate([(SPORT, ["sport"]), (CULTURE, ["culture", "economy"]), (NOTHING, [])])
    by_topic = {quality.topic: quality for quality in evaluation.topics}
    assert (evaluation.n_examples, evaluation.n_tagless) == (3, 1)
    assert by_topic["sport"].f1.value == 1
    assert (by_topic["economy"].support, by_topic["economy"].n_tagged, by_topic["economy"].recall) == (1, 0, 0)
    assert by_topic["economy"].precision is None
    assert evaluation.macro_f1.value == pytest.approx(2 / 3, abs=1e-4)
    assert evaluation.false_tag_rate.value == 0


def test_evaluation_refuses_a_topic_that_the_model_does_not_know(leisure):
    with pytest.raises(DataError, match=r"example 1: .*'weather'.*culture, economy, sport"):
        leisure.evaluate([("Снег.", ["weather"])])


def test_evaluation_ignores_other_topics_on_request(leisure):
    known = [(SPORT, ["sport"]), (NOTHING, [])]
    others = [{"text": CULTURE, "tags": ["culture", "weather", "war"], "unknown": ["peace"]}, ("Снег.", ["weather"])]
    message = r"3 tags are ignored, because the tagger does not know their topics: 'war' 1, 'weather' 2\."
    with pytest.warns(DataWarning, match=message):
        found = leisure.evaluate([*known, *others], ignore_other_topics=True)
    assert found == leisure.evaluate([*known, (CULTURE, ["culture"]), ("Снег.", [])])
    assert leisure.evaluate(known, ignore_other_topics=True) == leisure.evaluate(known)
    with pytest.raises(DataError, match=r"'peace' is not a topic.*ignore_other_topics=True in Python"):
        leisure.evaluate([{"text": SPORT, "tags": [], "unknown": ["peace"]}])


def test_a_tagger_can_be_pickled_and_copied(leisure):
    for copy in (pickle.loads(pickle.dumps(leisure)), deepcopy(leisure)):  # noqa: S301 (our own bytes)
        assert isinstance(copy, Tagger)
        assert copy.scorer == leisure.scorer
        assert copy.tag("Хоккеисты выиграли матч.") == leisure.tag("Хоккеисты выиграли матч.")
