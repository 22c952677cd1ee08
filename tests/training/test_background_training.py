"""Training with background vectors: what it adds, that it collapses exactly, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

import topictag
from topictag.errors import SettingError, TrainingWarning
from topictag.labelled.reading import read_examples
from topictag.sklearn import LemmaTfidfVectorizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.linear import Design, LinearTopics, TwoPartTopics
from topictag.training.settings import TrainingSettings
from topictag.training.train import train_model
from topictag.training.validation.space import EFFORTS

# Examples that share no term with the corpus of weather and cooking.
CHESS = ["Гроссмейстер сыграл партию.", "Партия гроссмейстера отложена.", "Гроссмейстер сдал партию."] * 2
THEATRE = ["Театр показал балет.", "Балет идёт в театре.", "Театр закрыт, балет отменён."] * 2
FOREIGN = [(f"{text} {n}", ["chess"]) for n, text in enumerate(CHESS)] + [
    (f"{text} {n}", []) for n, text in enumerate(THEATRE)
]


@pytest.fixture(scope="module")
def plain(themes):
    return topictag.train(themes.examples)


@pytest.fixture(scope="module")
def informed(themes, background_path):
    return topictag.train(themes.examples, background=background_path)


def terms_of(texts):
    analyzer = TermAnalyzer(shared_lemmatizer())
    return {term for text in texts for term in analyzer.iter_terms(text)}


def test_words_of_no_example_are_tagged_by_their_context_in_the_corpus(themes, plain, informed):
    texts = themes.unknown["weather"]
    assert terms_of(texts).isdisjoint(terms_of(text for text, _ in themes.examples))
    assert plain.tag_many(texts) == [{}] * len(texts)
    assert [list(tags) for tags in informed.tag_many(texts)] == [["weather"]] * len(texts)


def test_words_of_the_other_theme_are_not_tagged(themes, informed):
    assert informed.tag_many(themes.known["kitchen"] + themes.unknown["kitchen"]) == [{}] * 20


def test_words_of_the_examples_are_still_known(themes, plain, informed):
    often = themes.known["weather"][:6]
    for tagger, texts in ((plain, often), (informed, themes.known["weather"])):
        assert [list(tags) for tags in tagger.tag_many(texts)] == [["weather"]] * len(texts)


def test_the_model_file_is_enough(themes, informed, tmp_path):
    """Vectors are needed in training only."""
    informed.save(tmp_path / "m")
    loaded = topictag.load(tmp_path / "m")
    np.testing.assert_array_equal(loaded.scores(themes.unknown["weather"]), informed.scores(themes.unknown["weather"]))


@st.composite
def two_parts(draw):
    n_rows, n_terms, n_dimensions, n_topics = (draw(st.integers(1, most)) for most in (6, 8, 5, 4))
    numbers = st.floats(-5, 5).map(lambda value: round(value, 3))

    def table(*shape):
        return draw(arrays(np.float64, shape, elements=numbers))

    rows = table(n_rows, n_terms) * draw(arrays(np.bool_, (n_rows, n_terms)))
    direct = LinearTopics(table(n_topics, n_terms), table(n_topics))
    vectors = table(n_terms, n_dimensions)
    return csr_array(rows), vectors, TwoPartTopics(direct, table(n_topics, n_dimensions))


@given(two_parts())
def test_two_parts_score_as_the_one_that_they_collapse_into(both):
    rows, vectors, layer = both
    collapsed = layer.collapse(vectors)
    assert collapsed.coef.shape == layer.direct.coef.shape
    np.testing.assert_allclose(collapsed.scores(rows), layer.scores(rows, rows @ vectors), rtol=0, atol=1e-5)


@pytest.mark.parametrize(("seed", "n_dimensions"), [(0, 1), (1, 3), (2, 6)])
def test_fitted_parts_score_as_the_one_that_they_collapse_into(seed, n_dimensions):
    rng = np.random.default_rng(seed)
    rows = csr_array(rng.random((12, 9)) * (rng.random((12, 9)) < 0.4))
    vectors = rng.normal(size=(9, n_dimensions))
    layer = Design.of(rows, rng.random((12, 2)) < 0.5, products=rows @ vectors).find_layer(5.0)
    unseen = csr_array(rng.random((5, 9)) * (rng.random((5, 9)) < 0.6))
    scores = layer.scores(unseen, unseen @ vectors)
    np.testing.assert_allclose(layer.collapse(vectors).scores(unseen), scores, rtol=0, atol=1e-5)


def test_vectors_of_zeros_change_nothing():
    rng = np.random.default_rng(3)
    rows, gold = csr_array(rng.random((20, 6)) * (rng.random((20, 6)) < 0.5)), rng.random((20, 2)) < 0.5
    alone, both = (
        Design.of(rows, gold).find_layer(5.0).direct,
        Design.of(rows, gold, products=np.zeros((20, 3))).find_layer(5.0),
    )
    both = both.collapse(np.zeros((6, 3)))
    np.testing.assert_allclose(both.scores(rows), alone.scores(rows), atol=1e-5)


def test_the_compiled_tagger_scores_as_the_two_part_estimator(themes, neighbours, background_path):
    vectorizer = LemmaTfidfVectorizer(background=load_background(background_path))
    examples = themes.examples + [(text, ["weather"] * near) for text, near in neighbours]
    texts, gold = [text for text, _ in examples], np.array([[bool(tags)] for _, tags in examples])
    rows = vectorizer.fit_transform(texts, gold)
    informed = topictag.train(examples, background=background_path)
    assert informed.model.pairs.size > 0
    scale = informed.record.background.scale
    vectors = scale * vectorizer._vocabulary.vectors
    layer = Design.of(rows, gold, products=rows @ vectors).find_layer(5.0)
    asked = texts + themes.corpus + [text for own in themes.unknown.values() for text in own]
    unseen = vectorizer.transform(asked)
    np.testing.assert_allclose(informed.scores(asked), layer.scores(unseen, unseen @ vectors), rtol=0, atol=1e-5)


def test_the_corpus_counts_as_further_documents(background_path):
    background = load_background(background_path)
    texts = ["Метель и матч.", "Матч идёт."]
    vectorizer = LemmaTfidfVectorizer(background=background).fit(texts)
    found = dict(zip(vectorizer.get_feature_names_out(), vectorizer.idf_, strict=True))
    n_documents = background.n_paragraphs + 2
    corpus_texts = int(background.document_frequencies[background.numbers["метель"]])
    assert found["метель"] == pytest.approx(np.log((1 + n_documents) / (1 + corpus_texts + 1)) + 1)
    assert found["матч"] == pytest.approx(np.log((1 + n_documents) / (1 + 2)) + 1)
    assert set(found) == {*background.terms, "матч"}  # «идти» is in one of two documents, and not in the corpus


def test_vectors_are_at_the_columns_of_their_terms(background_path):
    background = load_background(background_path)
    vectorizer = LemmaTfidfVectorizer(min_df=1, background=background).fit(["Метель и матч."])
    vectors = vectorizer._vocabulary.vectors
    np.testing.assert_array_equal(
        vectors[vectorizer.vocabulary_["метель"]], background.vectors[background.numbers["метель"]]
    )
    assert not vectors[vectorizer.vocabulary_["матч"]].any()


def test_a_background_fits_whatever_the_window_of_pairs(themes, background_path):
    settings = TrainingSettings(pair_window=3)
    model = train_model(read_examples(themes.examples), settings, background=load_background(background_path))
    assert model.analysis.pair_window == 3


def test_a_background_of_another_analysis_is_refused_and_both_are_named(themes, background_path):
    with pytest.raises(SettingError, match=r"family_letters=5.*family_letters=4.*Use the same settings for both"):
        topictag.train(themes.examples, background=background_path, family_letters=4)


def test_a_background_that_shares_no_word_is_warned_about(background_path):
    assert terms_of(text for text, _ in FOREIGN).isdisjoint(load_background(background_path).terms)
    with pytest.warns(TrainingWarning, match="share no word with the background vectors.*texts of the same kind"):
        tagger = topictag.train(FOREIGN, background=background_path, background_scale=1)
    assert list(tagger.tag(CHESS[0])) == ["chess"]


def test_the_scale_is_chosen_among_those_tried_and_recorded(informed, background_path):
    told = informed.record.background
    search = informed.record.search
    assert {trial.recipe["background_scale"] for trial in search.trials} == {1.0, *EFFORTS["normal"].scales}
    assert told.scale == search.chosen["background_scale"]
    assert search.measure in ("mean average precision", "accuracy")
    assert told.description == "Two themes."
    assert told.n_terms == len(load_background(background_path).terms)


@pytest.mark.parametrize("scale", [0.9, 3])
def test_a_scale_that_is_given_is_kept(themes, background_path, scale):
    tagger = topictag.train(themes.examples, background=background_path, background_scale=scale)
    assert tagger.record.background.scale == scale
    assert {trial.recipe["background_scale"] for trial in tagger.record.search.trials} == {scale}
    assert tagger.record.settings["background_scale"] == scale


def test_a_scale_of_zero_leaves_the_vectors_out(themes, background_path):
    """Words that only the corpus contains are known, but have no weight."""
    tagger = topictag.train(themes.examples, background=background_path, background_scale=0)
    scores = tagger.scores(themes.unknown["weather"] + themes.unknown["kitchen"])
    np.testing.assert_array_equal(scores, np.full((16, 1), tagger.model.intercept[0]))


@pytest.mark.parametrize("scale", [-1, float("inf"), float("nan"), "1"])
def test_scales_out_of_range_are_refused(themes, background_path, scale):
    with pytest.raises(SettingError, match="background_scale must be a number of at least 0"):
        topictag.train(themes.examples, background=background_path, background_scale=scale)


def test_training_again_gives_the_same_bytes(themes, informed, background_path, tmp_path):
    informed.save(tmp_path / "one")
    topictag.train(themes.examples, background=str(background_path)).save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_without_a_background_the_metadata_say_so(plain):
    assert plain.record.background is None


def test_a_few_words_of_the_background_are_enough(background_path):
    """Folds without such a word contain no known term; they must not stop the training."""
    unknown = ["Хоккей.", "Матч.", "Гол.", "Шайба."]
    examples = [("Снег и метель.", ["weather"]), *((text, ["weather"]) for text in unknown[:2])]
    examples += [(text, []) for text in unknown[2:]]
    with pytest.warns(TrainingWarning):
        tagger = topictag.train(examples, background=background_path)
    assert tagger.topics == ("weather",)


def test_a_scale_without_a_background_is_refused(themes):
    with pytest.raises(SettingError, match="background_scale is set, but there are no background vectors"):
        topictag.train(themes.examples, background_scale=1.0)


def test_examples_that_are_not_russian_are_reported(themes):
    foreign = [("Ціни на газ і нафту зросли.", ["weather"]), ("Газ подорожчав, і нафта теж.", [])]
    with pytest.warns(TrainingWarning, match="2 of .* examples contain no Russian content word.* example 1"):
        topictag.train([*foreign, *themes.examples])


def test_threads_give_the_same_model(themes, background_path, tmp_path):
    models = []
    for n_jobs in (1, 2):
        path = tmp_path / f"{n_jobs}.safetensors"
        topictag.train(themes.examples, background=background_path, n_jobs=n_jobs).save(path)
        models.append(path.read_bytes())
    assert models[0] == models[1]
