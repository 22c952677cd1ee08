"""What training needs from a morphological analyser: the lemma of a form, and all forms of a lemma.

Any analyser with these methods fits; `topictag.training.features.pymorphy` is the default.
"""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Lemmatizer(Protocol):
    """What training needs from a morphological analyser. It takes and returns normalised words (`normalize`)."""

    @property
    def version(self) -> str:
        """Name and versions of the analyser and its dictionary; other versions may give other models."""

    def lemma(self, form: str) -> str | None:
        """Return the lemma of a form, or None for a function word, which says nothing about topics."""

    def forms(self, lemma: str) -> frozenset[str]:
        """Return every form whose lemma is `lemma`: ``self.lemma(form) == lemma`` for each."""

    def function_words(self, beginning: str) -> frozenset[str]:
        """Return the function words with this beginning; an analyser that cannot list them may return an empty set."""
