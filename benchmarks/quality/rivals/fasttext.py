"""fastText's supervised mode on lemmas or words with one-versus-all loss, optionally with pre-trained word vectors.

fastText skips lines without a label, so a text without topics gets a special label, whose score is left out. It
initialises weights in ten blocks, one per thread; with fewer threads, the rest stays uninitialised memory
(facebookresearch/fastText, issue 1061). So it gets ten threads, all on one core, to be timed like the others. Its
threads race, so repetitions differ a little.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals import words as reading
from benchmarks.quality.rivals.protocol import Bools, Floats

DIMENSIONS = 100  # fastText's default
N_THREADS = 10
_LABEL = "__label__"
_NO_TOPIC = "none"
_BUCKETS = 200_000  # chosen: with the default of 2,000,000 word pairs, every model takes 800 MB


class FastText:
    """fastText; `vectors` is a text file of initial word vectors, `unit` the name of a function in `words`."""

    def __init__(self, vectors: Path | None = None, *, unit: str = "lemmas") -> None:
        self._vectors = vectors
        self._tokenize: Callable[[str], list[str]] = getattr(reading, unit)
        self.settings = [
            {"n_words": n, "lr": lr, "n_epochs": epochs}
            for n, lr, epochs in product((1, 2), (0.05, 0.2, 0.5), (10, 50))
        ]

    def fit(self, texts: list[str], gold: Bools, *, n_words: int, lr: float, n_epochs: int) -> "_Supervised":
        """Learn word vectors and topic weights together."""
        import fasttext

        with tempfile.TemporaryDirectory() as folder, one_core():
            path = Path(folder) / "train.txt"
            path.write_text("\n".join(map(self._line, texts, gold)) + "\n", encoding="utf-8")
            model = fasttext.train_supervised(
                str(path),
                loss="ova",
                dim=DIMENSIONS,
                wordNgrams=n_words,
                bucket=_BUCKETS if n_words > 1 else 0,
                lr=lr,
                epoch=n_epochs,
                pretrainedVectors=str(self._vectors or ""),
                thread=N_THREADS,
                verbose=0,
            )
        return _Supervised(model, gold.shape[1], self._tokenize)

    def _line(self, text: str, gold: Bools) -> str:
        labels = [_LABEL + str(topic) for topic in np.flatnonzero(gold)] or [_LABEL + _NO_TOPIC]
        return " ".join([*labels, *self._tokenize(text)])


class _Supervised:
    def __init__(self, model: Any, n_topics: int, tokenize: Callable[[str], list[str]]) -> None:
        self._model, self._n_topics, self._tokenize = model, n_topics, tokenize

    def scores(self, texts: list[str]) -> Floats:
        """Return the probability of each topic."""
        scores = np.zeros((len(texts), self._n_topics))
        names, probabilities = self._model.predict([" ".join(self._tokenize(text)) for text in texts], k=-1)
        for row, own in enumerate(names):
            for name, probability in zip(own, probabilities[row], strict=True):
                if (topic := name.removeprefix(_LABEL)) != _NO_TOPIC:
                    scores[row, int(topic)] = probability
        return scores

    def save(self, folder: Path) -> None:
        """Write the model without quantisation."""
        self._model.save_model(str(folder / "model.bin"))


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process and its threads on one core, if the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
