"""Examples as native JSONL, which `read_examples` reads back: paragraphs with their tags, or labels by identifier."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from topictag.labelled.example import Example


def write_examples(examples: Iterable[Example], *, group: str | None = None, split: str | None = None) -> bytes:
    """Return examples as JSONL.

    A text that came from a corpus is not written: its example becomes a label with the text's SHA-256 again.

    Parameters
    ----------
    examples : iterable of Example
    group, split : str, optional
        Names of the fields for `Example.group` and `Example.split`; without them, these are not written.

    Examples
    --------
    >>> example = Example("a1", "Нефть дорожает.", frozenset({"energy"}), article="a")
    >>> print(write_examples([example]).decode(), end="")
    {"id": "a1", "article": "a", "text": "Нефть дорожает.", "tags": ["energy"]}
    """
    fields = {name: own for name, own in (("group", group), ("split", split)) if own}
    lines = (json.dumps(_record(example, fields), ensure_ascii=False) for example in examples)
    return "".join(f"{line}\n" for line in lines).encode()


def _record(example: Example, fields: Mapping[str, str]) -> dict[str, Any]:
    text = {"text": example.text}
    if not example.has_own_text:
        text = {"sha256": sha256(example.text.encode()).hexdigest()}
    return {
        **({"id": example.id} if example.has_own_id else {}),
        **({"article": example.article} if example.has_own_article and example.article != example.id else {}),
        **text,
        "tags": sorted(example.tags),
        **({"unknown": sorted(example.unknown)} if example.unknown else {}),
        **{field: getattr(example, name) for name, field in fields.items() if getattr(example, name)},
    }
