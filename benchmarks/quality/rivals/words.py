"""How rivals read a text: its words, their Snowball stems, or their lemmas by pymorphy3.

The same words for all three, so that a difference between them is one of morphology. Stems and lemmas are remembered
for as long as the process lives, which only helps them when speed is measured.
"""

import re
from functools import cache

_WORD = re.compile(r"\w\w+")  # as scikit-learn's own token pattern


def words(text: str) -> list[str]:
    """Return the words of two and more characters, in lower case, ё as е."""
    return _WORD.findall(text.lower().replace("ё", "е"))


def stems(text: str) -> list[str]:
    """Return the Snowball stem of each word."""
    return [_stem(word) for word in words(text)]


def lemmas(text: str) -> list[str]:
    """Return the lemma of each word: pymorphy3's most probable parse."""
    return [_lemma(word) for word in words(text)]


@cache
def _stem(word: str) -> str:
    return _stemmer().stemWord(word)


@cache
def _lemma(word: str) -> str:
    return _analyzer().parse(word)[0].normal_form.replace("ё", "е")


@cache
def _stemmer():  # noqa: ANN202 (the package has no types)
    import snowballstemmer

    return snowballstemmer.stemmer("russian")


@cache
def _analyzer():  # noqa: ANN202 (of a package that is imported here only)
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")
