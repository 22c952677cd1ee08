"""Models with further terms: grams and groups with random weights, which no training has to make."""

from dataclasses import replace

import numpy as np
import pytest

from topictag.model.gram_table import GramTable
from topictag.model.strings import pack_strings


@pytest.fixture(scope="session")
def extend():
    """Return a function that gives a model other grams and groups: the members of each group are term numbers."""

    def extended(model, grams=(), groups=()):
        rng, kept = np.random.default_rng(0), slice(model.first_gram)
        table = GramTable.of(grams)
        n_more = len(table) + len(groups)
        own = [sorted(n for n, members in enumerate(groups) if term in members) for term in range(model.first_gram)]
        bounds = np.cumsum([0, *map(len, own)]).astype(np.uint32)
        coef = rng.normal(size=(n_more, len(model.topics))).astype(np.float32)
        return replace(
            model,
            grams=table,
            groups=pack_strings([f"group {number}" for number in range(len(groups))]),
            member_bounds=bounds if groups else bounds[:0],
            members=np.array([number for numbers in own for number in numbers], np.uint32),
            idf=np.concatenate([model.idf[kept], rng.uniform(0.5, 5, n_more).astype(np.float32)]),
            coef=np.concatenate([model.coef[kept], coef]),
        )

    return extended


@pytest.fixture(scope="session")
def extended(extend, leisure):
    """A model with terms of every kind."""
    grams = ["_те", "те_", "_матч", "атч", "тв_", "_в_", "_us", "?l_", "_и_", "хоккеи"[:5]]
    return extend(leisure.model, grams, [{0, 1, 2, 3}, {2, 5, leisure.model.n_lemmas - 1}, set()])
