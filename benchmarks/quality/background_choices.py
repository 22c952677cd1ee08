"""What makes background vectors better: each row changes one choice, measured on development texts only.

Three figures: mean average precision over topics on the labelled development paragraphs (three folds), the same with
180 labels (draws of 180, tested on 2,000 others), and accuracy on SIB-200's training and development parts (five folds;
seven topics of general text, single label). One recipe, without pairs, and one scale for all rows; no
test text is read.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_development_gold, load_sib200, read_corpus
from benchmarks.reporting import markdown_table, save_results, update_readme
from scipy.sparse import csr_array
from sklearn.metrics import average_precision_score
from sklearn.model_selection import KFold, StratifiedKFold
from threadpoolctl import threadpool_limits

from topictag.text.terms import TermAnalyzer, is_lemma
from topictag.training.background.cooccurrence import count_in_paragraphs, count_in_windows, positive_pmi
from topictag.training.background.counting import NumberedCorpus, choose_terms, count_corpus
from topictag.training.background.factoring import even_out, factor
from topictag.training.background.settings import BackgroundSettings
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer, smooth_idf
from topictag.training.fitting.layer import fit_layer

SCALE, C = 0.7, 5.0
N_FEW, N_TEST, N_DRAWS = 180, 2000, 8
Floats = Any


@dataclass(frozen=True)
class Choice:
    """A way to make vectors: the product's settings, and what only this comparison knows."""

    settings: BackgroundSettings = field(default_factory=BackgroundSettings)
    shift: float = 0.0  # subtracted from PMI, as ln k of k negative samples (Levy and Goldberg, 2014)
    idf_power: float = 0.0  # by which vectors are lengthened
    families: bool = False  # whether families have vectors too, and count as contexts


def choices() -> dict[str, Choice | None]:
    """Return the rows: name to choice, None for no background at all."""
    base = BackgroundSettings()

    def vary(**changes: Any) -> Choice:
        return Choice(replace(base, **changes))

    return {
        "no background": None,
        "as shipped": Choice(),
        "paragraph alone": vary(paragraph_dimensions=base.n_dimensions, window_dimensions=0),
        "window alone": vary(paragraph_dimensions=0, window_dimensions=base.n_dimensions),
        "window of 3": vary(window=3),
        "window of 10": vary(window=10),
        "half the dimensions": vary(paragraph_dimensions=50, window_dimensions=100),
        "twice the dimensions": vary(paragraph_dimensions=200, window_dimensions=400),
        "exponent 0.5": vary(exponent=0.5),
        "exponent 1": vary(exponent=1.0),
        "shift ln 5": Choice(shift=float(np.log(5))),
        "lengthened by √idf": Choice(idf_power=0.5),
        "whitening 0": vary(whitening=0.0),
        "whitening 0.5": vary(whitening=0.5),
        "in 5 paragraphs or more": vary(min_df=5),
        "in 20 paragraphs or more": vary(min_df=20),
        "families have vectors too": Choice(families=True),
    }


def main() -> None:
    """Build, measure, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    analyzer = TermAnalyzer(shared_lemmatizer())
    texts, _, gold = load_development_gold(options.data)
    news = [list(analyzer.iter_terms(text)) for text in texts], gold
    general = [load_sib200(options.data, part) for part in ("train", "dev")]
    sib = (
        [list(analyzer.iter_terms(text)) for part in general for text in part[0]],
        np.array([own[0] for part in general for own in part[1]]),
    )
    rows, figures = [], {}
    with tempfile.TemporaryFile() as file, threadpool_limits(1):
        maker = _Maker(count_corpus(read_corpus(options.data), analyzer, file))
        for name, choice in choices().items():
            background = None if choice is None else maker.make(choice)
            figures[name] = (_all_labels(background, *news), _few_labels(background, *news), _single(background, *sib))
            rows.append([name, *(f"{figure:.3f}" for figure in figures[name])])
            print(*rows[-1], sep="\t", flush=True)
    header = ["vectors", f"AP, {len(texts):,} labels", f"AP, {N_FEW} labels", "SIB-200 accuracy"]
    table = markdown_table(header, rows)
    print(table)
    if options.keep:
        save_results("background_choices", {"scale": SCALE, "C": C, "figures": figures})
        update_readme("background_choices", table, document="docs/background.md")


class _Maker:
    """Makes vectors, counting each kind of pair once for rows that share it."""

    def __init__(self, corpus: NumberedCorpus) -> None:
        self._corpus = corpus
        self._counts: dict[tuple[int, int, bool], csr_array] = {}

    def make(self, choice: Choice) -> Background:
        settings, corpus = choice.settings, self._corpus
        terms = choose_terms(corpus, settings.min_df, settings.max_terms)
        frequencies = np.array([corpus.document_frequencies[term] for term in terms], np.int32)
        idf = smooth_idf(frequencies, corpus.n_paragraphs)
        chosen = [choice.families or is_lemma(term) for term in terms]
        vectors = np.zeros((len(terms), settings.n_dimensions))
        vectors[chosen] = np.hstack(list(self._parts(choice, list(compress(terms, chosen)))))
        vectors *= (idf**choice.idf_power)[:, None]
        vectors = even_out(vectors, corpus, terms, idf, settings.whitening)
        return Background(
            settings.analysis, tuple(terms), frequencies, corpus.n_paragraphs, vectors.astype(np.float32), {}
        )

    def _parts(self, choice: Choice, terms: list[str]) -> Iterator[Floats]:
        settings = choice.settings
        for window, n_dimensions in ((0, settings.paragraph_dimensions), (settings.window, settings.window_dimensions)):
            if n_dimensions:
                information = positive_pmi(self._pairs(window, choice, terms), settings.exponent)
                information.data = np.maximum(information.data - np.float32(choice.shift), 0)
                information.eliminate_zeros()
                yield factor(information, n_dimensions, settings.seed)

    def _pairs(self, window: int, choice: Choice, terms: list[str]) -> csr_array:
        settings = choice.settings
        key = window, settings.min_df, choice.families
        if key not in self._counts:
            count = count_in_windows if window else count_in_paragraphs
            arguments = (window, settings.max_cooccurrences) if window else (settings.max_cooccurrences,)
            if len(self._counts) > 2:  # memory: the base's two kinds stay, others go
                self._counts.popitem()
            self._counts[key] = count(self._corpus, terms, *arguments)
        return self._counts[key]


def _scores(
    background: Background | None, documents: list[list[str]], gold: Floats, train: Floats, test: Floats
) -> Floats:
    vectorizer = LemmaTfidfVectorizer(background=background)
    rows = vectorizer.fit_transform([documents[i] for i in train])
    return fit_layer(vectorizer, rows, gold[train], C, SCALE).scores(vectorizer.transform([documents[i] for i in test]))


def _mean_precision(gold: Floats, scores: Floats) -> float:
    columns = [column for column in range(gold.shape[1]) if gold[:, column].any()]
    return float(np.mean([average_precision_score(gold[:, column], scores[:, column]) for column in columns]))


def _all_labels(background: Background | None, documents: list[list[str]], gold: Floats) -> float:
    scores = np.zeros(gold.shape)
    for train, test in KFold(3, shuffle=True, random_state=0).split(gold):
        scores[test] = _scores(background, documents, gold, train, test)
    return _mean_precision(gold, scores)


def _few_labels(background: Background | None, documents: list[list[str]], gold: Floats) -> float:
    figures = []
    for draw in range(N_DRAWS):
        order = np.random.default_rng(draw).permutation(len(documents))
        train, test = order[:N_FEW], order[N_FEW : N_FEW + N_TEST]
        figures.append(_mean_precision(gold[test], _scores(background, documents, gold, train, test)))
    return float(np.mean(figures))


def _single(background: Background | None, documents: list[list[str]], names: Floats) -> float:
    topics = np.unique(names)
    gold, right = names[:, None] == topics, []
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(names, names):
        best = _scores(background, documents, gold, train, test).argmax(axis=1)
        right.append(topics[best] == names[test])
    return float(np.mean(np.concatenate(right)))


if __name__ == "__main__":
    main()
