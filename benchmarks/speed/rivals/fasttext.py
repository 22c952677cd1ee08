"""fastText's supervised mode on words, all texts in one call: its fastest use.

On lemmas it tags better, but lemmatising takes further time. Learning rate and epochs are those that
cross-validation chose for it (benchmarks.quality.compare).
"""

from pathlib import Path
from typing import Any

from benchmarks.quality.rivals.protocol import Bools
from benchmarks.quality.rivals.words import words

_FILE = "model.bin"


class Raw:
    """From raw text: lower-cased and split into words, as its documentation asks."""

    title = "fastText, raw text"
    n_texts: int | None = None
    has_latency = True

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Train, once for both classes."""
        from benchmarks.quality.rivals.fasttext import FastText

        if not (folder / _FILE).exists():
            FastText(unit="words").fit(texts, gold, n_words=1, lr=0.5, n_epochs=50).save(folder)

    def __init__(self, folder: Path) -> None:
        import fasttext

        self._model = fasttext.load_model(str(folder / _FILE))

    def prepare(self, texts: list[str]) -> list[str]:
        """Return the texts as they are."""
        return texts

    def run(self, texts: list[str]) -> Any:
        """Return labels with a probability over one half."""
        return self._model.predict([" ".join(words(text)) for text in texts], k=-1, threshold=0.5)[0]

    def run_one(self, text: str) -> Any:
        """Return labels and probabilities over one half."""
        return self._model.predict(" ".join(words(text)), k=-1, threshold=0.5)


class Tokenised(Raw):
    """From text that is already lower-cased and split into words."""

    title = "fastText, text already tokenised"

    def prepare(self, texts: list[str]) -> list[str]:
        """Split the texts into words."""
        return [" ".join(words(text)) for text in texts]

    def run(self, texts: list[str]) -> Any:
        """Return labels with a probability over one half."""
        return self._model.predict(texts, k=-1, threshold=0.5)[0]

    def run_one(self, text: str) -> Any:
        """Return labels and probabilities over one half."""
        return self._model.predict(text, k=-1, threshold=0.5)
