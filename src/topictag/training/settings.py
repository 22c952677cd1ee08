"""Everything that training can be told, in one frozen record that goes into the model's metadata."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real

from topictag.errors import SettingError
from topictag.text.analysis import Analysis
from topictag.training.decisions.targets import Wanted


@dataclass(frozen=True)
class TrainingSettings:
    """Settings of one training run; `topictag.train` documents them.

    Attributes
    ----------
    analysis : Analysis
        How words become terms.
    C : float
        Inverse strength of the L2 regularisation.
    background_scale : float or None
        How much background vectors count against the words themselves; None to choose it by cross-validation.
    auxiliary_weight : float or None
        How much an auxiliary example counts against an own one; None to choose it by cross-validation.
    precision, recall : float, mapping of str to float, or None
        What thresholds must reach, for all topics or by topic; where neither is given, thresholds have the best F1.
    min_df : int
        Examples that a term must occur in.
    max_pairs : int
        Most pairs of lemmas to take as further terms; 0 for none.
    n_folds : int
        Parts of the cross-validation.
    seed : int
        Settles ties when examples are dealt to folds.
    """

    # Chosen. Dealt once, a few hundred examples leave thresholds to the luck of the deal as much as to the data.
    _SCORES_WANTED = 2500

    analysis: Analysis = field(default_factory=Analysis)
    C: float = 5.0
    background_scale: float | None = None
    auxiliary_weight: float | None = None
    precision: Wanted = None
    recall: Wanted = None
    min_df: int = 2
    max_pairs: int = 1000
    n_folds: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.C, int | float) or not 0 < self.C < float("inf"):
            raise SettingError(f"C must be a positive number, not {self.C!r}. The default is 5.0.")
        for name in ("precision", "recall"):  # a plain dict, which the metadata can hold
            if isinstance(wanted := getattr(self, name), Mapping):
                object.__setattr__(self, name, dict(wanted))
        for name in ("background_scale", "auxiliary_weight"):
            value = getattr(self, name)
            if value is not None and not (isinstance(value, Real) and 0 <= float(value) < float("inf")):
                raise SettingError(f"{name} must be a number from 0 up, or None to choose it, not {value!r}.")
        for name, least in (("min_df", 1), ("max_pairs", 0), ("n_folds", 2), ("seed", 0)):
            value = getattr(self, name)
            if not isinstance(value, int) or value < least:
                raise SettingError(f"{name} must be a whole number of at least {least}, not {value!r}.")

    def n_deals(self, n_examples: int, *, least: int, most: int) -> int:
        """Return how often a cross-validation deals its folds anew: the fewer examples, the more often."""
        return min(max(self._SCORES_WANTED // n_examples, least), most)
