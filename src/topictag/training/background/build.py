"""Building background vectors: from texts to `Background`."""

import tempfile
from collections.abc import Iterable

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.errors import TrainingError
from topictag.model.header import check_text
from topictag.text.lemmas import Lemmatizer
from topictag.text.terms import TermAnalyzer, is_lemma
from topictag.training.background.cooccurrence import count_in_paragraphs, count_in_windows, positive_pmi
from topictag.training.background.counting import NumberedCorpus, choose_terms, count_corpus
from topictag.training.background.factoring import Floats, even_out, factor
from topictag.training.background.settings import BackgroundSettings
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import take_lemmatizer
from topictag.training.features.vocabulary import smooth_idf
from topictag.training.provenance import describe_environment


def build_background(
    texts: Iterable[str],
    settings: BackgroundSettings | None = None,
    *,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    progress: bool = False,
) -> Background:
    """Learn vectors of terms from paragraphs.

    Parameters
    ----------
    texts : iterable of str
        Paragraphs; consumed once. The analysed words go to a temporary file, so that memory holds the vocabulary and
        at most ``settings.max_cooccurrences`` pairs (12 bytes each, at peak three times as much), not the texts.
    settings : BackgroundSettings, optional
    lemmatizer : Lemmatizer, optional
        pymorphy3 by default.
    description : str, optional
        Where the texts come from; stored unchanged in the metadata.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    Background
        The same texts and settings give the same vectors.

    Raises
    ------
    DataError
        The texts cannot be read.
    TrainingError
        The texts are too few, too few terms are frequent enough, or most texts are not Russian.
    InputTypeError
        An item is not a str.
    OutputError
        The temporary file cannot be written.
    """
    check_text(description, "description")
    settings, lemmatizer = settings or BackgroundSettings(), take_lemmatizer(lemmatizer)
    analyzer = TermAnalyzer(lemmatizer, settings.analysis)
    bar = tqdm(texts, "reading paragraphs", unit=" paragraphs", disable=not progress)
    # One thread: the order of a sum changes its last bits, and the same texts must give the same bytes.
    with tempfile.TemporaryFile() as file, threadpool_limits(1):
        corpus = count_corpus(bar, analyzer, file)
        terms = _choose_terms(corpus, settings)
        frequencies = np.array([corpus.document_frequencies[term] for term in terms], np.int32)
        idf = smooth_idf(frequencies, corpus.n_paragraphs)
        vectors = _learn_vectors(corpus, terms, settings, progress)
        vectors = even_out(vectors, corpus, terms, idf, settings.whitening)
    return Background(
        analysis=settings.analysis,
        terms=tuple(terms),
        document_frequencies=frequencies,
        n_paragraphs=corpus.n_paragraphs,
        vectors=vectors.astype(np.float32),
        metadata={
            "description": description,
            "settings": settings.to_dict(),
            "built_with": describe_environment(lemmatizer.version),
        },
    )


def _choose_terms(corpus: NumberedCorpus, settings: BackgroundSettings) -> list[str]:
    terms = choose_terms(corpus, settings.min_df, settings.max_terms)
    n_lemmas = sum(map(is_lemma, terms))
    if n_lemmas <= settings.n_dimensions:
        cut = f" and are among the {settings.max_terms} most frequent terms" if len(terms) == settings.max_terms else ""
        way_out = "raise max_terms" if cut else "give more text, lower min_df"
        raise TrainingError(
            f"Only {n_lemmas} lemmas occur in {settings.min_df} or more of the {corpus.n_paragraphs} paragraphs{cut}, "
            f"too few for vectors of {settings.n_dimensions} dimensions. Lower the dimensions, or {way_out}."
        )
    return terms


def _learn_vectors(corpus: NumberedCorpus, terms: list[str], settings: BackgroundSettings, progress: bool) -> Floats:
    """Return vectors of all terms; those of families are zero (docs/background.md has the measurements)."""
    lemmas = list(filter(is_lemma, terms))
    vectors = np.zeros((len(terms), settings.n_dimensions))
    vectors[list(map(is_lemma, terms))] = _factor_contexts(corpus, lemmas, settings, progress)
    return vectors


def _factor_contexts(corpus: NumberedCorpus, terms: list[str], settings: BackgroundSettings, progress: bool) -> Floats:
    """Return the vectors of both contexts side by side; the first context's counts are freed before the second's."""
    parts = []
    if settings.paragraph_dimensions:
        counts = count_in_paragraphs(corpus, terms, settings.max_cooccurrences, progress=progress)
        parts.append(factor(positive_pmi(counts, settings.exponent), settings.paragraph_dimensions, settings.seed))
    if settings.window_dimensions:
        counts = count_in_windows(corpus, terms, settings.window, settings.max_cooccurrences, progress=progress)
        parts.append(factor(positive_pmi(counts, settings.exponent), settings.window_dimensions, settings.seed))
    return np.hstack(parts)
