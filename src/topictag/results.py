"""What the public functions return: plain frozen records, no behaviour beyond reading them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, TypeAlias

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
    """

    n_examples: int
    n_tagless: int
    topics: tuple[TopicQuality, ...]
    macro_f1: Estimate
    micro_f1: Estimate
    samples_f1: Estimate
    false_tag_rate: Estimate

    def to_dict(self) -> dict[str, Any]:
        """Return the same as plain dicts and lists, as JSON would give it back."""
        fields = asdict(self)
        return {**fields, "topics": list(fields["topics"])}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Self:
        """Return the evaluation that `to_dict` was called on; other fields, as in a model's metadata, are ignored."""
        topics = tuple(TopicQuality(**{**own, "f1": Estimate(**own["f1"])}) for own in fields["topics"])
        overall = ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate")
        estimates = {name: Estimate(**fields[name]) for name in overall}
        return cls(fields["n_examples"], fields["n_tagless"], topics, **estimates)


@dataclass(frozen=True)
class Speed:
    """How fast a tagger is on some texts, on the machine at hand.

    Attributes
    ----------
    scorer : str
        ``native`` or ``reference``.
    n_texts, n_bytes : int
        What a pass reads; bytes as UTF-8.
    texts_per_s, megabytes_per_s : float
        `Tagger.tag_many` on one thread, from str to list of dicts; median of the passes. A megabyte is 1,000,000 bytes.
    times_of_lower : float
        Its time divided by that of `str.lower` over the same texts, in turns; roughly the same on any machine.
    n_threads : int
        Cores at hand.
    times_as_fast_on_threads : float
        How many times as fast it is on so many threads.
    call_median_us, call_p99_us : float
        A single `Tagger.tag`, in microseconds.
    """

    scorer: str
    n_texts: int
    n_bytes: int
    texts_per_s: float
    megabytes_per_s: float
    times_of_lower: float
    n_threads: int
    times_as_fast_on_threads: float
    call_median_us: float
    call_p99_us: float


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
