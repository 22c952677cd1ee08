"""Sums over a few cells, against sums over the whole table."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topictag.evaluation.cells import Cells

N_ARTICLES, N_TOPICS = 5, 4
AMOUNTS = st.lists(
    st.tuples(st.integers(0, N_ARTICLES - 1), st.integers(0, N_TOPICS - 1), st.sampled_from([-1.0, -0.5, 0.5, 1.0]))
)


def as_arrays(amounts):
    articles, topics, values = zip(*amounts, strict=True) if amounts else ((), (), ())
    return np.array(articles, np.intp), np.array(topics, np.intp), np.array(values, np.float64)


@given(st.tuples(AMOUNTS, AMOUNTS), st.integers(0, 2**32 - 1))
def test_weighted_sums_are_those_of_the_table(kinds, seed):
    tables = np.zeros((2, N_ARTICLES, N_TOPICS))
    for table, amounts in zip(tables, kinds, strict=True):
        for article, topic, value in amounts:
            table[article, topic] += value
    weights = np.random.default_rng(seed).integers(-3, 4, size=(N_ARTICLES, 6))
    cells = Cells.of([as_arrays(own) for own in kinds], N_ARTICLES, N_TOPICS)
    assert cells.weigh(weights).tolist() == (weights.T @ tables).tolist()
    assert cells.sizes.tolist() == tables.any(axis=0).sum(axis=0).tolist()


def test_what_cancels_out_is_no_cell():
    amounts = as_arrays([(1, 2, 0.5), (1, 2, -0.5), (3, 0, 0.5)])
    cells = Cells.of([amounts], N_ARTICLES, N_TOPICS)
    assert cells.articles.tolist() == [3]
