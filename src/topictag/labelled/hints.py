"""Hints: what a person knows of a topic, as terms with strengths, read from a table or from Python objects.

A line of the table is ``topic<TAB>term<TAB>strength``. The term is a word, or two words for a pair of words near each
other; the strength is a whole number from -3 (strongly against the topic) to 3 (strongly for it), without 0. A fourth
column that begins with # is a comment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from topictag.errors import DataError, InputTypeError
from topictag.labelled.lines import MAX_LINE_BYTES, iter_parts, iter_places
from topictag.labelled.opening import check_decoded, files_below, kind_of_path, open_text
from topictag.labelled.quotes import quote
from topictag.labelled.tags import check_tags

MAX_STRENGTH = 3
_MAX_WORDS = 2
_COMMENT = "#"

HintSource: TypeAlias = str | PathLike[str] | Iterable[Any]


@dataclass(frozen=True, slots=True)
class Hint:
    """A term that speaks for a topic, or against it.

    Attributes
    ----------
    topic : str
    term : str
        A word, or two words with a space between them.
    strength : int
        From -3 to 3, not 0.
    place : str, optional
        Where the hint was read, as in ``file:line``. Only messages use it.

    Raises
    ------
    DataError
        A field has a value that it cannot have.

    Examples
    --------
    >>> Hint("energy", "солнечный панель", 3).words
    ('солнечный', 'панель')
    """

    topic: str
    term: str
    strength: int
    place: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        (topic,) = check_tags([self.topic], self.place or "hint")
        object.__setattr__(self, "topic", topic)
        if not isinstance(self.term, str) or not 1 <= len(self.words) <= _MAX_WORDS:
            raise DataError(f"{self.where}: the term {quote(self.term)} must be one word, or two for a pair.")
        is_whole = isinstance(self.strength, int) and not isinstance(self.strength, bool)
        if not is_whole or not 1 <= abs(self.strength) <= MAX_STRENGTH:
            raise DataError(
                f"{self.where}: the strength of {quote(self.term)} must be a whole number from -{MAX_STRENGTH} to "
                f"{MAX_STRENGTH}, without 0, not {quote(self.strength)}."
            )

    @property
    def where(self) -> str:
        """Where to find the hint: its place, or else its term."""
        return self.place or f"hint {quote(self.term)}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the term."""
        return tuple(self.term.split())


def read_hints(*sources: HintSource, max_line_bytes: int = MAX_LINE_BYTES) -> tuple[Hint, ...]:
    """Read hints.

    Parameters
    ----------
    *sources : path or iterable
        A path names a table of tab-separated values without a header, also as .gz, .xz or .zst, or a folder whose
        ``*.tsv`` files are read in order of name, subfolders included. Blank lines, lines that begin with #, and a
        fourth column that does, are left out. An iterable contains `Hint` objects or ``(topic,
        term, strength)``.
    max_line_bytes : int, default=64,000,000
        Maximum length of a line.

    Returns
    -------
    tuple of Hint
        In the order given, without repetitions.

    Raises
    ------
    DataError
        A file cannot be read, a line is malformed, or two hints give one term different strengths for one topic; the
        message names both.
    InputTypeError
        A source is neither a path nor an iterable.

    Examples
    --------
    >>> read_hints([("energy", "нефть", 3)])
    (Hint(topic='energy', term='нефть', strength=3, place='hint 1'),)
    """
    found: dict[tuple[str, frozenset[str]], Hint] = {}
    for source in sources:
        for hint in _iter_source(source, max_line_bytes):
            key = hint.topic, frozenset(hint.words)
            known = found.setdefault(key, hint)
            if known.strength != hint.strength:
                raise DataError(
                    f"{hint.where}: {quote(hint.term)} has the strength {hint.strength} for {quote(hint.topic)}, but "
                    f"{known.strength} at {known.where}. Keep one of them."
                )
    return tuple(found.values())


def is_hint_table(path: Path) -> bool:
    """Return whether the first line of a table is a hint, so that the table contains no labelled texts."""
    try:
        return path.suffix.lower() == ".tsv" and next(_iter_file(path, MAX_LINE_BYTES), None) is not None
    except DataError:
        return False


def _iter_source(source: HintSource, max_line_bytes: int) -> Iterator[Hint]:
    if isinstance(source, str | PathLike):
        for path in hint_files(source):
            yield from _iter_file(path, max_line_bytes)
    elif isinstance(source, Iterable) and not isinstance(source, bytes):
        for number, item in enumerate(source, 1):
            yield _as_hint(item, f"hint {number}")
    else:
        raise InputTypeError(f"hints must be a path or an iterable of hints, not {quote(source)}.")


def _as_hint(item: Any, place: str) -> Hint:
    if isinstance(item, Hint):
        return item
    if not isinstance(item, tuple | list) or len(item) != 3:
        raise DataError(f"{place}: a hint must be (topic, term, strength), not {quote(item)}.")
    topic, term, strength = item
    return Hint(topic, term, strength, place)


def hint_files(source: str | PathLike[str]) -> list[Path]:
    """Return the tables that a path names: itself, or every ``*.tsv`` in a folder and its subfolders.

    Raises
    ------
    DataError
        The path does not exist, or the folder contains no such file.
    """
    path = Path(source)
    kind = kind_of_path(path)
    if not kind:
        raise DataError(f"{path}: does not exist. Give a table of hints: topic, term and strength, separated by tabs.")
    if kind != "folder":
        return [path]
    if not (files := files_below(path, lambda found: found.name.endswith(".tsv"))):
        raise DataError(f"{path}: the folder contains no .tsv file. Give a folder of tables of hints.")
    return files


def _iter_file(path: Path, max_line_bytes: int) -> Iterator[Hint]:
    with open_text(path) as stream:
        for place, line in iter_places(iter_parts(stream), str(path), max_line_bytes):
            if isinstance(line, DataError):
                raise line
            check_decoded(line, place)
            if not line.startswith(_COMMENT):
                yield _parse(line, place)


def _parse(line: str, place: str) -> Hint:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) == 4 and cells[3].startswith(_COMMENT):
        del cells[3]
    if len(cells) != 3:
        raise DataError(f"{place}: a line must have a topic, a term and a strength, separated by tabs.")
    topic, term, strength = cells
    try:
        number = int(strength)
    except ValueError as error:
        raise DataError(f"{place}: the strength {quote(strength)} is not a whole number from -3 to 3.") from error
    return Hint(topic, term, number, place)
