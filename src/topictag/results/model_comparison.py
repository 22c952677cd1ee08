"""Two models on the same labelled examples: what a new model gains and loses against an old one."""

from dataclasses import dataclass, field
from importlib import import_module
from os import PathLike
from typing import Any, ClassVar, Literal, TypeAlias

from topictag.results.changed_text import ChangedText
from topictag.results.plain import to_plain
from topictag.results.quality import Difference, Task, TopicQuality

Verdict: TypeAlias = Literal["worse", "better", "not shown", "too few"]
"""What the examples show: that NEW is worse or better than OLD, neither, or that there are too few of them to tell."""

_MAX_NAMED = 5  # chosen: topics in a short representation


@dataclass(frozen=True)
class MetricChange:
    """A figure over all topics that both models know.

    Attributes
    ----------
    old, new : float or None
        None where there is nothing to measure.
    difference : Difference
        ``new - old``, with the interval of a paired bootstrap over articles.
    """

    old: float | None
    new: float | None
    difference: Difference


@dataclass(frozen=True)
class TopicChange:
    """A topic in both models.

    Attributes
    ----------
    topic : str
    support : int
        Number of examples that have the topic.
    n_known : int
        Number of examples of which it is known whether they have the topic; only these count.
    old_f1, new_f1 : float or None
    difference : Difference
        ``new_f1 - old_f1``, with the interval of a paired bootstrap over articles.
    p_worse, p_better : float
        One-sided p-values of a test that swaps the decisions of the models article by article, corrected for the number
        of topics (Holm, 1979). They decide the verdict. Of a topic that no example has, they are about the number of
        false tags.
    verdict : {"worse", "better", "not shown", "too few"}
        "too few": nothing is shown, and fewer than 10 articles have the topic.
    n_only_old_right, n_only_new_right : int
        Number of examples that only one of the models decides rightly.
    mcnemar_p : float
        Two-sided mid-p-value of McNemar's test of these two counts. It takes examples as independent, so it is too
        small where paragraphs of one article are alike.
    n_old_false, n_new_false : int
        Number of examples that lack the topic and get it, from the old model and from the new one.
    n_needed : int
        About as many examples with the topic would show a loss of 5 points of F1 in four of five cases.
    """

    topic: str
    support: int
    n_known: int
    old_f1: float | None
    new_f1: float | None
    difference: Difference
    p_worse: float
    p_better: float
    verdict: Verdict
    n_only_old_right: int
    n_only_new_right: int
    n_old_false: int
    n_new_false: int
    mcnemar_p: float
    n_needed: int


@dataclass(frozen=True, repr=False)
class ModelComparison:
    """An old and a new model on the same labelled examples.

    Attributes
    ----------
    names : (str, str)
        The old model, and the new one.
    tasks : (str, str)
    n_examples, n_articles : int
        Articles with an equal text count as one.
    overall : dict of str to MetricChange
        Metric to figures over the topics that both models know: ``macro_f1``, ``micro_f1``, ``samples_f1`` and
        ``false_tag_rate``, or ``accuracy`` and ``macro_f1`` for models of one topic per text.
    average_p : (float, float)
        One-sided p-values of a worse and of a better macro-F1, by the same test as those of the topics. If
        `judges_average`, they are corrected together with these.
    topics : tuple of TopicChange
        Topics that both models know, in the order of the new one.
    topics_only_old, topics_only_new : tuple of TopicQuality
        Topics that one of the models lacks, measured for the other one. They are not judged.
    n_texts_gained, n_texts_lost : int
        Number of decisions about a text and a topic that only the new model gets right, and only the old one.
    texts : tuple of ChangedText
        All of these, lost ones first; those whose probabilities differ most are first.
    has_texts : bool
        Whether `texts` have their text and its words.
    judges_average : bool
        Whether a significantly worse macro-F1 makes the new model worse, too.
    min_loss : float
        A topic is only worse if it loses at least this much F1; one that no example has, if the share of examples that
        get it rises by as much, and by 0.1.
    ignored : dict of str to int
        Topic that neither model knows to number of its tags, which were ignored.
    identities : (str, str)
        Digests of both models, as in explanations: a comparison is that of these models alone.
    fingerprint : str
        SHA-256 over the texts and labels of the examples, in order: equal for two comparisons on the same examples.

    Examples
    --------
    >>> import topictag
    >>> examples = [("Нефть дорожает.", ["energy"]), ("Открыт новый музей.", [])]
    >>> topictag.compare(topictag.load(), topictag.load(), examples).is_worse
    False
    """

    names: tuple[str, str]
    tasks: tuple[Task, Task]
    n_examples: int
    n_articles: int
    overall: dict[str, MetricChange]
    average_p: tuple[float, float]
    topics: tuple[TopicChange, ...]
    topics_only_old: tuple[TopicQuality, ...] = ()
    topics_only_new: tuple[TopicQuality, ...] = ()
    n_texts_gained: int = 0
    n_texts_lost: int = 0
    texts: tuple[ChangedText, ...] = ()
    has_texts: bool = True
    judges_average: bool = False
    min_loss: float = 0.0
    ignored: dict[str, int] = field(default_factory=dict)
    identities: tuple[str, str] = ("", "")
    fingerprint: str = ""

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""
    ALPHA: ClassVar[float] = 0.05
    """Maximum probability that any topic is called worse, if the models are equally good; for "better", the same."""

    @property
    def is_worse(self) -> bool:
        """Whether the new model is significantly worse in any topic, or on average if that is judged."""
        return bool(self.worse_topics) or self.is_average_worse

    @property
    def is_average_worse(self) -> bool:
        """Whether macro-F1 is judged, and significantly worse."""
        macro_f1 = self.overall["macro_f1"].difference.value
        is_loss = macro_f1 is not None and macro_f1 < 0 and -macro_f1 >= self.min_loss
        return self.judges_average and is_loss and self.average_p[0] <= self.ALPHA

    @property
    def worse_topics(self) -> tuple[str, ...]:
        """The topics in which the new model is significantly worse."""
        return self._topics_of("worse")

    @property
    def better_topics(self) -> tuple[str, ...]:
        """The topics in which the new model is significantly better."""
        return self._topics_of("better")

    @property
    def unjudged_topics(self) -> tuple[str, ...]:
        """The topics of which there are too few examples to tell."""
        return self._topics_of("too few")

    def _topics_of(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(own.topic for own in self.topics if own.verdict == verdict)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain dicts and lists, with types of JSON only.

        Returns
        -------
        dict
            ``{"version": 1, "comparison": [old, new], "is_worse", "worse_topics", "better_topics", "unjudged_topics",
            …}``: then the fields of the record under their names, tuples as lists. A later version of this shape has a
            higher number; keys may be added within a version.
        """
        own = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("VERSION", "ALPHA")}
        judged = ("is_worse", "is_average_worse", "worse_topics", "better_topics", "unjudged_topics")
        fields: dict[str, Any] = to_plain(
            {"version": self.VERSION, "comparison": own.pop("names"), **{name: getattr(self, name) for name in judged}}
            | own
        )
        return fields

    def to_html(self) -> str:
        """Return the comparison as one page of HTML that needs nothing from outside."""
        # By name, because reports import results.
        page: str = import_module("topictag.reports.comparison_page").make_comparison_page(self)
        return page

    def save(self, path: str | PathLike[str]) -> None:
        """Write the page, and beside it the JSON twin with the ending ``.json``; each of them atomically.

        Parameters
        ----------
        path : path
            For example ``comparison.html``, in an existing folder.

        Raises
        ------
        OutputError
            A file cannot be written, `path` ends neither with ``.html`` nor with ``.htm``, or the JSON would overwrite
            a file that is not the data of a report; existing files are unchanged.
        """
        files = import_module("topictag.reports.report_files")
        files.check_report_files(path)
        files.write_report_files(self.to_html(), self.to_dict(), path)

    def __str__(self) -> str:
        text: str = import_module("topictag.reports.comparison_text").write_comparison(self)
        return text

    def _repr_html_(self) -> str:
        fragment: str = import_module("topictag.reports.comparison_page").make_comparison_fragment(self)
        return fragment

    def __repr__(self) -> str:
        named = ", ".join(map(repr, self.worse_topics[:_MAX_NAMED]))
        more = ", …" if len(self.worse_topics) > _MAX_NAMED else "," if len(self.worse_topics) == 1 else ""
        return (
            f"ModelComparison(is_worse={self.is_worse}, worse_topics=({named}{more}), n_examples={self.n_examples}, "
            f"n_topics={len(self.topics)})"
        )
