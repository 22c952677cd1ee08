"""Suggesting hints: lemmas of unlabelled texts that are near a topic in the background and not hinted yet.

A topic is what is known of it: its hints, and the lemmas with the largest weights in its model. A lemma is suggested if
its cosine with the mean vector of these is high. Measured with 20 hints per topic, nearly half of the suggestions are
in a list of thousands that a person wrote (benchmarks.quality.hints_alone), so a person must choose.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

import numpy as np
from tqdm import tqdm

from topictag.caution import warn_caller
from topictag.errors import DataError, InputTypeError, SettingError, TrainingWarning
from topictag.labelled.hints import MAX_STRENGTH, Hint
from topictag.model.compiled import Model
from topictag.model.strings import unpack_strings
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms
from topictag.text.terms import TermAnalyzer, is_lemma
from topictag.training.arrays import Floats
from topictag.training.background.vectors import Background
from topictag.training.features.hints import HintGroups
from topictag.training.features.nearness import find_directions, list_hinted, scale_to_one

_LEAST_COSINE = 0.3  # chosen on development paragraphs: below, few lemmas are hints; above 0.5, most are
_MEDIUM_COSINE = 0.5
_LEAST_PARAGRAPHS = 2  # chosen: a lemma in one paragraph may be a misspelling
_N_STRONGEST = 30  # chosen: so many lemmas with the largest weights stand for a topic of a model
_N_NEAREST = 3


@dataclass(frozen=True)
class SuggestedHint:
    """A lemma that may speak for a topic.

    Attributes
    ----------
    topic : str
    term : str
        A lemma.
    strength : int
        2 if the lemma is near the topic, else 1. Only a person can say that a word is strong, or speaks against.
    n_paragraphs : int
        Number of unlabelled paragraphs that contain the lemma.
    cosine : float
        How near it is to the topic, up to 1.
    nearest : tuple of str
        The lemmas of the topic that are nearest to it, the nearest first.
    """

    topic: str
    term: str
    strength: int
    n_paragraphs: int
    cosine: float
    nearest: tuple[str, ...]


Known: TypeAlias = Mapping[str, Mapping[str, float]]
"""Topic to lemma to strength."""


def known_of_model(model: Model) -> Known:
    """Return the lemmas of each topic of a model: hinted ones, and those with the largest weights."""
    lemmas = unpack_strings(model.lemmas)
    weights = model.coef[: len(lemmas)] * model.idf[: len(lemmas), None]
    known: dict[str, dict[str, float]] = {}
    for topic, own in zip(model.topics, weights.T, strict=True):
        strongest = [number for number in np.argsort(-own)[:_N_STRONGEST].tolist() if own[number] > 0]
        known[topic] = {lemmas[number]: float(MAX_STRENGTH * own[number] / own.max()) for number in strongest}
    for name, members in model.group_members().items():
        topic, _, strength = name.rpartition(" ")
        own_lemmas = [lemmas[number] for number in members if number < len(lemmas)]
        known.setdefault(topic, {}).update(dict.fromkeys(own_lemmas, float(strength)))
    return known


def known_of_hints(hints: Sequence[Hint], analyzer: TermAnalyzer) -> Known:
    """Return the hinted lemmas of each topic, without pairs."""
    topics = sorted({hint.topic for hint in hints})
    return dict(zip(topics, list_hinted(HintGroups.of(hints, topics, analyzer), len(topics)), strict=True))


def select_topics(known: Known, topics: Sequence[str]) -> Known:
    """Return some of the topics, or all if none is named; raises `SettingError` for an unknown one."""
    for topic in topics:
        if topic not in known:
            close = get_close_matches(str(topic), known, 1)
            way_out = f"Did you mean {close[0]!r}?" if close else f"The topics are {', '.join(known)}."
            raise SettingError(f"topics: {topic!r:.60} is not a topic of the model or the hints. {way_out}")
    return {topic: own for topic, own in known.items() if topic in topics or not topics}


def suggest(
    known: Known,
    texts: Iterable[str],
    background: Background,
    analyzer: TermAnalyzer,
    *,
    limit: int,
    progress: bool = False,
) -> tuple[SuggestedHint, ...]:
    """Return for each topic at most `limit` lemmas, the nearest first.

    Raises
    ------
    DataError
        No text contains a Russian word.
    SettingError
        The background reads words in another way than `analyzer`.

    Warns
    -----
    TrainingWarning
        No lemma of a topic is in the background.
    """
    if not background.analysis.reads_words_as(analyzer.analysis):
        raise SettingError(
            f"The background vectors were made with {background.analysis}, but the model uses {analyzer.analysis}, so "
            "their terms would differ. Give a background with the settings of the model."
        )
    counts = _count_lemmas(tqdm(texts, "reading texts", unit=" texts", disable=not progress), analyzer)
    vectors = scale_to_one(background.vectors.astype(np.float64))
    directions = find_directions(list(known.values()), background.numbers, vectors)
    frequent = sorted(term for term, n in counts.items() if n >= _LEAST_PARAGRAPHS and term in background.numbers)
    # A few lemmas have another lemma themselves, and training would read that one.
    candidates = [term for term in frequent if analyzer.terms(term)[:1] == (term,)]
    return tuple(
        suggested
        for topic, direction in zip(known, directions, strict=True)
        for suggested in _suggest_for(topic, known[topic], direction, candidates, counts, background, vectors, limit)
    )


def _count_lemmas(texts: Iterable[str], analyzer: TermAnalyzer) -> Counter[str]:
    """Return the number of Russian paragraphs that contain each lemma."""
    counts = Counter[str]()
    for text in texts:
        if not isinstance(text, str):
            raise InputTypeError(f"Unlabelled texts must be str, not {type(text).__name__}.")
        for forms in filter(is_russian, paragraph_forms(text)):
            counts.update({term for form in forms for term in analyzer.terms(form) if is_lemma(term)})
    if not counts:
        raise DataError("The unlabelled texts contain no Russian word, so nothing can be suggested. Give other texts.")
    return counts


def _suggest_for(
    topic: str,
    own: Mapping[str, float],
    direction: Floats,
    candidates: Sequence[str],
    counts: Mapping[str, int],
    background: Background,
    vectors: Floats,
    limit: int,
) -> Iterator[SuggestedHint]:
    """Yield the suggestions for one topic."""
    if not direction.any():
        warn_caller(
            f"No word of the topic {topic!r} is in the background, so nothing is suggested for it. Give more hints, or "
            "a background from texts of the same kind.",
            TrainingWarning,
        )
        return
    rest = [term for term in candidates if term not in own]
    cosines = vectors[[background.numbers[term] for term in rest]] @ direction
    lemmas = [lemma for lemma, strength in own.items() if strength > 0 and lemma in background.numbers]
    theirs = vectors[[background.numbers[lemma] for lemma in lemmas]]
    for number in np.argsort(-cosines, kind="stable")[:limit].tolist():
        term, cosine = rest[number], float(cosines[number])
        if cosine < _LEAST_COSINE:
            break
        order = np.argsort(-(theirs @ vectors[background.numbers[term]]), kind="stable")[:_N_NEAREST]
        nearest = tuple(lemmas[place] for place in order.tolist())
        yield SuggestedHint(topic, term, 1 + (cosine >= _MEDIUM_COSINE), counts[term], cosine, nearest)
