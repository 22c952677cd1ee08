"""The model: frozen arrays with everything that tagging needs, in the layout that the scan reads.

A file contains these arrays unchanged, so loading is mapping. Terms are numbered: lemmas first, then families, pairs,
grams and groups. The weights of a term for all topics are adjacent in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from topictag.model.gram_table import GramTable
from topictag.model.strings import count_strings, line_bounds, unpack_strings
from topictag.model.word_table import WordTable
from topictag.text.analysis import Analysis
from topictag.text.function_words import FUNCTION_MARK

if TYPE_CHECKING:
    from topictag.results.quality import Task  # for annotations alone: importing it slows a cold start

TASKS = ("multi", "single")
NO_TERM = -1  # in `form_terms`


@dataclass(frozen=True, eq=False)
class Model:
    """A compiled tagger.

    Attributes
    ----------
    topics : tuple of str
        Names of the topics, in the order of every array below.
    analysis : Analysis
        How words become terms.
    lemmas : ndarray of uint8
        UTF-8 strings, one per line, in ascending order; function words, with their mark, come first. Term ``i`` is
        lemma ``i``, or family ``i - n_lemmas``, or pair ``i - n_singles``, or gram ``i - first_gram``, or group
        ``i - first_group``.
    families, forms : WordTable
        Beginnings of words, and words.
    form_terms : ndarray of int32, shape (n_forms, 2)
        The lemma of each form and its family as term numbers, or `NO_TERM`; a function word that is no term has
        neither. Families of other words are looked up in `families`.
    pairs : ndarray of int32, shape (n_pairs, 2)
        The two lemmas of each pair, the lower number first; rows in ascending order. A pair with a function word is a
        negation: the lemma follows at most `topictag.text.function_words.NEGATION_WINDOW` words later.
    idf : ndarray of float32, shape (n_terms,)
        Inverse document frequencies, positive.
    coef : ndarray of float32, shape (n_terms, n_topics)
    intercept : ndarray of float32, shape (n_topics,)
        ``score = x @ coef + intercept`` for a text's row ``x``: TF-IDF of lemmas, families and pairs, divided by the L2
        norm of the lemmas and families; TF-IDF of grams, divided by their own L2 norm; and ``ln(1 + n) · idf`` for each
        group of which ``n`` members occur.
    slope, offset : ndarray of float32, shape (n_topics,)
        ``probability = 1 / (1 + exp(-(slope * score + offset)))`` (Platt, 1999); slopes are positive. With the task
        "single", the softmax of ``slope * score + offset`` over the topics.
    thresholds : ndarray of float32, shape (n_topics,)
        In [0, 1]. A text gets a topic when its probability is at least this.
    metadata : mapping
        Data, settings and quality of the model; JSON types only.
    grams : GramTable
        Character n-grams within words.
    groups : ndarray of uint8
        Names of the groups: distinct printable strings as UTF-8 lines, in the order of their term numbers.
    member_bounds : ndarray of uint32, shape (first_gram + 1,)
        Empty if there are no groups.
    members : ndarray of uint32
        Term ``i`` belongs to the groups ``members[member_bounds[i] : member_bounds[i + 1]]``, ascending; families
        belong to none.
    task : {"multi", "single"}
        Whether a text gets any number of topics, or only its most probable one.
    """

    topics: tuple[str, ...]
    analysis: Analysis
    lemmas: NDArray[np.uint8]
    families: WordTable
    forms: WordTable
    form_terms: NDArray[np.int32]
    pairs: NDArray[np.int32]
    idf: NDArray[np.float32]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    slope: NDArray[np.float32]
    offset: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    metadata: Mapping[str, Any]
    grams: GramTable = field(default_factory=lambda: GramTable.of(()))
    groups: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    member_bounds: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    members: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    task: "Task" = "multi"

    @cached_property
    def n_lemmas(self) -> int:
        """Number of lemmas, which are the first terms."""
        return count_strings(self.lemmas)

    @cached_property
    def n_function_words(self) -> int:
        """Number of function words, which are the first of the lemmas."""
        if not self.lemmas.size or self.lemmas[0] != ord(FUNCTION_MARK):
            return 0
        return int((self.lemmas[line_bounds(self.lemmas)[:-1]] == ord(FUNCTION_MARK)).sum())

    @cached_property
    def n_singles(self) -> int:
        """Number of lemmas and families, which are the terms before the pairs."""
        return self.n_lemmas + len(self.families)

    @cached_property
    def n_negations(self) -> int:
        """Number of negations, which are the first of the pairs."""
        return int((self.pairs[:, 0] < self.n_function_words).sum())

    @cached_property
    def first_gram(self) -> int:
        """Number of lemmas, families and pairs, which are the terms before the grams."""
        return self.n_singles + len(self.pairs)

    @cached_property
    def first_group(self) -> int:
        """Number of terms before the groups."""
        return self.first_gram + len(self.grams)

    @cached_property
    def n_groups(self) -> int:
        """Number of groups, which are the last terms."""
        return count_strings(self.groups)

    def group_members(self) -> dict[str, list[int]]:
        """Return the term numbers of the members of each group, by its name."""
        terms = np.repeat(np.arange(self.first_gram), np.diff(self.member_bounds)) if self.n_groups else self.members
        names = unpack_strings(self.groups)
        return {name: terms[self.members == number].tolist() for number, name in enumerate(names)}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by the names of `ARRAY_TYPES`."""
        return {name: attrgetter(name)(self) for name in ARRAY_TYPES}


ARRAY_TYPES: Mapping[str, type[np.generic]] = {
    "lemmas": np.uint8,
    "families.keys": np.uint64,
    "families.groups": np.uint32,
    "families.others": np.uint8,
    "forms.keys": np.uint64,
    "forms.groups": np.uint32,
    "forms.others": np.uint8,
    "form_terms": np.int32,
    "pairs": np.int32,
    "idf": np.float32,
    "coef": np.float32,
    "intercept": np.float32,
    "slope": np.float32,
    "offset": np.float32,
    "thresholds": np.float32,
    "grams.codes": np.uint32,
    "grams.groups": np.uint32,
    "groups": np.uint8,
    "member_bounds": np.uint32,
    "members": np.uint32,
}
"""The arrays of a model by name, with their types; a file contains all of them."""
