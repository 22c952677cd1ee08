"""The terms that weigh most for and against each topic."""

from topictag.model.compiled import Model
from topictag.model.term_names import TermNames
from topictag.results.topic_report import WeightedTerm


class StrongestTerms:
    """Finds the strongest terms of a model: those whose weight times idf is furthest from 0.

    This product is what a term contributes to a score, up to its frequency and the length of the paragraph. The weight
    alone would rank terms first that hardly count in a text.

    Parameters
    ----------
    model : Model
    n : int, default=15
        Maximum number of terms for a topic, and against it.
    """

    def __init__(self, model: Model, n: int = 15) -> None:
        self._model, self._names, self._n = model, TermNames(model), n

    def find(self, topic: int) -> tuple[tuple[WeightedTerm, ...], tuple[WeightedTerm, ...]]:
        """Return the strongest terms for a topic, and those against it."""
        strength = self._model.coef[:, topic] * self._model.idf
        order = strength.argsort(kind="stable").tolist()
        against = [term for term in order[: self._n] if strength[term] < 0]
        found = [term for term in order[: -self._n - 1 : -1] if strength[term] > 0]
        return tuple(map(self._describe, found, [topic] * len(found))), tuple(
            map(self._describe, against, [topic] * len(against))
        )

    def _describe(self, term: int, topic: int) -> WeightedTerm:
        weight, idf = float(self._model.coef[term, topic]), float(self._model.idf[term])
        return WeightedTerm(
            self._names.name(term), self._names.kind(term), round(weight, 4), round(idf, 4), round(weight * idf, 4)
        )
