"""How rivals read a text: as words, Snowball stems or pymorphy3 lemmas.

All three start from the same words, so that differences between them come from morphology. Stems and lemmas are cached
for the life of the process, which helps the rivals when speed is measured.
"""

import re
from functools import cache

_WORD = re.compile(r"\w\w+")  # like scikit-learn's token pattern


def words(text: str) -> list[str]:
    """Return the words of at least two characters in lower case, with е for ё."""
    return _WORD.findall(text.lower().replace("ё", "е"))


def stems(text: str) -> list[str]:
    """Return the Snowball stem of each word."""
    return [_stem(word) for word in words(text)]


def lemmas(text: str) -> list[str]:
    """Return the lemma of each word by the most probable parse of pymorphy3."""
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
