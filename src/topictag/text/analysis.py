"""The settings that turn words into terms, and word families, which need nothing but them.

A family is the beginning that related words share: энергетика, энергетическим and энергоблок all give энерг. It is
taken from the word as it stands, not from its lemma: measured (docs/design.md), no difference is seen; it needs no
dictionary, and so it also reads words that nobody has seen. Short words have none: their beginning is the whole word,
endings included.
"""

from dataclasses import dataclass, replace

from topictag.errors import SettingError


@dataclass(frozen=True)
class Analysis:
    """How words become terms; part of every model, so that tagging repeats what training did.

    Attributes
    ----------
    min_letters : int
        Shorter words give no term: they are initials and abbreviations (``г.``, ``В. В.``).
    family_letters : int
        Length of a family's beginning; 0 switches families off.
    family_min_letters : int
        Shorter words have no family.
    pair_window : int
        How many words apart the lemmas of a pair may stand, words of any kind; 100 at most.
    """

    _MOST = 100  # chosen: it bounds the work and the memory that a model file can ask for

    min_letters: int = 2
    family_letters: int = 5
    family_min_letters: int = 7
    pair_window: int = 8

    def __post_init__(self) -> None:
        letters = 1 <= self.min_letters <= self._MOST
        families = 0 <= self.family_letters <= self.family_min_letters <= self._MOST
        if not letters or not families or not 1 <= self.pair_window <= self._MOST:
            raise SettingError(
                f"{self} cannot be: min_letters and pair_window start at 1, family_letters at 0, all end at "
                f"{self._MOST}, and a family's beginning may not be longer than the shortest word that has "
                "one. Use the defaults, Analysis()."
            )

    def reads_words_as(self, other: "Analysis") -> bool:
        """Return whether both make the same terms of single words, whatever they make of pairs."""
        return replace(self, pair_window=other.pair_window) == other

    def family(self, form: str) -> str | None:
        """Return the family of a normalised word, without its mark, or None when the word is too short.

        Examples
        --------
        >>> Analysis().family("энергетическим"), Analysis().family("нефти")
        ('энерг', None)
        """
        if not self.family_letters or len(form) < self.family_min_letters:
            return None
        return form[: self.family_letters]
