"""One-byte integers: their maximum distance from the numbers that they represent."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from topictag.training.background.quantization import dequantize, quantize

vectors = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=8),
    elements=st.floats(-100, 100, width=32).map(lambda value: np.float32(round(value, 3))),
)


@given(vectors)
def test_no_number_is_off_by_more_than_half_a_step(original):
    numbers, rows, columns = quantize(original)
    assert (numbers.dtype, rows.dtype, columns.dtype) == (np.int8, np.float32, np.float32)
    error = np.abs(dequantize(numbers, rows, columns) - original)
    assert (error <= 0.5001 * np.outer(rows, columns) + 1e-4 * np.abs(original)).all()


@given(vectors)
def test_the_largest_of_each_row_takes_the_full_range(original):
    numbers, rows, _ = quantize(original)
    largest = np.abs(numbers.astype(int)).max(axis=1)
    assert set(largest[rows > 0]) <= {127}
    assert not numbers[rows == 0].any()


def test_small_columns_are_kept_as_well_as_large_ones():
    rng = np.random.default_rng(0)
    original = rng.normal(size=(500, 20)).astype(np.float32) * np.logspace(0, -4, 20, dtype=np.float32)
    error = dequantize(*quantize(original)) - original
    relative = np.sqrt((error**2).mean(axis=0) / (original**2).mean(axis=0))
    assert relative.max() < 0.02


def test_zeros_stay_zero():
    original = np.array([[0, 0, 0], [0, 1, -2]], np.float32)
    np.testing.assert_allclose(dequantize(*quantize(original)), original, rtol=1e-2)
