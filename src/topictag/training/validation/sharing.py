"""Paragraphs that several texts share: an article and one of its paragraphs, or two articles that quote one report.

As whole texts they are no near copies, but who learnt from one of them knows part of the other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from topictag.text.copies import MAX_TEXTS, MIN_WORDS
from topictag.training.arrays import Groups
from topictag.training.validation.copies import group_copies, link_pairs
from topictag.training.validation.folds import group_examples

# Chosen. Of few texts, not counting copies, a fifth says as much as `MAX_TEXTS` of many: that a paragraph is no news.
# Five never do.
_MAX_SHARE, _FEW_TEXTS = 0.2, 5


def group_texts(paragraphs: Sequence[Sequence[Sequence[str]]]) -> Groups:
    """Return groups of near copies and of texts that share a paragraph; see `join_sharing`."""
    return join_sharing(paragraphs, group_copies([tuple(chain.from_iterable(own)) for own in paragraphs]))


def join_sharing(texts: Sequence[Sequence[Sequence[str]]], copies: Groups) -> Groups:
    """Return groups of near copies, joined where texts share a paragraph.

    Texts of one paragraph share it only if they are equal, so without longer ones the groups stay as they are.

    Parameters
    ----------
    texts : sequence of sequences of sequences of str
        The normalised words of each paragraph of each text.
    copies : ndarray of int, shape (n_texts,)
        The number of each text's group of near copies.

    Returns
    -------
    ndarray of int, shape (n_texts,)

    Examples
    --------
    >>> report = "совет директоров завода вчера утвердил новый план выпуска тракторов".split()
    >>> join_sharing([[["снег"], report], [["снег"]], [report]], np.arange(3)).tolist()
    [0, 1, 0]
    """
    if all(len(text) < 2 for text in texts):
        return copies
    pairs, shares = list[tuple[int, int]](), list[float]()
    sizes, groups = [sum(map(len, text)) for text in texts], copies.tolist()
    most = max(_FEW_TEXTS, min(MAX_TEXTS, int(_MAX_SHARE * len(texts))))
    for n_words, owners in _iter_shared(texts):
        if len({groups[own] for own in owners}) <= most:
            shortest = min(owners, key=sizes.__getitem__)
            pairs += [(shortest, own) for own in owners]
            shares += [n_words / sizes[shortest]] * len(owners)
    if not pairs:
        return copies
    shared = link_pairs(np.array(pairs, dtype=np.intp), np.array(shares), len(texts))
    return group_examples(groups, shared.tolist())


def _iter_shared(texts: Sequence[Sequence[Sequence[str]]]) -> Iterator[tuple[int, list[int]]]:
    """Yield the length in words of each paragraph that several texts have, and the numbers of these texts."""
    long = [(number, forms) for number, text in enumerate(texts) for forms in text if len(forms) >= MIN_WORDS]
    # The words as keys would take gigabytes.
    hashes = np.fromiter((hash(tuple(forms)) for _, forms in long), np.int64, len(long))
    same, counts = np.unique(hashes, return_inverse=True, return_counts=True)[1:]
    owners, lengths = defaultdict[int, list[int]](list), dict[int, int]()
    for place in np.flatnonzero(counts[same] > 1).tolist():
        number, forms = long[place]
        owners[same[place]].append(number)
        lengths[same[place]] = len(forms)
    return ((lengths[key], own) for key, own in owners.items())
