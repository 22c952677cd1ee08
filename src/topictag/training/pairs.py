"""Choosing pairs of lemmas as further terms: those that tell topics apart, and no others.

A paragraph holds hundreds of pairs and most say nothing, so they are chosen (χ² of presence against the topics, on
training examples alone) and left out of the length by which a row is divided: added to it, they would weaken every
other term. Measured by ``benchmarks.quality.ablation``.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_selection import chi2

from topictag.text.pairs import is_pair, split_pair
from topictag.training.classifier import Bools

MIN_DF = 5  # chosen: rarer ones are chance


def choose_pairs(documents: Sequence[Collection[str]], gold: Bools, n_pairs: int, lemmas: Collection[str]) -> list[str]:
    """Return the pairs that stand out most in a topic, at most `n_pairs`, sorted.

    Parameters
    ----------
    documents : sequence of collections of str
        The terms of each, pairs among them.
    gold : ndarray of bool, shape (n_documents, n_topics)
    n_pairs : int
    lemmas : collection of str
        Only pairs of these are taken.
    """
    present = [{term for term in document if is_pair(term)} for document in documents]
    frequency = Counter(chain.from_iterable(present))
    often = (pair for pair, count in frequency.items() if count >= MIN_DF)
    candidates = sorted(pair for pair in often if all(lemma in lemmas for lemma in split_pair(pair)))
    if not candidates:
        return []
    numbers = {pair: number for number, pair in enumerate(candidates)}
    places = [(row, numbers[pair]) for row, own in enumerate(present) for pair in own if pair in numbers]
    shape = (len(documents), len(candidates))
    rows = csr_array((np.ones(len(places)), tuple(np.array(places).T)), shape=shape)
    return [candidates[number] for number in most_telling(rows, gold, n_pairs).tolist()]


def most_telling(present: csr_array, gold: Bools, n: int) -> NDArray[np.intp]:
    """Return the columns whose presence stands out most in some topic, at most `n`, ascending.

    Parameters
    ----------
    present : sparse array, shape (n_documents, n_columns)
        1 where a document holds a term.
    gold : ndarray of bool, shape (n_documents, n_topics)
    n : int
    """
    learnable = [topic for topic in gold.T if topic.any() and not topic.all()]
    if not learnable or not n or not present.shape[1]:
        return np.empty(0, dtype=np.intp)
    best = np.max([chi2(present, topic)[0] for topic in learnable], axis=0)
    return np.sort(np.argsort(-best, kind="stable")[:n])


def drop_rare_pairs(documents: Sequence[Sequence[Sequence[str]]]) -> list[list[list[str]]]:
    """Return documents, paragraph by paragraph, without the pairs that could not be chosen from all of them."""
    joined = ({term for paragraph in document for term in paragraph if is_pair(term)} for document in documents)
    frequency = Counter(chain.from_iterable(joined))
    return [
        [[term for term in paragraph if not is_pair(term) or frequency[term] >= MIN_DF] for paragraph in document]
        for document in documents
    ]
