"""The interface of timed rivals: texts in, answers out."""

from pathlib import Path
from typing import Any, Protocol

from benchmarks.quality.rivals.protocol import Bools


class Rival(Protocol):
    """A system, loaded and ready, in its own process."""

    title: str
    n_texts: int | None  # maximum number of texts in a pass, for slow rivals; None for all
    has_latency: bool  # whether single calls are also timed

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Train on examples and write a model into the folder; do nothing if there is nothing to train."""

    def __init__(self, folder: Path) -> None:
        """Load what `make` wrote."""

    def prepare(self, texts: list[str]) -> Any:
        """Return texts in the form that `run` takes; not timed."""

    def run(self, texts: Any) -> Any:
        """Answer for all texts; timed."""

    def run_one(self, text: Any) -> Any:
        """Answer for one text; timed."""
