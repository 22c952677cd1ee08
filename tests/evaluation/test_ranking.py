"""Average precision is scikit-learn's, ties included."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from topictag.evaluation.ranking import average_precision

RANKED = st.lists(st.tuples(st.booleans(), st.integers(-3, 3)), min_size=1, max_size=30)


@given(RANKED.filter(lambda ranked: any(is_gold for is_gold, _ in ranked)))
def test_it_is_that_of_scikit_learn(ranked):
    gold, scores = np.array([own for own, _ in ranked]), np.array([score / 3 for _, score in ranked])
    np.testing.assert_allclose(average_precision(gold, scores), average_precision_score(gold, scores), rtol=1e-12)
