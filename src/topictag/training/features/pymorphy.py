"""The default analyser: pymorphy3, the maintained successor of pymorphy2 with the same dictionary.

It is imported only when an analyser is made, so that code that only refers to one does not wait for it.
"""

from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from topictag.errors import InputTypeError
from topictag.text.lemmas import Lemmatizer
from topictag.text.normalization import normalize

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse
    from pymorphy3.tagset import OpencorporaTag

# Parts of speech that express relations, not the subject of a text (OpenCorpora names); `Apro` marks pronouns that
# inflect like adjectives: который, такой, весь.
_FUNCTION_POS = frozenset({"NPRO", "PREP", "CONJ", "PRCL", "INTJ"})
_PRONOUN_ADJECTIVE = "Apro"

# Chosen: more than the distinct forms of a large training set, but a limit for a service that never stops.
_MEMO_SIZE = 500_000


class PymorphyLemmatizer:
    """Lemmas by pymorphy3's most probable parse, with a bounded cache.

    Parameters
    ----------
    memo_size : int, default=500_000
        Maximum number of forms in the cache; the least recently used are dropped.

    Examples
    --------
    >>> lemmatizer = PymorphyLemmatizer()
    >>> lemmatizer.lemma("газопроводами")
    'газопровод'
    >>> lemmatizer.lemma("которыми") is None
    True
    """

    def __init__(self, *, memo_size: int = _MEMO_SIZE) -> None:
        from pymorphy3 import MorphAnalyzer

        self._morph: MorphAnalyzer = MorphAnalyzer(lang="ru")
        self._cached_lemma = lru_cache(maxsize=memo_size)(self._first_lemma)
        self._affixes = cache(self._list_affixes)  # of a paradigm; there are some 3,000

    @property
    def version(self) -> str:
        """Versions of pymorphy3 and of its Russian dictionary, as in ``pymorphy3 2.0.6, dictionary 2.4.417150``."""
        from importlib.metadata import version

        return f"pymorphy3 {version('pymorphy3')}, dictionary {version('pymorphy3-dicts-ru')}"

    def lemma(self, form: str) -> str | None:
        """Return the normalised lemma of the most probable parse; None for function words."""
        return self._cached_lemma(form)

    def forms(self, lemma: str) -> frozenset[str]:
        """Return the forms in the paradigms of a lemma, predicted ones included, that have this lemma."""
        candidates = {lemma, *map(normalize, self._iter_relatives(lemma))}
        return frozenset(form for form in candidates if self.lemma(form) == lemma)

    def _iter_relatives(self, lemma: str) -> Iterator[str]:
        """Yield the words of the paradigms that have this lemma."""
        known = self._look_up(lemma)
        for word, paradigm, place in known:
            if normalize(self._lemma_of(word, paradigm, place)) == lemma:
                stem = _cut(word, *self._affixes(paradigm)[place])
                yield from {f"{prefix}{stem}{suffix}" for prefix, suffix in self._affixes(paradigm)}
        if not known:
            own = (parse for parse in self._morph.parse(lemma) if normalize(parse.normal_form) == lemma)
            yield from (relative.word for parse in own for relative in parse.lexeme)

    def _look_up(self, form: str) -> list[tuple[str, int, int]]:
        """Return the dictionary's readings: the word with its ё, the number of its paradigm, the place in that."""
        similar = self._morph.dictionary.words.similar_items(form, self._morph.char_substitutes)
        return [(word, paradigm, place) for word, readings in similar for paradigm, place in readings]

    def function_words(self, beginning: str) -> frozenset[str]:
        """Return the dictionary's function words with this beginning."""
        known = self._morph.dictionary.words.iteritems(beginning)
        candidates = {normalize(word) for word, (paradigm, _) in known if paradigm in self._function_paradigms}
        return frozenset(form for form in candidates if self.lemma(form) is None)

    @cached_property
    def _function_paradigms(self) -> frozenset[int]:
        """Numbers of the paradigms that contain a function word; they are few, which rules out most words at once."""
        dictionary = self._morph.dictionary
        function_tags = {number for number, tag in enumerate(dictionary.gramtab) if _is_function(tag)}
        thirds = ((number, own, len(own) // 3) for number, own in enumerate(dictionary.paradigms))
        # A paradigm has the numbers of its suffixes, then those of its tags, then those of its prefixes.
        return frozenset(n for n, own, size in thirds if not function_tags.isdisjoint(own[size : 2 * size]))

    def _list_affixes(self, paradigm: int) -> tuple[tuple[str, str], ...]:
        forms = self._morph.dictionary.build_paradigm_info(paradigm)
        return tuple((prefix, suffix) for prefix, _, suffix in forms)

    def _lemma_of(self, word: str, paradigm: int, place: int) -> str:
        """Return the first form of a paradigm, given the form at a place."""
        affixes = self._affixes(paradigm)
        prefix, suffix = affixes[0]
        return f"{prefix}{_cut(word, *affixes[place])}{suffix}" if place else word

    def __deepcopy__(self, memo: object) -> "PymorphyLemmatizer":
        return self  # only its cache changes, so scikit-learn's clones may share it

    def __reduce__(self) -> tuple[type["PymorphyLemmatizer"], tuple[()]]:
        return PymorphyLemmatizer, ()  # keeps a pickle small: unpickling loads the dictionary

    def _first_lemma(self, form: str) -> str | None:
        # Most words need no choice between parses, which takes three times as long. Single letters may be initials.
        known = self._look_up(form) if len(form) > 1 else []
        lemmas = {self._lemma_of(*reading) for reading in known}
        if len(lemmas) == 1 and self._function_paradigms.isdisjoint(paradigm for _, paradigm, _ in known):
            return normalize(lemmas.pop())
        parse: Parse = self._morph.parse(form)[0]
        return None if _is_function(parse.tag) else normalize(parse.normal_form)


def _cut(word: str, prefix: str, suffix: str) -> str:
    """Return the stem of a word."""
    return word[len(prefix) : len(word) - len(suffix)]


def _is_function(tag: "OpencorporaTag") -> bool:
    return tag.POS in _FUNCTION_POS or _PRONOUN_ADJECTIVE in tag


@cache
def shared_lemmatizer() -> PymorphyLemmatizer:
    """Return the default analyser: one per process, because its dictionary and cache are large."""
    return PymorphyLemmatizer()


def take_lemmatizer(given: Lemmatizer | None) -> Lemmatizer:
    """Return the lemmatizer that a function was given, or the shared one.

    Raises
    ------
    InputTypeError
        It lacks a method of `Lemmatizer`.
    """
    if given is None:
        return shared_lemmatizer()
    if not isinstance(given, Lemmatizer):
        raise InputTypeError(
            f"lemmatizer must have version, lemma, forms and function_words, and {type(given).__name__} lacks some of "
            "them. See topictag.text.lemmas.Lemmatizer."
        )
    return given
