"""All settings of background vectors."""

from dataclasses import dataclass
from functools import cached_property

from topictag.errors import SettingError
from topictag.ranges import RealNumbers, WholeNumbers
from topictag.text.analysis import Analysis
from topictag.training.setting import Settings, documented, setting


@documented
@dataclass(frozen=True)
class BackgroundSettings(Settings):
    """Settings of background vectors. The defaults are chosen on labelled development texts."""

    min_df: int = setting(
        10,
        WholeNumbers(1),
        "Minimum number of paragraphs that contain a term. Lemmas get a vector, families only keep their frequency.",
    )
    max_terms: int = setting(
        50_000, WholeNumbers(2), "Maximum number of terms, the most frequent ones. It limits memory."
    )
    paragraph_dimensions: int = setting(
        100,
        WholeNumbers(0),
        "Length of the first part of a vector: what occurs in the same paragraphs as the word. 0 for no such part.",
    )
    window_dimensions: int = setting(
        200,
        WholeNumbers(0),
        "Length of the second part of a vector: what occurs near the word. 0 for no such part.",
    )
    window: int = setting(5, WholeNumbers(1), "Maximum distance between neighbours, in content words.")
    exponent: float = setting(
        0.75,
        RealNumbers(0, 1, excludes_least=True),
        "Smoothing of context frequencies in positive PMI (Levy, Goldberg and Dagan, 2015).",
    )
    whitening: float = setting(
        0.25,
        RealNumbers(0, 1),
        "How far the spread of paragraphs is evened out over the dimensions: 0 not at all, 1 completely.",
    )
    max_cooccurrences: int = setting(
        100_000_000, WholeNumbers(1000), "Maximum number of co-occurring pairs in memory; the rarest are dropped."
    )
    min_letters: int = setting(
        Analysis.min_letters,
        WholeNumbers(1, Analysis.MAX),
        "Minimum length of a word that becomes a term; as in training.",
    )
    family_letters: int = setting(
        Analysis.family_letters,
        WholeNumbers(0, Analysis.MAX),
        "Length of a word family, 0 for no families; as in training.",
    )
    family_min_letters: int = setting(
        Analysis.family_min_letters,
        WholeNumbers(0, Analysis.MAX),
        "Minimum length of a word that belongs to a family; as in training.",
    )
    seed: int = setting(0, WholeNumbers(0, 2**32 - 1), "Seed of the randomised factorisation.")

    def __post_init__(self) -> None:
        super().__post_init__()
        _ = self.analysis  # checks that they fit together
        if not self.n_dimensions:
            raise SettingError("paragraph_dimensions and window_dimensions cannot both be 0. Leave one at its default.")

    @cached_property
    def analysis(self) -> Analysis:
        """How words become terms; a model that is trained with the vectors uses the same."""
        return Analysis(self.min_letters, self.family_letters, self.family_min_letters)

    @property
    def n_dimensions(self) -> int:
        """Length of the vectors."""
        return self.paragraph_dimensions + self.window_dimensions
