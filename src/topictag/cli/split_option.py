"""The option that names the examples of the test."""

from collections.abc import Sequence

import click

from topictag.labelled.quotes import quote


def read_split(values: Sequence[str]) -> tuple[str, ...] | None:
    """Return the field and its values from several FIELD=VALUE; None if there are none.

    Examples
    --------
    >>> read_split(["split=test", "split=dev"])
    ('split', 'test', 'dev')
    """
    pairs = [value.partition("=") for value in values]
    for value, (field, _, own) in zip(values, pairs, strict=True):
        if not field.strip() or not own.strip():
            raise click.UsageError(f"--split: {quote(value)} is not FIELD=VALUE, such as split=test.")
    fields = {field for field, _, _ in pairs}
    if len(fields) > 1:
        raise click.UsageError(f"--split: the values are of several fields ({', '.join(sorted(fields))}). Name one.")
    return (*fields, *(own for _, _, own in pairs)) if pairs else None
