"""The vocabulary: its terms, their idf, and the rows it makes of counts."""

import numpy as np
import pytest

from topictag.errors import TrainingError
from topictag.training.features.counts import TermCounts
from topictag.training.features.vocabulary import Vocabulary, smooth_idf


def test_rows_are_divided_by_the_norm_of_their_known_terms():
    counts = TermCounts.of([["газ", "нефть", "нефть"], ["нефть"]])
    vocabulary = Vocabulary.learn(counts, min_df=1)
    weights = np.array([1.0, 1 + np.log(2)]) * smooth_idf(np.array([1, 2]), 2)
    np.testing.assert_allclose(vocabulary.rows(counts).toarray()[0], weights / np.linalg.norm(weights))
    unknown = vocabulary.rows(TermCounts.of([["снег"], ["снег", "нефть"]])).toarray()
    np.testing.assert_array_equal(unknown, [[0, 0], [0, 1]])


def test_a_vocabulary_without_words_or_frequent_words_is_refused():
    with pytest.raises(TrainingError, match="no vocabulary"):
        Vocabulary.learn(TermCounts.of([[], []]), min_df=1)
    with pytest.raises(TrainingError, match=r"no term occurs in 2.*lower min_df"):
        Vocabulary.learn(TermCounts.of([["нефть"], ["газ"]]), min_df=2)
