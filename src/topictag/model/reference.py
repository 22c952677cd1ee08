"""The reference scorer: words are looked up in Python, the arithmetic runs in NumPy over all texts at once.

`topictag.model.occurrences` defines the terms of a paragraph, and `topictag.model.rows` their values. The code is
written to be read. Tests compare the native scan with it, and it runs where topictag was installed without a compiler.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.decisions import decide, log_odds, probabilities
from topictag.model.occurrences import Occurrences, TermFinder
from topictag.model.rows import Rows
from topictag.model.word_terms import WordTerms
from topictag.text.language import is_russian
from topictag.text.paragraphs import iter_paragraphs
from topictag.text.reading import read_text
from topictag.text.words import word_forms
from topictag.text.wrapping import ParagraphMode


class ReferenceScorer:
    """Scores texts with a model's tables, in the plainest way.

    Parameters
    ----------
    model : Model
        Checked tables.
    """

    name = "reference"

    def __init__(self, model: Model) -> None:
        self._model = model
        self._finder = TermFinder(model, WordTerms(model))

    def scores(self, texts: Sequence[str], paragraphs: ParagraphMode | None = "auto") -> NDArray[np.float32]:
        """Score texts.

        Parameters
        ----------
        texts : sequence of str
        paragraphs : {"auto", "lines", "blank"} or None
            What ends a paragraph; None for texts that have already been read.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            For each topic the highest score of the text's paragraphs; -inf if no Russian paragraph has a lemma,
            a family or a gram of the model.
        """
        read = texts if paragraphs is None else [read_text(text, paragraphs) for text in texts]
        pieces = [[span.text for span in iter_paragraphs(text)] for text in read]
        scores = self._score_paragraphs(list(chain.from_iterable(pieces)))
        best = np.full((len(texts), len(self._model.topics)), -np.inf, dtype=np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(texts)), [len(own) for own in pieces]), scores)
        return best

    def probabilities(self, texts: Sequence[str], paragraphs: ParagraphMode | None = "auto") -> NDArray[np.float32]:
        """Return the calibrated probabilities of all topics, shape (n_texts, n_topics); 0 if nothing can be read."""
        return probabilities(self._model, self.scores(texts, paragraphs))

    def find_form(self, form: str) -> int:
        """Return the number of a normalised word in the model's table of forms, or -1."""
        return self._model.forms.find(form)

    def tags(
        self,
        texts: Sequence[str],
        paragraphs: ParagraphMode | None = "auto",
        thresholds: NDArray[np.float32] | None = None,
        top: int = 0,
    ) -> list[dict[str, float]]:
        """Return for each text its topics that reach their threshold, with their probabilities, highest first.

        With `top`, the `top` topics with the highest probabilities instead.
        """
        scores = self.scores(texts, paragraphs)
        if top:
            return [self._rank(row, top) for row in scores]
        probability = probabilities(self._model, scores)
        given = decide(self._model.thresholds if thresholds is None else thresholds, probability, self._model.task)
        tags: list[dict[str, float]] = [{} for _ in texts]
        for row in np.flatnonzero(given.any(axis=1)):
            columns = np.flatnonzero(given[row])
            ranked = columns[np.argsort(-probability[row, columns], kind="stable")]
            tags[row] = {self._model.topics[column]: float(probability[row, column]) for column in ranked}
        return tags

    def _rank(self, scores: NDArray[np.float32], top: int) -> dict[str, float]:
        if np.isneginf(scores[0]):
            return {}
        first = np.argsort(-log_odds(self._model, scores), kind="stable")[:top]
        probability = probabilities(self._model, scores)
        return {self._model.topics[topic]: float(probability[topic]) for topic in first}

    def _score_paragraphs(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = Rows.of(self._model, map(self._find_terms, texts))
        scores = np.full((len(texts), len(self._model.topics)), -np.inf, dtype=np.float32)
        for topic, (coef, intercept) in enumerate(zip(self._model.coef.T, self._model.intercept, strict=True)):
            sums = np.bincount(rows.paragraphs, rows.values * coef[rows.terms], minlength=len(texts))
            scores[rows.is_read, topic] = (sums + intercept)[rows.is_read]
        return scores

    def _find_terms(self, text: str) -> Occurrences:
        forms = word_forms(text)
        return self._finder.find(forms) if is_russian(forms) else Occurrences({}, {})
