"""A report of a tagger on labelled examples: the data behind the page that `Report.to_html` gives.

The page and its JSON twin have the same content. The page bounds what it shows, the JSON does not.
"""

from dataclasses import dataclass, field
from importlib import import_module
from os import PathLike, fspath
from pathlib import PurePath
from typing import Any, ClassVar, Literal, TypeAlias

from topictag.errors import InputTypeError, OutputError
from topictag.results.comparison import Comparison
from topictag.results.plain import to_plain
from topictag.results.provenance import Provenance
from topictag.results.quality import Evaluation
from topictag.results.tagging import Silence
from topictag.results.topic_report import Averages, TopicReport
from topictag.results.wrong_text import WrongText

Origin: TypeAlias = Literal["evaluation", "cross-validation"]
"""Whether a finished model was measured on the examples, or models that each had not seen some of them."""

_ENDINGS = (".html", ".htm")


@dataclass(frozen=True)
class TopicPair:
    """Two topics that examples carry together.

    Attributes
    ----------
    topic, other : str
        In the tagger's order.
    n_labelled, n_given : int
        Number of examples that have both, and that got both.
    """

    topic: str
    other: str
    n_labelled: int
    n_given: int


@dataclass(frozen=True)
class CoverageSummary:
    """How much of the examples the model can read; see `Coverage`.

    Attributes
    ----------
    n_texts, n_words, n_known, n_paragraphs, n_russian : int
    silent : dict of str to int
        Reason to number of texts that cannot get a tag.
    unknown : dict of str to int
        Unknown word to number of texts with it: the most frequent ones, at most 100.
    """

    n_texts: int
    n_words: int
    n_known: int
    n_paragraphs: int
    n_russian: int
    silent: dict[Silence, int]
    unknown: dict[str, int]


@dataclass(frozen=True)
class LearningPoint:
    """Quality of models that learnt from a part of the articles, on the same held-out examples.

    Attributes
    ----------
    share : float
        Share of the articles, in (0, 1].
    n_examples : int
        Number of examples learnt from, the mean over the folds.
    quality : Evaluation
    """

    share: float
    n_examples: int
    quality: Evaluation


@dataclass(frozen=True, repr=False)
class Report:
    """A tagger on labelled examples: figures, curves, confusions, and the texts that it gets most wrong.

    Attributes
    ----------
    name : str
        The model.
    origin : {"evaluation", "cross-validation"}
    quality : Evaluation
    averages : Averages
        Further figures over all topics.
    topics : tuple of TopicReport
        In the tagger's order.
    pairs : tuple of TopicPair
        Topics that occur together in the labels or the tags.
    coverage : CoverageSummary
    texts : tuple of WrongText
        The most wrong texts, the worst first.
    has_texts : bool
        Whether `texts` have their text and its words.
    ignored : dict of str to int
        Topic that the model does not know to number of its tags, which were ignored.
    provenance : Provenance or None
    group : str
        What `group_quality` holds out, such as ``outlet``.
    group_quality : Evaluation or None
        Measured with whole groups held out.
    test : str
        Which examples were kept apart as a test, such as ``split=test``.
    test_quality : Evaluation or None
        Of the finished model on the test.
    against : Comparison or None
    learning_curve : tuple of LearningPoint
        Empty unless it was asked for.
    notes : tuple of str
        What to bear in mind about these figures, in sentences.

    Examples
    --------
    >>> import topictag
    >>> report = topictag.report([("Нефть дорожает.", ["energy"]), ("Открыт новый музей.", [])])
    >>> report.quality.n_examples, [own.topic for own in report.topics if own.quality.support]
    (2, ['energy'])
    """

    name: str
    origin: Origin
    quality: Evaluation
    averages: Averages
    topics: tuple[TopicReport, ...]
    pairs: tuple[TopicPair, ...]
    coverage: CoverageSummary
    texts: tuple[WrongText, ...] = ()
    has_texts: bool = True
    ignored: dict[str, int] = field(default_factory=dict)
    provenance: Provenance | None = None
    group: str = ""
    group_quality: Evaluation | None = None
    test: str = ""
    test_quality: Evaluation | None = None
    against: Comparison | None = None
    learning_curve: tuple[LearningPoint, ...] = ()
    notes: tuple[str, ...] = ()

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain dicts and lists, with types of JSON only.

        Returns
        -------
        dict
            ``{"version": 1, "name", "origin", …}``: the fields of the record under their names, tuples as lists. A
            later version of this shape has a higher number; keys may be added within a version.
        """
        fields: dict[str, Any] = to_plain({"version": self.VERSION, **_own_fields(self)})
        return fields

    def __repr__(self) -> str:
        return f"Report({self.name!r}, {self.quality.n_examples} examples, {len(self.topics)} topics)"

    def _repr_html_(self) -> str:
        summary: str = import_module("topictag.reports.report_summary").make_fragment(self)
        return summary

    def to_html(self) -> str:
        """Return the report as one page of HTML that needs nothing from outside.

        Raises
        ------
        MissingExtraError
            The extra ``report`` is not installed.
        """
        # By name, because reports import results.
        page: str = import_module("topictag.reports.report_page").make_report_page(self)
        return page

    def save(self, path: str | PathLike[str]) -> None:
        """Write the page, and beside it the JSON twin with the ending ``.json``; each of them atomically.

        Parameters
        ----------
        path : path
            For example ``report.html``, in an existing folder.

        Raises
        ------
        OutputError
            A file cannot be written, `path` ends neither with ``.html`` nor with ``.htm``, or the JSON would overwrite
            a file that is not the data of a report; existing files are unchanged.
        MissingExtraError
            The extra ``report`` is not installed.
        """
        files = import_module("topictag.reports.report_files")
        files.check_report_files(path)  # before the page is made, which takes a while
        files.write_report_files(self.to_html(), self.to_dict(), path)


def report_files(path: str | PathLike[str]) -> tuple[str, str]:
    """Return the files that `Report.save` writes: the page and its JSON twin.

    Raises
    ------
    OutputError
        The name of the page ends neither with ``.html`` nor with ``.htm``.

    Examples
    --------
    >>> report_files("report.html")
    ('report.html', 'report.json')
    """
    name = fspath(path) if isinstance(path, str | PathLike) else path
    if not isinstance(name, str):
        raise InputTypeError(f"A path must be a str or a path object, not {type(name).__name__}.")
    given = PurePath(name)
    if given.suffix.lower() not in _ENDINGS:
        way_out = given.with_suffix(".html") if given.name else "report.html"
        raise OutputError(f"{name}: a report is a page of HTML, so its name must end with .html. Give {way_out}.")
    return name, str(given.with_suffix(".json"))


def _own_fields(report: Report) -> dict[str, Any]:
    fields = {name: getattr(report, name) for name in report.__dataclass_fields__ if name != "VERSION"}
    quality = {name: own.to_dict() for name, own in fields.items() if isinstance(own, Evaluation)}
    return {**fields, **quality}
