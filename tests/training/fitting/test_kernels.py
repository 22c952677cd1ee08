"""The inner loops in C do what those by NumPy do."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array, random_array

from topictag.training.fitting import plain
from topictag.training.fitting.kernels import choose_kernels
from topictag.training.fitting.newton import fit_logistic
from topictag.training.fitting.problem import Features, Targets

SHAPES = st.tuples(st.integers(1, 40), st.integers(0, 20), st.integers(1, 19))


@pytest.fixture(scope="module")
def native():
    return pytest.importorskip(
        "topictag.training.fitting.native.kernels",
        reason="NOT RUN: topictag was installed without a compiler, so there are no loops in C",
    )


def singles(rng, *shape):
    return rng.normal(size=shape).astype(np.float32)


def call_both(native, name, *arrays):
    """Call a function of both modules; return all arrays afterwards, those of each module."""
    both = []
    for module in (native, plain):
        own = [array.copy() for array in arrays]
        getattr(module, name)(*own)
        both.append(own)
    return both


def assert_alike(native, name, *arrays):
    for one, other in zip(*call_both(native, name, *arrays), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@given(SHAPES, st.floats(0, 1), st.sampled_from([np.float32, np.float64]), st.integers(0, 99))
def test_products_of_sparse_rows_are_alike(native, shape, density, precision, seed):
    n_rows, n_columns, n_vectors = shape
    rng = np.random.default_rng(seed)
    rows = Features.of(random_array((n_rows, n_columns), density=density, rng=rng, format="csr"), np.empty(0)).rows
    weights = rng.normal(size=(n_columns, n_vectors)).astype(precision)
    out = np.full((n_rows, n_vectors), np.nan, precision)
    native.weigh(rows.indptr, rows.indices, rows.data, weights, out)
    np.testing.assert_allclose(out, rows.toarray() @ weights, rtol=1e-4, atol=1e-5)
    other = np.empty_like(out)
    plain.weigh(rows.indptr, rows.indices, rows.data, weights, other)
    np.testing.assert_allclose(out, other, rtol=1e-4, atol=1e-5)


@given(SHAPES, st.integers(0, 99))
def test_steps_of_conjugate_gradients_are_alike(native, shape, seed):
    n_lines, n_more, n_topics = shape
    rng = np.random.default_rng(seed)
    n_all = n_lines + n_more
    direction, product, residual, solution = (singles(rng, n_all, n_topics) for _ in range(4))
    inverse, factors = np.abs(singles(rng, n_all, n_topics)), np.abs(singles(rng, n_lines, n_topics))
    per_topic, sums = singles(rng, n_topics), np.zeros(n_topics)
    assert_alike(native, "sum_products", direction, inverse, sums)
    assert_alike(native, "centre", per_topic, inverse, direction)
    assert_alike(native, "close_product", factors, direction, product, sums)
    assert_alike(native, "advance", per_topic, direction, product, inverse, solution, residual, sums)
    assert_alike(native, "turn", per_topic, residual, inverse, factors, direction, np.empty_like(direction))


def test_empty_blocks_are_left_alone(native):
    nothing, none = np.empty((0, 3), np.float32), np.empty((3, 0), np.float32)
    for block in (nothing, none):
        per_topic, sums = np.ones(block.shape[1], np.float32), np.full(block.shape[1], 7.0)
        arrays = [block, block, block, block, block]
        native.advance(per_topic, *arrays, sums)
        native.turn(per_topic, block, block, block, block, block)
        native.close_product(block, block, block, sums)
        assert not sums.any()


def test_large_indices_are_left_to_scipy():
    rows = csr_array(np.eye(3, dtype=np.float32))
    rows.indices, rows.indptr = rows.indices.astype(np.int64), rows.indptr.astype(np.int64)
    assert choose_kernels(rows) is plain


def test_without_the_module_in_c_there_is_numpy(monkeypatch):
    monkeypatch.setitem(sys.modules, "topictag.training.fitting.native.kernels", None)
    assert choose_kernels(Features.of(csr_array(np.eye(3)), np.empty((3, 0))).rows) is plain


def test_a_block_of_another_length_is_refused():
    features = Features.of(csr_array(np.eye(3)), np.empty((3, 0)))
    with pytest.raises(ValueError, match="cannot multiply"):
        features.weigh(np.ones((2, 1)))
    for length in (2, 4):
        with pytest.raises(ValueError, match="cannot multiply"):
            features.collect(np.ones((length, 1)))


def test_a_fit_without_the_loops_in_c_ends_at_the_same_weights(monkeypatch):
    rng = np.random.default_rng(1)
    rows, gold = csr_array(random_array((60, 40), density=0.2, rng=rng)), rng.random((60, 3)) < 0.4
    targets = Targets(gold.astype(float), np.ones(gold.shape), rng.uniform(0.5, 2, (40, 3)))
    dense = rng.normal(size=(60, 4))
    one = fit_logistic(Features.of(rows, dense), targets, 3.0, tolerance=1e-9)
    monkeypatch.setattr("topictag.training.fitting.problem.choose_kernels", lambda _: plain)
    other = fit_logistic(Features.of(rows, dense), targets, 3.0, tolerance=1e-9)
    np.testing.assert_allclose(one, other, atol=1e-4)
