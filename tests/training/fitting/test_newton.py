"""The solver gives scikit-learn's weights, wherever it starts."""

import numpy as np
import pytest
from scipy.sparse import csr_array, diags_array, hstack, random_array
from sklearn.linear_model import LogisticRegression

from topictag.training.fitting.linear import TOLERANCE, Design
from topictag.training.fitting.newton import fit_logistic
from topictag.training.fitting.problem import Features, Targets


def make_problem(n_examples, n_sparse, n_dense, n_topics, seed):
    rng = np.random.default_rng(seed)
    rows = csr_array(random_array((n_examples, n_sparse), density=0.1, rng=rng, format="csr"))
    dense = rng.normal(size=(n_examples, n_dense)) * 0.3
    pull = rows @ rng.normal(size=(n_sparse, n_topics)) * 2
    gold = pull + rng.normal(size=pull.shape) > np.quantile(pull, 0.8, axis=0)
    targets = Targets(
        gold.astype(float), rng.uniform(0.2, 3.0, gold.shape), rng.uniform(0.5, 2.0, (n_sparse, n_topics))
    )
    return Features.of(rows, dense), targets


def fit_with_scikit_learn(features, targets, topic, C):  # noqa: N803
    scaled = hstack([features.rows @ diags_array(targets.factors[:, topic]), csr_array(features.dense)])
    model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(scaled.toarray(), targets.wanted[:, topic] > 0, sample_weight=targets.weights[:, topic])
    return np.append(model.coef_[0], model.intercept_)


@pytest.mark.parametrize("C", [0.01, 1.0, 30.0, 1000.0])
@pytest.mark.parametrize("shape", [(200, 60, 0, 3), (150, 80, 7, 4), (60, 300, 2, 2)])
def test_weights_equal_those_of_scikit_learn(shape, C):  # noqa: N803
    features, targets = make_problem(*shape, seed=round(C * 100))
    found = fit_logistic(features, targets, C, tolerance=TOLERANCE)
    for topic in range(shape[3]):
        np.testing.assert_allclose(found[:, topic], fit_with_scikit_learn(features, targets, topic, C), atol=1e-4)


def test_the_start_does_not_change_the_end():
    features, targets = make_problem(120, 50, 3, 3, seed=1)
    cold = fit_logistic(features, targets, 5.0, tolerance=TOLERANCE)
    near = fit_logistic(features, targets, 2.0, tolerance=1e-3)
    far = np.random.default_rng(2).normal(size=cold.shape) * 5
    for start in (cold, near, far):
        found = fit_logistic(features, targets, 5.0, start=start, tolerance=TOLERANCE)
        np.testing.assert_allclose(found, cold, atol=1e-4)


@pytest.mark.parametrize("penalty", [0.1, 1.0, 50.0, 1e6])
def test_a_penalty_of_the_intercept_is_that_of_a_constant_feature(penalty):
    """``½ k b²`` with ``b = w / √k`` is ``½ w²``: the penalty of the weight of a feature that is 1 / √k everywhere."""
    C = 3.0  # noqa: N806
    features, targets = make_problem(120, 50, 2, 2, seed=4)
    found = fit_logistic(features, targets, C, tolerance=TOLERANCE, intercept_penalty=penalty)
    constant = np.full((120, 1), penalty**-0.5)
    for topic in range(2):
        scaled = features.rows @ diags_array(targets.factors[:, topic])
        model = LogisticRegression(C=C, fit_intercept=False, solver="newton-cholesky", tol=1e-12, max_iter=1000)
        every = np.hstack([scaled.toarray(), features.dense, constant])
        model.fit(every, targets.wanted[:, topic] > 0, sample_weight=targets.weights[:, topic])
        np.testing.assert_allclose(found[:-1, topic], model.coef_[0, :-1], atol=1e-4)
        np.testing.assert_allclose(found[-1, topic], model.coef_[0, -1] * penalty**-0.5, atol=1e-4)


def test_topics_do_not_influence_each_other():
    features, targets = make_problem(120, 50, 3, 3, seed=3)
    both = fit_logistic(features, targets, 5.0, tolerance=TOLERANCE)
    for topic in range(3):
        alone = fit_logistic(features, targets.take(np.arange(3) == topic), 5.0, tolerance=TOLERANCE)
        np.testing.assert_allclose(both[:, topic], alone[:, 0], atol=1e-4)


@pytest.mark.parametrize("n_topics", [0, 1, 2, 20])
def test_threads_do_not_change_the_weights(n_topics):
    rng = np.random.default_rng(7)
    rows, gold = csr_array(random_array((60, 30), density=0.2, rng=rng)), rng.random((60, n_topics)) < 0.4
    design = Design.of(rows, gold, products=rng.normal(size=(60, 3)))
    one, three = (design.fit_in_threads(3.0, tolerance=TOLERANCE, n_threads=n_threads) for n_threads in (1, 3))
    assert np.array_equal(one, three)
    np.testing.assert_allclose(one, design.fit(3.0), atol=1e-4)


def test_an_example_without_weight_does_not_count():
    rng = np.random.default_rng(4)
    rows, gold = csr_array(random_array((80, 30), density=0.2, rng=rng)), rng.random((80, 2)) < 0.4
    weights = np.ones((80, 2))
    weights[50:, 1] = 0
    design = Design.of(rows, gold, weights=weights)
    both = design.layer(design.fit(3.0)).direct
    alone = Design.of(rows[:50], gold[:50, 1:])
    own = alone.layer(alone.fit(3.0)).direct
    np.testing.assert_allclose(both.scores(rows)[:50, 1], own.scores(rows)[:50, 0], atol=1e-3)


def test_a_topic_that_cannot_be_learnt_scores_nothing():
    rows = csr_array(np.eye(4))
    gold = np.array([[True, True, False], [True, False, False], [True, True, False], [True, False, False]])
    design = Design.of(rows, gold)
    layer = design.layer(design.fit(5.0)).direct
    assert not layer.coef[[0, 2]].any()
    assert not layer.intercept[[0, 2]].any()
    assert (layer.scores(rows)[:, 1] > 0).tolist() == gold[:, 1].tolist()


def test_a_path_of_c_ends_where_single_fits_end():
    features, targets = make_problem(100, 40, 0, 2, seed=5)
    design = Design.of(features.rows, targets.wanted > 0)
    for c, layer in zip((0.3, 3.0, 30.0), design.path((0.3, 3.0, 30.0), tolerance=TOLERANCE), strict=True):
        alone = design.layer(design.fit(c))
        np.testing.assert_allclose(layer.direct.coef, alone.direct.coef, atol=1e-4)


def test_separable_examples_without_regularisation_to_speak_of_end_too():
    rows, gold = csr_array(np.eye(6)), np.array([[True]] * 3 + [[False]] * 3)
    design = Design.of(rows, gold)
    scores = design.layer(design.fit(1e6)).direct.scores(rows)
    assert np.isfinite(scores).all()
    assert ((scores > 0) == gold).all()


def test_a_fit_starts_at_the_layer_of_other_columns():
    rng = np.random.default_rng(6)
    rows, products = csr_array(random_array((90, 30), density=0.2, rng=rng)), rng.normal(size=(90, 3))
    gold = rng.random((90, 2)) < 0.4
    first = Design.of(rows, gold, products=products).find_layer(3.0)
    order = rng.permutation(30)
    moved = first.take(order, scale=2.0)
    np.testing.assert_allclose(moved.scores(rows[:, order], 2 * products), first.scores(rows, products), atol=1e-9)
    narrow = first.take(np.array([-1, 4]))
    assert narrow.direct.coef[:, 0].tolist() == [0, 0]
    assert narrow.direct.coef[:, 1].tolist() == first.direct.coef[:, 4].tolist()
    design = Design.of(rows, gold, products=products)
    again = design.layer(design.start(first))
    np.testing.assert_allclose(again.scores(rows, products), first.scores(rows, products), atol=1e-9)
    near = Design.of(rows[:, order], gold, products=2 * products).find_layer(3.0, near=moved)
    cold = Design.of(rows[:, order], gold, products=2 * products).find_layer(3.0)
    np.testing.assert_allclose(
        near.scores(rows[:, order], 2 * products), cold.scores(rows[:, order], 2 * products), atol=1e-3
    )
