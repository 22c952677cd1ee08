"""What a rival must do to be timed: nothing but turn texts into its answers."""

from pathlib import Path
from typing import Any, Protocol

from benchmarks.quality.rivals.protocol import Bools


class Rival(Protocol):
    """A system, loaded and ready, in a process of its own."""

    title: str
    n_texts: int | None  # how many texts a pass takes at most, for those that would hold up all others
    has_latency: bool  # whether single calls are timed too

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Learn from examples and write a model into the folder; nothing where there is nothing to learn."""

    def __init__(self, folder: Path) -> None:
        """Load what `make` wrote."""

    def prepare(self, texts: list[str]) -> Any:
        """Return texts as `run` takes them; not timed."""

    def run(self, texts: Any) -> Any:
        """Answer for all texts; timed."""

    def run_one(self, text: Any) -> Any:
        """Answer for one text; timed."""
