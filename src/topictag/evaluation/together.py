"""Topics that occur together, and topics that are given in place of others."""

from collections.abc import Sequence

import numpy as np

from topictag.evaluation.decided import Decided
from topictag.evaluation.metrics import Bools
from topictag.results.report import TopicPair
from topictag.results.topic_report import TopicErrors


def count_pairs(decided: Decided) -> list[TopicPair]:
    """Count the examples that have, or got, both of two topics; pairs that never occur are left out."""
    labelled = _count_together(decided.gold & decided.known, decided.gold & decided.known)
    given = _count_together(decided.tagged & decided.known, decided.tagged & decided.known)
    rows, columns = np.nonzero(np.triu(labelled + given, 1))
    return [
        TopicPair(decided.topics[row], decided.topics[column], int(labelled[row, column]), int(given[row, column]))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]


def count_errors(decided: Decided) -> list[TopicErrors]:
    """Count what each topic is taken for."""
    gold, tagged = decided.gold & decided.known, decided.tagged & decided.known
    missed, wrong = gold & ~tagged, tagged & ~gold
    given, right = _count_together(missed, tagged), _count_together(wrong, gold)
    is_untagged = ~tagged.any(axis=1)
    is_tagless = decided.known.all(axis=1) & ~gold.any(axis=1)
    return [
        TopicErrors(
            n_right=int((gold[:, own] & tagged[:, own]).sum()),
            n_missed=int(missed[:, own].sum()),
            n_missed_untagged=int((missed[:, own] & is_untagged).sum()),
            given_instead=_name_counts(decided.topics, given[own].tolist()),
            n_wrong=int(wrong[:, own].sum()),
            n_wrong_tagless=int((wrong[:, own] & is_tagless).sum()),
            right_instead=_name_counts(decided.topics, right[own].tolist()),
        )
        for own in range(len(decided.topics))
    ]


def _count_together(first: Bools, second: Bools) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the number of examples with each of the first and each of the second, shape (n_topics, n_topics)."""
    # Floats multiply by BLAS, and count exactly up to 2^53.
    return np.rint(first.T.astype(np.float64) @ second.astype(np.float64)).astype(np.int64)


def _name_counts(topics: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    named = [(topic, n) for topic, n in zip(topics, counts, strict=True) if n]
    return dict(sorted(named, key=lambda own: -own[1]))
