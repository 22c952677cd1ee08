"""The classifier is `topictag.train` behind scikit-learn's interface."""

import unicodedata

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MultiLabelBinarizer
from tests.sklearn.checks import APPLICABLE

import topictag
from topictag import InputTypeError, SettingError, TrainingError, TrainingWarning
from topictag.labelled.reading import read_examples
from topictag.sklearn import TopicTagClassifier

pytestmark = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")


@pytest.fixture(scope="module")
def labelled(leisure_path):
    examples = read_examples(leisure_path)
    binarizer = MultiLabelBinarizer()
    return [e.text for e in examples], binarizer.fit_transform([sorted(e.tags) for e in examples]), binarizer.classes_


@pytest.fixture(scope="module")
def single(leisure_path):
    """Texts of exactly one topic, with it."""
    examples = [example for example in read_examples(leisure_path) if len(example.tags) == 1]
    return [example.text for example in examples], np.array([min(example.tags) for example in examples])


@pytest.mark.parametrize("check", APPLICABLE, ids=lambda check: check.__name__)
def test_scikit_learns_checks(check):
    check("TopicTagClassifier", TopicTagClassifier())


def test_with_an_indicator_matrix_it_decides_as_the_tagger_does(labelled):
    texts, gold, topics = labelled
    classifier = TopicTagClassifier(min_df=1).fit(texts, gold)
    tagger = topictag.train([(t, topics[row == 1].tolist()) for t, row in zip(texts, gold, strict=True)], min_df=1)
    asked = [*texts[:20], "Oil is up.", ""]
    expected = [[int(topic in tags) for topic in topics] for tags in tagger.tag_many(asked)]
    assert classifier.predict(asked).tolist() == expected
    np.testing.assert_allclose(classifier.predict_proba(asked), tagger.probabilities(asked), atol=1e-6)
    np.testing.assert_array_equal(classifier.decision_function(asked) >= 0, np.array(expected, dtype=bool))


def test_a_sparse_indicator_is_the_same(labelled):
    texts, gold, _ = labelled
    dense, sparse = (TopicTagClassifier().fit(texts, y).predict_proba(texts) for y in (gold, csr_matrix(gold)))
    np.testing.assert_array_equal(dense, sparse)


def test_a_column_that_no_text_carries_is_never_given(labelled):
    texts, gold, _ = labelled
    classifier = TopicTagClassifier().fit(texts, np.column_stack([gold, np.zeros(len(gold), int)]))
    assert not classifier.predict(texts)[:, -1].any()
    assert not classifier.predict_proba(texts)[:, -1].any()


def test_with_one_label_per_text_it_gives_exactly_one(single):
    texts, labels = single
    classifier = TopicTagClassifier().fit(texts, labels)
    probability = classifier.predict_proba([*texts, "Oil is up."])
    np.testing.assert_allclose(probability.sum(axis=1), 1)
    np.testing.assert_allclose(probability[-1], [(labels == label).mean() for label in classifier.classes_])
    assert (classifier.predict(texts) == labels).mean() > 0.9
    odds = classifier.decision_function([*texts, "Oil is up."])
    assert np.isfinite(odds).all()
    np.testing.assert_array_equal(odds.argmax(axis=1), probability.argmax(axis=1))


def test_two_labels_have_one_decision_function(single):
    texts, labels = single
    first, second = np.unique(labels)[:2]
    kept = [n for n, label in enumerate(labels) if label in (first, second)]
    classifier = TopicTagClassifier().fit([texts[n] for n in kept], labels[kept])
    asked = [texts[n] for n in kept]
    assert classifier.decision_function(asked).shape == (len(kept),)
    np.testing.assert_array_equal(classifier.decision_function(asked) > 0, classifier.predict(asked) == second)


def test_it_works_in_pipelines_cross_validation_and_grid_search(single):
    texts, labels = single
    pipeline = make_pipeline(FunctionTransformer(list), TopicTagClassifier(n_folds=2))
    assert cross_val_score(pipeline, texts, labels, cv=2, scoring="accuracy").mean() > 0.5
    search = GridSearchCV(TopicTagClassifier(n_folds=2), {"C": [1.0, 5.0], "max_pairs": [0]}, cv=2)
    assert search.fit(texts, labels).best_params_["max_pairs"] == 0


def test_clones_keep_every_parameter():
    original = TopicTagClassifier(C=1.5, precision={"a": 0.5}, n_jobs=2)
    assert clone(original).get_params() == original.get_params()
    assert set(original.get_params()) >= {s.name for s in topictag.TrainingSettings.list_settings()} - {
        "auxiliary_weight",
        "hint_scale",
    }


@pytest.mark.parametrize(
    ("parameters", "y", "error", "message"),
    [
        ({}, [["a"], []], InputTypeError, "MultiLabelBinarizer"),
        ({}, [{"a"}, {"b"}], InputTypeError, "MultiLabelBinarizer"),
        ({}, ["a"], InputTypeError, "There are 2 texts and 1 rows of y"),
        ({}, [1.0, float("nan")], InputTypeError, r"y\[1\] is missing"),
        ({}, ["a", None], InputTypeError, r"y\[1\] is missing"),
        ({}, [[0.5, 1], [0, 1]], InputTypeError, "must contain 0 and 1 only"),
        ({}, [["a", "b"], ["a", "c"]], InputTypeError, "must contain 0 and 1 only"),
        ({}, None, InputTypeError, "one label per text"),
        ({"C": -1}, ["a", "b"], SettingError, "C must be a number greater than 0"),
    ],
)
def test_what_cannot_be_fitted_is_told(parameters, y, error, message):
    with pytest.raises(error, match=message):
        TopicTagClassifier(**parameters).fit(["Нефть.", "Газ."], y)


def test_the_columns_of_a_data_frame_name_the_topics(labelled):
    pandas = pytest.importorskip("pandas")
    texts, gold, topics = labelled
    classifier = TopicTagClassifier().fit(texts, pandas.DataFrame(gold, columns=topics))
    assert classifier.tagger_.topics == tuple(classifier.classes_) == tuple(topics)
    assert classifier.predict(texts[:3]).shape == (3, len(topics))


def test_labels_in_decomposed_letters_are_labels():
    label = unicodedata.normalize("NFD", "спортивный")
    texts = ["Хоккеисты выиграли матч.", "Матч отменён.", "Театр показал балет.", "Балет в театре."]
    classifier = TopicTagClassifier(n_folds=2).fit(texts, [label, label, "b", "b"])
    assert set(classifier.predict(texts)) <= {label, "b"}


def test_a_fit_that_fails_leaves_the_estimator_as_it_was(single):
    classifier = TopicTagClassifier(n_folds=2)
    with pytest.raises(TrainingError):
        classifier.fit(["Матч."] * 8, ["a"] * 8)
    with pytest.raises(NotFittedError):
        classifier.predict(["Матч."])
    expected = classifier.fit(*single).predict(single[0])
    with pytest.raises(TrainingError):
        classifier.fit(["Матч."] * 8, ["a"] * 8)
    assert classifier.predict(single[0]).tolist() == expected.tolist()


def test_columns_that_cannot_be_learnt_and_empty_texts_lose_no_fold(labelled):
    texts, gold, _ = labelled
    rare = np.zeros(len(gold), int)
    rare[0] = 1
    more = np.column_stack([gold, rare, np.ones(len(gold), int)])
    with pytest.warns(TrainingWarning, match="The topic '3' needs 2 texts with it and 2 without"):
        classifier = TopicTagClassifier(n_folds=2).fit([*texts, ""], np.vstack([more, more[-1]]))
    found = classifier.predict(texts)
    assert not found[:, -2].any()
    assert found[:, -1].all()
    np.testing.assert_array_equal(classifier.decision_function(texts)[:, -2:] > 0, found[:, -2:])
    scores = cross_val_score(TopicTagClassifier(n_folds=2), texts, more, cv=KFold(3, shuffle=True, random_state=0))
    assert np.isfinite(scores).all()


def test_with_one_label_per_text_it_answers_as_the_tagger_does(single):
    texts, labels = single
    classifier = TopicTagClassifier().fit(texts, labels)
    tagger = classifier.tagger_
    assert tagger.task == "single"
    np.testing.assert_allclose(classifier.predict_proba(texts), tagger.probabilities(texts), atol=1e-6)
    assert classifier.predict(texts).tolist() == [next(iter(tags)) for tags in tagger.tag_many(texts)]
    odds = classifier.decision_function(texts)
    np.testing.assert_allclose(np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True), classifier.predict_proba(texts))
    told = TopicTagClassifier(task="single").fit(texts, labels)
    np.testing.assert_array_equal(told.predict_proba(texts), classifier.predict_proba(texts))


def test_an_indicator_of_one_topic_per_text_is_still_an_indicator(single):
    texts, labels = single
    gold = labels[:, None] == np.unique(labels)
    classifier = TopicTagClassifier().fit(texts, gold)
    assert classifier.tagger_.task == "multi"
    assert classifier.predict(texts).shape == gold.shape


@pytest.mark.parametrize(
    ("parameters", "is_indicator", "message"),
    [
        ({"task": "multi"}, False, "task is 'multi', but y has one label per text, which is the task 'single'"),
        ({"task": "single"}, True, "task is 'single', but y is an indicator matrix, which is the task 'multi'"),
        ({"task": "both"}, False, "task must be one of"),
        ({"precision": 0.9}, False, "precision needs a threshold per topic"),
    ],
)
def test_a_task_that_contradicts_y_is_told(single, parameters, is_indicator, message):
    texts, labels = single
    y = (labels[:, None] == np.unique(labels)).astype(int) if is_indicator else labels
    with pytest.raises(SettingError, match=message):
        TopicTagClassifier(**parameters).fit(texts, y)


def test_nan_in_an_indicator_matrix_means_unknown(labelled):
    texts, gold, topics = labelled
    y = gold.astype(float)
    y[::3, 0] = np.nan
    classifier = TopicTagClassifier(min_df=1).fit(texts, y)
    examples = [
        {"text": text, "tags": topics[row == 1].tolist(), "unknown": topics[np.isnan(row)].tolist()}
        for text, row in zip(texts, y, strict=True)
    ]
    tagger = topictag.train(examples, min_df=1)
    np.testing.assert_allclose(classifier.predict_proba(texts), tagger.probabilities(texts), atol=1e-6)
    assert classifier.tagger_.quality.n_unknown == np.isnan(y).sum()


def test_other_values_beside_nan_are_refused(labelled):
    texts, gold, _ = labelled
    with pytest.raises(InputTypeError, match="0 and 1 only, and NaN"):
        TopicTagClassifier().fit(texts, np.where(gold == 1, 2.0, np.nan))


def test_a_label_of_too_few_texts_is_not_learnt(single):
    texts, labels = single
    labels = np.array(["rare", *labels[1:]])
    with pytest.warns(TrainingWarning, match="'rare' has only 1 positive example"):
        classifier = TopicTagClassifier().fit(texts, labels)
    assert classifier.tagger_.topics == tuple(sorted({*labels} - {"rare"}))
    probability = classifier.predict_proba(texts)
    np.testing.assert_allclose(probability.sum(axis=1), 1)
    assert "rare" not in classifier.predict(texts[1:10])
