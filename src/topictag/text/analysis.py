"""The settings that turn words into terms, and word families, which depend on these settings alone.

A family is the beginning that related words share: энергетика, энергетическим and энергоблок all give энерг. It
comes from the word as written, not from its lemma: measurements show no difference (docs/design.md), and it needs no
dictionary, so that it also covers words that training has not seen. Short words have no family: it would be the whole
word, endings included.
"""

from dataclasses import dataclass, replace

from topictag.errors import SettingError


@dataclass(frozen=True)
class Analysis:
    """How words become terms; part of every model, so that tagging repeats what training did.

    Attributes
    ----------
    min_letters : int
        Minimum length of a word that gives a term; shorter ones are initials and abbreviations (``г.``, ``В. В.``).
    family_letters : int
        Length of a family; 0 switches families off.
    family_min_letters : int
        Minimum length of a word that has a family.
    pair_window : int
        Maximum distance between the lemmas of a pair, in words of any kind; at most 100.

    Raises
    ------
    SettingError
        A value is out of range, or `family_letters` is greater than `family_min_letters`.
    """

    MAX = 100  # chosen: limits the work and the memory that a model file can demand

    min_letters: int = 2
    family_letters: int = 5
    family_min_letters: int = 7
    pair_window: int = 8

    def __post_init__(self) -> None:
        letters = 1 <= self.min_letters <= self.MAX
        families = 0 <= self.family_letters <= self.family_min_letters <= self.MAX
        if not letters or not families or not 1 <= self.pair_window <= self.MAX:
            raise SettingError(
                f"min_letters ({self.min_letters}) and pair_window ({self.pair_window}) must be from 1 to "
                f"{self.MAX}, family_min_letters ({self.family_min_letters}) at most {self.MAX}, and "
                f"family_letters ({self.family_letters}) from 0 to family_min_letters."
            )

    def reads_words_as(self, other: "Analysis") -> bool:
        """Return whether both give the same terms for single words; their pairs may differ."""
        return replace(self, pair_window=other.pair_window) == other

    def family(self, form: str) -> str | None:
        """Return the family of a normalised word, without its mark; None for short words or when families are off.

        Examples
        --------
        >>> Analysis().family("энергетическим"), Analysis().family("нефти")
        ('энерг', None)
        """
        if not self.family_letters or len(form) < self.family_min_letters:
            return None
        return form[: self.family_letters]
