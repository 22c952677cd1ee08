"""What has changed between the texts of a reference and new ones, without labels."""

from dataclasses import asdict, dataclass, field
from importlib import import_module
from os import PathLike
from pathlib import PurePath
from typing import Any, ClassVar

from topictag.errors import InputTypeError, OutputError
from topictag.results.quality import Estimate

_PAGE_ENDINGS, _DATA_ENDING = (".html", ".htm"), ".json"
_MAX_NAMED = 5  # chosen: topics in a short representation


@dataclass(frozen=True)
class Change:
    """A share in the new texts and in the reference.

    Attributes
    ----------
    new, reference : Estimate
        In [0, 1], with 95 % intervals over articles.
    p_value : float
        Probability of at least this difference if nothing has changed, corrected for the number of comparisons (Holm).
    smallest_found : float
        Change that samples of this size show in four of five cases.
    is_significant : bool
        Whether the p-value is at most alpha.
    is_large : bool
        Whether the difference reaches the bound.
    """

    new: Estimate
    reference: Estimate
    p_value: float
    smallest_found: float
    is_significant: bool
    is_large: bool

    @property
    def has_changed(self) -> bool:
        """Whether the difference is significant and large."""
        return self.is_significant and self.is_large

    @property
    def difference(self) -> float:
        """New share minus that of the reference."""
        return (self.new.value or 0.0) - (self.reference.value or 0.0)


@dataclass(frozen=True)
class ScoreChange:
    """The probabilities of a topic in the new texts and in the reference.

    Attributes
    ----------
    distance : float
        Maximum difference of the two cumulative distributions (Kolmogorov and Smirnov), in [0, 1].
    at : float
        The probability where it is reached.
    p_value : float
    is_significant, is_large : bool
        As for `Change`.
    edges : tuple of float
        Probabilities between the cells of the histograms, ascending.
    new, reference : tuple of float
        Share of the paragraphs in each cell, one more than there are edges.
    """

    distance: float
    at: float
    p_value: float
    is_significant: bool
    is_large: bool
    edges: tuple[float, ...]
    new: tuple[float, ...]
    reference: tuple[float, ...]

    @property
    def has_changed(self) -> bool:
        """Whether the distance is significant and large."""
        return self.is_significant and self.is_large


@dataclass(frozen=True)
class TopicDrift:
    """What has changed about one topic.

    Attributes
    ----------
    topic : str
    tagged : Change
        Share of the paragraphs that get the tag, of those that are read.
    scores : ScoreChange
    prevalence, reference_prevalence : Estimate or None
        Share of the paragraphs that have the topic, by the model's own probabilities (Saerens et al., 2002). None where
        the model's record does not say what they were fitted to.
    """

    topic: str
    tagged: Change
    scores: ScoreChange
    prevalence: Estimate | None = None
    reference_prevalence: Estimate | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the share of the tag or the probabilities have changed."""
        return self.tagged.has_changed or self.scores.has_changed


@dataclass(frozen=True)
class NewWord:
    """A word that the model does not know and that has become frequent.

    Attributes
    ----------
    word : str
        Normalised.
    share : float
        Share of the new articles with it.
    reference_share : float
        Share of the articles of the reference with it, or the most that it can be.
    is_bound : bool
        Whether it is the most that it can be, because the profile leaves rare words out.
    """

    word: str
    share: float
    reference_share: float
    is_bound: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times as frequent the word is, at least; None if the reference does not have it."""
        return self.share / self.reference_share if self.reference_share else None


@dataclass(frozen=True)
class Drift:
    """What has changed between a reference and new texts.

    Attributes
    ----------
    n_articles, n_paragraphs, n_reference_articles, n_reference_paragraphs : int
    topics : tuple of TopicDrift
        In the tagger's order of topics.
    unread : Change
        Share of the paragraphs that are not read: not Russian, or without a known word.
    unknown_words : Change
        Share of the words that the model does not know, of the words of Russian paragraphs.
    new_words : tuple of NewWord
        Those whose frequency has grown most.
    alpha, bound, score_bound : float
        The options of `topictag.drift`.
    findings : tuple of str
        What has changed and what to do: a sentence or two for each change, the largest one first.
    model, model_name : str
        Digest of the model, and the file that it was read from; empty for a model that was not saved.
    inputs, reference_inputs : tuple of str
        Files with the new texts and with the reference, if there are any. Results that differ in them alone are equal.

    Examples
    --------
    >>> import topictag
    >>> before = ["Газопровод остановлен на ремонт.", "Сборная выиграла матч."] * 50
    >>> topictag.drift(["Сборная выиграла матч."] * 100, before)
    Drift(has_drifted=True, changed_topics=('energy', 'security'), n_articles=100, n_reference_articles=100)
    """

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    n_articles: int
    n_paragraphs: int
    n_reference_articles: int
    n_reference_paragraphs: int
    topics: tuple[TopicDrift, ...]
    unread: Change
    unknown_words: Change
    new_words: tuple[NewWord, ...]
    alpha: float
    bound: float
    score_bound: float
    findings: tuple[str, ...]
    model: str
    model_name: str
    inputs: tuple[str, ...] = field(default=(), compare=False)
    reference_inputs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def has_drifted(self) -> bool:
        """Whether anything has changed by more than its bound."""
        return self.unread.has_changed or self.unknown_words.has_changed or bool(self.changed_topics)

    @property
    def changed_topics(self) -> tuple[str, ...]:
        """The topics that have changed."""
        return tuple(own.topic for own in self.topics if own.has_changed)

    @property
    def summary(self) -> str:
        """The findings as one text."""
        return " ".join(self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only."""
        own = _with_lists(asdict(self))
        return {
            "version": self.VERSION,
            "has_drifted": self.has_drifted,
            "summary": self.summary,
            **own,
            "model": {"name": self.model_name, "digest": own["model"]},
            "topics": [_write_topic(topic) for topic in self.topics],
            "unread": _write_change(self.unread),
            "unknown_words": _write_change(self.unknown_words),
        }

    def to_html(self) -> str:
        """Return the result as one page of HTML that needs nothing from outside."""
        # By name, because reports import results.
        page: str = import_module("topictag.reports.drift_page").make_drift_page(self)
        return page

    def save(self, path: str | PathLike[str]) -> None:
        """Write a page or JSON to a file, atomically.

        Parameters
        ----------
        path : path
            Ends in ``.html`` or ``.htm`` for the page, or in ``.json`` for the output of `to_dict`.

        Raises
        ------
        OutputError
            `path` has another ending, or the file cannot be written; an existing file is unchanged.
        InputTypeError
            `path` is not a path.
        """
        if _find_ending(path) == _DATA_ENDING:
            content = import_module("json").dumps(self.to_dict(), ensure_ascii=False) + "\n"
        else:
            check_page_name(path, or_data=True)
            content = self.to_html()
        import_module("topictag.files").write_atomically(content.encode("utf-8", "backslashreplace"), path)

    def __str__(self) -> str:
        text: str = import_module("topictag.reports.drift").write_drift(self)
        return text

    def __repr__(self) -> str:
        names = ", ".join(map(repr, self.changed_topics[:_MAX_NAMED]))
        more = ", …" if len(self.changed_topics) > _MAX_NAMED else "," if len(self.changed_topics) == 1 else ""
        return (
            f"Drift(has_drifted={self.has_drifted}, changed_topics=({names}{more}), n_articles={self.n_articles}, "
            f"n_reference_articles={self.n_reference_articles})"
        )

    def _repr_html_(self) -> str:
        fragment: str = import_module("topictag.reports.drift_page").make_drift_fragment(self)
        return fragment


def check_page_name(path: str | PathLike[str], *, or_data: bool = False) -> None:
    """Raise `OutputError` unless the name ends as a page of HTML does.

    Examples
    --------
    >>> check_page_name("drift.pdf")
    Traceback (most recent call last):
        ...
    topictag.errors.OutputError: drift.pdf: the report is a page of HTML. Give a name that ends in .html or .htm.
    """
    if _find_ending(path) not in _PAGE_ENDINGS:
        data = ", or in .json for the data" if or_data else ""
        raise OutputError(f"{path}: the report is a page of HTML. Give a name that ends in .html or .htm{data}.")


def _find_ending(path: str | PathLike[str]) -> str:
    if not isinstance(path, str | PathLike):
        raise InputTypeError(f"A path must be a str or a path object, not {type(path).__name__}.")
    return PurePath(path).suffix.lower()


def _write_topic(topic: TopicDrift) -> dict[str, Any]:
    fields = asdict(topic)
    scores = {**_with_lists(fields["scores"]), "has_changed": topic.scores.has_changed}
    return {**fields, "tagged": _write_change(topic.tagged), "scores": scores}


def _write_change(change: Change) -> dict[str, Any]:
    return {**asdict(change), "has_changed": change.has_changed}


def _with_lists(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
