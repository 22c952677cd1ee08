"""The vectoriser: scikit-learn's TF-IDF over lemmas and word families."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from topictag.errors import TrainingError
from topictag.text.analysis import Analysis
from topictag.text.lemmas import Lemmatizer
from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.terms import TermAnalyzer


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

    Attributes
    ----------
    vocabulary_ : dict of str to int
        Term to column, families marked with a trailing ``*``.
    idf_ : ndarray of shape (n_terms,)

    Examples
    --------
    >>> vectorizer = LemmaTfidfVectorizer(min_df=1)
    >>> vectorizer.fit_transform(["Переговоры о мире", "мирные переговоры"]).shape
    (2, 4)
    >>> list(vectorizer.get_feature_names_out())
    ['мир', 'мирный', 'перег*', 'переговоры']
    """

    def __init__(
        self, *, lemmatizer: Lemmatizer | None = None, analysis: Analysis | None = None, min_df: float = 2
    ) -> None:
        super().__init__(min_df=min_df, sublinear_tf=True)
        self.lemmatizer = lemmatizer
        self.analysis = analysis

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
