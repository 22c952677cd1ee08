"""scikit-learn as many set it up: sublinear TF-IDF and a balanced logistic regression per topic."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.quality.rivals import words as reading
from benchmarks.quality.rivals.protocol import Bools, Floats


class Tfidf:
    """Words, stems or lemmas, alone or with bigrams; `unit` is the name of a function in `words`."""

    def __init__(self, unit: str) -> None:
        self._tokenize: Callable[[str], list[str]] = getattr(reading, unit)
        self.settings = [{"n_words": n, "C": c} for n, c in product((1, 2), (1.0, 3.0, 10.0, 30.0, 100.0))]

    def fit(self, texts: list[str], gold: Bools, *, n_words: int, C: float) -> "Linear":  # noqa: N803
        """Learn idf and weights."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier

        vectorizer = TfidfVectorizer(
            tokenizer=self._tokenize,
            lowercase=False,
            token_pattern=None,
            ngram_range=(1, n_words),
            min_df=2,
            sublinear_tf=True,
        )
        rows = vectorizer.fit_transform(texts)
        model = OneVsRestClassifier(LogisticRegression(C=C, class_weight="balanced", max_iter=1000))
        return Linear(vectorizer, model.fit(rows, gold.astype(int)))


class Linear:
    """A fitted linear model on what a vectorizer makes of texts."""

    def __init__(self, vectorizer: Any, model: Any) -> None:
        self._vectorizer, self._model = vectorizer, model

    def scores(self, texts: list[str]) -> Floats:
        """Return the decision functions."""
        return self._model.decision_function(self._vectorizer.transform(texts))

    def save(self, folder: Path) -> None:
        """Dump with joblib, as scikit-learn's documentation shows."""
        import joblib

        joblib.dump((self._vectorizer, self._model), folder / "model.joblib")
