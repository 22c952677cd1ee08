"""Which values the search for a recipe may try: those that the settings leave open, as many as its effort allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from topictag.training.background.vectors import Background
from topictag.training.recipe import Recipe, start_recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.sample import Sample

_FEW_EXAMPLES = 1000  # chosen: with more, a term that occurs once teaches nothing
_HINT_SCALE = 0.25  # measured on sources that training left out (docs/design.md); 0.5 is nearly as good


@dataclass(frozen=True)
class Effort:
    """How much a search may cost.

    Attributes
    ----------
    c_values : sequence of float
        Values of C along a path, ascending.
    scales : sequence of float
        Weights of the background vectors.
    max_pairs, min_df : sequence of int
    hint_scales : sequence of float
        Scales of the groups of hints.
    max_grams : sequence of int
    function_words, negation : sequence of bool
    families : sequence of bool
    weights : sequence of float
        Weights of auxiliary examples.
    max_documents : int
        Size of the sample that the search reads.
    max_folds : int
        Maximum number of folds of a deal that are tried.
    max_deals, max_rounds : int
        Maximum number of times that folds are dealt, and of rounds of changes.
    """

    c_values: Sequence[float]
    scales: Sequence[float]
    max_pairs: Sequence[int]
    min_df: Sequence[int]
    hint_scales: Sequence[float]
    max_grams: Sequence[int]
    function_words: Sequence[bool]
    negation: Sequence[bool]
    families: Sequence[bool]
    weights: Sequence[float]
    max_documents: int
    max_folds: int
    max_deals: int
    max_rounds: int


# Chosen: values about half an octave (scales) or a factor of three (C, weights) apart; each effort takes about three
# times as long as the one before.
EFFORTS: Mapping[str, Effort] = {
    "quick": Effort(
        c_values=(0.5, 1.5, 5.0),
        scales=(0.5, 2.0),
        max_pairs=(),
        hint_scales=(),
        max_grams=(),
        function_words=(),
        negation=(),
        min_df=(1,),
        families=(),
        weights=(0.3, 0.0),
        max_documents=1500,
        max_folds=2,
        max_deals=2,
        max_rounds=1,
    ),
    "normal": Effort(
        c_values=(0.5, 1.5, 5.0, 15.0),
        scales=(0.5, 0.7, 1.4, 2.0),
        max_pairs=(0, 3000),
        hint_scales=(0.1, 0.5, 0.0),
        max_grams=(5000,),
        function_words=(),
        negation=(),
        min_df=(1,),
        families=(False,),
        weights=(0.3, 0.1, 0.0),
        max_documents=3000,
        max_folds=3,
        max_deals=3,
        max_rounds=2,
    ),
    "thorough": Effort(
        c_values=(0.15, 0.5, 1.5, 5.0, 15.0, 50.0),
        scales=(0.35, 0.5, 0.7, 1.4, 2.0, 2.8),
        max_pairs=(0, 300, 3000, 10_000),
        hint_scales=(0.05, 0.1, 0.5, 1.0, 0.0),
        max_grams=(2000, 5000, 20_000),
        function_words=(True,),
        negation=(True,),
        min_df=(1, 3),
        families=(False,),
        weights=(0.5, 0.3, 0.1, 0.0),
        max_documents=20_000,
        max_folds=10,
        max_deals=4,
        max_rounds=4,
    ),
}


def may_need_function_words(settings: TrainingSettings) -> bool:
    """Return whether a recipe within the settings may have function words as terms."""
    effort = EFFORTS[settings.effort]
    given = (settings.function_words, effort.function_words), (settings.negation, effort.negation)
    return any(value == "yes" or (value is None and True in tried) for value, tried in given)


@dataclass(frozen=True)
class Space:
    """Where a search begins, and what it may change.

    Attributes
    ----------
    start : Recipe
        The settings' values, and the defaults for those that are open.
    choices : mapping of str to sequence
        Name of a value of the recipe to the others that it may have; C is not among them.
    c_values : sequence of float
        Values of C; only the start's own if the settings give it.
    effort : Effort
    """

    start: Recipe
    choices: Mapping[str, Sequence[Any]]
    c_values: Sequence[float]
    effort: Effort

    @classmethod
    def of(cls, sample: Sample, settings: TrainingSettings, background: Background | None) -> "Space":
        """Return what the settings leave open."""
        effort = EFFORTS[settings.effort]
        start, has_words = _start(sample, settings, background), sample.has_function_words
        tried: dict[str, Sequence[Any]] = {
            "auxiliary_weight": effort.weights if sample.twins and settings.auxiliary_weight is None else (),
            "background_scale": effort.scales if background is not None and settings.background_scale is None else (),
            "min_df": effort.min_df if settings.min_df is None and sample.n_own <= _FEW_EXAMPLES else (),
            "max_pairs": effort.max_pairs if settings.max_pairs is None else (),
            "max_grams": effort.max_grams if settings.max_grams is None and sample.words is not None else (),
            "function_words": effort.function_words if settings.function_words is None and has_words else (),
            "negation": effort.negation if settings.negation is None and has_words else (),
            "hint_scale": _hint_scales(sample, effort) if settings.hint_scale is None else (),
            "families": effort.families if settings.families is None and settings.family_letters else (),
        }
        c_values = effort.c_values if settings.C is None else (settings.C,)
        return cls(start, {name: values for name, values in tried.items() if values}, c_values, effort)

    @property
    def is_closed(self) -> bool:
        """Whether there is nothing to choose."""
        return not self.choices and len(self.c_values) == 1

    def list_changes(self) -> list[dict[str, Any]]:
        """Return all changes of a single value."""
        return [{name: value} for name, values in self.choices.items() for value in values]


def _start(sample: Sample, settings: TrainingSettings, background: Background | None) -> Recipe:
    return start_recipe(settings).change(
        background_scale=_or(1.0, settings.background_scale) if background is not None else 0.0,
        auxiliary_weight=_or(1.0, settings.auxiliary_weight) if sample.twins else 0.0,
        hint_scale=_or(_HINT_SCALE, settings.hint_scale) if sample.hints else 0.0,
    )


def _hint_scales(sample: Sample, effort: Effort) -> Sequence[float]:
    """Return the scales to try; topics that have nothing but hints cannot do without them."""
    if not sample.hints:
        return ()
    needed = any(topic >= sample.gold.shape[1] for topic, _ in sample.hints.keys)
    return [scale for scale in effort.hint_scales if scale or not needed]


def _or(default: float, given: float | None) -> float:
    return default if given is None else given
