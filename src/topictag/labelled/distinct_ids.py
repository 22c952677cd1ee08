"""Ids of several files: labelling tools number each project from 1, so texts with one id may be different ones."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from topictag.errors import DataError
from topictag.labelled.example import Example, Label
from topictag.labelled.opening import bare_name
from topictag.labelled.quotes import quote, shorten


class DistinctIds:
    """The ids so far.

    An id that another file has for another text is qualified by the name of its file: ``april:17``.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[Example | Label, str]] = {}
        self._qualified = Counter[tuple[str, str]]()

    def take(self, own: Example | Label, file: str) -> Example | Label:
        """Return the example with an id that no other has.

        Parameters
        ----------
        own : Example or Label
        file : str
            Where it was read; empty for objects in memory.

        Raises
        ------
        DataError
            The id is used twice in a file, or for the same text in two.
        """
        known = self._first.get(own.id)
        if known is None:
            self._first[own.id] = own, file
            return own
        other, other_file = known
        if not file or not other_file or file == other_file or _content(own) == _content(other):
            raise DataError(
                f"{_place(own)}: the id {quote(own.id)} is already used at {_place(other)}. Rename one, or remove the "
                "repetition: topictag check --fix."
            )
        name = f"{Path(bare_name(Path(file))).stem}:{own.id}"
        self._qualified[other_file, file] += 1
        article = name if own.article == own.id else own.article
        return self.take(replace(own, id=name, article=article), file)

    def describe(self) -> Iterator[str]:
        """Yield a message about each pair of files with equal ids of different texts."""
        for (first, second), n in self._qualified.items():
            stem = Path(bare_name(Path(second))).stem
            what = "id of" if n == 1 else "ids of"
            yield (
                f"{n} {what} {second} also in {first}, for other texts, as if both were numbered from 1; read as "
                f"'{shorten(stem)}:…'."
            )


def _content(own: Example | Label) -> tuple[str, str]:
    return ("text", own.text) if isinstance(own, Example) else ("sha256", own.sha256)


def _place(own: Example | Label) -> str:
    return own.where if isinstance(own, Example) else own.place
