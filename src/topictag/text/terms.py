"""From words to terms, the features of a text: a word's lemma and its word family, which carries a trailing ``*``.

Two lemmas near each other form a further term, a pair (`topictag.text.pairs`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from topictag.text.analysis import Analysis
from topictag.text.function_words import FUNCTION_MARK, NEGATORS, iter_negations
from topictag.text.lemmas import Lemmatizer
from topictag.text.pairs import is_pair, iter_pairs, join_pair
from topictag.text.reading import text_forms

FAMILY_MARK = "*"


def is_lemma(term: str) -> bool:
    """Return whether a term is a lemma or a function word, not a family or a pair."""
    return not term.endswith(FAMILY_MARK) and not is_pair(term)


@dataclass(frozen=True)
class TermAnalyzer:
    """The full analysis, with a dictionary: training uses it, and a model's tables reproduce it.

    Attributes
    ----------
    lemmatizer : Lemmatizer
        Gives each word its lemma.
    analysis : Analysis
        The settings.

    Examples
    --------
    >>> from topictag.training.features.pymorphy import PymorphyLemmatizer
    >>> TermAnalyzer(PymorphyLemmatizer()).terms("переговорами")
    ('переговоры', 'перег*')
    """

    lemmatizer: Lemmatizer
    analysis: Analysis = field(default_factory=Analysis)

    def terms(self, form: str) -> tuple[str, ...]:
        """Return the terms of one normalised word: none for function words and single letters."""
        if len(form) < self.analysis.min_letters:
            return ()
        lemma = self.lemmatizer.lemma(form)
        if lemma is None:
            return ()
        family = self.analysis.family(form)
        return (lemma,) if family is None else (lemma, family + FAMILY_MARK)

    def is_function_word(self, form: str) -> bool:
        """Return whether a normalised word, not a single letter, expresses a relation and has no terms."""
        return len(form) >= self.analysis.min_letters and self.lemmatizer.lemma(form) is None

    def iter_terms(self, text: str) -> Iterator[str]:
        """Yield the terms of a text in order, repeated as often as they occur."""
        for form in text_forms(text):
            yield from self.terms(form)

    def placed_terms(self, forms: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
        """Return the position and the terms of each word that has terms; positions count words of any kind.

        The lemma comes first.

        Examples
        --------
        >>> from topictag.training.features.pymorphy import PymorphyLemmatizer
        >>> TermAnalyzer(PymorphyLemmatizer()).placed_terms(["договор", "о", "мире"])
        [(0, ('договор', 'догов*')), (2, ('мир',))]
        """
        return [(place, own) for place, form in enumerate(forms) if (own := self.terms(form))]

    def function_terms(self, forms: Sequence[str]) -> list[str]:
        """Return the function words of a paragraph and its negations as terms; no other method gives these.

        Examples
        --------
        >>> from topictag.training.features.pymorphy import PymorphyLemmatizer
        >>> TermAnalyzer(PymorphyLemmatizer()).function_terms(["они", "не", "платят"])
        ['=они', '=не', '=не платить']
        """
        words = [(place, FUNCTION_MARK + form) for place, form in enumerate(forms) if self.is_function_word(form)]
        negators = [(place, term) for place, term in words if term in NEGATORS]
        lemmas = [(place, own[0]) for place, own in self.placed_terms(forms)] if negators else []
        negations = iter_negations(negators, lemmas, self.analysis.pair_window)
        return [*(term for _, term in words), *(join_pair(*negation) for negation in negations)]

    def paragraph_terms(self, forms: Sequence[str]) -> list[str]:
        """Return the terms of a paragraph's words and the pairs of their lemmas, repeated as often as they occur.

        Examples
        --------
        >>> from topictag.training.features.pymorphy import PymorphyLemmatizer
        >>> TermAnalyzer(PymorphyLemmatizer()).paragraph_terms(["договор", "о", "мире"])
        ['договор', 'догов*', 'мир', 'договор мир']
        """
        words = self.placed_terms(forms)
        pairs = iter_pairs([(place, own[0]) for place, own in words], self.analysis.pair_window)
        return [*(term for _, own in words for term in own), *(join_pair(*pair) for pair in pairs)]
