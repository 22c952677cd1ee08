"""Texts as they lie in a program: every column that people have, and what is refused."""

import math

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from topictag.errors import InputTypeError, SettingError

SPORT = "Хоккеисты выиграли матч чемпионата, вратарь отразил все броски."
CULTURE = "В театре прошла премьера спектакля, артистов долго вызывали на сцену."
TEXTS = [SPORT, CULTURE, "Xyz.", ""] * 3
COLUMNS = {
    "list": list,
    "tuple": tuple,
    "generator": iter,
    "dict values": lambda texts: dict(enumerate(texts)).values(),
    "NumPy str": np.array,
    "NumPy object": lambda texts: np.array(texts, dtype=object),
    "NumPy StringDType": lambda texts: np.array(texts, dtype=np.dtypes.StringDType()),
    "pandas": pd.Series,
    "pandas object": lambda texts: pd.Series(texts, dtype=object),
    "pandas category": lambda texts: pd.Series(texts, dtype="category"),
    "pandas Arrow": lambda texts: pd.Series(texts, dtype=pd.ArrowDtype(pa.string())),
    "pandas Index": pd.Index,
    "polars": pl.Series,
    "polars category": lambda texts: pl.Series(texts, dtype=pl.Categorical),
    "Arrow string": pa.array,
    "Arrow large_string": lambda texts: pa.array(texts, pa.large_string()),
    "Arrow string_view": lambda texts: pa.array(texts, pa.string_view()),
    "Arrow dictionary": lambda texts: pa.array(texts).dictionary_encode(),
    "Arrow chunks": lambda texts: pa.chunked_array([texts[:5], [], texts[5:]]),
    "Arrow slice": lambda texts: pa.array(["", *texts, ""])[1:-1],
}


@pytest.mark.parametrize("make", COLUMNS.values(), ids=COLUMNS)
def test_every_column_gives_what_a_list_gives(leisure, make):
    assert leisure.tag_many(make(TEXTS)) == leisure.tag_many(TEXTS)
    np.testing.assert_array_equal(leisure.probabilities(make(TEXTS)), leisure.probabilities(TEXTS))


@pytest.mark.parametrize(
    "column",
    [
        [SPORT, None],
        [SPORT, math.nan],
        [SPORT, np.float32("nan")],
        [SPORT, pd.NA],
        [SPORT, pd.NaT],
        np.array([SPORT, None], dtype=object),
        pd.Series([SPORT, None]),
        pd.Series([SPORT, None], dtype="string"),
        pd.Series([SPORT, None], dtype=pd.ArrowDtype(pa.string())),
        pl.Series([SPORT, None]),
        pa.array([SPORT, None]),
        pa.chunked_array([[SPORT], [None]], pa.large_string()),
    ],
    ids=str,
)
def test_a_missing_text_is_an_error_or_an_empty_one(leisure, column):
    with pytest.raises(InputTypeError, match=r'texts\[1\] is missing .*missing="empty"'):
        leisure.tag_many(column)
    assert leisure.tag_many(column, missing="empty") == [leisure.tag(SPORT), {}]
    assert leisure.probabilities(column, missing="empty")[1].tolist() == [0, 0, 0]


def test_nulls_alone_are_a_column_too(leisure):
    assert leisure.tag_many(pa.nulls(2), missing="empty") == [{}, {}]
    assert leisure.tag_many(pl.Series([None]), missing="empty") == [{}]


@pytest.mark.parametrize(
    "table",
    [
        {"text": [SPORT]},
        pd.DataFrame({"text": [SPORT]}),
        pl.DataFrame({"text": [SPORT]}),
        pl.LazyFrame({"text": [SPORT]}),
        pa.table({"text": [SPORT]}),
        pa.record_batch({"text": [SPORT]}),
    ],
    ids=lambda table: f"{type(table).__module__.partition('.')[0]} {type(table).__name__}",
)
def test_a_table_is_told_to_give_a_column(leisure, table):
    with pytest.raises(InputTypeError, match=rf"not {type(table).__name__}\. Give one of its columns"):
        leisure.tag_many(table)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (np.array([[SPORT]]), "array of 2 dimensions"),
        (np.array(SPORT), "array of 0 dimensions"),
        (np.array([1.5]), r"texts\[0\] must be a str, not float"),
        (pa.array([1]), "Arrow values of type int64"),
        (pa.array([b"x"]), "Arrow values of type binary"),
        (pd.Series([5]), r"texts\[0\] must be a str, not int"),
        ([SPORT, b"x"], r"texts\[1\] must be a str, not bytes\. Decode it"),
        ([SPORT, [SPORT]], r"texts\[1\] must be a str, not list"),
        (bytearray(b"x"), "bytearray. Decode it first"),
    ],
)
def test_what_is_no_column_of_texts_is_refused(leisure, column, message):
    for missing in ("raise", "empty"):
        with pytest.raises(InputTypeError, match=message):
            leisure.tag_many(column, missing=missing)


def test_missing_is_one_of_two(leisure):
    with pytest.raises(SettingError, match='"raise" or "empty", not None'):
        leisure.tag_many([SPORT], missing=None)
