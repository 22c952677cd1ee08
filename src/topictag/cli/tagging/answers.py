"""Answers of a tagger to the texts of items, according to the options of the command."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from topictag.cli.tagging.abstaining import check_abstain
from topictag.cli.tagging.items import Item
from topictag.cli.tagging.texts import Piece
from topictag.model.decisions import decide, effective_thresholds, override_thresholds, probabilities
from topictag.results.tagging import Paragraph
from topictag.tagger import Tagger
from topictag.text.characters import PARAGRAPH_END
from topictag.text.wrapping import ParagraphMode

_BELOW = {"multi": "below every threshold", "single": "below the threshold"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for a text.

    Attributes
    ----------
    tags : mapping of str to float
        Topic to probability, highest first.
    probabilities : mapping of str to float or None
        Of all topics, in the tagger's order; None when not asked for.
    silence : str
        Why there are no tags; empty when there are some, or when not asked for.
    why : mapping of str to list of str, or None
        The words that weigh most for each tag, as written; None when not asked for.
    """

    tags: Mapping[str, float]
    probabilities: Mapping[str, float] | None = None
    silence: str = ""
    why: Mapping[str, list[str]] | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with the answers for the whole and for each part."""

    item: Item
    whole: Answer
    parts: Sequence[Answer]


@dataclass(frozen=True)
class Answers:
    """A tagger with the options of the command.

    Parameters
    ----------
    tagger : Tagger
    paragraphs, thresholds, top
        As for `Tagger.tag`.
    abstain : float or None
        Minimum probability of the one topic that a text gets; for taggers of the task "single".
    n_jobs : int
        Number of threads, as for `Tagger.tag_many`.
    with_probabilities, with_silence, with_why : bool
        What else to answer.
    """

    tagger: Tagger
    paragraphs: ParagraphMode = "auto"
    thresholds: float | Mapping[str, float] | None = None
    top: int | None = None
    n_jobs: int = 1
    with_probabilities: bool = False
    with_silence: bool = False
    with_why: bool = False
    abstain: float | None = None

    def check_options(self) -> None:
        """Raise `SettingError` for an option out of range or against the model, before any reading."""
        if self.abstain is not None:
            excluded = self.top if self.thresholds is None else self.thresholds
            check_abstain(self.tagger, self.abstain, excluded=excluded, names="--threshold or --top")
        self.tagger.tag_many([""], n_jobs=self.n_jobs, thresholds=self._thresholds, top=self.top)

    @property
    def _thresholds(self) -> float | Mapping[str, float] | None:
        return self.thresholds if self.abstain is None else self.abstain

    def of_items(self, items: Sequence[Item]) -> Iterator[Answered]:
        """Yield the items with their answers; all texts are tagged in one call."""
        answers = iter(self._of_texts([part.text for item in items for part in item.parts]))
        for item in items:
            parts = [next(answers) for _ in item.parts]
            yield Answered(item, self._merge(item, parts) if item.is_article else parts[0], parts)

    def of_piece(self, piece: Piece) -> list[tuple[Paragraph, Answer]]:
        """Return the paragraphs of a piece of plain text, each with its answer."""
        paragraphs = self.tagger.tag_paragraphs(piece.text, paragraphs=piece.mode, **self._choice)
        # "blank", so that a paragraph that has been cut out is not split again.
        return [(one, self._answer(one.text, one.tags, "blank")) for one in paragraphs]

    def _of_texts(self, texts: Sequence[str]) -> list[Answer]:
        tagged = self.tagger.tag_many(texts, n_jobs=self.n_jobs, paragraphs=self.paragraphs, **self._choice)
        return [self._answer(text, tags, self.paragraphs) for text, tags in zip(texts, tagged, strict=True)]

    @cached_property
    def _choice(self) -> dict[str, Any]:
        """Options for the tagger: ask for the tags, or for every topic, from which `_select` takes the tags."""
        if not self.with_probabilities:
            return {"thresholds": self._thresholds, "top": self.top}
        if self.top is None and self.tagger.task == "multi":
            return {"thresholds": 0}
        return {"top": len(self.tagger.topics)}

    @cached_property
    def _own_thresholds(self) -> Mapping[str, float]:
        if self._thresholds is None:
            return self.tagger.thresholds
        wanted = effective_thresholds(override_thresholds(self.tagger.model, self._thresholds))
        return dict(zip(self.tagger.topics, wanted.tolist(), strict=True))

    def _answer(self, text: str, found: Mapping[str, float], mode: ParagraphMode) -> Answer:
        if not self.with_probabilities:
            return Answer(found, None, self._silence(text, found, mode), self._why(text, found, mode))
        tags = self._select(found)
        every = {topic: found.get(topic, 0.0) for topic in self.tagger.topics}
        return Answer(tags, every, self._silence(text, tags, mode), self._why(text, tags, mode))

    def _select(self, every: Mapping[str, float]) -> dict[str, float]:
        """Return the tags among all topics, which are given highest first."""
        if not every:
            return {}
        if self.top is not None:
            return dict(list(every.items())[: self.top])
        given = decide(
            np.array([self._own_thresholds[topic] for topic in every]),
            np.array([*every.values()], dtype=np.float64),
            self.tagger.task,
        )
        return {topic: own for (topic, own), is_tag in zip(every.items(), given.tolist(), strict=True) if is_tag}

    def _merge(self, item: Item, parts: Sequence[Answer]) -> Answer:
        """Return the answer to a whole article: the highest probability of each topic among the parts."""
        if self.tagger.task == "single":
            return self._answer_jointly(item)
        highest = _highest([part.tags for part in parts])
        tags = dict(sorted(highest.items(), key=lambda pair: -pair[1])[: self.top])
        probabilities = None
        if self.with_probabilities:
            every = _highest([part.probabilities or {} for part in parts])
            probabilities = {topic: every.get(topic, 0.0) for topic in self.tagger.topics}
        text = PARAGRAPH_END.join(part.text for part in item.parts)
        mode = self.paragraphs
        return Answer(tags, probabilities, self._silence(text, tags, mode), self._why(text, tags, mode))

    def _answer_jointly(self, item: Item) -> Answer:
        """Return the answer to a whole article whose topics compete: by the highest score of each among the parts."""
        scores = self.tagger.scores([part.text for part in item.parts], paragraphs=self.paragraphs)
        best = scores.max(axis=0, initial=-np.inf)
        every = dict(zip(self.tagger.topics, probabilities(self.tagger.model, best).tolist(), strict=True))
        is_read = any(every.values())
        tags = self._select(dict(sorted(every.items(), key=lambda pair: -pair[1])) if is_read else {})
        text = PARAGRAPH_END.join(part.text for part in item.parts)
        silence, why = self._silence(text, tags, self.paragraphs), self._why(text, tags, self.paragraphs)
        return Answer(tags, every if self.with_probabilities else None, silence, why)

    def _silence(self, text: str, tags: Mapping[str, float], mode: ParagraphMode) -> str:
        if tags or not self.with_silence:
            return ""
        return self.tagger.coverage(text, paragraphs=mode).silence or _BELOW[self.tagger.task]

    def _why(self, text: str, tags: Mapping[str, float], mode: ParagraphMode) -> dict[str, list[str]] | None:
        if not self.with_why:
            return None
        if not tags:
            return {}
        from topictag.reports.weighed_words import name_reasons  # late: few runs need it

        explanation = self.tagger.explain(text, list(tags), paragraphs=mode)
        return {topic: name_reasons(explanation, topic) for topic in tags}


def _highest(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    highest: dict[str, float] = {}
    for row in rows:
        for topic, probability in row.items():
            highest[topic] = max(probability, highest.get(topic, 0.0))
    return highest
