"""spaCy's text categoriser, bag of words on its own Russian tokens: its fastest setting."""

from pathlib import Path
from typing import Any

from benchmarks.quality.rivals.protocol import Bools

_SETTING = {"lr": 0.01, "n_steps": 250}  # its choice in benchmarks.quality.compare


class BagOfWords:
    """spaCy."""

    title = "spaCy textcat, bag of words"
    n_texts = 2000
    has_latency = True

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Train."""
        from benchmarks.quality.rivals.spacy import Spacy

        Spacy(ensemble=False, unit=None).fit(texts, gold, **_SETTING).save(folder)

    def __init__(self, folder: Path) -> None:
        import spacy

        self._nlp = spacy.load(folder / "pipeline")

    def prepare(self, texts: list[str]) -> list[str]:
        """Return the texts as they are."""
        return texts

    def run(self, texts: list[str]) -> list[Any]:
        """Return the probabilities."""
        return [doc.cats for doc in self._nlp.pipe(texts)]

    def run_one(self, text: str) -> Any:
        """Return the probabilities."""
        return self._nlp(text).cats
