"""The reference scorer: words are looked up in Python, the arithmetic runs in NumPy over all texts at once.

A paragraph's row has three blocks, and the score of a topic is ``x · coef + intercept`` over all of them. With
``tf(t) = 1 + ln(count of t)``:

- words: ``x(t) = tf(t) · idf(t)`` for lemmas, families and pairs, divided by the L2 norm of the lemmas and families.
  Function words that are terms count as lemmas, and negations as pairs;
- grams: ``x(g) = tf(g) · idf(g)``, divided by the L2 norm of the grams;
- groups: ``x(G) = ln(1 + n) · idf(G)``, where ``n`` members of the group occur; not divided.

These are scikit-learn's definitions of sublinear tf and L2 norm. The code is written to be read. Tests
compare the native scan with it, and it runs where topictag was installed without a compiler.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.decisions import decide, log_odds, probabilities
from topictag.model.word_terms import WordTerms
from topictag.text.function_words import iter_negations
from topictag.text.language import is_russian
from topictag.text.pairs import iter_pairs
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
        self._vocabulary = WordTerms(model)
        self._pairs = {(lemma, other): n for n, (lemma, other) in enumerate(model.pairs.tolist(), model.n_singles)}
        self._paired = frozenset(chain.from_iterable(self._pairs))
        self._groups = _groups_by_term(model)

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
        counts = [self._count_terms(text) for text in texts]
        rows = np.repeat(np.arange(len(texts)), [len(count) for count in counts])
        terms = np.fromiter((term for count in counts for term in count), np.int64, len(rows))
        repeats = np.fromiter((n for count in counts for n in count.values()), np.float64, len(rows))
        is_word, is_group = terms < self._model.first_gram, terms >= self._model.first_group
        tf = np.where(is_group, np.log1p(repeats), 1.0 + np.log(repeats))
        weights: NDArray[np.float64] = tf * self._model.idf[terms]

        def sum_where(chosen: NDArray[np.bool_], values: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.bincount(rows, np.where(chosen, values, 0.0), minlength=len(texts)).astype(np.float64, copy=False)

        is_gram = ~is_word & ~is_group
        word_norms = np.sqrt(sum_where(terms < self._model.n_singles, weights**2))
        gram_norms = np.sqrt(sum_where(is_gram, weights**2))
        is_known = (word_norms > 0) | (gram_norms > 0)
        scores = np.full((len(texts), len(self._model.topics)), -np.inf, dtype=np.float32)
        for topic, (coef, intercept) in enumerate(zip(self._model.coef.T, self._model.intercept, strict=True)):
            shares = weights * coef[terms]
            words = sum_where(is_word, shares) / np.where(word_norms > 0, word_norms, 1.0)
            grams = sum_where(is_gram, shares) / np.where(gram_norms > 0, gram_norms, 1.0)
            scores[is_known, topic] = (words + grams + sum_where(is_group, shares) + intercept)[is_known]
        return scores

    def _count_terms(self, text: str) -> Counter[int]:
        forms = word_forms(text)
        if not is_russian(forms):
            return Counter()
        words = [(place, terms) for place, form in enumerate(forms) if (terms := self._vocabulary.form_terms(form))]
        counts = Counter(term for _, terms in words for term in terms)
        lemmas = [(place, terms[0]) for place, terms in words if terms[0] in self._paired]
        counts.update(self._pairs[pair] for pair in self._iter_pairs(lemmas) if pair in self._pairs)
        groups = Counter(group for term in counts for group in self._groups.get(term, ()))
        counts.update(term for form in forms for term in self._vocabulary.gram_terms(form))
        counts.update(groups)
        return counts

    def _iter_pairs(self, lemmas: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the pairs and the negations of a paragraph's lemmas, given with their places."""
        window, first = self._model.analysis.pair_window, self._model.n_function_words
        content = [own for own in lemmas if own[1] >= first]
        yield from iter_pairs(content, window)
        yield from iter_negations([own for own in lemmas if own[1] < first], content, window)


def _groups_by_term(model: Model) -> dict[int, list[int]]:
    """Return the groups of each term that has some, all as term numbers."""
    groups = (model.members.astype(np.int64) + model.first_group).tolist()
    bounds = model.member_bounds.tolist()
    spans = enumerate(pairwise(bounds))
    return {term: groups[first:end] for term, (first, end) in spans if first < end}
