"""Compare word families: none, beginnings of lemmas, beginnings of the words as they stand.

Repeated draws: a few hundred labelled real paragraphs train, 2,000 others test; one recipe, only the families differ.
The paragraphs are the development set, never the test set.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_development
from benchmarks.reporting import markdown_table, save_results
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.words import word_forms

N_TRAIN, N_TEST, N_DRAWS = 450, 2000, 6
Analyzer = Callable[[list[str]], list[str]]


def main() -> None:
    """Compare, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results")
    options = parser.parse_args()
    texts, tags = load_development(options.data)
    words = [word_forms(text) for text in texts]
    topics = sorted({tag for own in tags for tag in own})
    gold = np.array([[topic in own for topic in topics] for own in tags])
    figures = {name: _measure([analyze(own) for own in words], gold) for name, analyze in _variants().items()}
    rows = [[name, *map(str, measured)] for name, measured in figures.items()]
    print(markdown_table(["family", "macro-F1", "mean average precision"], rows))
    if options.keep:
        save_results("families", {"n_train": N_TRAIN, "n_draws": N_DRAWS, "figures": figures})


def _variants() -> dict[str, Analyzer]:
    variants: dict[str, Analyzer] = {"none": _analyzer(0, 0, of_lemma=True)}
    for letters, least in ((4, 5), (5, 5), (5, 7), (6, 8)):
        variants[f"{letters} letters of lemmas of {least} or more"] = _analyzer(letters, least, of_lemma=True)
    for letters, least in ((4, 7), (5, 6), (5, 7), (5, 8), (6, 8)):
        variants[f"{letters} letters of words of {least} or more"] = _analyzer(letters, least, of_lemma=False)
    return variants


def _analyzer(letters: int, least: int, *, of_lemma: bool) -> Analyzer:
    lemma_of = shared_lemmatizer().lemma

    def analyze(words: list[str]) -> list[str]:
        terms = []
        for word in words:
            lemma = lemma_of(word) if len(word) > 1 else None
            if lemma is None:
                continue
            terms.append(lemma)
            base = lemma if of_lemma else word
            if letters and len(base) >= least:
                terms.append(base[:letters] + "*")
        return terms

    return analyze


def _measure(documents: list[list[str]], gold: Any) -> tuple[float, float]:
    rows = []
    for draw in range(N_DRAWS):
        order = np.random.default_rng(draw).permutation(len(documents))
        train, test = order[:N_TRAIN], order[N_TRAIN : N_TRAIN + N_TEST]
        vectorizer = TfidfVectorizer(analyzer=list, min_df=2, sublinear_tf=True)
        x = vectorizer.fit_transform([documents[i] for i in train])
        z = vectorizer.transform([documents[i] for i in test])
        for topic in gold.T:
            model = LogisticRegression(C=5, class_weight="balanced", max_iter=1000).fit(x, topic[train])
            scores = model.decision_function(z)
            rows.append((f1_score(topic[test], scores > 0), average_precision_score(topic[test], scores)))
    f1, precision = np.mean(rows, axis=0)
    return round(float(f1), 4), round(float(precision), 4)


if __name__ == "__main__":
    main()
