"""The parts of a model's record: its data, background, hints, updates, and the search for its settings, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from topictag.results.quality import Evaluation

Figures: TypeAlias = Mapping[str, float]


@dataclass(frozen=True)
class DataRecord:
    """Labelled data, in numbers.

    Attributes
    ----------
    n_examples, n_articles, n_distinct_texts : int
    n_tagless, n_several_tags : int
        Examples without a topic, and with more than one.
    support : mapping of str to int
        Topic to the number of examples that carry it.
    fingerprint : str
        SHA-256 of texts, tags and articles in their order, whatever the ids.
    unknown : mapping of str to int
        Topic to the number of examples of which nobody said whether they have it; without topics of which all is known.
    """

    n_examples: int
    n_articles: int
    n_distinct_texts: int
    n_tagless: int
    n_several_tags: int
    support: Mapping[str, int]
    fingerprint: str
    unknown: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AuxiliaryRecord(DataRecord):
    """Auxiliary examples, in numbers.

    Attributes
    ----------
    weight : float
        Weight of each of them in the fit; 0 if they are left out.
    mean_average_precision_by_weight : mapping of str to float
        Results by which cross-validation chose the weight, in models without a `SearchRecord`; else empty.
    """

    weight: float = 0.0
    mean_average_precision_by_weight: Figures = field(default_factory=dict)


@dataclass(frozen=True)
class BackgroundRecord:
    """Background vectors, in numbers.

    Attributes
    ----------
    description : str
        Where the texts come from.
    n_paragraphs, n_terms, n_dimensions : int
    fingerprint : str
        SHA-256 of terms, document frequencies and vectors.
    scale : float
        Weight of the vectors against the words.
    mean_average_precision_by_scale : mapping of str to float
        Results by which cross-validation chose the scale, in models without a `SearchRecord`; else empty.
    """

    description: str
    n_paragraphs: int
    n_terms: int
    n_dimensions: int
    fingerprint: str
    scale: float
    mean_average_precision_by_scale: Figures = field(default_factory=dict)


@dataclass(frozen=True)
class HintsRecord:
    """Hints, in numbers.

    Attributes
    ----------
    n_hints : int
    by_topic : mapping of str to int
        Topic to the number of its hints.
    fingerprint : str
        SHA-256 of topics, terms and strengths, whatever their order.
    uncalibrated : tuple of str
        Topics without examples: their weights and thresholds come from hints alone, and their probabilities are not
        calibrated.
    """

    n_hints: int
    by_topic: Mapping[str, int]
    fingerprint: str
    uncalibrated: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArticlesRecord:
    """How examples of several paragraphs were learnt.

    Attributes
    ----------
    n_several : int
        Number of examples of several paragraphs, without auxiliary ones.
    learnt : {"whole", "paragraphs"}
        As one document, or also paragraph by paragraph.
    measure : str
        What the figures are.
    figures : mapping of str to float
        What each way reached in cross-validation; empty if the settings name one.
    """

    n_several: int
    learnt: str
    measure: str
    figures: Figures


@dataclass(frozen=True)
class GroupRecord:
    """Quality on texts of other groups, such as outlets, than those learnt from.

    Attributes
    ----------
    name : str
        What the groups are: the field of the examples that contains them.
    n_groups : int
    quality : Evaluation
        Measured with whole groups held out.
    """

    name: str
    n_groups: int
    quality: Evaluation


@dataclass(frozen=True)
class UpdateRecord:
    """What a model has learnt after it was trained.

    Attributes
    ----------
    model : str
        SHA-256 of the model that was updated.
    data : DataRecord
        The new examples.
    replay : DataRecord or None
        Kept examples that were learnt from again.
    updated, added : tuple of str
        Topics that were learnt further, and new ones. All others are as they were.
    C : float
        With which the model was trained.
    """

    model: str
    data: DataRecord
    replay: DataRecord | None
    updated: tuple[str, ...]
    added: tuple[str, ...]
    C: float


@dataclass(frozen=True)
class FinalTestRecord:
    """Quality of the finished model on a test: examples that it has not learnt from, scored once.

    Attributes
    ----------
    how : str
        Which examples the test is: ``split=test``, or ``a share of 0.2, drawn at random``.
    data : DataRecord
        The test.
    quality : Evaluation
        With the thresholds and probabilities that the model has.
    """

    how: str
    data: DataRecord
    quality: Evaluation


@dataclass(frozen=True)
class TrialRecord:
    """A recipe that cross-validation tried.

    Attributes
    ----------
    recipe : mapping of str to int, float or bool
        C, min_df and so on, by name.
    figure : float
        What it reached.
    n_folds : int
        On how many folds it was tried.
    """

    recipe: Mapping[str, float]
    figure: float
    n_folds: int


@dataclass(frozen=True)
class SearchRecord:
    """How the settings that were left open were chosen.

    Attributes
    ----------
    measure : str
        What the figures are; empty if no setting was open.
    chosen : mapping of str to int, float or bool
        The recipe of the model.
    trials : tuple of TrialRecord
        What was tried; figures are comparable on the same number of folds.
    """

    measure: str
    chosen: Mapping[str, float]
    trials: tuple[TrialRecord, ...] = ()
