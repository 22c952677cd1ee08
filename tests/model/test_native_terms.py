"""Grams and groups: the native scan against the reference, and both against plain Python."""

import math
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from topictag import Tagger
from topictag.model.compiled import NO_TERM
from topictag.model.reference import ReferenceScorer
from topictag.model.strings import pack_strings, unpack_strings
from topictag.model.word_table import WordTable
from topictag.text.grams import iter_grams
from topictag.text.language import is_russian
from topictag.text.pairs import iter_pairs
from topictag.text.words import word_forms

DEFAULT = settings().max_examples
# Every word is its own lemma; "и" and "в" are function words, "г" is a single letter, all others are unknown.
LEMMAS = ["банк", "газ", "матч", "нефть", "река", "opec", "самонадеянность", "объезд"]
PAIRS = [("банк", "река"), ("газ", "нефть"), ("банк", "opec")]
WORDS = [*LEMMAS, "и", "в", "г", "съезд", "подъезд", "нeфть", "Großbritannien", "iPhone", "X", "ё", "їжак", "зюзьга"]
WORDS += ["обороноспособностями", "абвгдежзийклмнопрстуфхцчш", "абвгдежзийклмнопрстуфхцчшщ", "банков", "газа", "Ый"]
LONG = ["газ" * 42, "газ" * 42 + "ав", "газ" * 43, "нефть" * 100, "oil" * 60, "їx" * 90, "опека" * 30 + "x"]
PARTS = [*WORDS, *LONG, " ", "-", ", ", "\n", "#", "#ГазНефть", "\u0301", "и\u0306", "ﬁ", "<b>", "&nbsp;", "x.pdf", "_"]


def sample_grams(words):
    """Return every second gram of some words."""
    return sorted({gram for word in words for gram in iter_grams(word.casefold())})[::2]


@pytest.fixture(scope="module")
def model(leisure):
    """A model of words that are their own lemmas, and of pairs."""
    lemmas, forms = sorted(LEMMAS), WordTable.of([*LEMMAS, "и", "в"])
    numbers = {lemma: number for number, lemma in enumerate(lemmas)}
    pairs = sorted(sorted(numbers[lemma] for lemma in pair) for pair in PAIRS)
    rng, n_terms = np.random.default_rng(1), len(lemmas) + 2 + len(pairs)
    return replace(
        leisure.model,
        lemmas=pack_strings(lemmas),
        families=WordTable.of(["зюзьг", "самон"]),
        forms=forms,
        form_terms=np.array([[numbers.get(form, NO_TERM), NO_TERM] for form in forms.words()], np.int32),
        pairs=np.array(pairs, np.int32),
        idf=rng.uniform(1, 5, n_terms).astype(np.float32),
        coef=rng.normal(size=(n_terms, len(leisure.model.topics))).astype(np.float32),
    )


GROUPS = [{0, 1, 2}, {1, 10, 11}, {12, 3}, set(), {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12}]


@pytest.fixture(scope="module", params=["neither", "grams", "groups", "both", "a gram"])
def own(request, extend, model):
    grams = {"neither": (), "groups": (), "a gram": ["_в_"]}.get(request.param, sample_grams([*WORDS, *LONG]))
    return extend(model, grams, GROUPS if request.param in ("groups", "both") else ())


@pytest.fixture(scope="module")
def scorers(own):
    scanner = pytest.importorskip(
        "topictag.model.native.scanner",
        reason="NOT RUN: topictag was installed without a compiler, so there is no native scan",
    )
    return scanner.NativeScorer(own), ReferenceScorer(own)


def assert_equal(scorers, texts, paragraphs="auto"):
    native, reference = scorers
    found, expected = native.scores(texts, paragraphs), reference.scores(texts, paragraphs)
    np.testing.assert_array_equal(np.isneginf(found), np.isneginf(expected))
    np.testing.assert_allclose(found, expected, atol=1e-5, rtol=1e-5)
    assert list(map(list, native.tags(texts, paragraphs))) == list(map(list, reference.tags(texts, paragraphs)))


def score_plainly(model, text):
    """Return the scores of a Russian paragraph without markup by the formulas as they are documented."""
    forms, lemmas = word_forms(text), unpack_strings(model.lemmas)
    read = [(place, form) for place, form in enumerate(forms) if form in lemmas]
    families = [model.analysis.family(form) for form in forms if form not in lemmas]
    words = Counter(lemmas.index(form) for _, form in read)
    words.update(model.n_lemmas + model.families.find(own) for own in families if own and model.families.find(own) >= 0)
    pairs = Counter(iter_pairs([(place, lemmas.index(form)) for place, form in read], model.analysis.pair_window))
    numbers = {tuple(pair): model.n_singles + number for number, pair in enumerate(model.pairs.tolist())}
    pairs = {numbers[pair]: n for pair, n in pairs.items() if pair in numbers}
    table = model.grams.grams()
    grams = Counter(gram for form in forms for gram in iter_grams(form))
    grams = {model.first_gram + table.index(gram): n for gram, n in grams.items() if gram in table}

    def tf_idf(counts):
        return {term: (1 + math.log(n)) * float(model.idf[term]) for term, n in counts.items()}

    def length(row):
        return math.sqrt(sum(x * x for x in row.values())) or 1.0

    norm, row, gram_row = length(tf_idf(words)), tf_idf({**words, **pairs}), tf_idf(grams)
    row = {term: x / norm for term, x in row.items()} | {term: x / length(gram_row) for term, x in gram_row.items()}
    for number, members in enumerate(model.group_members().values()):
        n = sum(term in members for term in {*words, *pairs})
        row[model.first_group + number] = math.log(1 + n) * float(model.idf[model.first_group + number])
    if not words and not grams:
        return np.full(len(model.topics), -np.inf)
    return model.intercept + sum(x * model.coef[term].astype(float) for term, x in row.items())


PLAIN_WORDS = st.sampled_from([word for word in WORDS if word not in ("Großbritannien", "їжак", "iPhone", "X")])


@given(st.lists(PLAIN_WORDS, min_size=1, max_size=30).map(" ".join))
def test_scores_are_those_of_the_formulas(own, text):
    assume(is_russian(word_forms(f"река {text}")))  # the formulas say nothing of the others
    expected = score_plainly(own, f"река {text}")
    np.testing.assert_allclose(ReferenceScorer(own).scores([f"река {text}"])[0], expected, atol=1e-4, rtol=1e-4)


@settings(max_examples=5 * DEFAULT)
@given(st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join))
def test_words(scorers, text):
    assert_equal(scorers, [text, f"{text} {text}"])


@settings(max_examples=5 * DEFAULT)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join), st.sampled_from(["auto", "lines", "blank", None]))
@example("газ" * 43 + " \u0302", None)
def test_words_glued_to_what_is_special(scorers, text, paragraphs):
    assert_equal(scorers, [text, text + " река"], paragraphs)


@given(st.lists(st.text("абьъяёaxzßїѝ ", max_size=12), max_size=20).map(" ".join))
def test_any_letters(scorers, text):
    assert_equal(scorers, [text])


@pytest.mark.parametrize("n_letters", [1, 2, 3, 12, 13, 14, 24, 25, 26, 31, 32, 33, 127, 128, 129, 130, 1000])
@pytest.mark.parametrize("letters", ["газ", "ъб", "oil", "gаz", "ї", "нефтьx"])
def test_words_of_any_length(scorers, letters, n_letters):
    word = (letters * n_letters)[:n_letters]
    assert_equal(scorers, [word, f"река {word} газ", f"газ\n{word}", f"{word} " * 30 + "река" * 9, word + "\u0301"])


CHUNKS = ["отчёт_2021.pdf", "https://x.ru/y?z", "газ-нефть_x", "нефть-банк-x_2.pdf", "г.в.и@почта.рф", "река/газ_нефть"]
CHUNKS += [
    "#ГазНефть_x",
    "их-мы-да-у-в-г_1",
    "самонадеянность-объезд_x",
    "газ" * 43 + "_x",
    "oil" * 50 + ".x",
    "ъъъ-ъ_",
]


@settings(max_examples=3 * DEFAULT)
@given(st.lists(st.sampled_from([*WORDS, *CHUNKS, *LONG, "\n"]), max_size=60), st.sampled_from([" ", " ", "-", ""]))
def test_chunks_of_a_long_text_that_are_taken_back(scorers, pieces, glue):
    text = "река и банк " * 170 + glue.join(pieces)
    for paragraphs in ("auto", "lines"):
        assert_equal(scorers, [text, f"{glue.join(pieces)} {text}", f"{text} {text}"], paragraphs)


@pytest.mark.parametrize("n_words", [*range(20, 60, 3), 100, 1000])
def test_chunks_wherever_the_queue_of_grams_is_full(scorers, n_words):
    for chunk in ("а-б-в-г-д-е-ж-з-и-к-л-м-н-о-п-р_", "самонадеянность-река-газ-банк-а_x", "абвгдежзийклмнопрст-_"):
        assert_equal(scorers, ["река банк " * 200 + "\n" + "Газ " * n_words + chunk + " нефть" * n_words])


def test_a_long_mixed_word_before_a_chunk_is_still_read_as_cyrillic(scorers):
    """Such a word needs Python, and so does the chunk after it: neither may make the scan forget the other."""
    word = "самонадеянн" + "oсть" * 40
    assert_equal(
        scorers, [f"{'река банк ' * 250} {word} нефть отчёт_2021.pdf газ", f"{word} отчёт_2.pdf {'река ' * 600}"]
    )


def test_many_texts_at_once(scorers):
    texts = [f"{one} {other}\n{other}{one}" for one, other in product(WORDS, PARTS)]
    assert_equal(scorers, texts)
    np.testing.assert_array_equal(scorers[0].scores(texts[:50]), scorers[0].scores(texts)[:50])


@pytest.mark.parametrize("scorer", ["native", "reference"])
def test_a_text_is_read_if_it_has_grams_alone(extend, model, scorer):
    def score(model, text):
        found = Tagger(model).scores([text]) if scorer == "native" else ReferenceScorer(model).scores([text])
        return found[0]

    with_grams = extend(model, ["_ка", "_в_"])
    for text in ("кактусы", "в"):
        assert np.isneginf(score(model, text)).all()
        assert np.isfinite(score(with_grams, text)).all()
    assert np.isneginf(score(with_grams, "зебры")).all()
    assert np.isneginf(score(with_grams, "кактус і нафта")).all()  # another language


def test_a_group_counts_distinct_members(extend, model):
    """The members of the group are two lemmas and their pair."""
    lemmas = unpack_strings(model.lemmas)
    pair = model.n_singles + model.pairs.tolist().index([lemmas.index("газ"), lemmas.index("нефть")])
    grouped = extend(model, (), [{lemmas.index("газ"), lemmas.index("нефть"), pair}])
    texts = ["газ", "газ газ газ", "газ нефть", "река"]
    added = Tagger(grouped).scores(texts) - Tagger(model).scores(texts)
    weight = grouped.idf[-1] * grouped.coef[-1]
    for row, n in zip(added, (1, 1, 3, 0), strict=True):
        np.testing.assert_allclose(row, math.log(1 + n) * weight, atol=1e-5)


def test_a_text_of_grams_alone_is_not_silent(extend, model):
    coverage = Tagger(extend(model, ["_ка"])).coverage("кактусы")
    assert (coverage.silence, coverage.n_known, coverage.unknown) == ("", 1, ())
    assert Tagger(extend(model, ["_ко"])).coverage("кактусы").silence == "nothing known"
    assert Tagger(extend(model, ["_ка"])).coverage("кактус і нафта").silence == "skipped: not Russian"


def test_tables_that_change_under_a_mapping_are_not_read_out_of_bounds(tmp_path, extend, model):
    """Some bytes of a mapped file turn into others: tags may be wrong, and nothing else happens."""
    path = tmp_path / "model.safetensors"
    Tagger(extend(model, sample_grams(WORDS), GROUPS)).save(path)
    code = """
import sys
import numpy as np
from dataclasses import replace
from topictag import Tagger, load
model = load(sys.argv[1]).model
buffers = {}
def changeable(name, array):
    buffers[name] = bytearray(array.tobytes())
    return np.frombuffer(buffers[name], array.dtype)
grams = replace(model.grams, **{name: changeable(name, getattr(model.grams, name)) for name in ("codes", "groups")})
names = ("member_bounds", "members")
tagger = Tagger(replace(model, grams=grams, **{name: changeable(name, getattr(model, name)) for name in names}))
for values in (b"\\0\\0\\0\\0\\xff\\xff\\xff\\xff", b"\\xff" * 8, b"\\xff\\xff\\xff\\x7f\\0\\0\\0\\0"):
    for name in ("codes", "groups", *names):
        kept = bytes(buffers[name])
        buffers[name][:] = (values * len(kept))[: len(kept)]
        tagger.tag("газ нефть банк река opec самонадеянность объезд и в г " * 40)
        buffers[name][:] = kept
print("alive")
"""
    result = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.strip()) == (0, "alive"), result.stderr


def test_an_interrupt_while_python_reads_forgets_the_grams_too(scorers, monkeypatch):
    native, reference = scorers

    def interrupt(_text):
        raise KeyboardInterrupt

    text = "нефть и газ " * 200
    with monkeypatch.context() as patch:
        patch.setattr("topictag.text.markup.strip_markup", interrupt)
        with pytest.raises(KeyboardInterrupt):
            native.scores([f"{text} https://example.org/a"])
    np.testing.assert_allclose(native.scores([text]), reference.scores([text]), atol=1e-5)
