"""From texts to vectors: reproducible, and with related words near each other."""

import os
import subprocess
import sys

import numpy as np
import pytest

import topictag
from topictag.errors import DataError, OutputError, SettingError, TrainingError
from topictag.sklearn import LemmaTfidfVectorizer
from topictag.text.analysis import Analysis
from topictag.text.terms import TermAnalyzer, is_lemma
from topictag.training.background.build import build_background
from topictag.training.background.settings import BackgroundSettings
from topictag.training.background.storage import load_background
from topictag.training.features.pymorphy import shared_lemmatizer

SMALL = {"min_df": 2, "paragraph_dimensions": 6, "window_dimensions": 6}


@pytest.fixture(scope="module")
def vectors(themes):
    return build_background(themes.corpus, BackgroundSettings(**SMALL), description="Two themes.")


def directions(background, texts):
    """Return the vectors of the texts' lemmas, each of length 1."""
    analyzer = TermAnalyzer(shared_lemmatizer())
    terms = sorted({term for text in texts for term in analyzer.iter_terms(text) if is_lemma(term)})
    found = background.vectors[[background.numbers[term] for term in terms]]
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.mark.parametrize(
    "dimensions",
    [
        {},
        {"paragraph_dimensions": 0},
        {"window_dimensions": 0},
    ],
)
def test_words_of_one_theme_are_nearer_to_each_other_than_to_the_other_theme(themes, dimensions):
    background = build_background(themes.corpus, BackgroundSettings(**{**SMALL, **dimensions}))
    weather, kitchen = (directions(background, themes.known[own] + themes.unknown[own]) for own in themes.known)
    assert min((weather @ weather.T).mean(), (kitchen @ kitchen.T).mean()) > (weather @ kitchen.T).mean() + 0.2


def test_words_that_never_meet_in_a_window_are_near_by_their_paragraphs(themes, vectors):
    """Known and unknown sentences share no word, but they share paragraphs."""
    known, unknown = (directions(vectors, own["weather"]) for own in (themes.known, themes.unknown))
    foreign = directions(vectors, themes.unknown["kitchen"])
    assert (known @ unknown.T).mean() > (known @ foreign.T).mean() + 0.2


def test_the_attributes_of_a_background(themes, vectors):
    assert vectors.terms == tuple(sorted(vectors.terms))
    assert vectors.vectors.shape == (len(vectors.terms), 12)
    assert vectors.vectors.dtype == np.float32
    assert vectors.n_paragraphs == len(themes.corpus)
    assert vectors.document_frequencies[vectors.numbers["метель"]] == sum("Метель" in text for text in themes.corpus)
    assert vectors.metadata["description"] == "Two themes."
    assert vectors.metadata["settings"]["min_df"] == 2
    assert "scikit-learn" in vectors.metadata["built_with"]


def test_lemmas_have_vectors_and_families_have_none(vectors):
    lengths = dict(zip(vectors.terms, np.linalg.norm(vectors.vectors, axis=1), strict=True))
    assert all(bool(length) == is_lemma(term) for term, length in lengths.items())
    assert not all(map(is_lemma, vectors.terms))


def test_paragraphs_have_length_one_on_average(themes, vectors):
    vectorizer = LemmaTfidfVectorizer(min_df=1).fit(themes.corpus)
    assert tuple(vectorizer.get_feature_names_out()) == vectors.terms
    lengths = np.linalg.norm(vectorizer.transform(themes.corpus) @ vectors.vectors, axis=1)
    assert np.mean(lengths**2) == pytest.approx(1, rel=1e-4)


def test_the_same_texts_and_settings_give_the_same_vectors(themes, vectors):
    again = build_background(iter(themes.corpus), BackgroundSettings(**SMALL))
    assert again.terms == vectors.terms
    np.testing.assert_array_equal(again.document_frequencies, vectors.document_frequencies)
    np.testing.assert_array_equal(again.vectors, vectors.vectors)


def test_another_process_with_another_hash_seed_makes_the_same_bytes(themes, background_path, tmp_path):
    (tmp_path / "corpus.txt").write_text("\n".join(themes.corpus), encoding="utf-8")
    settings = ", ".join(f"{name}={value}" for name, value in SMALL.items())
    code = f"import topictag; topictag.build_background('corpus.txt', 'b', {settings}, description='Two themes.')"
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)
    assert (tmp_path / "b").read_bytes() == background_path.read_bytes()


def test_texts_may_come_from_memory_from_a_file_or_from_a_folder(themes, background_path, tmp_path):
    (tmp_path / "corpus").mkdir()
    file = tmp_path / "corpus" / "a.txt"
    file.write_text("\n".join(themes.corpus), encoding="utf-8")
    for number, corpus in enumerate([file, str(file), file.parent, iter(themes.corpus)]):
        output = tmp_path / str(number)
        topictag.build_background(corpus, output, **SMALL, description="Two themes.")
        assert output.read_bytes() == background_path.read_bytes()


def test_settings_take_effect(themes, tmp_path):
    topictag.build_background(
        themes.corpus, tmp_path / "b", min_df=12, max_terms=20, paragraph_dimensions=3, window_dimensions=0,
        family_letters=0,
    )  # fmt: skip
    background = load_background(tmp_path / "b")
    assert background.vectors.shape == (20, 3)
    assert background.document_frequencies.min() >= 12
    assert background.analysis == Analysis(family_letters=0)
    assert not any(term.endswith("*") for term in background.terms)


@pytest.mark.parametrize(
    "setting",
    [
        {"min_df": 0},
        {"max_terms": 1},
        {"max_terms": 2.5},
        {"paragraph_dimensions": -1},
        {"window_dimensions": -1},
        {"window": 0},
        {"max_cooccurrences": 5},
        {"seed": -1},
        {"exponent": 0},
        {"exponent": 1.5},
        {"whitening": -0.1},
        {"whitening": 1.1},
    ],
)
def test_settings_out_of_range_are_refused(setting):
    with pytest.raises(SettingError, match=next(iter(setting))):
        BackgroundSettings(**setting)


def test_vectors_of_no_dimension_are_refused():
    with pytest.raises(SettingError, match="cannot both be 0"):
        BackgroundSettings(paragraph_dimensions=0, window_dimensions=0)


def test_fewer_terms_than_dimensions(themes):
    with pytest.raises(
        TrainingError, match=r"Only \d+ lemmas occur in 10 or more of the 300 paragraphs.*300 dimensions.*lower min_df"
    ):
        build_background(themes.corpus)


def test_the_error_names_max_terms_when_it_removes_lemmas(themes):
    with pytest.raises(TrainingError, match=r"among the 9 most frequent terms.*raise max_terms"):
        build_background(themes.corpus, BackgroundSettings(**{**SMALL, "max_terms": 9}))


def test_an_output_that_cannot_be_written_is_refused_before_any_work(tmp_path):
    def texts():
        raise AssertionError("read although nothing can be written")
        yield

    with pytest.raises(OutputError, match="does not exist"):
        topictag.build_background(texts(), tmp_path / "none" / "b")


def test_a_failed_build_leaves_the_old_file(themes, background_path, tmp_path):
    output = tmp_path / "b"
    output.write_bytes(background_path.read_bytes())
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "Снег."}\n{', encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.jsonl:2"):
        topictag.build_background(bad, output)
    with pytest.raises(TrainingError, match="only 3 paragraphs"):
        topictag.build_background(themes.corpus[:3], output)
    assert output.read_bytes() == background_path.read_bytes()


def test_progress_goes_to_standard_error(themes, tmp_path, capsys):
    topictag.build_background(themes.corpus, tmp_path / "b", **SMALL, progress=True)
    printed = capsys.readouterr()
    assert "reading paragraphs" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("max_cooccurrences", [1000, 2000])
def test_a_limit_on_pairs_loses_little(themes, max_cooccurrences):
    background = build_background(themes.corpus, BackgroundSettings(**SMALL, max_cooccurrences=max_cooccurrences))
    weather, kitchen = (directions(background, themes.known[own]) for own in themes.known)
    assert (weather @ weather.T).mean() > (weather @ kitchen.T).mean()
