"""What is in a model: topics, terms, training data, settings, quality and sizes."""

from dataclasses import dataclass
from typing import Any, ClassVar

from topictag.results.contribution import Kind
from topictag.results.quality import Evaluation, Task, TopicQuality
from topictag.results.term import TermWeight


@dataclass(frozen=True)
class DataDescription:
    """One source of a model, in numbers.

    Attributes
    ----------
    role : str
        "examples", those that the model is for and was measured on; "auxiliary examples", "calibration examples",
        "background" or "hints"; or "examples of update 1", "kept examples of update 1" and so on.
    n : int
        Number of examples, hints, or paragraphs of the background.
    fingerprint : str
        SHA-256 of the contents: two models with the same fingerprint have learnt from the same data.
    by_topic : dict of str to int
        Topic to number of examples or hints; empty for a background.
    n_tagless : int or None
        Number of examples without a topic; None for hints and background.
    """

    role: str
    n: int
    fingerprint: str
    by_topic: dict[str, int]
    n_tagless: int | None = None


@dataclass(frozen=True)
class TopicDescription:
    """One topic of a model.

    Attributes
    ----------
    topic : str
    threshold : float
        Minimum probability of a tag, positive.
    threshold_for : str
        Target of the threshold, such as ``F1`` or ``precision 0.9``; empty if unknown.
    slope, offset : float
        Calibration: ``probability = 1 / (1 + exp(-(slope * score + offset)))``; with the task "single", the softmax.
    is_calibrated : bool
        False where hints alone decide, so that probabilities only rank texts.
    intercept : float
        The score of a paragraph whose terms all weigh nothing.
    support : int or None
        Number of examples with the topic that it was learnt from, those of updates included; None if unknown.
    quality : TopicQuality or None
        Measured out of fold; None if unknown.
    terms_for, terms_against : tuple of TermWeight
        The terms with the greatest effect for and against the topic, the strongest first, without lists of hints and
        n-grams.
    hints : tuple of TermWeight
        The lists of hints with the greatest effect for or against the topic. Their values are not divided by the norm
        of a paragraph, so that their effects do not compare with those of other terms.
    ngrams : tuple of TermWeight
        The n-grams with the greatest effect for or against the topic. They have a norm of their own.
    """

    topic: str
    threshold: float
    threshold_for: str
    slope: float
    offset: float
    is_calibrated: bool
    intercept: float
    support: int | None
    quality: TopicQuality | None
    terms_for: tuple[TermWeight, ...]
    terms_against: tuple[TermWeight, ...]
    hints: tuple[TermWeight, ...] = ()
    ngrams: tuple[TermWeight, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the topic as JSON types."""
        quality = self.quality and {**vars(self.quality), "f1": dict(vars(self.quality.f1))}
        lists = ("terms_for", "terms_against", "hints", "ngrams")
        terms = {name: [term.to_dict() for term in getattr(self, name)] for name in lists}
        return {**vars(self), "quality": quality, **terms}


@dataclass(frozen=True, repr=False)
class Description:
    """What is in a model.

    Attributes
    ----------
    path : str
        The file that the model was read from; empty for a model in memory.
    digest : str
        SHA-256 of the bytes that `Tagger.save` writes, so that equal models have equal digests in memory and in a file.
        For a file of the current format, ``sha256sum FILE`` prints the same.
    identity : str
        The digest by which `topictag watch` and profiles name the model, 16 hexadecimal digits: it differs if any tag
        could differ, and stays if only the record changes.
    format_version : int
        Of the file; for a model in memory, of the file that `Tagger.save` writes.
    text : str
        The description that was given in training.
    task : {"multi", "single"}
    topics : tuple of TopicDescription
        The topics that were asked for, in the order of the tagger's.
    n_topics : int
        Number of all topics.
    n_terms : dict of str to int
        Kind of term to number of terms, for all kinds.
    n_forms : int
        Number of words that the model reads as lemmas or families.
    data : tuple of DataDescription
        What the model has learnt from.
    settings : dict of str to object
        The settings of training; those that were left open have the values that cross-validation chose, or None.
    built_with : dict of str to str
        Versions of libraries and dictionary, and the kind of machine.
    quality : Evaluation or None
        Measured out of fold; None if the record cannot be read.
    quality_by_group : Evaluation or None
        The same with whole groups, such as outlets, held out.
    group : str
        What these groups are; empty if none were held out.
    array_bytes : dict of str to int
        Name of an array to its size in bytes, the largest first.
    record_problem : str
        Why the model's record cannot be read, so that data, settings and quality are missing; empty if it can.
    test_quality : Evaluation or None
        Measured on a test that the model has not learnt from.

    Examples
    --------
    >>> import topictag
    >>> description = topictag.load().describe(top=3)
    >>> description.n_terms["pair"], description.topics[1].topic
    (19354, 'energy')
    >>> [own.term for own in description.topics[1].terms_for]
    ['нефтепровод', 'энергосистема', 'энергоснабжение']
    """

    path: str
    digest: str
    identity: str
    format_version: int
    text: str
    task: Task
    topics: tuple[TopicDescription, ...]
    n_topics: int
    n_terms: dict[Kind, int]
    n_forms: int
    data: tuple[DataDescription, ...]
    settings: dict[str, Any]
    built_with: dict[str, str]
    quality: Evaluation | None
    quality_by_group: Evaluation | None
    group: str
    array_bytes: dict[str, int]
    record_problem: str = ""
    test_quality: Evaluation | None = None

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    @property
    def n_bytes(self) -> int:
        """Size of all arrays."""
        return sum(self.array_bytes.values())

    def __repr__(self) -> str:
        place = self.path or "a model in memory"
        return f"<{type(self).__name__} of {place}: {self.n_topics:,} topics, {sum(self.n_terms.values()):,} terms>"

    def to_dict(self) -> dict[str, Any]:
        """Return the description as plain dicts and lists, with types of JSON only.

        The keys are the attributes, with ``"version"`` and ``"n_bytes"``. A later version of this shape has a higher
        number; keys may be added within a version.
        """
        return {
            "version": self.VERSION,
            **vars(self),
            "n_bytes": self.n_bytes,
            "topics": [topic.to_dict() for topic in self.topics],
            "data": [dict(vars(own)) for own in self.data],
            "quality": self.quality and self.quality.to_dict(),
            "quality_by_group": self.quality_by_group and self.quality_by_group.to_dict(),
            "test_quality": self.test_quality and self.test_quality.to_dict(),
        }
