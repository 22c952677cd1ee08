"""scikit-learn with pymorphy3[fast]: TF-IDF of lemmas and logistic regression, from the pickle that joblib writes.

Its settings are those that cross-validation chose for it on the same examples (benchmarks.quality.compare): single
lemmas, C 10.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.quality.rivals.protocol import Bools
from benchmarks.speed.rivals.registry import PICKLE


class Memoised:
    """Lemmas are cached for the life of the process."""

    title = "scikit-learn + pymorphy3, lemmas cached"
    n_texts: int | None = None
    has_latency = True

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Fit and pickle, once for both classes."""
        from benchmarks.quality.rivals.tfidf import Tfidf

        if not (folder / PICKLE).exists():
            Tfidf("lemmas").fit(texts, gold, n_words=1, C=10.0).save(folder)

    def __init__(self, folder: Path) -> None:
        import joblib

        self._vectorizer, self._model = joblib.load(folder / PICKLE)

    def prepare(self, texts: list[str]) -> list[str]:
        """Return the texts as they are."""
        return texts

    def run(self, texts: list[str]) -> Any:
        """Return a matrix of 0 and 1."""
        return self._model.predict(self._vectorizer.transform(texts))

    def run_one(self, text: str) -> Any:
        """Return a row of 0 and 1."""
        return self.run([text])


class Cold(Memoised):
    """Each word is parsed each time it occurs, as pymorphy3 does by itself."""

    title = "scikit-learn + pymorphy3"
    n_texts = 1000
    has_latency = False

    def run(self, texts: list[str]) -> Any:
        """Return a matrix of 0 and 1."""
        self._vectorizer.set_params(tokenizer=self._tokenize)
        return super().run(texts)

    @cached_property
    def _tokenize(self) -> Any:
        from benchmarks.quality.rivals.words import words
        from pymorphy3 import MorphAnalyzer

        parse = MorphAnalyzer(lang="ru").parse
        return lambda text: [parse(word)[0].normal_form.replace("ё", "е") for word in words(text)]
