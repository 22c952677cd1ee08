"""Where a tagger comes from."""

from __future__ import annotations  # the tagger is named for annotations alone

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger


class TaggerSource(Protocol):
    """Where a tagger comes from, so that a pickle holds the place and not the model."""

    @property
    def place(self) -> str:
        """What messages about the model begin with."""

    def is_unchanged(self) -> bool:
        """Return whether the same tagger can be had there still."""

    def reopen(self) -> Tagger:
        """Return it."""
