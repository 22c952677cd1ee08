"""What the public functions return: plain frozen records, no behaviour beyond reading them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, TypeAlias
from warnings import warn

Silence: TypeAlias = Literal["", "no word", "skipped: not Russian", "nothing known"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article with its tags.

    Attributes
    ----------
    text : str
        The paragraph without surrounding white space.
    start, end : int
        Its place in the article, in characters: ``article[start:end] == text``.
    tags : dict of str to float
        Topic to probability in [0, 1], highest first; empty when no topic reaches its threshold.
    is_title : bool
        Whether it is the title, which was given apart; its place is then in the title.
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
        Words that could carry a topic: function words and single letters are left out.
    n_known : int
        Those of them that have a term in the model's vocabulary.
    unknown : tuple of str
        The others, normalised, each once, in order of appearance.
    n_paragraphs, n_russian : int
        Paragraphs with a word in them, and those of them that are Russian; the others get no tag, whatever words are
        known.
    silence : str
        Why the text can get no tag: ``no word``, ``skipped: not Russian`` (no paragraph is) or ``nothing known`` (no
        word of those that are); empty for a text that can be read, whatever its probabilities.
    """

    n_words: int
    n_known: int
    unknown: tuple[str, ...]
    n_paragraphs: int
    n_russian: int
    silence: Silence = ""

    @property
    def share(self) -> float:
        """Known words among all, in [0, 1]; 0 when the text has none."""
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
        Examples that carry the topic.
    n_tagged : int
        Examples that the model tagged with it.
    precision, recall : float or None
        In [0, 1]; None when nothing was tagged, or nothing carries the topic.
    f1 : Estimate
    calibration_error : float or None
        Expected calibration error, in [0, 1]: how far the topic's probabilities lie from the shares that come true,
        over ten bins. None where no probabilities were given.
    brier_score : float or None
        Mean squared difference of probability and truth, in [0, 1]; lower is better.
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
class Evaluation:
    """Quality of a tagger on labelled examples.

    Attributes
    ----------
    n_examples, n_tagless : int
        All examples, and those that carry no topic.
    topics : tuple of TopicQuality
        In the tagger's order of topics.
    macro_f1 : Estimate
        Mean of F1 over the topics that occur in the examples.
    micro_f1 : Estimate
        F1 of all decisions together.
    samples_f1 : Estimate
        Mean of F1 over examples; 1 for an example that has no tags and gets none.
    false_tag_rate : Estimate
        Share of the tagless examples that get a tag.
    method : str
        How it was measured; empty where the tagger's own thresholds decided on the examples.
    """

    n_examples: int
    n_tagless: int
    topics: tuple[TopicQuality, ...]
    macro_f1: Estimate
    micro_f1: Estimate
    samples_f1: Estimate
    false_tag_rate: Estimate
    method: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the same as plain dicts and lists, as JSON would give it back."""
        fields = asdict(self)
        return {**fields, "topics": list(fields["topics"])}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Self:
        """Return what `to_dict` has written.

        Raises
        ------
        KeyError, TypeError
            A field is missing, or a mapping is none.
        """
        topics = tuple(TopicQuality(**{**topic, "f1": Estimate(**topic["f1"])}) for topic in fields["topics"])
        names = ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate")
        overall = {name: Estimate(**fields[name]) for name in names}
        return cls(fields["n_examples"], fields["n_tagless"], topics, **overall, method=fields.get("method", ""))


@dataclass(frozen=True)
class Speed:
    """How fast a tagger is on some texts, on this machine.

    Attributes
    ----------
    scorer : {"native", "reference"}
    n_texts, n_bytes : int
        What one pass reads: texts, and their bytes as UTF-8.
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
    """Something about labelled data that is wrong or looks wrong.

    Attributes
    ----------
    check : str
        What was looked for, as in ``near duplicates``.
    severity : {"error", "warning"}
        An error is not to be trained on; a warning is worth a look.
    message : str
        What it is, where, and the way out.
    examples : tuple of str
        Ids of the examples that it is about; empty where it is about the data as a whole.
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
        Examples with a text at hand, and those of them that carry no topic.
    support : dict of str to int
        Topic to examples with it, in alphabetical order.
    pair_support : dict of str to dict of str to int
        Topic to further topic to examples that carry both.
    findings : tuple of Finding
        In the order of the checks.
    """

    n_examples: int
    n_tagless: int
    support: dict[str, int]
    pair_support: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]

    @property
    def n_errors(self) -> int:
        """Findings that are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the same as plain dicts and lists, as JSON would give it back."""
        fields = asdict(self)
        return {**fields, "findings": [{**own, "examples": list(own["examples"])} for own in fields["findings"]]}
