"""What training asks of a morphological analyser: from a form to its lemma, and back to all forms.

Any analyser that answers this fits; `topictag.training.features.pymorphy` is the one that ships.
"""

from typing import Protocol


class Lemmatizer(Protocol):
    """What training asks of a morphological analyser. Words come and go normalised (`normalize`)."""

    @property
    def version(self) -> str:
        """Name and versions of the analyser and its dictionary; models of different versions may differ."""

    def lemma(self, form: str) -> str | None:
        """Return the lemma of a form, or None for a function word, which says nothing about topics."""

    def forms(self, lemma: str) -> frozenset[str]:
        """Return every form whose lemma is `lemma`, itself included: ``lemma(form) == lemma`` for each."""

    def function_words(self, beginning: str) -> frozenset[str]:
        """Return the function words that begin so; an analyser that cannot list them may return none."""
