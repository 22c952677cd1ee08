"""Everything that the making of background vectors can be told."""

from dataclasses import dataclass, field

from topictag.errors import SettingError
from topictag.text.analysis import Analysis


@dataclass(frozen=True)
class BackgroundSettings:
    """Settings of background vectors; the defaults were chosen on labelled development texts (docs/background.md).

    Attributes
    ----------
    analysis : Analysis
        How words become terms; a model trained with the vectors has to use the same.
    min_df : int
        Paragraphs that a term must occur in to be kept: a lemma with a vector, a family with its frequency.
    max_terms : int
        The most frequent terms, at most so many, are kept: this bounds memory.
    paragraph_dimensions, window_dimensions : int
        Length of the part of a vector that co-occurrence in a paragraph gives, and of the part that co-occurrence
        within `window` words gives. 0 leaves a part out.
    window : int
        Distance in content words up to which two words are neighbours.
    exponent : float
        Smoothing of the contexts' frequencies in PPMI (Levy, Goldberg and Dagan, 2015), in (0, 1].
    whitening : float
        How far the spread of paragraphs is evened out over dimensions: 0 not at all, 1 fully.
    max_cooccurrences : int
        Co-occurring pairs held at once; beyond it the rarest are dropped.
    seed : int
        Of the randomised factorisation.
    """

    analysis: Analysis = field(default_factory=Analysis)
    min_df: int = 10
    max_terms: int = 50_000
    paragraph_dimensions: int = 100
    window_dimensions: int = 200
    window: int = 5
    exponent: float = 0.75
    whitening: float = 0.25
    max_cooccurrences: int = 100_000_000
    seed: int = 0

    def __post_init__(self) -> None:
        least = {"min_df": 1, "max_terms": 2, "paragraph_dimensions": 0, "window_dimensions": 0, "window": 1}
        for name, bound in {**least, "max_cooccurrences": 1000, "seed": 0}.items():
            value = getattr(self, name)
            if not isinstance(value, int) or value < bound:
                raise SettingError(f"{name} must be a whole number of at least {bound}, not {value!r}.")
        if self.seed >= 2**32:
            raise SettingError(f"seed must be less than 2**32, not {self.seed}.")
        if not self.n_dimensions:
            raise SettingError("paragraph_dimensions and window_dimensions cannot both be 0. Leave one at its default.")
        if not 0 < self.exponent <= 1 or not 0 <= self.whitening <= 1:
            raise SettingError(
                f"exponent must lie in (0, 1] and whitening in [0, 1], not {self.exponent!r} and {self.whitening!r}."
            )

    @property
    def n_dimensions(self) -> int:
        """Length of the vectors."""
        return self.paragraph_dimensions + self.window_dimensions
