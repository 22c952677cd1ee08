"""Function words and negations: the native scan against the reference, and the reference against plain Python."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from topictag import Tagger, load
from topictag.model.compiled import NO_TERM
from topictag.model.reference import ReferenceScorer
from topictag.model.strings import pack_strings
from topictag.model.word_table import WordTable
from topictag.text.function_words import NEGATION_WINDOW
from topictag.text.language import is_russian
from topictag.text.words import word_forms

DEFAULT = settings().max_examples
# Every word is its own lemma; "на" is a function word that is no term, "г" a single letter, "зебра" is unknown.
FUNCTION_WORDS = ["без", "которые", "не"]
CONTENT = ["банк", "газ", "которая", "нефть", "opec"]
NAMES = [f"={word}" for word in FUNCTION_WORDS] + sorted(CONTENT)
PAIRS = [("=без", "газ"), ("=не", "банк"), ("=не", "газ"), ("=не", "opec"), ("банк", "нефть"), ("газ", "нефть")]
WORDS = [*FUNCTION_WORDS, *CONTENT, "не", "не", "на", "г", "зебра", "нe", "которых", "НЕ"]
PARTS = [*WORDS, " ", " ", "-", ", ", "\n", "#", "#НеГаз", "#БЕЗГаза", "\u0301"]
PARTS += ["<b>", "&nbsp;", "не.pdf", "ﬁ", "<br>не"]


def number_pairs(names):
    return sorted((names.index(first), names.index(second)) for first, second in PAIRS)


@pytest.fixture(scope="module", params=[1, 2, 3, 8, 100])
def model(request, leisure):
    """A model of function words, negations and pairs, with windows of several widths."""
    forms = WordTable.of([*FUNCTION_WORDS, *CONTENT, "на"])
    numbers = {name.removeprefix("="): number for number, name in enumerate(NAMES)}
    rng, n_terms = np.random.default_rng(1), len(NAMES) + 1 + len(PAIRS)
    return replace(
        leisure.model,
        analysis=replace(leisure.model.analysis, pair_window=request.param),
        lemmas=pack_strings(NAMES),
        families=WordTable.of(["котор"]),
        forms=forms,
        form_terms=np.array([[numbers.get(form, NO_TERM), NO_TERM] for form in forms.words()], np.int32),
        pairs=np.array(number_pairs(NAMES), np.int32),
        idf=rng.uniform(1, 5, n_terms).astype(np.float32),
        coef=rng.normal(size=(n_terms, len(leisure.model.topics))).astype(np.float32),
    )


@pytest.fixture(scope="module")
def scorers(model):
    scanner = pytest.importorskip(
        "topictag.model.native.scanner",
        reason="NOT RUN: topictag was installed without a compiler, so there is no native scan",
    )
    return scanner.NativeScorer(model), ReferenceScorer(model)


def assert_equal(scorers, texts, paragraphs="auto"):
    native, reference = scorers
    found, expected = native.scores(texts, paragraphs), reference.scores(texts, paragraphs)
    np.testing.assert_array_equal(np.isneginf(found), np.isneginf(expected))
    np.testing.assert_allclose(found, expected, atol=1e-5, rtol=1e-5)


def score_plainly(model, forms):
    """Return the scores of a paragraph of known words by the formulas as they are documented."""
    window = model.analysis.pair_window
    words = Counter(NAMES.index(f"={form}" if form in FUNCTION_WORDS else form) for form in forms)
    pairs = Counter()
    for place, form in enumerate(forms):
        if form in FUNCTION_WORDS:
            reached = min(window, NEGATION_WINDOW)
            pairs.update((f"={form}", later) for later in forms[place + 1 : place + 1 + reached] if later in CONTENT)
        else:
            later = [own for own in forms[place + 1 : place + 1 + window] if own in CONTENT and own != form]
            pairs.update(tuple(sorted((form, own))) for own in later)
    numbers = {(NAMES[one], NAMES[two]): model.n_singles + n for n, (one, two) in enumerate(model.pairs.tolist())}
    row = {term: (1 + math.log(n)) * float(model.idf[term]) for term, n in words.items()}
    norm = math.sqrt(sum(x * x for x in row.values()))
    row |= {
        numbers[own]: (1 + math.log(n)) * float(model.idf[numbers[own]]) for own, n in pairs.items() if own in PAIRS
    }
    return model.intercept + sum(x / norm * model.coef[term].astype(float) for term, x in row.items())


@given(st.lists(st.sampled_from([*FUNCTION_WORDS, *CONTENT]), min_size=1, max_size=30))
def test_scores_are_those_of_the_formulas(model, forms):
    text = " ".join(["газ", *forms])
    assume(is_russian(word_forms(text)))
    np.testing.assert_allclose(
        ReferenceScorer(model).scores([text])[0], score_plainly(model, word_forms(text)), atol=1e-4, rtol=1e-4
    )


@settings(max_examples=3 * DEFAULT)
@given(st.lists(st.sampled_from(WORDS), max_size=250).map(" ".join))
def test_words(scorers, text):
    assert_equal(scorers, [text, f"{text} {text}"])


@settings(max_examples=5 * DEFAULT)
@given(st.lists(st.sampled_from(PARTS), max_size=50).map("".join), st.sampled_from(["auto", "lines", "blank", None]))
def test_words_glued_to_what_is_special(scorers, text, paragraphs):
    assert_equal(scorers, [text, text + " не газ"], paragraphs)


@settings(max_examples=2 * DEFAULT)
@given(st.lists(st.sampled_from([*WORDS, "не_2021.pdf", "https://x.ru/не?газ", "газ-не-газ_x"]), max_size=40))
def test_chunks_of_a_long_text_that_are_taken_back(scorers, pieces):
    assert_equal(scorers, ["не газ и не банк " * 170 + " ".join(pieces)])


@given(st.lists(st.text("неbгазъё\u0301 ", max_size=8), max_size=20).map(" ".join))
def test_any_letters(scorers, text):
    assert_equal(scorers, [text])


@pytest.mark.parametrize("n_between", range(5))
def test_a_negation_reaches_so_far_and_only_forwards(scorers, model, n_between):
    between = " зебра" * n_between
    without = replace(model, pairs=model.pairs[model.n_negations :], **without_rows(model, model.n_negations))
    is_near = n_between < min(NEGATION_WINDOW, model.analysis.pair_window)
    for scorer, plain in zip(scorers, (Tagger(without), ReferenceScorer(without)), strict=True):
        added = scorer.scores([f"не{between} газ", f"газ{between} не"]) - plain.scores(
            [f"не{between} газ", f"газ{between} не"]
        )
        assert (np.abs(added[0]) > 1e-4).any() == is_near
        np.testing.assert_allclose(added[1], 0, atol=1e-5)


def without_rows(model, n_left_out):
    """Return the idf and the weights of a model without its first pairs."""
    kept = np.r_[: model.n_singles, model.n_singles + n_left_out : len(model.idf)]
    return {"idf": model.idf[kept], "coef": model.coef[kept]}


def test_a_file_keeps_function_words(model, tmp_path):
    Tagger(model).save(tmp_path / "model.safetensors")
    loaded = load(tmp_path / "model.safetensors")
    assert (loaded.model.n_function_words, loaded.model.n_negations) == (3, 4)
    texts = ["не газ", "газ не", "банк без газа", "без газ нефть"]
    np.testing.assert_array_equal(loaded.scores(texts), Tagger(model).scores(texts))


def test_a_function_word_is_known_and_another_is_not_asked_about(model):
    coverage = Tagger(model).coverage("не на зебра")
    assert (coverage.n_words, coverage.n_known, coverage.unknown) == (2, 1, ("зебра",))


def test_models_without_function_words_have_none(leisure):
    assert (leisure.model.n_function_words, leisure.model.n_negations) == (0, 0)
