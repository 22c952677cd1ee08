"""A recipe: everything that a fit depends on besides the data, and that cross-validation may choose."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from topictag.training.settings import TrainingSettings

DEFAULT_C = 5.0
DEFAULT_MAX_PAIRS = 1000
DEFAULT_MIN_DF = 2


@dataclass(frozen=True)
class Recipe:
    """How a model is fitted.

    Attributes
    ----------
    C : float
        Inverse strength of the L2 regularisation.
    min_df : int
        Minimum number of examples that contain a term.
    max_pairs : int
        Maximum number of pairs.
    families : bool
        Whether word families are terms.
    max_grams : int
        Maximum number of character n-grams.
    function_words : bool
        Whether function words are terms.
    negation : bool
        Whether negators are terms, alone and with a lemma that follows them.
    hint_scale : float
        Scale of the groups of hints; 0 without them.
    background_scale : float
        Weight of the background vectors; 0 without them.
    auxiliary_weight : float
        Weight of an auxiliary example; 0 without them.

    Examples
    --------
    >>> Recipe().change(C=1.0).describe_changes(Recipe())
    'C=1'
    """

    C: float = DEFAULT_C
    min_df: int = DEFAULT_MIN_DF
    max_pairs: int = DEFAULT_MAX_PAIRS
    families: bool = True
    max_grams: int = 0
    function_words: bool = False
    negation: bool = False
    hint_scale: float = 0.0
    background_scale: float = 0.0
    auxiliary_weight: float = 0.0

    def change(self, **values: Any) -> "Recipe":
        """Return the recipe with some values replaced."""
        return replace(self, **values)

    @property
    def has_function_words(self) -> bool:
        """Whether any function word is a term."""
        return self.function_words or self.negation

    def to_dict(self) -> dict[str, Any]:
        """Return all values by name."""
        return asdict(self)

    def describe_changes(self, other: "Recipe") -> str:
        """Return in which values this recipe differs from another."""
        own, theirs = self.to_dict(), other.to_dict()
        return ", ".join(f"{name}={_write(value)}" for name, value in own.items() if value != theirs[name])


def _write(value: float | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else f"{value:g}"


def start_recipe(settings: TrainingSettings) -> Recipe:
    """Return the recipe with the settings' values, and with the defaults where they are open.

    It has no background and no auxiliary examples.

    Examples
    --------
    >>> start_recipe(TrainingSettings(max_pairs=0)).describe_changes(Recipe())
    'max_pairs=0'
    """
    return Recipe(
        C=DEFAULT_C if settings.C is None else settings.C,
        min_df=DEFAULT_MIN_DF if settings.min_df is None else settings.min_df,
        max_pairs=DEFAULT_MAX_PAIRS if settings.max_pairs is None else settings.max_pairs,
        families=settings.families != "no",
        max_grams=settings.max_grams or 0,
        function_words=settings.function_words == "yes",
        negation=settings.negation == "yes",
    )
