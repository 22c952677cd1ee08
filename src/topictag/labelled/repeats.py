"""Which examples belong together: those of one article, and those of articles that repeat a text word for word."""

import re
from collections.abc import Hashable, Sequence

from topictag.labelled.example import Example
from topictag.text.copies import MAX_TEXTS, MIN_WORDS
from topictag.text.reading import text_forms

_NUMBER = re.compile(r"\d+")


def join_repeats(examples: Sequence[Example]) -> list[str]:
    """Return the article of each example; articles with an equal text, whatever its punctuation, are called alike.

    News agencies repeat texts, and the same text twice is one piece of evidence, not two. Texts of under eight words,
    and those of more than ten articles, such as "read also", say nothing about where they come from.

    Examples
    --------
    >>> report = "Совет директоров завода вчера утвердил новый план выпуска тракторов"
    >>> texts = (f"{report}.", "Снег."), (f"{report}!", "Снег.")
    >>> examples = [Example(text, text, frozenset(), f"a{n}") for n, both in enumerate(texts) for text in both]
    >>> join_repeats([*examples, Example("b", "Снег.", frozenset(), "b")])
    ['a0', 'a0', 'a0', 'a0', 'b']
    """
    owners: dict[Hashable, dict[str, None]] = {}
    for example in examples:
        forms = tuple(text_forms(example.text))
        if len(forms) >= MIN_WORDS:
            key = (forms, tuple(_NUMBER.findall(example.text)))
            owners.setdefault(key, {})[example.article] = None
    joined: dict[str, str] = {}
    for articles in owners.values():
        if len(articles) <= MAX_TEXTS:
            first, *others = articles
            for own in others:
                joined[_find(joined, own)] = _find(joined, first)
    return [_find(joined, example.article) for example in examples]


def _find(joined: dict[str, str], article: str) -> str:
    """Return the name of the articles that belong together, and shorten the way to it."""
    own = article
    while (own_next := joined.setdefault(own, own)) != own:
        joined[own] = joined.setdefault(own_next, own_next)
        own = own_next
    return own
