"""What makes background vectors better: each row changes one choice, measured on development texts only.

Three figures: mean average precision over topics on the labelled development paragraphs (three folds); the same with
180 labels (draws of 180, tested on 2,000 others); and accuracy on the training and development parts of SIB-200 (five
folds, seven topics of general text, one topic per text). All rows have the same recipe, without pairs, and the same
scale. No test text is read.
"""

import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import load_development_gold, load_sib200, read_corpus
from benchmarks.quality.fitting import score_others
from benchmarks.quality.score import mean_average_precision
from benchmarks.reporting import markdown_table
from scipy.sparse import csr_array
from sklearn.model_selection import KFold, StratifiedKFold
from threadpoolctl import threadpool_limits

from topictag.text.terms import TermAnalyzer, is_lemma
from topictag.training.background.cooccurrence import count_in_paragraphs, count_in_windows, positive_pmi
from topictag.training.background.counting import NumberedCorpus, choose_terms, count_corpus
from topictag.training.background.factoring import even_out, factor
from topictag.training.background.settings import BackgroundSettings
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vocabulary import smooth_idf

SCALE = 0.7
N_FEW, N_TEST, N_DRAWS = 180, 2000, 8
Floats = Any


@dataclass(frozen=True)
class Choice:
    """A way to make vectors: the settings of topictag, and choices that only this comparison has."""

    settings: BackgroundSettings = field(default_factory=BackgroundSettings)
    shift: float = 0.0  # subtracted from PMI: ln k, for k negative samples (Levy and Goldberg, 2014)
    idf_power: float = 0.0  # vectors are multiplied by idf to this power
    families: bool = False  # whether families also have vectors and count as contexts


def choices() -> dict[str, Choice | None]:
    """Return the rows, name to choice; None for no background."""
    base = BackgroundSettings()

    def vary(**changes: Any) -> Choice:
        return Choice(replace(base, **changes))

    return {
        "no background": None,
        "as shipped": Choice(),
        "paragraphs only": vary(paragraph_dimensions=base.n_dimensions, window_dimensions=0),
        "windows only": vary(paragraph_dimensions=0, window_dimensions=base.n_dimensions),
        "window of 3": vary(window=3),
        "window of 10": vary(window=10),
        "half the dimensions": vary(paragraph_dimensions=50, window_dimensions=100),
        "twice the dimensions": vary(paragraph_dimensions=200, window_dimensions=400),
        "exponent 0.5": vary(exponent=0.5),
        "exponent 1": vary(exponent=1.0),
        "shift ln 5": Choice(shift=float(np.log(5))),
        "vectors × √idf": Choice(idf_power=0.5),
        "whitening 0": vary(whitening=0.0),
        "whitening 0.5": vary(whitening=0.5),
        "min_df 5": vary(min_df=5),
        "min_df 20": vary(min_df=20),
        "families also have vectors": Choice(families=True),
    }


def measure(options: Namespace) -> dict[str, Any]:
    """Return the three figures of each row; print them as they come."""
    analyzer = TermAnalyzer(shared_lemmatizer())
    texts, _, gold = load_development_gold(options.data)
    news = [list(analyzer.iter_terms(text)) for text in texts], gold
    general = [load_sib200(options.data, part) for part in ("train", "dev")]
    sib = (
        [list(analyzer.iter_terms(text)) for part in general for text in part[0]],
        np.array([own[0] for part in general for own in part[1]]),
    )
    figures = {}
    with tempfile.TemporaryFile() as file, threadpool_limits(1):
        maker = _Maker(count_corpus(read_corpus(options.data), analyzer, file))
        for name, choice in choices().items():
            background = None if choice is None else maker.make(choice)
            figures[name] = (_all_labels(background, *news), _few_labels(background, *news), _single(background, *sib))
            print(name, *figures[name], sep="\t", file=sys.stderr, flush=True)
    return {"n_labels": len(texts), "n_few": N_FEW, "scale": SCALE, "figures": figures}


def make_table(results: Results) -> str:
    """Return one row per choice."""
    return markdown_table(
        ["vectors", f"AP, {results['n_labels']:,} labels", f"AP, {results['n_few']} labels", "SIB-200 accuracy"],
        [[name, *(f"{figure:.3f}" for figure in own)] for name, own in results["figures"].items()],
    )


class _Maker:
    """Makes vectors; rows that share a kind of co-occurrence counts share the counting."""

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
            if len(self._counts) > 2:  # memory: keep the two kinds of the base row
                self._counts.popitem()
            self._counts[key] = count(self._corpus, terms, *arguments)
        return self._counts[key]


def _scores(
    background: Background | None, documents: list[list[str]], gold: Floats, train: Floats, test: Floats
) -> Floats:
    return score_others(documents, gold[train], train, test, background, SCALE)


def _all_labels(background: Background | None, documents: list[list[str]], gold: Floats) -> float:
    scores = np.zeros(gold.shape)
    for train, test in KFold(3, shuffle=True, random_state=0).split(gold):
        scores[test] = _scores(background, documents, gold, train, test)
    return mean_average_precision(gold, scores)


def _few_labels(background: Background | None, documents: list[list[str]], gold: Floats) -> float:
    figures = []
    for draw in range(N_DRAWS):
        order = np.random.default_rng(draw).permutation(len(documents))
        train, test = order[:N_FEW], order[N_FEW : N_FEW + N_TEST]
        figures.append(mean_average_precision(gold[test], _scores(background, documents, gold, train, test)))
    return float(np.mean(figures))


def _single(background: Background | None, documents: list[list[str]], names: Floats) -> float:
    topics = np.unique(names)
    gold, right = names[:, None] == topics, []
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(names, names):
        best = _scores(background, documents, gold, train, test).argmax(axis=1)
        right.append(topics[best] == names[test])
    return float(np.mean(np.concatenate(right)))


BENCHMARK = Benchmark(
    name="background_choices",
    description=__doc__,
    measure=measure,
    tables={"background_choices": make_table},
    document="docs/background.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
