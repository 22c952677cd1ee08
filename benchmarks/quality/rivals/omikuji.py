"""omikuji, which Annif uses, on TF-IDF of lemmas. With few topics, each of its trees is one leaf of linear models."""

import tempfile
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats
from benchmarks.quality.rivals.words import lemmas
from scipy.sparse import csr_matrix


class Omikuji:
    """omikuji with its default of three trees; cost and loss of the linear models are tuned."""

    def __init__(self) -> None:
        self.settings = [{"loss": loss, "C": c} for loss, c in product(("hinge", "log"), (0.1, 0.3, 1.0, 3.0, 10.0))]

    def fit(self, texts: list[str], gold: Bools, *, loss: str, C: float) -> "_Forest":  # noqa: N803
        """Learn idf and then the trees, on one thread."""
        import omikuji
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            tokenizer=lemmas, lowercase=False, token_pattern=None, min_df=2, sublinear_tf=True, dtype=np.float32
        )
        rows = vectorizer.fit_transform(texts)
        parameters = omikuji.Model.default_hyper_param()
        parameters.linear_loss_type = {"hinge": omikuji.LossType.HINGE, "log": omikuji.LossType.LOG}[loss].value
        parameters.linear_c = C
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "train.txt"
            path.write_text(_sparse_text(rows, gold), encoding="utf-8")
            model = omikuji.Model.train_on_data(str(path), parameters, n_threads=1)
        model.init_prediction_thread_pool(1)
        return _Forest(vectorizer, model, gold.shape[1])


class _Forest:
    def __init__(self, vectorizer: Any, model: Any, n_topics: int) -> None:
        self._vectorizer, self._model, self._n_topics = vectorizer, model, n_topics

    def scores(self, texts: list[str]) -> Floats:
        """Return omikuji's scores, in [0, 1]."""
        scores = np.zeros((len(texts), self._n_topics))
        rows = csr_matrix(self._vectorizer.transform(texts))
        for number in range(len(texts)):
            row = rows[number]
            pairs = list(zip(row.indices.tolist(), row.data.tolist(), strict=True))
            for topic, score in self._model.predict(pairs, top_k=self._n_topics):
                scores[number, topic] = score
        return scores

    def save(self, folder: Path) -> None:
        """Write trees and vectorizer."""
        import joblib

        joblib.dump(self._vectorizer, folder / "vectorizer.joblib")
        self._model.save(str(folder / "trees"))


def _sparse_text(rows: csr_matrix, gold: Bools) -> str:
    """Write the format of the Extreme Classification Repository: ``topic,topic feature:value feature:value``.

    omikuji refuses lines without features, so texts without a known word are left out; they could teach nothing.
    """
    known = np.flatnonzero(np.diff(rows.indptr))
    lines = [f"{len(known)} {rows.shape[1]} {gold.shape[1]}"]
    for number in known:
        row = rows[number]
        pairs = " ".join(f"{row.indices[i]}:{row.data[i]:.6g}" for i in np.argsort(row.indices))
        lines.append(f"{','.join(map(str, np.flatnonzero(gold[number])))} {pairs}")
    return "\n".join(lines) + "\n"
