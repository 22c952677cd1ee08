"""Examples as records of the native form, from which they can be read again: paragraphs, or labels by identifier."""

from collections.abc import Iterable, Iterator
from typing import Any

from topictag.labelled.example import Example, Label
from topictag.labelled.text_digest import digest_text


def make_record(own: Example | Label, known: frozenset[str] | None) -> dict[str, Any]:
    """Return an example or a label in native form; an id or an article that was only made from the place is left out.

    `known` are the only topics that were looked for, or None if all were.
    """
    record: dict[str, Any]
    if isinstance(own, Example):
        record = {**({"id": own.id} if own.has_own_id else {}), "text": own.text}
        has_article = own.has_own_article and own.article != own.id
    else:
        record, has_article = {"id": own.id, "sha256": own.sha256}, own.article != own.id
    record["tags"] = sorted(own.tags)
    if has_article:
        record["article"] = own.article
    if own.unknown:
        record["unknown"] = sorted(own.unknown)
    if known is not None:
        record["known"] = sorted(known)
    return record


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
    {'id': 'a1', 'text': 'Нефть дорожает.', 'tags': ['energy'], 'article': 'a'}
    """
    for example in examples:
        fields = [(group, example.group), (split, example.split)]
        own = example if example.has_own_text else _as_label(example)
        yield {**make_record(own, example.known), **{name: value for name, value in fields if name and value}}


def _as_label(own: Example) -> Label:
    return Label(own.id, digest_text(own.text), own.tags, own.article, own.place, unknown=own.unknown)
