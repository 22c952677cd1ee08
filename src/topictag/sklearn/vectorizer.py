"""The vectoriser: the vocabulary of training with scikit-learn's interface."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, issparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from topictag.columns import check_texts, iter_column
from topictag.sklearn.parameters import add_parameters, read_settings
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Bools
from topictag.training.background.storage import take_background
from topictag.training.features.counts import TermCounts
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.pymorphy import take_lemmatizer
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.features.words import Words
from topictag.training.recipe import DEFAULT_MAX_PAIRS, DEFAULT_MIN_DF, start_recipe

_SETTINGS = (
    "pair_window",
    "min_letters",
    "family_letters",
    "family_min_letters",
)


@add_parameters(
    _SETTINGS, {"min_df": DEFAULT_MIN_DF, "max_pairs": DEFAULT_MAX_PAIRS, "background": None, "lemmatizer": None}
)
class LemmaTfidfVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn Russian texts into TF-IDF rows of lemmas, word families and pairs of lemmas, as training does.

    Parameters
    ----------
    min_df : int, default=2
        Minimum number of texts that contain a term.
    max_pairs : int, default=1000
        Maximum number of pairs, if `y` is given to choose them by. 0 for none.
    background : path or Background, optional
        Its terms join the vocabulary, and its corpus counts as further documents.
    lemmatizer : Lemmatizer, optional
        pymorphy3 by default.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        Term to column. Families end in ``*``; pairs come last.
    idf_ : ndarray of float64, shape (n_terms,)
    n_pairs_ : int
        Number of pairs, which are the last columns.

    Examples
    --------
    >>> vectorizer = LemmaTfidfVectorizer(min_df=1)
    >>> vectorizer.fit_transform(["Переговоры о мире", "мирные переговоры"]).shape
    (2, 4)
    >>> list(vectorizer.get_feature_names_out())
    ['мир', 'мирный', 'перег*', 'переговоры']
    """

    def fit(self, texts: Iterable[str], y: Any = None) -> "LemmaTfidfVectorizer":
        """Learn vocabulary and idf.

        Parameters
        ----------
        texts : iterable of str
        y : array or sparse matrix, optional
            Topics, from which pairs are chosen: shape (n_texts, n_topics), or one label per text. Without `y` there are
            no pairs.

        Raises
        ------
        InputTypeError
            `texts` is a single text, or an item is not a str.
        TrainingError
            No term is left.
        SettingError
            A setting is out of range.
        """
        self._learn(self._count_new(texts), y)
        return self

    def fit_transform(self, texts: Iterable[str], y: Any = None) -> csr_matrix:
        """Learn vocabulary and idf, and return the rows; see `fit`."""
        counts = self._count_new(texts)
        self._learn(counts, y)
        return csr_matrix(self._vocabulary.rows(counts))

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        """Return TF-IDF rows.

        Returns
        -------
        sparse matrix of float64, shape (n_texts, n_terms)
        """
        check_is_fitted(self)
        analyzer, read = self._read(texts)
        documents = [[term for forms in text for term in analyzer.paragraph_terms(forms)] for text in read]
        return csr_matrix(self._vocabulary.rows(TermCounts.of(documents)))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:  # noqa: ARG002 (scikit-learn's)
        """Return the term of each column."""
        check_is_fitted(self)
        return np.array(self._vocabulary.terms, dtype=object)

    def _learn(self, counts: TermCounts, y: Any) -> None:
        settings = read_settings(self, (*_SETTINGS, "min_df", "max_pairs"))
        recipe = start_recipe(settings)
        self._vocabulary = Vocabulary.learn(
            counts,
            _as_columns(y) if recipe.max_pairs and y is not None else None,
            min_df=recipe.min_df,
            max_pairs=recipe.max_pairs,
            background=take_background(self.background),
        )
        self.vocabulary_ = dict(self._vocabulary.columns)
        self.idf_, self.n_pairs_ = self._vocabulary.idf, self._vocabulary.n_pairs

    def _read(self, texts: Iterable[str]) -> tuple[TermAnalyzer, list[list[list[str]]]]:
        """Return the analyzer, and for each text the words of the paragraphs that tagging would read."""
        settings = read_settings(self, _SETTINGS)
        column = check_texts(list(iter_column(texts, "raise")), 0, "raise")
        words = [[forms for forms in paragraph_forms(text) if is_russian(forms)] for text in column]
        return TermAnalyzer(take_lemmatizer(self.lemmatizer), settings.analysis), words

    def _count_new(self, texts: Iterable[str]) -> TermCounts:
        """Count the terms of training texts, without pairs that are too rare to be chosen."""
        analyzer, read = self._read(texts)
        words = Words.of([forms for text in read for forms in text or [[]]])
        bounds = np.cumsum([0, *(max(len(text), 1) for text in read)])
        return Paragraphs.read(words, bounds, analyzer).documents

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        tags.no_validation = True
        return tags


def _as_columns(y: Any) -> Bools:
    """Return topics as bool columns, from an indicator matrix or from one label per text."""
    labels = y.toarray() if issparse(y) else np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] > 1:
        return labels.astype(bool)
    labels = labels.ravel()
    return labels[:, None] if labels.dtype == bool else labels[:, None] == np.unique(labels)
