"""Python's own `str.lower`, the yardstick: it reads each character and writes one."""

from pathlib import Path

from benchmarks.quality.rivals.protocol import Bools


class Lower:
    """The floor."""

    title = "str.lower(), the floor"
    n_texts = None
    has_latency = True

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Do nothing."""

    def __init__(self, folder: Path) -> None:
        pass

    def prepare(self, texts: list[str]) -> list[str]:
        """Return the texts as they are."""
        return texts

    def run(self, texts: list[str]) -> list[str]:
        """Lower each text."""
        return [text.lower() for text in texts]

    def run_one(self, text: str) -> str:
        """Lower one text."""
        return text.lower()
