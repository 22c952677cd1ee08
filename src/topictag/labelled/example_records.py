"""Examples as records of the native form, from which they can be read again: paragraphs, or labels by identifier."""

from collections.abc import Iterable, Iterator
from typing import Any

from topictag.labelled.example import Example
from topictag.labelled.text_digest import digest_text


def iter_example_records(
    examples: Iterable[Example], *, group: str | None = None, split: str | None = None
) -> Iterator[dict[str, Any]]:
    """Yield a record for each example.

    A text from a corpus is left out: its example becomes a label with the SHA-256 of the text, as it was.

    Parameters
    ----------
    examples : iterable of Example
    group, split : str, optional
        Names of the fields for `Example.group` and `Example.split`; without names, these are left out.

    Examples
    --------
    >>> next(iter_example_records([Example("a1", "Нефть дорожает.", frozenset({"energy"}), article="a")]))
    {'id': 'a1', 'article': 'a', 'text': 'Нефть дорожает.', 'tags': ['energy']}
    """
    for example in examples:
        fields = [(group, example.group), (split, example.split)]
        has_article = example.has_own_article and example.article != example.id
        yield {
            **({"id": example.id} if example.has_own_id else {}),
            **({"article": example.article} if has_article else {}),
            **({"text": example.text} if example.has_own_text else {"sha256": digest_text(example.text)}),
            "tags": sorted(example.tags),
            **({"unknown": sorted(example.unknown)} if example.unknown else {}),
            **({"known": sorted(example.known)} if example.known is not None else {}),
            **{name: value for name, value in fields if name and value},
        }
