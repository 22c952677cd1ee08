"""Terms of a model with their weights: what one term does in all topics, and what is strongest in one topic."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

from topictag.ranges import WholeNumbers
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

    def to_dict(self, *, topics: Collection[str] | None = None) -> dict[str, Any]:
        """Return the term as JSON types, with its weights and effects for some topics, or by default for all."""
        weights, effects = (_select(own, topics) for own in (self.weights, self.effects))
        return {"term": self.term, "kind": self.kind, "idf": self.idf, "weights": weights, "effects": effects}


@dataclass(frozen=True, repr=False)
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

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def to_dict(self, *, top: int | None = None, topics: Collection[str] | None = None) -> dict[str, Any]:
        """Return the description as JSON types.

        Parameters
        ----------
        top : int, optional
            Maximum number of pairs, the strongest; all by default.
        topics : collection of str, optional
            The topics with weights and effects; all by default.

        Returns
        -------
        dict
            The attributes, with ``"version"`` and ``"n_pairs"``, the number of all pairs. Each term has ``"weights"``
            and ``"effects"`` by topic. A later version of this shape has a higher number; keys may be added within a
            version.

        Raises
        ------
        SettingError
            `top` is not a whole number of at least 0.
        """
        if top is not None:
            WholeNumbers(least=0).check("top", top)
        return {
            "version": self.VERSION,
            "query": self.query,
            "standing": self.standing,
            "term": _write(self.term, topics),
            "lemmas": list(self.lemmas),
            "forms": list(self.forms),
            "family": _write(self.family, topics),
            "n_pairs": len(self.pairs),
            "pairs": _write_all(self.pairs[:top], topics),
            "hints": _write_all(self.hints, topics),
            "namesake": _write(self.namesake, topics),
            "closest": list(self.closest),
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.query}, {self.standing}, {len(self.pairs):,} pairs>"


def _write(term: WeightedTerm | None, topics: Collection[str] | None) -> dict[str, Any] | None:
    return None if term is None else term.to_dict(topics=topics)


def _write_all(terms: Iterable[WeightedTerm], topics: Collection[str] | None) -> list[dict[str, Any]]:
    return [term.to_dict(topics=topics) for term in terms]


def _select(figures: Mapping[str, float], topics: Collection[str] | None) -> dict[str, float]:
    return {topic: figure for topic, figure in figures.items() if topics is None or topic in topics}
