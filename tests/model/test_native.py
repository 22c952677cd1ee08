"""The native scan against the reference: the same tags, and scores to 1e-5, whatever the text."""

import os
import random
import shutil
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import topictag
from topictag.model.compiled import NO_TERM
from topictag.model.reference import ReferenceScorer
from topictag.model.scorer import make_scorer
from topictag.model.strings import pack_strings
from topictag.model.word_table import WordTable

DEFAULT = settings().max_examples


def has_compiler():
    command = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    program = shutil.which(command.split()[0])
    has_headers = (Path(sysconfig.get_path("include")) / "Python.h").exists()
    return program is not None and Path(program).name != "false" and has_headers


@pytest.fixture(scope="module")
def native_scorer():
    scanner = pytest.importorskip(
        "topictag.model.native.scanner",
        reason="NOT RUN: topictag was installed without a compiler, so there is no native scan",
    )
    return scanner.NativeScorer


@pytest.fixture(scope="module")
def neighbour_tagger(neighbours):
    """A tagger with pairs."""
    tagger = topictag.train([(text, ["near"] * near) for text, near in neighbours])
    assert len(tagger.model.pairs)
    return tagger


@pytest.fixture(scope="module", params=["shipped", "leisure", "neighbours"])
def scorers(request, native_scorer, leisure, neighbour_tagger):
    taggers = {"shipped": topictag.load(), "leisure": leisure, "neighbours": neighbour_tagger}
    model = taggers[request.param].model
    return native_scorer(model), ReferenceScorer(model)


def assert_equal(scorers, texts, paragraphs="auto"):
    native, reference = scorers
    expected = reference.scores(texts, paragraphs)
    found = native.scores(texts, paragraphs)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(np.isneginf(found), np.isneginf(expected))
    np.testing.assert_allclose(found, expected, atol=1e-5, rtol=1e-5)
    tags, others = native.tags(texts, paragraphs), reference.tags(texts, paragraphs)
    assert list(map(list, tags)) == list(map(list, others))
    for own, other in zip(tags, others, strict=True):
        np.testing.assert_allclose(list(own.values()), list(other.values()), atol=1e-5)
    probabilities = native.probabilities(texts, paragraphs)
    np.testing.assert_allclose(probabilities, reference.probabilities(texts, paragraphs), atol=1e-5)


def test_the_native_scan_is_there_where_a_compiler_is(leisure):
    if not has_compiler():
        pytest.skip("NOT RUN: no C compiler here, or no headers of Python")
    assert leisure.scorer == make_scorer(leisure.model).name == "native"


@given(st.lists(st.text(), max_size=4))
def test_any_text(scorers, texts):
    assert_equal(scorers, texts)


@given(st.text(max_size=70))
@example("газа")
@example("газ" * 30)
@example("opec")
@example("\ud800")
def test_forms_are_found(scorers, form):
    native, reference = scorers
    assert native.find_form(form) == reference.find_form(form)


def test_all_forms_of_a_model_are_found(native_scorer, leisure):
    model = topictag.load().model
    words = [*model.forms.words()[:: len(model.forms) // 1000], *leisure.model.forms.words()]
    for own in (model, leisure.model):
        native = native_scorer(own)
        assert [native.find_form(word) for word in words] == [own.forms.find(word) for word in words]


KNOWN = [
    "банк",
    "реку",
    "закрыл",
    "нефть",
    "ГАЗЕ",
    "Энергетика",
    "матч",
    "хоккеистом",
    "балета",
    "ставку",
    "террористы",
]
KNOWN += ["переговорами", "Brent", "энергоблок"]
SPECIAL = [
    *" \n\x1c\u2028-.7_²Ⅳ\u00a0\u00ad\u0301\u0300\u0306\u0308\u0302\u034f\u0345\u0483",
    *"еийёЁИѐѝаъЪбіїxßﬁİŉÅ\u212bάς\u1100\u1161한ـ\ud800\udfff\x00😀𝐀𐐀Ⓐ\U000e0100",
    *(" ", "\r\n", "це", "або", "що"),
    *"#<>&;@_./:](?=+\\\"'\u200b\u2060\ufeffcexKMëK-",
    *(
        "www.",
        "://",
        "рф",
        "16",
        "0f",
        "&nbsp;",
        "&lt;",
        "<b>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "\\n",
        ".pdf",
        "t.me",
        "abcdef01",
    ),
]


@settings(max_examples=10 * DEFAULT)
@given(st.lists(st.one_of(st.sampled_from(KNOWN), st.sampled_from(SPECIAL)), max_size=40).map("".join))
@example("нефть" + "\u0301" * 3 + " газ")
@example("и\u0306")
@example("ѝ\u0306 нефть")
@example("и\u00ad\u0306 нефть")
@example("\u0301нефть")
@example("нефть\n\u0306газ")
@example("а" * 25 + "x" + "ъб" * 30)
@example("банкбанкпереговорамибанќ\nбанк")
@example("#НефтьГаз" + "\u0301" + "Уголь <p>")
def test_words_among_all_that_is_special(scorers, text):
    for paragraphs in ("auto", "lines", "blank", None):
        assert_equal(scorers, [text], paragraphs)


def test_dressed_texts_and_their_twins(scorers):
    from benchmarks.quality.dressed import read_twins

    rows = read_twins("web") + read_twins("web_unseen")
    for paragraphs in ("auto", "lines", "blank"):
        assert_equal(scorers, [row[key] for row in rows for key in ("text", "clean")], paragraphs)


@settings(max_examples=3 * DEFAULT)
@given(
    st.lists(
        st.sampled_from(["нефть ", "Газ, ", "матч. ", "слово слово слово слово ", "\n", "\n> ", "\n\n", "-\n", "а"])
    ).map("".join)
)
def test_lines(scorers, text):
    for paragraphs in ("auto", "lines", "blank"):
        assert_equal(scorers, [text], paragraphs)


WORDS = st.sampled_from(
    [*KNOWN, "и", "в", "которые", "благодаря", "зюзьга", "reuters", "НАТОвский", "об", "съезд", "слово", "Коммерсантъ"]
)


@settings(max_examples=3 * DEFAULT)
@given(st.lists(WORDS, max_size=150).map(" ".join))
def test_texts_of_known_words(scorers, text):
    assert_equal(scorers, [text])


def test_every_character_of_the_basic_plane_and_a_sample_of_the_others(scorers):
    codes = [*range(0x10000), *range(0x10000, 0x110000, 61)]
    assert_equal(scorers, [f"матч{chr(code)}ом газ{chr(code)} {chr(code)}банк закрыл реку" for code in codes])


@pytest.mark.parametrize("decomposed", ["зелёный", "йод", "Ёлки", "Йоркшир", "бойкий"])
def test_decomposed_letters_are_composed(scorers, decomposed):
    import unicodedata

    text = f"матч {unicodedata.normalize('NFD', decomposed)} газ"
    assert_equal(scorers, [text])
    np.testing.assert_array_equal(scorers[0].scores([text]), scorers[0].scores([f"матч {decomposed} газ"]))


@pytest.mark.parametrize("n_letters", [24, 25, 26, 27, 63, 64, 65, 300])
@pytest.mark.parametrize("letters", ["нефть", "ъб", "oil", "неftь", "і"])
def test_long_words(scorers, letters, n_letters):
    word = (letters * n_letters)[:n_letters]
    assert_equal(scorers, [word, f"нефть {word} газ", f"газ\n{word}", "энерг" + word, word + "\u0301"])


@pytest.mark.parametrize("n_letters", [*range(5, 11), *range(14, 19), *range(22, 28)])
def test_words_around_the_number_of_letters_that_are_read_at_once(scorers, n_letters):
    """Alone, at the end of a text, before a mark; with ъ in each place; in characters of two and of four bytes."""
    word = ("нефтегазоперерабатывающий" * 2)[:n_letters]
    words = [word, word.upper(), *(word[:place] + "ъ" + word[place + 1 :] for place in range(n_letters))]
    for before in ("", "Газ, ", "😀 газ "):
        assert_equal(scorers, [f"{before}{own}{after}" for own in words for after in ("", ".", "ё", " и нефть")])


@pytest.mark.parametrize("n_words", [63, 64, 65, 127, 128, 129, 1000])
def test_paragraphs_around_the_size_of_a_batch(scorers, n_words):
    rng = random.Random(n_words)
    assert_equal(scorers, [" ".join(rng.choices([*KNOWN, "и", "в"], k=n_words))])


def test_real_paragraphs(scorers, real_data):
    from benchmarks.datasets import sample_corpus

    texts = sample_corpus(real_data, 3000, seed=1)
    assert_equal(scorers, texts)
    assert_equal(scorers, ["\n".join(texts[i : i + 5]) for i in range(0, 500, 5)])


def test_a_word_of_the_vocabulary_may_be_long_and_foreign(native_scorer):
    long = "wunderbaumhausverwaltungsgesellschaft"
    examples = [(f"{long} и снова подорожавшая {word}", ["a"]) for word in ("нефть", "газ", "уголь")] + [
        (word, []) for word in ("матч", "гол", "лёд")
    ]
    model = topictag.train(examples, min_df=1).model
    assert_equal(
        (native_scorer(model), ReferenceScorer(model)), [f"{long} и {long}ов на русском", long[:-1] + " это вот"]
    )


def test_without_families_or_with_long_ones(native_scorer, leisure_path):
    for n_letters in (0, 7):
        model = topictag.train(leisure_path, family_letters=n_letters).model
        assert_equal(
            (native_scorer(model), ReferenceScorer(model)), ["Хоккеистами гордятся: матчи балета!", "банковский"]
        )


def test_texts_are_read_from_several_threads_at_a_time(scorers):
    native, reference = scorers
    rng = random.Random(0)
    texts = [" ".join(rng.choices(KNOWN, k=200)) for _ in range(200)]
    expected = reference.scores(texts)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(native.scores, [texts] * 32):
            np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("bad", [None, 5, b"bytes"])
def test_what_is_no_text_is_refused(scorers, bad):
    with pytest.raises(TypeError, match=type(bad).__name__):
        scorers[0].scores(["нефть", bad])
    assert len(scorers[0].scores(["нефть"])) == 1  # and the next call finds everything in order


def test_a_text_of_a_subclass_is_read_as_it_is(scorers):
    class Text(str):
        __slots__ = ()

        def __getitem__(self, key):
            return "матч"

    assert_equal(scorers, [Text("нефть и газ"), Text("нефть и газ ﬁ")])


def test_a_lemma_of_very_many_pairs_is_read_as_fast_as_any_other(native_scorer, leisure):
    """What is looked for among its pairs is found, whichever it is."""
    n = 300
    words = [f"{first}{second}" for first in "абвгдежзиклмнопрст" for second in "абвгдежзиклмнопрст"][:n]
    model = one_lemma_a_word(leisure.model, words, [(0, other) for other in range(1, n)])
    rng = random.Random(0)
    texts = [" ".join([words[0], *rng.choices(words, k=12)]) for _ in range(300)]
    assert_equal((native_scorer(model), ReferenceScorer(model)), texts)


def one_lemma_a_word(model, words, pairs):
    words, forms = sorted(words), WordTable.of(words)
    rng, n_terms = np.random.default_rng(0), len(words) + len(pairs)
    return replace(
        model,
        lemmas=pack_strings(words),
        families=WordTable.of([]),
        forms=forms,
        form_terms=np.array([[words.index(word), NO_TERM] for word in forms.words()], np.int32),
        pairs=np.array(pairs, np.int32),
        idf=rng.uniform(1, 5, n_terms).astype(np.float32),
        coef=rng.normal(size=(n_terms, len(model.topics))).astype(np.float32),
    )


def test_the_arrays_that_are_scanned_cannot_be_written_to(native_scorer, leisure):
    native_scorer(leisure.model)
    with pytest.raises(ValueError, match="read-only"):
        leisure.model.forms.groups[0] = 1


def test_an_interrupt_while_python_reads_leaves_nothing_half_counted(scorers, monkeypatch):
    native, reference = scorers

    def interrupt(_text):
        raise KeyboardInterrupt

    text = "нефть и газ, матч"
    with monkeypatch.context() as patch:
        patch.setattr("topictag.text.words.word_forms", interrupt)
        with pytest.raises(KeyboardInterrupt):
            native.scores([text, f"{text} ﬁ"])
    np.testing.assert_allclose(native.scores([text]), reference.scores([text]), atol=1e-5)


LOCAL = ["отчёт_2021.pdf", "https://x.ru/y?z", "ivan@почта.рф", "президент.рф", "@rian_ru", "слово(https://t.me/x)и"]
LOCAL += [
    "нефть-отчёт_2.pdf",
    "Großbritannien",
    "н\u0302ефть",
    "#Газ_Нефть",
    "подробнееhttp://x.ru",
    "газ/нефть_x",
    "ﬁ",
]


@settings(max_examples=2 * DEFAULT)
@given(
    st.lists(st.sampled_from([*KNOWN, *LOCAL, "-", ", ", "\n", "\nгаз", "<b>", "&nbsp;"]), max_size=60),
    st.integers(0, 3),
)
def test_what_is_no_prose_in_a_long_text(scorers, pieces, n_glued):
    """Long texts are read piece by piece: the words of a piece that have been read are left out again."""
    glue = ["", " ", " ", " "][n_glued]
    text = "банк закрыл реку " * 120 + glue.join(pieces) + " и нефть" * 20
    for paragraphs in ("auto", "lines", "blank", None):
        assert_equal(scorers, [text, f"{glue.join(pieces)} {text}"], paragraphs)


def test_an_interrupt_within_a_long_text_leaves_nothing_half_counted(scorers, monkeypatch):
    native, reference = scorers

    def interrupt(_text):
        raise KeyboardInterrupt

    text = "матч и балет, ставка банка " * 100 + "https://example.org/a"
    with monkeypatch.context() as patch:
        patch.setattr("topictag.text.markup.strip_markup", interrupt)
        for call in (native.scores, native.tags):
            with pytest.raises(KeyboardInterrupt):
                call([text])
    np.testing.assert_allclose(native.scores(["нефть"]), reference.scores(["нефть"]), atol=1e-5)
