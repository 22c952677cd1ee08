"""The vectoriser: scikit-learn's TF-IDF over lemmas, word families and pairs, and a corpus's counts if there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, issparse
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

from topictag.errors import InputTypeError, TrainingError
from topictag.text.analysis import Analysis
from topictag.text.lemmas import Lemmatizer
from topictag.text.reading import text_forms
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Bools
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.pairs import choose_pairs
from topictag.training.features.pymorphy import shared_lemmatizer

Floats = NDArray[np.float64]


class LemmaTfidfVectorizer(TfidfVectorizer):  # type: ignore[misc]
    """Turn Russian texts into TF-IDF rows of lemmas, word families and chosen pairs of lemmas.

    With sublinear tf and smooth idf, as scikit-learn defines them: ``x(t) = (1 + ln tf(t)) · (ln((1 + n) / (1 +
    df(t))) + 1)``, each row divided by the Euclidean norm of its lemmas and families; pairs are left out of the norm.
    Works wherever scikit-learn's own vectorisers do.

    Parameters
    ----------
    lemmatizer : Lemmatizer, optional
        pymorphy3 when left out.
    analysis : Analysis, optional
        How words become terms; the defaults when left out.
    min_df : int or float, default=2
        Fewest documents that a term must occur in, or their least share.
    background : Background, optional
        Its terms join the vocabulary, whether the documents hold them or not, and its corpus counts as further
        documents: document frequencies add up. Pairs are counted in the documents alone.
    max_pairs : int, default=0
        Most pairs to choose by what `fit` is told of the topics; without topics there are none. A pair has to occur in
        five documents, or in `min_df` of them.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        Term to column, families marked with a trailing ``*``; pairs come last.
    idf_ : ndarray of float64, shape (n_terms,)
    n_pairs_ : int
        How many of the columns, the last, are pairs.

    Examples
    --------
    >>> vectorizer = LemmaTfidfVectorizer(min_df=1)
    >>> vectorizer.fit_transform(["Переговоры о мире", "мирные переговоры"]).shape
    (2, 4)
    >>> list(vectorizer.get_feature_names_out())
    ['мир', 'мирный', 'перег*', 'переговоры']
    """

    def __init__(
        self,
        *,
        lemmatizer: Lemmatizer | None = None,
        analysis: Analysis | None = None,
        min_df: float = 2,
        background: Background | None = None,
        max_pairs: int = 0,
    ) -> None:
        super().__init__(min_df=min_df, sublinear_tf=True, norm=None)
        self.lemmatizer = lemmatizer
        self.analysis = analysis
        self.background = background
        self.max_pairs = max_pairs

    def fit(self, raw_documents: Iterable[Any] | TermCounts, y: Any = None) -> "LemmaTfidfVectorizer":
        """Learn vocabulary and idf; see `fit_transform`."""
        self.fit_transform(raw_documents, y)
        return self

    def fit_transform(self, raw_documents: Iterable[Any] | TermCounts, y: Any = None) -> csr_matrix:
        """Learn vocabulary and idf; return the rows.

        Parameters
        ----------
        raw_documents : iterable of str, or of lists of terms, or TermCounts
        y : array or sparse matrix, optional
            Topics to choose pairs by: of shape (n_documents, n_topics), or one label a document. Looked at only where
            pairs are wanted.

        Returns
        -------
        sparse matrix of float64, shape (n_documents, n_terms)

        Raises
        ------
        InputTypeError
            The documents are a single text.
        ValueError
            A setting is out of range, or no term is left.
        """
        self._check(raw_documents)
        counts = self._count(raw_documents)
        frequency = dict(zip(counts.terms, counts.document_frequencies.tolist(), strict=True))
        singles = {term: frequency[term] for term in counts.terms[: counts.n_singles]}
        terms = self._choose_terms(singles, len(counts))
        pairs: list[str] = []
        if self.max_pairs and y is not None:
            pairs = choose_pairs(
                counts, _as_columns(y),
                max_pairs=self.max_pairs, min_df=self._least_df(len(counts)), lemmas=frozenset(terms),
            )  # fmt: skip
        self.n_pairs_ = len(pairs)
        self.vocabulary_ = {term: number for number, term in enumerate([*terms, *pairs])}
        pair_frequencies = np.array([frequency[pair] for pair in pairs], dtype=np.intp)
        self.idf_ = np.concatenate(
            [self._term_idf(terms, singles, len(counts)), smooth_idf(pair_frequencies, len(counts))]
        )
        return self.transform(counts)

    def transform(self, raw_documents: Iterable[Any] | TermCounts) -> csr_matrix:
        """Return the rows.

        Returns
        -------
        sparse matrix of float64, shape (n_documents, n_terms)
        """
        check_is_fitted(self)
        counts = self._count(raw_documents)
        columns = np.array([self.vocabulary_.get(term, -1) for term in counts.terms], dtype=np.int32)
        # Both count terms in the same order, so what is left of a row stays in order.
        places = columns[counts.matrix.indices]
        is_known = places >= 0
        bounds = np.concatenate([[0], np.cumsum(is_known)])[counts.matrix.indptr]
        places = places[is_known]
        weights = (np.log(counts.matrix.data[is_known]) + 1.0) * self.idf_[places]
        rows = csr_matrix((weights, places, bounds), shape=(len(counts), len(self.vocabulary_)))
        lengths = np.sqrt(rows[:, : rows.shape[1] - self.n_pairs_].power(2).sum(axis=1)).A1
        return csr_matrix(diags_array(1 / np.where(lengths > 0, lengths, 1.0)) @ rows)

    def _count(self, raw_documents: Iterable[Any] | TermCounts) -> TermCounts:
        if isinstance(raw_documents, TermCounts):
            return raw_documents
        return TermCounts.of([list(terms) for terms in map(self.build_analyzer(), raw_documents)])

    def _check(self, raw_documents: Iterable[Any] | TermCounts) -> None:
        if isinstance(raw_documents, str | bytes):
            raise InputTypeError("Documents come as an iterable of texts, not as a single text. Put it into a list.")
        self._validate_params()
        if not isinstance(self.max_pairs, Integral) or self.max_pairs < 0:
            raise ValueError(f"max_pairs must be a whole number from 0 up, not {self.max_pairs!r}.")

    def _least_df(self, n_documents: int) -> float:
        return int(self.min_df) if isinstance(self.min_df, Integral) else float(self.min_df) * n_documents

    def _choose_terms(self, frequency: Mapping[str, int], n_documents: int) -> list[str]:
        occurring = {term: count for term, count in frequency.items() if count}
        least = self._least_df(n_documents)
        learnt = {term for term, count in occurring.items() if count >= least}
        if not learnt and self.background is None:
            way_out = "Try a lower min_df." if occurring else "The documents hold no Russian content word."
            raise ValueError(f"After pruning, no terms remain. {way_out}")
        return sorted(learnt.union(self.background.terms if self.background else ()))

    def _term_idf(self, terms: Sequence[str], frequency: Mapping[str, int], n_documents: int) -> Floats:
        frequencies = np.array([frequency.get(term, 0) for term in terms])
        if self.background is None:
            return smooth_idf(frequencies, n_documents)
        numbers, known = _match(terms, self.background)
        frequencies[numbers] += self.background.document_frequencies[known]
        return smooth_idf(frequencies, self.background.n_paragraphs + n_documents)

    def build_analyzer(self) -> Callable[[str | Iterable[str]], Iterable[str]]:
        """Return the function from a document (str, or bytes as scikit-learn decodes them) to its terms.

        A document that is a list is taken for its terms.
        """
        analyzer = self.term_analyzer()

        def analyze(document: str | Iterable[str]) -> Iterable[str]:
            if not isinstance(document, str | bytes):
                return document
            text = self.decode(document)
            return analyzer.paragraph_terms(text_forms(text)) if self.max_pairs else analyzer.iter_terms(text)

        return analyze

    def without_lemmatizer(self) -> "LemmaTfidfVectorizer":
        """Return an unfitted copy for documents that are counted: another process need not load a dictionary."""
        copy: LemmaTfidfVectorizer = clone(self).set_params(lemmatizer=None)
        return copy

    def term_analyzer(self) -> TermAnalyzer:
        """Return the analysis that this vectoriser applies."""
        return TermAnalyzer(self.lemmatizer or shared_lemmatizer(), self.analysis or Analysis())

    def background_vectors(self) -> Floats:
        """Return the background's vectors in the order of the columns, zeros for terms that it lacks.

        Returns
        -------
        ndarray of float64, shape (n_terms, n_dimensions)
            Of no dimension without a background.
        """
        terms = self.get_feature_names_out()
        if self.background is None:
            return np.zeros((len(terms), 0))
        vectors = np.zeros((len(terms), self.background.vectors.shape[1]))
        numbers, known = _match(terms, self.background)
        vectors[numbers] = self.background.vectors[known]
        return vectors


def smooth_idf(document_frequencies: NDArray[np.integer[Any]], n_documents: int) -> Floats:
    """Return ``ln((1 + n) / (1 + df)) + 1``, as scikit-learn smooths it."""
    idf: Floats = np.log((1 + n_documents) / (1 + document_frequencies)) + 1
    return idf


def _as_columns(y: Any) -> Bools:
    """Return topics as bool columns, whether they come so or as one label a document."""
    labels = y.toarray() if issparse(y) else np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] > 1:
        return labels.astype(bool)
    labels = labels.ravel()
    return labels[:, None] if labels.dtype == bool else labels[:, None] == np.unique(labels)


def _match(terms: Sequence[str], background: Background) -> tuple[list[int], list[int]]:
    """Return the places, here and in the background, of the terms that both have."""
    numbers = [number for number, term in enumerate(terms) if term in background.numbers]
    return numbers, [background.numbers[terms[number]] for number in numbers]


def fit_rows(vectorizer: LemmaTfidfVectorizer, counts: TermCounts, gold: Bools) -> csr_matrix:
    """Fit the vectoriser and return the rows, shape (n_documents, n_terms); `gold` has a column a topic.

    Raises
    ------
    TrainingError
        No term is left: the documents hold no Russian content words, or none often enough.
    """
    if not counts.matrix.nnz:
        raise TrainingError("No example holds a Russian content word, so there is no vocabulary. Look at the texts.")
    try:
        return vectorizer.fit_transform(counts, gold)
    except ValueError as error:
        if counts.document_frequencies[: counts.n_singles].max() >= vectorizer.min_df:
            raise  # not the vocabulary: whatever it is, it is not the user's examples
        raise TrainingError(
            f"Among {len(counts)} examples no term occurs in {vectorizer.min_df}, so the vocabulary is empty. "
            "Add examples or lower min_df."
        ) from error
