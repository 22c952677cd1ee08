"""Explaining a model's tags: the scorer decides, and the reference's definitions give the parts of each score.

The scores are those on which the tags rest, so an explanation never contradicts a tag. Their parts are found by
`topictag.model.occurrences` and `topictag.model.rows`, and become objects only when they are read.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.decisions import decide, effective_thresholds, needed_scores, probabilities
from topictag.model.occurrences import Occurrences, TermFinder
from topictag.model.paragraph_parts import ParagraphParts
from topictag.model.rows import Rows
from topictag.model.scorer import Scorer
from topictag.model.term_names import TermNames
from topictag.model.unread import find_dressed
from topictag.model.word_terms import WordTerms
from topictag.results.explanation import Explanation, ParagraphExplanation, TopicExplanation
from topictag.results.tagging import Silence
from topictag.text.language import is_russian
from topictag.text.paragraphs import Span, iter_paragraphs
from topictag.text.reading import is_visible, read_text
from topictag.text.words import word_forms
from topictag.text.wrapping import ParagraphMode


class _Decision(NamedTuple):
    """What was decided about a paragraph and a topic; score and distance are -inf if the paragraph was not read."""

    score: float
    probability: float
    threshold: float
    distance: float
    given: bool


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
        decisions = self._decide([span.text for span in spans], thresholds)
        return Explanation(
            text=text,
            tags=self._scorer.tags((text,), paragraphs, thresholds)[0],
            paragraphs=tuple(self._explain_paragraph(*own, topics) for own in zip(spans, decisions, strict=True)),
            task=self._model.task,
            dress=() if prose == text else find_dressed(text),
        )

    def _decide(self, texts: Sequence[str], thresholds: NDArray[np.float32] | None) -> Iterator[list[_Decision]]:
        """Yield the decisions about each paragraph, one per topic."""
        model, scores = self._model, self._scorer.scores(texts, None)
        own = model.thresholds if thresholds is None else thresholds
        probability = probabilities(model, scores)
        given = decide(own, probability, model.task)
        finite = np.where(np.isneginf(scores), np.float32(0), scores)
        is_usual = thresholds is None and model.task == "multi"
        distances = finite - (self._needed if is_usual else needed_scores(model, own, finite))
        minimum = effective_thresholds(own).tolist()
        for row in zip(scores.tolist(), probability.tolist(), distances.tolist(), given.tolist(), strict=True):
            yield list(map(_Decision, *row[:2], minimum, *row[2:]))

    @cached_property
    def _needed(self) -> NDArray[np.float64]:
        """The scores that tags need, which are the same for all texts unless topics compete."""
        return needed_scores(self._model, self._model.thresholds, np.zeros((1, len(self._model.topics)), np.float32))

    def _explain_paragraph(
        self, span: Span, decisions: Sequence[_Decision], topics: Sequence[int]
    ) -> ParagraphExplanation:
        forms = word_forms(span.text)
        is_read = is_russian(forms)
        found = self._finder.find(forms) if is_read else Occurrences({}, {})
        row = Rows.of(self._model, [found])
        parts = ParagraphParts(self._model, self._vocabulary, self._names, span, is_read, found, row)
        silence: Silence = ""
        if not row.is_read[0]:
            silence = "skipped: not Russian" if not is_read else "nothing known" if forms else "no word"
        explained = tuple(self._explain_topic(topic, decisions[topic], parts, bool(silence)) for topic in topics)
        return ParagraphExplanation(span.start, span.end, silence, explained, parts)

    def _explain_topic(self, topic: int, own: _Decision, parts: ParagraphParts, is_silent: bool) -> TopicExplanation:
        return TopicExplanation(
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
