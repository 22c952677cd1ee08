"""Strategies of small-text, on the probabilities of the same models and the same vectors of texts.

Its own classifiers would differ in more than the choice of texts. Its multi-label strategy
`CategoryVectorInconsistencyAndRanking` is for several topics per text, the others are for any.
"""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
from benchmarks.quality.suggest.strategies import Round, Strategy
from scipy.sparse import csr_matrix

PACKAGE = "small-text"


def is_installed() -> bool:
    """Return whether the package is there."""
    return find_spec("small_text") is not None


class _Answers:
    """What small-text asks of a classifier; a data set is an array of numbers of texts."""

    def __init__(self, own: Round) -> None:
        self._own = own

    def predict_proba(self, numbers: Any) -> Any:
        return self._own.learnt.probability[numbers]

    def embed(self, numbers: Any, *, return_proba: bool = False, **_: Any) -> Any:
        vectors = self._own.pool.vectors[numbers]
        return (vectors, self.predict_proba(numbers)) if return_proba else vectors


class SmallText:
    """A strategy of small-text.

    Parameters
    ----------
    name : str
        Of its class in ``small_text``.
    options : Any
        Arguments of the class.
    """

    def __init__(self, name: str, **options: Any) -> None:
        self._name, self._options = name, options

    def __call__(self, own: Round) -> Any:
        """Return the chosen texts."""
        import small_text

        np.random.seed(int(own.rng.integers(2**31)))  # noqa: NPY002 (the global state is what small-text draws from)
        gold = own.pool.sample.gold[own.labelled][:, own.learnt.topics]
        strategy = getattr(small_text, self._name)(**self._options)
        labels = csr_matrix(gold.astype(int)) if own.pool.task == "multi" else gold.argmax(axis=1)
        numbers = np.arange(len(own.pool.texts))
        return strategy.query(_Answers(own), numbers, own.free, own.labelled, labels, n=own.n)


STRATEGIES: dict[str, tuple[Strategy, Callable[[str], bool]]] = {
    "small-text LeastConfidence": (SmallText("LeastConfidence"), lambda _: True),
    "small-text BreakingTies": (SmallText("BreakingTies"), lambda _: True),
    "small-text CVIRS": (SmallText("CategoryVectorInconsistencyAndRanking", pbar=None), lambda task: task == "multi"),
    "small-text EmbeddingKMeans": (SmallText("EmbeddingKMeans"), lambda _: True),
}
