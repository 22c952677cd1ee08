"""A linear support vector machine on words and character n-grams: scikit-learn's strongest usual set-up."""

from itertools import product

from benchmarks.quality.rivals import words as reading
from benchmarks.quality.rivals.protocol import Bools
from benchmarks.quality.rivals.tfidf import Linear


class Svc:
    """Words with bigrams beside character n-grams of 3 to 5 within words, sublinear TF-IDF each."""

    def __init__(self) -> None:
        weights = (None, "balanced")
        self.settings = [{"C": c, "class_weight": own} for c, own in product((0.03, 0.1, 0.3, 1.0, 3.0, 10.0), weights)]

    def fit(self, texts: list[str], gold: Bools, *, C: float, class_weight: str | None) -> "Linear":  # noqa: N803
        """Learn idf and weights."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.multiclass import OneVsRestClassifier
        from sklearn.pipeline import make_union
        from sklearn.svm import LinearSVC

        features = make_union(
            TfidfVectorizer(
                tokenizer=reading.words, lowercase=False, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True
            ),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True),
        )
        rows = features.fit_transform(texts)
        model = OneVsRestClassifier(LinearSVC(C=C, class_weight=class_weight))
        return Linear(features, model.fit(rows, gold.astype(int)))
