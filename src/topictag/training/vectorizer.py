"""The vectoriser: scikit-learn's TF-IDF over lemmas and word families, and a corpus's counts where there are any."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from topictag.errors import TrainingError
from topictag.text.analysis import Analysis
from topictag.text.lemmas import Lemmatizer
from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background.tables import Background

Floats = NDArray[np.float64]


class LemmaTfidfVectorizer(TfidfVectorizer):  # type: ignore[misc]
    """Turn Russian texts into L2-normalised TF-IDF rows of lemmas and word families.

    With sublinear tf and smooth idf, as scikit-learn defines them: ``x(t) = (1 + ln tf(t)) · (ln((1 + n) / (1 +
    df(t))) + 1)``, each row divided by its Euclidean norm. Works wherever scikit-learn's own vectorisers do.

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
        documents: document frequencies add up.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        Term to column, families marked with a trailing ``*``.
    idf_ : ndarray of float64, shape (n_terms,)

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
    ) -> None:
        super().__init__(min_df=min_df, sublinear_tf=True)
        self.lemmatizer = lemmatizer
        self.analysis = analysis
        self.background = background

    def fit(self, raw_documents: Iterable[Any], y: object = None) -> "LemmaTfidfVectorizer":
        """Learn vocabulary and idf; `y` is ignored."""
        self.fit_transform(raw_documents, y)
        return self

    def fit_transform(self, raw_documents: Iterable[Any], y: object = None) -> csr_matrix:
        """Learn vocabulary and idf; return the rows, shape (n_documents, n_terms). `y` is ignored."""
        if self.background is None:
            return super().fit_transform(raw_documents, y)
        documents = list(raw_documents)
        analyze, frequency = self.build_analyzer(), Counter[str]()
        for document in documents:
            frequency.update(set(analyze(document)))
        least = self.min_df * len(documents) if isinstance(self.min_df, float) else self.min_df
        learnt = {term for term, count in frequency.items() if count >= least}
        terms = sorted(learnt.union(self.background.terms))
        frequencies = np.array([frequency[term] for term in terms])
        numbers, known = _match(terms, self.background)
        frequencies[numbers] += self.background.document_frequencies[known]
        self.vocabulary_ = {term: number for number, term in enumerate(terms)}
        self.idf_ = smooth_idf(frequencies, self.background.n_paragraphs + len(documents))
        return self.transform(documents)

    def build_analyzer(self) -> Callable[[str | Iterable[str]], Iterable[str]]:
        """Return the function from a document (str, or bytes as scikit-learn decodes them) to its terms.

        A document that is a list is taken for its terms.
        """
        analyzer = self.term_analyzer()

        def analyze(document: str | Iterable[str]) -> Iterable[str]:
            if isinstance(document, str | bytes):
                return analyzer.iter_terms(self.decode(document))
            return document

        return analyze

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


def _match(terms: Sequence[str], background: Background) -> tuple[list[int], list[int]]:
    """Return the places, here and in the background, of the terms that both have."""
    numbers = [number for number, term in enumerate(terms) if term in background.numbers]
    return numbers, [background.numbers[terms[number]] for number in numbers]


def fit_rows(vectorizer: LemmaTfidfVectorizer, documents: Sequence[Sequence[str]]) -> csr_matrix:
    """Fit the vectoriser and return the rows, shape (n_documents, n_terms).

    Raises
    ------
    TrainingError
        No term is left: the documents hold no Russian content words, or none often enough.
    """
    if not any(documents):
        raise TrainingError("No example holds a Russian content word, so there is no vocabulary. Look at the texts.")
    try:
        return vectorizer.fit_transform(documents)
    except ValueError as error:
        frequency = Counter(term for document in documents for term in set(document))
        if max(frequency.values()) >= vectorizer.min_df:
            raise  # not the vocabulary: whatever it is, it is not the user's examples
        raise TrainingError(
            f"Among {len(documents)} examples no term occurs in {vectorizer.min_df}, so the vocabulary is empty. "
            "Add examples or lower min_df."
        ) from error
