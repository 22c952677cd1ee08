"""Names of files as they are printed."""

from pathlib import Path


def printable(text: str | Path) -> str:
    r"""Return a name or message with an escape for each character that would act on a terminal: ``\x1b`` and the like.

    Examples
    --------
    >>> printable("новости\n.txt")
    'новости\\n.txt'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(text))
