"""Terms of a model with their weights: what one term does in all topics, and what is strongest in one topic."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from topictag.results.contribution import Kind

Standing: TypeAlias = Literal["known", "family only", "function word", "too short", "unknown"]
"""What a model knows of a word or pair. "family only": not the word, but the beginning that it shares with others.
"function word" and "too short": the model leaves such words out."""


class TermWeight(NamedTuple):
    """A term with its weight for one topic.

    Attributes
    ----------
    term : str
        A lemma, or lemmas with a space between them; a family ends with ``*``, a function word begins with ``=``. The
        term of a list of hints is named after its topic and the strength of its hints.
    kind : str
        See `topictag.results.contribution.Kind`.
    weight : float
        The coefficient of the classifier.
    idf : float
        Inverse document frequency, positive: greater for rarer terms.
    """

    term: str
    kind: Kind
    weight: float
    idf: float

    @property
    def effect(self) -> float:
        """``weight * idf``: what a single occurrence adds to the score, before the division by the paragraph's norm."""
        return self.weight * self.idf

    def to_dict(self) -> dict[str, Any]:
        """Return the term as JSON types, with its effect."""
        return {**self._asdict(), "effect": self.effect}


@dataclass(frozen=True)
class WeightedTerm:
    """A term with its weights for all topics.

    Attributes
    ----------
    term : str
        See `TermWeight`.
    kind : str
        See `topictag.results.contribution.Kind`.
    idf : float
    weights : dict of str to float
        Topic to weight, in the order of the tagger's topics.
    """

    term: str
    kind: Kind
    idf: float
    weights: dict[str, float]

    @property
    def effects(self) -> dict[str, float]:
        """Topic to ``weight * idf``; see `TermWeight.effect`."""
        return {topic: weight * self.idf for topic, weight in self.weights.items()}

    @property
    def strength(self) -> float:
        """The greatest effect on any topic, whatever its sign."""
        return max(map(abs, self.effects.values()), default=0.0)

    def to_dict(self) -> dict[str, Any]:
        """Return the term as JSON types."""
        return {**vars(self), "weights": dict(self.weights)}


@dataclass(frozen=True)
class TermDescription:
    """All that a model knows of a word, a pair of words or a family.

    Attributes
    ----------
    query : str
        What was asked for, normalised.
    standing : str
        See `Standing`.
    term : WeightedTerm or None
        The term that was asked for; None unless it is known.
    lemmas : tuple of str
        The lemma of the word, both lemmas of the pair, or all lemmas with words of the family.
    forms : tuple of str
        The words of the lemma, or of the family, that the model reads as such, in alphabetical order; empty for pairs.
    family : WeightedTerm or None
        The family of the word, in addition to the word itself.
    pairs : tuple of WeightedTerm
        Pairs and negations with the lemma, the strongest first.
    hints : tuple of WeightedTerm
        The lists of hints that contain the term.
    namesake : WeightedTerm or None
        Another lemma that is spelled like the word: texts never give it by this spelling, but by its other forms.
    closest : tuple of str
        Lemmas of the model with a similar spelling; empty for a known term.
    """

    query: str
    standing: Standing
    term: WeightedTerm | None = None
    lemmas: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    family: WeightedTerm | None = None
    pairs: tuple[WeightedTerm, ...] = ()
    hints: tuple[WeightedTerm, ...] = ()
    namesake: WeightedTerm | None = None
    closest: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the description as JSON types."""
        return {
            "query": self.query,
            "standing": self.standing,
            "term": self.term and self.term.to_dict(),
            "lemmas": list(self.lemmas),
            "forms": list(self.forms),
            "family": self.family and self.family.to_dict(),
            "pairs": _write_all(self.pairs),
            "hints": _write_all(self.hints),
            "namesake": self.namesake and self.namesake.to_dict(),
            "closest": list(self.closest),
        }


def _write_all(terms: Iterable[WeightedTerm]) -> list[dict[str, Any]]:
    return [term.to_dict() for term in terms]
