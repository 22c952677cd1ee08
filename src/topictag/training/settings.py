"""Everything that training can be told, in one frozen record that goes into the model's metadata."""

from dataclasses import dataclass, field

from topictag.text.analysis import Analysis


@dataclass(frozen=True)
class TrainingSettings:
    """Settings of one training run; `topictag.train` documents them.

    Attributes
    ----------
    analysis : Analysis
        How words become terms.
    C : float
        Inverse strength of the L2 regularisation.
    min_df : int
        Examples that a term must occur in.
    n_folds : int
        Parts of the cross-validation.
    seed : int
        Settles ties when examples are dealt to folds.
    """

    # Chosen. Dealt once, a few hundred examples leave thresholds to the luck of the deal as much as to the data.
    _SCORES_WANTED = 2500

    analysis: Analysis = field(default_factory=Analysis)
    C: float = 5.0
    min_df: int = 2
    n_folds: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.C < float("inf"):
            raise ValueError(f"C must be positive, not {self.C}. The default is 5.0.")
        if self.min_df < 1:
            raise ValueError(f"min_df must be at least 1, not {self.min_df}.")
        if self.n_folds < 2:
            raise ValueError(f"n_folds must be at least 2, not {self.n_folds}. The default is 5.")

    def n_deals(self, n_examples: int) -> int:
        """Return how often the cross-validation deals its folds anew: the fewer examples, the more often."""
        return min(max(self._SCORES_WANTED // n_examples, 1), 10)
