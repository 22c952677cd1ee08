"""Examples of tasks in which each text has exactly one topic."""

from collections.abc import Sequence

from topictag.errors import DataError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote_fields

_MAX_NAMED = 3  # chosen: number of examples that a message names


def describe_not_single(examples: Sequence[Example]) -> str:
    """Return which examples do not have exactly one tag, as a clause of a message; empty if all have.

    Examples
    --------
    >>> describe_not_single([Example("a1", "Нефть дорожает.", frozenset(), "a")])
    "1 of 1 examples does not have exactly one tag: example 'a1' (no tag)"
    """
    found = [example for example in examples if len(example.tags) != 1]
    if not found:
        return ""
    named = ", ".join(f"{example.where} ({_write_tags(example)})" for example in found[:_MAX_NAMED])
    verb = "does" if len(found) == 1 else "do"
    more = " …" if len(found) > _MAX_NAMED else ""
    return f"{len(found)} of {len(examples)} examples {verb} not have exactly one tag: {named}{more}"


def require_single(examples: Sequence[Example]) -> None:
    """Raise unless each example has exactly one tag, as models of one topic per text need them.

    Raises
    ------
    DataError
        Some have no tag or several; the first are named.
    """
    if found := describe_not_single(examples):
        raise DataError(
            f"The model gives exactly one topic per text (task 'single'), but {found}. Remove these examples, or give "
            "each exactly one tag."
        )


def _write_tags(example: Example) -> str:
    return quote_fields(sorted(example.tags)) if example.tags else "no tag"
