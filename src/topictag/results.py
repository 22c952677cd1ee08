"""The results of the public functions: plain frozen records."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self, TypeAlias
from warnings import warn

Task: TypeAlias = Literal["multi", "single"]
"""How many topics a text has: any number, or exactly one."""

Silence: TypeAlias = Literal["", "no word", "skipped: not Russian", "nothing known"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article with its tags.

    Attributes
    ----------
    text : str
        The paragraph without surrounding white space.
    start, end : int
        Its position in the article, in characters: ``article[start:end] == text``.
    tags : dict of str to float
        Topic to probability in [0, 1], highest first; empty when no topic reaches its threshold.
    is_title : bool
        Whether it is the separate title; `start` and `end` then refer to the title.
    """

    text: str
    start: int
    end: int
    tags: dict[str, float]
    is_title: bool = False


@dataclass(frozen=True)
class Coverage:
    """How much of a text the model can read.

    Attributes
    ----------
    n_words : int
        Number of words that could carry a topic, without single letters and without function words that are no terms
        of the model.
    n_known : int
        Number of these that have a term in the model's vocabulary.
    unknown : tuple of str
        The other words, normalised, each once, in order of appearance.
    n_paragraphs, n_russian : int
        Number of paragraphs that contain a word, and number of these that are Russian; the others get no tag, even if
        the model knows their words.
    silence : str
        Why the text cannot get a tag: ``no word``, ``skipped: not Russian`` (no paragraph is Russian) or ``nothing
        known`` (the model knows no word of the Russian paragraphs, and no character n-gram of one). Empty for a text
        that can be read, whatever its probabilities.
    """

    n_words: int
    n_known: int
    unknown: tuple[str, ...]
    n_paragraphs: int
    n_russian: int
    silence: Silence = ""

    @property
    def share(self) -> float:
        """Share of known words, in [0, 1]; 0 when the text has no words."""
        return self.n_known / self.n_words if self.n_words else 0.0


@dataclass(frozen=True)
class Estimate:
    """A measured figure with its 95 % bootstrap interval; all in [0, 1], None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class TopicQuality:
    """How well one topic is tagged.

    Attributes
    ----------
    topic : str
    support : int
        Number of examples that carry the topic.
    n_tagged : int
        Number of examples that the model tagged with it, without those of which it is unknown whether they have it.
    precision, recall : float or None
        In [0, 1]; None when no example was tagged with the topic, or none carries it, respectively.
    f1 : Estimate
    calibration_error : float or None
        Expected calibration error, in [0, 1]: the distance of the topic's probabilities from the observed shares, over
        ten bins. None without probabilities.
    brier_score : float or None
        Mean squared difference between probability and truth, in [0, 1]; lower is better.
    """

    topic: str
    support: int
    n_tagged: int
    precision: float | None
    recall: float | None
    f1: Estimate
    calibration_error: float | None = None
    brier_score: float | None = None


@dataclass(frozen=True)
class Confusion:
    """A cell of a confusion table: how many examples of a topic got which topic.

    Attributes
    ----------
    topic : str
        The topic that is right.
    given : str
        The topic that was given; empty where none was.
    n : int
        Positive.
    """

    topic: str
    given: str
    n: int


@dataclass(frozen=True)
class Evaluation:
    """Quality of a tagger on labelled examples.

    Attributes
    ----------
    n_examples, n_tagless : int
        Number of all examples, and of those without a topic.
    topics : tuple of TopicQuality
        In the tagger's order of topics.
    macro_f1 : Estimate
        Mean of F1 over the topics that occur in the examples.
    micro_f1 : Estimate
        F1 over all decisions together.
    samples_f1 : Estimate
        Mean of F1 over examples; 1 for an example that has no tags and gets none.
    false_tag_rate : Estimate
        Share of the tagless examples that get a tag.
    method : str
        How the quality was measured; empty if the tagger's own thresholds decided.
    task : {"multi", "single"}
        With "single", each example has exactly one topic, and a text gets at most one.
    accuracy : Estimate or None
        Share of examples that got their topic; None unless the task is "single".
    confusion : tuple of Confusion or None
        The cells of the confusion table that are not 0, in the order of `topics`; None unless the task is "single".
    n_unknown : int
        Number of pairs of an example and a topic of which nobody said whether they belong together; no figure counts
        them. An example with one of these is not tagless.
    """

    n_examples: int
    n_tagless: int
    topics: tuple[TopicQuality, ...]
    macro_f1: Estimate
    micro_f1: Estimate
    samples_f1: Estimate
    false_tag_rate: Estimate
    method: str = ""
    task: Task = "multi"
    accuracy: Estimate | None = None
    confusion: tuple[Confusion, ...] | None = None
    n_unknown: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only."""
        fields = asdict(self)
        confusion = None if self.confusion is None else list(fields["confusion"])
        return {**fields, "topics": list(fields["topics"]), "confusion": confusion}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Self:
        """Return the evaluation from the output of `to_dict`.

        Raises
        ------
        KeyError, TypeError
            A field is missing, or is not a mapping where one is expected.
        """
        topics = tuple(TopicQuality(**{**topic, "f1": Estimate(**topic["f1"])}) for topic in fields["topics"])
        names = ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate")
        overall = {name: Estimate(**fields[name]) for name in names}
        accuracy, confusion = fields.get("accuracy"), fields.get("confusion")  # absent from older records
        return cls(
            fields["n_examples"],
            fields["n_tagless"],
            topics,
            **overall,
            method=fields.get("method", ""),
            task=fields.get("task", "multi"),
            accuracy=None if accuracy is None else Estimate(**accuracy),
            confusion=None if confusion is None else tuple(Confusion(**cell) for cell in confusion),
            n_unknown=fields.get("n_unknown", 0),
        )


@dataclass(frozen=True)
class Speed:
    """How fast a tagger is on some texts, on this machine.

    Attributes
    ----------
    scorer : {"native", "reference"}
    n_texts, n_bytes : int
        Number of texts in a pass, and number of their bytes in UTF-8.
    texts_per_s, megabytes_per_s : float
        `Tagger.tag_many` on one thread: the median of the passes. A megabyte is 1,000,000 bytes.
    lower_ratio : float
        Time of `Tagger.tag_many` divided by the time of `str.lower` on the same texts. The passes alternate, so the
        ratio is roughly the same on any machine.
    n_threads : int
        Number of available cores.
    thread_speedup : float
        Time on one thread divided by time on `n_threads` threads.
    call_median_us, call_p99_us : float
        Time of a single `Tagger.tag`, in microseconds: median and 99th percentile.
    """

    scorer: str
    n_texts: int
    n_bytes: int
    texts_per_s: float
    megabytes_per_s: float
    lower_ratio: float
    n_threads: int
    thread_speedup: float
    call_median_us: float
    call_p99_us: float

    @property
    def times_of_lower(self) -> float:
        """Deprecated: use `lower_ratio`."""
        warn("times_of_lower is deprecated. Use Speed.lower_ratio.", DeprecationWarning, stacklevel=2)
        return self.lower_ratio

    @property
    def times_as_fast_on_threads(self) -> float:
        """Deprecated: use `thread_speedup`."""
        warn("times_as_fast_on_threads is deprecated. Use Speed.thread_speedup.", DeprecationWarning, stacklevel=2)
        return self.thread_speedup


@dataclass(frozen=True)
class Finding:
    """Something in labelled data that is wrong or looks wrong.

    Attributes
    ----------
    check : str
        Name of the check, such as ``near duplicates``.
    severity : {"error", "warning"}
        Fix an error before you train; look at a warning.
    message : str
        What is wrong, where, and the way out.
    examples : tuple of str
        Ids of the examples concerned; empty where the finding concerns the data as a whole.
    """

    check: str
    severity: Literal["error", "warning"]
    message: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckReport:
    """What `topictag.check` found in labelled data.

    Attributes
    ----------
    n_examples, n_tagless : int
        Number of examples with an available text, and number of these without a topic.
    support : dict of str to int
        Topic to number of examples with it, in alphabetical order.
    pair_support : dict of str to dict of str to int
        Topic to second topic to number of examples that carry both.
    findings : tuple of Finding
        In the order of the checks.
    unknown : dict of str to int
        Topic to number of examples of which nobody said whether they have it, for topics with any. Such an example is
        not without a topic.
    """

    n_examples: int
    n_tagless: int
    support: dict[str, int]
    pair_support: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]
    unknown: dict[str, int] = field(default_factory=dict)

    @property
    def n_errors(self) -> int:
        """Number of findings that are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only."""
        fields = asdict(self)
        return {**fields, "findings": [{**own, "examples": list(own["examples"])} for own in fields["findings"]]}
