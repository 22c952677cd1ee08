"""Which examples belong together: those of one article, and those of articles that repeat a text word for word."""

from collections.abc import Sequence

from topictag.labelled.example import Example
from topictag.text.reading import text_forms


def join_repeats(examples: Sequence[Example]) -> list[str]:
    """Return the article of each example; articles with an equal text, whatever its punctuation, are called alike.

    News agencies repeat texts, and the same text twice is one piece of evidence, not two.

    Examples
    --------
    >>> texts = ("Нефть дорожает.", "Снег."), ("Нефть дорожает!", "Матч.")
    >>> examples = [Example(text, text, frozenset(), f"a{n}") for n, both in enumerate(texts) for text in both]
    >>> join_repeats(examples)
    ['a0', 'a0', 'a0', 'a0']
    """
    joined: dict[str, str] = {}
    first: dict[tuple[str, ...], str] = {}
    for example in examples:
        one, other = _find(joined, example.article), first.setdefault(tuple(text_forms(example.text)), example.article)
        joined[one] = _find(joined, other)
    return [_find(joined, example.article) for example in examples]


def _find(joined: dict[str, str], article: str) -> str:
    """Return the name of the articles that belong together, and shorten the way to it."""
    own = article
    while (own_next := joined.setdefault(own, own)) != own:
        joined[own] = joined.setdefault(own_next, own_next)
        own = own_next
    return own
