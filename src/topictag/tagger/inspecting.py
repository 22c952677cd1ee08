"""Looking into a model: what it contains, what it knows of a term, and what differs from another model."""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from typing import TYPE_CHECKING

from topictag.errors import InputTypeError
from topictag.tagger.scoring import Scoring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from topictag.model.compiled import Model
    from topictag.results.description import Description
    from topictag.results.difference import ModelDifference
    from topictag.results.term import TermDescription
    from topictag.tagger.source import TaggerSource


class Inspecting(Scoring):
    """Describes its model; see `Tagger`."""

    def __init__(self, model: Model, source: TaggerSource | None) -> None:
        super().__init__(model, "" if source is None else source.place)
        self._source = source

    @property
    def model(self) -> Model:
        """The compiled tables, read only."""
        return self._model

    @property
    def source(self) -> TaggerSource | None:
        """Where the model was read from; None for a model that this process made."""
        return self._source

    def describe(self, *, top: int = 20, topics: Iterable[str] | None = None) -> Description:
        """Describe the model: topics, terms, training data, settings, quality, versions, sizes.

        Parameters
        ----------
        top : int, default=20
            Maximum number of terms for, and of terms against, each topic. Terms are ranked by ``weight * idf``: what a
            single occurrence adds to the score, before the division by the paragraph's norm.
        topics : iterable of str, optional
            The topics to describe; all by default.

        Returns
        -------
        Description
            If the model's record is missing or damaged, all that the arrays tell, and why the record cannot be read.

        Raises
        ------
        SettingError
            `top` is negative, or `topics` is empty or names an unknown topic.
        InputTypeError
            `topics` is not several names.
        OutputError
            The model is in memory and cannot be written, so that it has no digest.

        Examples
        --------
        >>> import topictag
        >>> description = topictag.load().describe(top=2, topics=["energy"])
        >>> [own.term for own in description.topics[0].terms_against]
        ['газ нефть', 'компания энергетический']
        """
        from topictag.model.describing import describe_model

        return describe_model(self._model, self._number_topics(topics), _check_top(top), *self._place())

    def describe_term(self, term: str) -> TermDescription:
        """Describe what the model knows of a term: its weights, its forms, its family, its pairs and its hints.

        Parameters
        ----------
        term : str
            A word in any form (``переговорами``), two words in either order (``мирные переговоры``), a family
            (``перег*``), or the name of a list of hints.

        Returns
        -------
        TermDescription
            `TermDescription.standing` is "known" for a term of the model. For others, it says what is known
            nevertheless, and which lemmas are spelled similarly.

        Raises
        ------
        InputTypeError
            `term` is not a str.
        SettingError
            `term` contains no word, or more than two.

        Examples
        --------
        >>> import topictag
        >>> talks = topictag.load().describe_term("переговорами")
        >>> talks.term.term, talks.family.term, round(talks.term.weights["peace talks"], 1)
        ('переговоры', 'перег*', 4.8)
        """
        from topictag.columns import require_text
        from topictag.model.term_lookup import TermLookup

        require_text(term, "term")
        return TermLookup(self._model).describe(term)

    def diff(self, other: Inspecting, *, top: int = 20, topics: Iterable[str] | None = None) -> ModelDifference:
        """Compare the model with another one.

        Parameters
        ----------
        other : Tagger
            What this tagger is compared with: "after", if this one is "before". Its topics and vocabulary may differ.
        top : int, default=20
            Maximum number of terms in each list of a topic. Terms are ranked by how much ``weight * idf`` differs.
        topics : iterable of str, optional
            Topics of both models; all of these by default.

        Returns
        -------
        ModelDifference

        Raises
        ------
        InputTypeError
            `other` is not a tagger, or `topics` is not several names.
        SettingError
            `top` is negative, or `topics` is empty or names a topic that one of the models lacks.
        """
        from topictag.model.differing import compare_models
        from topictag.model.term_weights import TermWeights

        if not isinstance(other, Inspecting):
            raise InputTypeError(f"other must be a Tagger, not {type(other).__name__}. Load the model: topictag.load.")
        named = self._list_topics(topics)
        numbers = self._number_topics(named)
        if named is not None:
            other._number_topics(named, "the other model")
        common = [topic for number in numbers if (topic := self.topics[number]) in other.topics]
        sides = [(TermWeights(own.model), own.describe(top=0)) for own in (self, other)]
        return compare_models(sides[0], sides[1], common, _check_top(top))

    def _place(self) -> tuple[str, int]:
        """Return the model's file, and the version of its format."""
        from topictag.model.storage import FORMAT_VERSION

        if self._source is None:
            return "", FORMAT_VERSION
        return self._source.place, self._source.format_version or FORMAT_VERSION


def _check_top(top: int) -> int:
    from topictag.ranges import WholeNumbers

    return WholeNumbers(0).check("top", top)
