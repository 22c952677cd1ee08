"""Where a tagger comes from."""

from __future__ import annotations  # the tagger is only for annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger


class TaggerSource(Protocol):
    """Where a tagger comes from, so that a pickle contains the place and not the model."""

    @property
    def place(self) -> str:
        """What messages about the model begin with."""

    @property
    def format_version(self) -> int | None:
        """Version of the format of the model's file; None if unknown."""

    def is_unchanged(self) -> bool:
        """Return whether `reopen` still gives the same tagger."""

    def reopen(self) -> Tagger:
        """Return the tagger."""
