"""Explaining a model's tags: the scorer decides, and the reference's definitions give the parts of each score.

The scores are those on which the tags rest, so an explanation never contradicts a tag. Their parts are found by
`topictag.model.occurrences` and `topictag.model.rows` only when they are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.decisions import decide, effective_thresholds, needed_scores, probabilities
from topictag.model.occurrences import TermFinder
from topictag.model.paragraph_parts import NoParts, ParagraphParts
from topictag.model.scorer import Scorer
from topictag.model.term_names import TermNames
from topictag.model.unread import find_dressed
from topictag.model.word_terms import WordTerms
from topictag.results.contribution import Parts
from topictag.results.explanation import Explanation
from topictag.results.paragraph_explanation import ParagraphExplanation
from topictag.results.topic_explanation import TopicDecision, TopicExplanation
from topictag.text.paragraphs import Span, iter_paragraphs
from topictag.text.reading import is_visible, read_text
from topictag.text.wrapping import ParagraphMode


class _Decision(NamedTuple):
    """What was decided about a topic of a text or a paragraph; score and distance are -inf if it was not read."""

    score: float
    probability: float
    threshold: float
    distance: float
    given: bool


@dataclass(frozen=True, eq=False)
class _Decisions:
    """The decisions about all paragraphs, and in the last row about the whole text.

    Attributes
    ----------
    columns : tuple of ndarray, each of shape (n_paragraphs + 1, n_explained)
        Scores, probabilities, distances, and whether the topic is given.
    thresholds : list of float
        One per topic that is explained.
    """

    columns: tuple[NDArray[Any], ...]
    thresholds: list[float]

    def row(self, number: int) -> list[_Decision]:
        """Return the decisions about one paragraph, or with -1 about the whole text."""
        score, probability, distance, given = (column[number].tolist() for column in self.columns)
        return list(map(_Decision, score, probability, self.thresholds, distance, given))

    def find_best(self) -> tuple[int, ...]:
        """Return for each topic the paragraph with the highest score; empty without paragraphs."""
        scores = self.columns[0][:-1]
        return tuple(scores.argmax(axis=0).tolist()) if len(scores) else ()


class Explainer:
    """Explains the tags of one model; safe to share between threads.

    Parameters
    ----------
    model : Model
        Checked tables.
    vocabulary : WordTerms
        The words of the model.
    scorer : Scorer
        Gives the scores that are explained.
    """

    def __init__(self, model: Model, vocabulary: WordTerms, scorer: Scorer) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._scorer = scorer
        self._finder = TermFinder(model, vocabulary)
        self._names = TermNames(model)
        self._intercepts = model.intercept.tolist()

    def explain(
        self,
        text: str,
        topics: Sequence[int],
        paragraphs: ParagraphMode = "auto",
        thresholds: NDArray[np.float32] | None = None,
    ) -> Explanation:
        """Explain a text.

        Parameters
        ----------
        text : str
        topics : sequence of int
            Numbers of the topics that are explained.
        paragraphs : {"auto", "lines", "blank"}
            What ends a paragraph.
        thresholds : ndarray of float32, shape (n_topics,), optional
            In place of the model's.
        """
        prose = read_text(text, paragraphs)
        spans = [span for span in iter_paragraphs(prose) if is_visible(span.text)]
        scores = self._score([span.text for span in spans])
        probability = probabilities(self._model, scores)
        decisions = self._decide(scores, probability, topics, thresholds)
        whole, is_silent = decisions.row(-1), np.isneginf(scores[:, 0]).tolist()
        paragraph = partial(self._explain_paragraph, topics, decisions)
        tags = self._scorer.tags((text,), paragraphs, thresholds)[0]
        return Explanation(
            text=text,
            tags=tags,
            probabilities=dict(zip(self._model.topics, probability[-1].tolist(), strict=True)),
            decisions=tuple(map(self._decide_text, topics, whole, repeat(tags))),
            paragraphs=tuple(map(paragraph, range(len(spans)), spans, is_silent)),
            task=self._model.task,
            prose=prose,
            dress=() if prose == text else find_dressed(text),
            _silent=() if spans else self._explain_topics(topics, whole, NoParts(), is_silent=True),
            _best=decisions.find_best(),
        )

    def _score(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the scores of paragraphs, and in the last row those of the whole text."""
        scores = self._scorer.scores(texts, None)
        return np.concatenate([scores, scores.max(axis=0, initial=-np.inf, keepdims=True)])

    def _decide(
        self,
        scores: NDArray[np.float32],
        probability: NDArray[np.float32],
        topics: Sequence[int],
        thresholds: NDArray[np.float32] | None,
    ) -> _Decisions:
        model = self._model
        own = model.thresholds if thresholds is None else thresholds
        given = decide(own, probability, model.task)
        finite = np.where(np.isneginf(scores), np.float32(0), scores)
        is_usual = thresholds is None and model.task == "multi"
        distances = finite - (self._needed if is_usual else needed_scores(model, own, finite))
        columns: tuple[NDArray[Any], ...] = scores, probability, distances, given
        minimum = effective_thresholds(own)
        if len(topics) < len(model.topics):
            minimum, columns = minimum[topics], tuple(column[:, topics] for column in columns)
        return _Decisions(columns, minimum.tolist())

    @cached_property
    def _needed(self) -> NDArray[np.float64]:
        """The scores that tags need, which are the same for all texts unless topics compete."""
        return needed_scores(self._model, self._model.thresholds, np.zeros((1, len(self._model.topics)), np.float32))

    def _decide_text(self, topic: int, own: _Decision, tags: Mapping[str, float]) -> TopicDecision:
        name, is_read = self._model.topics[topic], own.score != -np.inf
        score, distance = (own.score, own.distance) if is_read else (None, None)
        return TopicDecision(name, score, own.probability, own.threshold, distance, name in tags)

    def _explain_paragraph(
        self, topics: Sequence[int], decisions: _Decisions, number: int, span: Span, is_silent: bool
    ) -> ParagraphExplanation:
        parts = ParagraphParts(self._model, self._vocabulary, self._names, self._finder, span)

        def open_topics() -> tuple[TopicExplanation, ...]:
            return self._explain_topics(topics, decisions.row(number), parts, is_silent=is_silent)

        return ParagraphExplanation(span.start, span.end, parts.silence if is_silent else "", parts, open_topics)

    def _explain_topics(
        self, topics: Sequence[int], decisions: Sequence[_Decision], parts: Parts, *, is_silent: bool
    ) -> tuple[TopicExplanation, ...]:
        return tuple(
            TopicExplanation(
                topic=self._model.topics[topic],
                score=None if is_silent else own.score,
                probability=own.probability,
                threshold=own.threshold,
                distance=None if is_silent else own.distance,
                given=own.given,
                intercept=self._intercepts[topic],
                _parts=parts,
                _number=topic,
            )
            for topic, own in zip(topics, decisions, strict=True)
        )
