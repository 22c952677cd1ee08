"""Hints as terms: a hinted lemma or pair also counts for the group of its topic and strength.

A group such as "peace talks +3" has as members all terms with that strength for that topic. Its value in a paragraph is
``ln(1 + number of distinct members that occur)``, times a scale; its weight is learnt like that of any term. Words that
no example contains so get the weight of their group. Measured on news of sources that training left out
(docs/design.md): the logarithm of distinct members is better than their sum, and better undivided by the norm of the
text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from topictag.caution import warn_caller
from topictag.errors import DataError, TrainingWarning
from topictag.labelled.hints import Hint
from topictag.labelled.quotes import quote
from topictag.text.pairs import is_pair, join_pair
from topictag.text.terms import TermAnalyzer
from topictag.text.words import word_forms
from topictag.training.features.counts import TermCounts

_MAX_WORDS = 2
_MAX_NAMED = 3
_MANY = 0.5  # chosen: if more of the hints are read otherwise or not at all, the list is not made for this analysis
_FEWEST = 20  # chosen: a shorter list says too little about that
_MANY_CHANGED = (
    " So many suggest that the list was made for another analysis, such as stems or another lemmatizer. Write "
    "dictionary forms."
)


@dataclass(frozen=True, eq=False)
class HintGroups:
    """Groups of hinted terms.

    Attributes
    ----------
    names : tuple of str
        As in ``energy +3``.
    members : mapping of str to tuple of int
        Lemma or pair to the numbers of its groups, ascending.
    keys : tuple of (int, int)
        The topic of each group, as its number, and its strength.

    Examples
    --------
    >>> from topictag.training.features.pymorphy import PymorphyLemmatizer
    >>> analyzer = TermAnalyzer(PymorphyLemmatizer())
    >>> groups = HintGroups.of([Hint("energy", "нефть", 3), Hint("energy", "цена нефть", 1)], ["energy"], analyzer)
    >>> groups.names, dict(groups.members)
    (('energy +1', 'energy +3'), {'нефть': (1,), 'нефть цена': (0,)})
    """

    names: tuple[str, ...] = ()
    members: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    keys: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, hints: Iterable[Hint], topics: Sequence[str], analyzer: TermAnalyzer) -> "HintGroups":
        """Group hints.

        Raises
        ------
        DataError
            A hint is for a topic that is not among `topics`, or forms of one lemma speak both for a topic and
            against it.

        Warns
        -----
        TrainingWarning
            A hint is read as another word, or the analysis yields no term for it.
        """
        read = _merge(read_terms(hints, topics, analyzer))
        keys = sorted({(hint.topic, hint.strength) for hint, _ in read})
        numbers = {key: number for number, key in enumerate(keys)}
        members: dict[str, set[int]] = {}
        for hint, term in read:
            members.setdefault(term, set()).add(numbers[hint.topic, hint.strength])
        return cls(
            tuple(f"{topic} {strength:+d}" for topic, strength in keys),
            {term: tuple(sorted(own)) for term, own in members.items()},
            tuple((topics.index(topic), strength) for topic, strength in keys),
        )

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas that are members, or parts of members."""
        return frozenset(lemma for term in self.members for lemma in term.split())

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The members that are pairs."""
        return frozenset(filter(is_pair, self.members))

    def rows(self, counts: TermCounts, scale: float) -> csr_array:
        """Return the groups' values in documents, shape (n_documents, n_groups)."""
        places = {term: number for number, term in enumerate(counts.terms)}
        found = [(places[term], group) for term, own in self.members.items() if term in places for group in own]
        if not found:
            return csr_array((len(counts), len(self.names)))
        terms, groups = np.array(found).T
        belongs = csr_array((np.ones(len(found)), (terms, groups)), shape=(len(counts.terms), len(self.names)))
        present = csr_array(
            (np.ones(counts.matrix.nnz), counts.matrix.indices, counts.matrix.indptr), counts.matrix.shape
        )
        rows = csr_array(present @ belongs)
        rows.data = scale * np.log1p(rows.data)
        return rows


def _merge(read: Iterable[tuple[Hint, str]]) -> list[tuple[Hint, str]]:
    """Return each term once for a topic, with the strongest of the hints that are read as it."""
    found: dict[tuple[str, str], Hint] = {}
    for hint, term in read:
        known = found.setdefault((hint.topic, term), hint)
        if known.strength * hint.strength < 0:
            raise DataError(
                f"{hint.where}: {quote(hint.term)} has the strength {hint.strength} for {quote(hint.topic)}, but "
                f"{quote(known.term)}, which is read as the same lemma, has {known.strength} at {known.where}. "
                "Keep one of them."
            )
        if abs(hint.strength) > abs(known.strength):
            found[hint.topic, term] = hint
    return [(hint, term) for (_, term), hint in found.items()]


def read_terms(
    hints: Iterable[Hint], topics: Sequence[str], analyzer: TermAnalyzer, *, warns: bool = True
) -> Iterator[tuple[Hint, str]]:
    """Yield hints with their terms, a lemma or a pair; those that the analysis does not read so are left out.

    Raises
    ------
    DataError
        A hint is for a topic that is not among `topics`, or more than half of a long list cannot be read: it was made
        for another analysis.

    Warns
    -----
    TrainingWarning
        A hint is read as another word, or left out; not if `warns` is False.
    """
    changed, lost, hints = list[str](), list[str](), list(hints)
    many = _MANY * max(len(hints), _FEWEST)
    for hint in hints:
        if hint.topic not in topics:
            raise DataError(
                f"{hint.where}: no example has the topic {quote(hint.topic)}, so a hint cannot be used. "
                f"The topics are {', '.join(topics)}. Rename the topic, or leave the hint out."
            )
        forms = word_forms(hint.term)
        lemmas = [own[0] for form in forms if (own := analyzer.terms(form))]
        if len(lemmas) < len(forms) or not 1 <= len(set(lemmas)) == len(lemmas) <= _MAX_WORDS:
            lost.append(f"{quote(hint.term)} ({hint.where}; yields {', '.join(lemmas) or 'nothing'})")
            continue
        if lemmas != forms:
            changed.append(f"{quote(hint.term)} as {quote(' '.join(lemmas))} ({hint.where})")
        yield hint, join_pair(*sorted(lemmas)) if len(lemmas) > 1 else lemmas[0]
    if len(lost) > many:
        raise DataError(
            f"{len(lost)} of {len(hints)} hints cannot be read as one lemma or a pair: {_name(lost)}. It seems to "
            "be made for another analysis. Write dictionary forms, and check the analysis settings, such as "
            "min_letters."
        )
    if changed and warns:
        way_out = _MANY_CHANGED if len(changed) > many else ""
        warn_caller(f"Hints read by their lemmas ({len(changed)}): {_name(changed)}.{way_out}", TrainingWarning)
    if lost and warns:
        warn_caller(
            f"Hints left out, because the analysis does not read them as one lemma or a pair ({len(lost)}): "
            f"{_name(lost)}. Function words and single letters are no terms.",
            TrainingWarning,
        )


def _name(items: Sequence[str]) -> str:
    return "; ".join(items[:_MAX_NAMED]) + (" …" if len(items) > _MAX_NAMED else "")
