"""A model with further terms of every kind."""

import pytest


@pytest.fixture(scope="session")
def extended(extend, leisure):
    """A model with terms of every kind."""
    grams = ["_те", "те_", "_матч", "атч", "тв_", "_в_", "_us", "?l_", "_и_", "хоккеи"[:5]]
    return extend(leisure.model, grams, [{0, 1, 2, 3}, {2, 5, leisure.model.n_lemmas - 1}, set()])
