"""All settings of training: the one place that defines their defaults, ranges and meanings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from topictag.ranges import FiguresByTopic, OneOf, RealNumbers, WholeNumbers
from topictag.text.analysis import Analysis
from topictag.training.setting import Settings, documented, setting

_CHOSEN = "chosen by cross-validation"
_BEST_F1 = "the threshold with the best F1"
_SHARE = FiguresByTopic(RealNumbers(0, 1, excludes_least=True))


@documented
@dataclass(frozen=True)
class TrainingSettings(Settings):
    """Settings of a training run. Frozen; a value out of range raises `SettingError`.

    Examples
    --------
    >>> import topictag
    >>> topictag.TrainingSettings(C=1, min_df=3).C
    1.0
    """

    C: float | None = setting(
        None,
        RealNumbers(0, 1e6, excludes_least=True),
        "Inverse strength of the L2 regularisation.",
        unset=_CHOSEN,
    )
    min_df: int | None = setting(
        None, WholeNumbers(1), "Minimum number of examples that contain a term.", unset=_CHOSEN
    )
    max_pairs: int | None = setting(
        None,
        WholeNumbers(0),
        "Maximum number of pairs of nearby lemmas (мирный + договор) that become terms. Of the pairs in at "
        "least five examples, those that best distinguish the topics are chosen. 0 for none.",
        unset=_CHOSEN,
    )
    families: str | None = setting(
        None,
        OneOf(("yes", "no")),
        "Whether word families are terms: words that begin with the same letters.",
        unset=_CHOSEN,
    )
    pair_window: int = setting(
        Analysis.pair_window, WholeNumbers(1, Analysis.MAX), "Maximum distance between the lemmas of a pair, in words."
    )
    min_letters: int = setting(
        Analysis.min_letters, WholeNumbers(1, Analysis.MAX), "Minimum length of a word that becomes a term."
    )
    family_letters: int = setting(
        Analysis.family_letters,
        WholeNumbers(0, Analysis.MAX),
        "Length of a word family: words that begin with the same letters share a term. 0 for no families.",
    )
    family_min_letters: int = setting(
        Analysis.family_min_letters, WholeNumbers(0, Analysis.MAX), "Minimum length of a word that belongs to a family."
    )
    background_scale: float | None = setting(
        None,
        RealNumbers(0),
        "Weight of the background vectors relative to the words themselves. 0 leaves the vectors out, but keeps the "
        "background's words and document frequencies.",
        unset=_CHOSEN,
    )
    auxiliary_weight: float | None = setting(
        None,
        RealNumbers(0),
        "Weight of an auxiliary example in the fit; your own examples have the weight 1. 0 leaves the auxiliary "
        "examples out. With a few dozen examples, the choice by cross-validation is mostly luck.",
        unset=_CHOSEN,
    )
    max_grams: int | None = setting(
        None,
        WholeNumbers(0),
        "Maximum number of character n-grams, parts of words of 3 to 5 letters, that become terms: those that best "
        "distinguish the topics. They help with misspelt and abbreviated words, and tagging takes longer. 0 for none.",
        unset=_CHOSEN,
    )
    function_words: str | None = setting(
        None,
        OneOf(("yes", "no")),
        "Whether function words (мы, который, не) are terms, each as it is written. They form no pairs.",
        unset='chosen by cross-validation with effort "thorough", else "no"',
    )
    negation: str | None = setting(
        None,
        OneOf(("yes", "no")),
        "Whether не and без are terms, alone and together with a word that follows them (не платить). Of these "
        "negations, those in at least five examples that best distinguish the topics are chosen.",
        unset='chosen by cross-validation with effort "thorough", else "no"',
    )
    hint_scale: float | None = setting(
        None,
        RealNumbers(0),
        "Weight of the groups of hints relative to the words themselves. 0 leaves them out.",
        unset=_CHOSEN,
    )
    effort: str = setting(
        "normal",
        OneOf(("quick", "normal", "thorough")),
        "How much to try when cross-validation chooses settings. Each step takes about three times as long.",
    )
    search_seconds: float | None = setting(
        None,
        RealNumbers(0, excludes_least=True),
        "Maximum time for choosing settings, in seconds; then the best so far is taken. The result depends on the "
        "speed of the machine.",
        unset="no limit",
    )
    task: str = setting(
        "auto",
        OneOf(("auto", "multi", "single")),
        "multi: a text may have any number of topics. single: each text has exactly one, so it gets the most probable. "
        "auto: single if each example has exactly one tag, of at least two topics, no example leaves another of them "
        "unknown, and no topic has hints without examples; else multi.",
    )
    articles: str = setting(
        "auto",
        OneOf(("auto", "whole", "paragraphs")),
        "How an example of several paragraphs is learnt, whose tags are those of all of them together. whole: as one "
        "document. paragraphs: also paragraph by paragraph, where the paragraphs that a topic is about count most. "
        "auto: as tags the examples better in cross-validation.",
    )
    precision: float | Mapping[str, float] | None = setting(
        None,
        _SHARE,
        "Choose thresholds that reach this precision with the highest recall, on out-of-fold scores: one figure for "
        'all topics, or one per topic, where "*" means all others.',
        unset=_BEST_F1,
    )
    recall: float | Mapping[str, float] | None = setting(
        None,
        _SHARE,
        "Choose thresholds that reach this recall with the highest precision, on out-of-fold scores: one figure for "
        'all topics, or one per topic, where "*" means all others.',
        unset=_BEST_F1,
    )
    min_support: int = setting(
        2,
        WholeNumbers(2),
        "Minimum number of examples with a topic, and of examples without it. A topic with fewer is left out, with a "
        "warning; its examples stay.",
    )
    n_folds: int = setting(
        5,
        WholeNumbers(2),
        "Number of folds of the cross-validation for calibration, thresholds and quality. Examples of one article stay "
        "in one fold, and so do equal texts, near copies and texts that share a paragraph.",
    )
    seed: int = setting(0, WholeNumbers(0), "Seed of the order in which examples are dealt to folds.")

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.analysis  # checks that they fit together

    @cached_property
    def analysis(self) -> Analysis:
        """How words become terms."""
        return Analysis(self.min_letters, self.family_letters, self.family_min_letters, self.pair_window)
