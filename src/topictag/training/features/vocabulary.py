"""The vocabulary: which terms count, the weight of each, and the TF-IDF rows of documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.errors import TrainingError
from topictag.text.function_words import NEGATORS, is_function_word
from topictag.text.terms import is_lemma
from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.hints import HintGroups
from topictag.training.features.pairs import choose_grams, choose_negations, choose_pairs
from topictag.training.features.words import join_columns


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Terms and their inverse document frequencies, learnt from the counts of documents.

    Attributes
    ----------
    terms : tuple of str
        Function words, lemmas and families by code point, then negations and pairs by code point.
    n_pairs : int
        Number of terms that are negations or pairs; they come last.
    idf : ndarray of float64, shape (n_terms + n_grams + n_groups,)
        That of a group is its scale.
    vectors : ndarray of float64, shape (n_terms, n_dimensions)
        Background vectors of the terms; zeros for terms that the background lacks. No dimensions without a background.
    grams : tuple of str
        Character n-grams within words (`topictag.text.grams.iter_grams`). Their columns follow those of the terms.
    hints : HintGroups
        Groups of terms. Their columns come last.

    Examples
    --------
    >>> counts = TermCounts.of([["мир", "договор"], ["мир", "мир"]])
    >>> vocabulary = Vocabulary.learn(counts, min_df=2)
    >>> vocabulary.terms, vocabulary.rows(counts).toarray().tolist()
    (('мир',), [[1.0], [1.0]])
    """

    terms: tuple[str, ...]
    n_pairs: int
    idf: Floats
    vectors: Floats
    grams: tuple[str, ...] = ()
    hints: HintGroups = field(default_factory=HintGroups)

    @classmethod
    def learn(
        cls,
        counts: TermCounts,
        gold: Bools | None = None,
        *,
        min_df: float,
        max_pairs: int = 0,
        families: bool = True,
        max_grams: int = 0,
        function_words: bool = False,
        negation: bool = False,
        hint_scale: float = 0.0,
        background: Background | None = None,
        known: Bools | None = None,
    ) -> "Vocabulary":
        """Choose terms and learn their idf.

        Parameters
        ----------
        counts : TermCounts
            Counts of the documents.
        gold : ndarray of bool, shape (n_documents, n_topics), optional
            Topics by which pairs are chosen; without them, there are no pairs.
        min_df : float
            Minimum number of documents that contain a term.
        max_pairs : int, default=0
            Maximum number of pairs. At least five documents contain each pair, or `min_df` if that is more.
        families : bool, default=True
            Whether families are terms.
        max_grams : int, default=0
            Maximum number of character n-grams, among those that `counts` has.
        function_words : bool, default=False
            Whether function words are terms, if `counts` has them.
        negation : bool, default=False
            Whether negators are terms, alone and in negations, if `counts` has them.
        hint_scale : float, default=0
            Scale of the groups of hints, if `counts` has hints: their members join the vocabulary, and the groups are
            further features. 0 leaves them out.
        background : Background, optional
            All its terms join the vocabulary, and its paragraphs count as further documents: document frequencies add
            up. Pairs are counted in the documents alone.
        known : ndarray of bool, shape (n_documents, n_topics), optional
            Where it is known whether the document has the topic; everywhere by default. Pairs are chosen by these.

        Raises
        ------
        TrainingError
            No term remains: the documents contain no Russian content word, or none often enough.
        """
        frequencies = counts.document_frequencies
        frequency = {counts.terms[number]: int(frequencies[number]) for number in np.flatnonzero(frequencies).tolist()}
        singles = {term: frequency[term] for term in counts.terms[: counts.n_singles] if term in frequency}
        if not function_words:
            left_out = {term for term in singles if is_function_word(term) and not (negation and term in NEGATORS)}
            singles = {term: own for term, own in singles.items() if term not in left_out}
        hints = counts.hints if hint_scale else None
        terms = _choose_terms(singles, min_df, background, len(counts), hints.lemmas if hints else frozenset())
        if not families:
            terms = list(filter(is_lemma, terms))
        pairs: list[str] = []
        if max_pairs and gold is not None:
            lemmas = frozenset(filterfalse(is_function_word, terms))
            pairs = choose_pairs(counts, gold, max_pairs=max_pairs, min_df=min_df, lemmas=lemmas, known=known)
        if negation and gold is not None:
            pairs = [*choose_negations(counts, gold, min_df=min_df, terms=frozenset(terms), known=known), *pairs]
        if hints:
            pairs = sorted(hints.pairs.union(pairs))
        pair_frequencies = np.array([frequency.get(pair, 0) for pair in pairs], dtype=np.intp)
        idf = [_term_idf(terms, singles, len(counts), background), smooth_idf(pair_frequencies, len(counts))]
        every = (*terms, *pairs)
        grams: tuple[str, ...] = ()
        if max_grams and gold is not None and counts.grams is not None:
            grams, frequencies = choose_grams(counts, gold, max_grams, known)
            idf.append(smooth_idf(frequencies, len(counts)))
        groups = hints or HintGroups()
        idf.append(np.full(len(groups.names), hint_scale))
        vectors = _find_vectors(every, background)
        return cls(every, len(pairs), np.concatenate(idf), vectors, grams, groups)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Each term's column."""
        return {term: number for number, term in enumerate(self.terms)}

    def find_columns(self, others: "Vocabulary") -> NDArray[np.intp]:
        """Return this vocabulary's column of each term, n-gram and group of another one; -1 where it has none."""
        own = [self.columns.get(term, -1) for term in others.terms]
        grams = {gram: number for number, gram in enumerate(self.grams, len(self.terms))}
        groups = {group: number for number, group in enumerate(self.hints.names, len(self.terms) + len(self.grams))}
        own += [grams.get(gram, -1) for gram in others.grams]
        own += [groups.get(group, -1) for group in others.hints.names]
        return np.array(own, dtype=np.intp)

    def rows(self, counts: TermCounts) -> csr_array:
        """Return documents as TF-IDF rows, with sublinear tf and smooth idf as scikit-learn defines them.

        Terms and character n-grams are two blocks, each with a norm of its own. Groups of hinted terms are a third
        block, without a norm.

        ``x(t) = (1 + ln tf(t)) · (ln((1 + n) / (1 + df(t))) + 1)``, each row divided by the Euclidean norm of its
        lemmas and families. Pairs are left out of the norm, so that they do not weaken the words beside them.

        Returns
        -------
        sparse array of float64, shape (n_documents, n_terms + n_grams + n_groups)
        """
        blocks = [self._term_rows(counts)]
        if self.grams:
            blocks.append(self._gram_rows(counts))
        if self.hints.names:
            blocks.append(self.hints.rows(counts, float(self.idf[-1])))
        return join_columns(blocks)

    def products(self, rows: csr_array) -> Floats:
        """Return the terms of rows times their background vectors, shape (n_documents, n_dimensions)."""
        products: Floats = rows[:, : len(self.terms)] @ self.vectors
        return products

    def _gram_rows(self, counts: TermCounts) -> csr_array:
        if counts.grams is None:
            raise TrainingError("The vocabulary has character n-grams, but the counts have none. Count them as well.")
        taken = counts.grams.count(self.grams)
        _weigh(taken, self.idf[len(self.terms) : len(self.terms) + len(self.grams)])
        return _divide_by(_lengths(taken), taken)

    def _term_rows(self, counts: TermCounts) -> csr_array:
        columns = np.array([self.columns.get(term, -1) for term in counts.terms], dtype=np.int32)
        # Both order terms in the same way, so the known terms of a row stay in order.
        places = columns[counts.matrix.indices]
        is_known = places >= 0
        bounds = np.concatenate([[0], np.cumsum(is_known)])[counts.matrix.indptr].astype(counts.matrix.indptr.dtype)
        places = places[is_known]
        rows = csr_array((counts.matrix.data[is_known], places, bounds), shape=(len(counts), len(self.terms)))
        _weigh(rows, self.idf)
        return _divide_by(_lengths(rows[:, : len(self.terms) - self.n_pairs]), rows)


def _weigh(counts: csr_array, idf: Floats) -> None:
    """Turn counts into weights, in place: with large data, each copy takes hundreds of megabytes."""
    np.log(counts.data, out=counts.data)
    counts.data += 1.0
    counts.data *= idf[counts.indices]


def _lengths(rows: csr_array) -> Floats:
    lengths: Floats = np.sqrt(csr_array((rows.data**2, rows.indices, rows.indptr), rows.shape).sum(axis=1))
    return lengths


def _divide_by(lengths: Floats, rows: csr_array) -> csr_array:
    """Return the rows over their lengths, in place."""
    rows.data *= np.repeat(1 / np.where(lengths > 0, lengths, 1.0), np.diff(rows.indptr))
    return rows


def smooth_idf(document_frequencies: NDArray[np.integer[Any]], n_documents: int) -> Floats:
    """Return ``ln((1 + n) / (1 + df)) + 1``, as scikit-learn smooths it."""
    idf: Floats = np.log((1 + n_documents) / (1 + document_frequencies)) + 1
    return idf


def _choose_terms(
    frequency: Mapping[str, int],
    min_df: float,
    background: Background | None,
    n_documents: int,
    hinted: frozenset[str],
) -> list[str]:
    occurring = {term: count for term, count in frequency.items() if count}
    if not occurring and not hinted:
        raise TrainingError("No example contains a Russian content word, so there is no vocabulary. Check the texts.")
    learnt = {term for term, count in occurring.items() if count >= min_df}
    if not learnt and background is None and not hinted:
        raise TrainingError(
            f"The vocabulary is empty: no term occurs in {min_df:g} or more of the {n_documents} examples. Add "
            "examples or lower min_df."
        )
    return sorted(learnt.union(hinted, background.terms if background else ()))


def _term_idf(
    terms: Sequence[str], frequency: Mapping[str, int], n_documents: int, background: Background | None
) -> Floats:
    frequencies = np.array([frequency.get(term, 0) for term in terms])
    idf = smooth_idf(frequencies, n_documents)
    if background is None:
        return idf
    numbers, known = _match(terms, background)
    frequencies[numbers] += background.document_frequencies[known]
    # The background has no function words, so their idf comes from the examples alone.
    is_counted = np.array([not is_function_word(term) for term in terms], dtype=bool)
    return np.where(is_counted, smooth_idf(frequencies, background.n_paragraphs + n_documents), idf)


def _find_vectors(terms: Sequence[str], background: Background | None) -> Floats:
    if background is None:
        return np.zeros((len(terms), 0))
    vectors = np.zeros((len(terms), background.vectors.shape[1]))
    numbers, known = _match(terms, background)
    vectors[numbers] = background.vectors[known]
    return vectors


def _match(terms: Sequence[str], background: Background) -> tuple[list[int], list[int]]:
    """Return the indices, in `terms` and in the background, of the terms that occur in both."""
    numbers = [number for number, term in enumerate(terms) if term in background.numbers]
    return numbers, [background.numbers[terms[number]] for number in numbers]
