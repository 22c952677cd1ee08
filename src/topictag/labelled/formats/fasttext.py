"""fastText: a text on a line, and before it ``__label__`` and the name of each topic.

A label of fastText has no space, since fastText splits at spaces. topictag writes ␣ in its place, which nobody else
writes by chance; so labels of other origin are read as they are.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.blanks import describe_blank
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.losing import BREAKS, lost_fields, lost_nuls, lost_texts, without_breaks
from topictag.labelled.lines import BLANK, iter_lines, iter_parts
from topictag.labelled.opening import NAME_ENCODING, check_decoded, open_text
from topictag.labelled.quotes import quote, shorten
from topictag.labelled.writing import write_text

_PREFIX = "__label__"
# fastText splits at these characters only, not at other spaces of Unicode.
_LABEL = re.compile(r"(?:^|(?<=[ \t\v\f]))__label__([^ \t\v\f]*)[ \t\v\f]?")
_COMMENT = re.compile(r"(?:^|[ \t])__comment__(.*)")
_JSON = re.compile(r'\s*\{\s*"')
_PUNCTUATION = (",", ";", "|")
_SPACE, _ESCAPE = "␣", "␠"
_ESCAPED = {_ESCAPE: f"{_ESCAPE}0", _SPACE: f"{_ESCAPE}1", " ": _SPACE}
_MARKED = re.compile(f"{_ESCAPE}[01]|{_SPACE}")
_UNMARKED = {mark: character for character, mark in _ESCAPED.items()}
_LOST = BREAKS | {
    r"(?:^|[ \t\v\f])__label__": "What looks like a label in {n} is read as one.",
    r"(?:^|[ \t])__comment__": "What looks like a comment in {n} is read as one.",
    r'^\s*\{\s*"': "What looks like JSON, in {n}, cannot be read back unless there is a tag.",
    "^[\ufeff \t\r\n]|[\ufeff \t\r\n]$": "Spaces at the beginning or the end of {n} are lost.",
}


class FastTextFormat:
    """Lines of fastText."""

    name = "fasttext"
    summary = "lines of fastText, __label__TOPIC before the text"
    ending = ".txt"

    def recognises(self, head: Head) -> bool:
        """Return whether one of the first lines has a label."""
        return head.kind == "text" and any(_LABEL.search(line) for line in head.lines)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the lines that are not blank; labels count wherever they stand, as in fastText."""
        problems = _Problems()
        with open_text(path, encoding=options.encoding) as stream:
            for place, line in iter_lines(iter_parts(stream), str(path), options.max_line_bytes):
                try:
                    if isinstance(line, DataError):
                        raise line
                    if bare := line.strip(BLANK):
                        record = _parse(bare, place, options.encoding)
                        problems.note(record["tags"])
                        yield place, record
                except DataError as error:
                    yield place, error
        for problem in problems.describe(str(path)):
            warn_caller(problem, DataWarning)

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is neither a topic nor a text on one line."""
        return [*lost_fields(records, ()), *lost_texts(records, _LOST), *lost_nuls(records)]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write a line per record."""
        write_text("".join(_line(record) for record in records), path)


class _Problems:
    """What the labels read so far leave in doubt."""

    def __init__(self) -> None:
        self._n_blank = self._n_ended = 0
        self._ended = ""

    def note(self, tags: Sequence[str]) -> None:
        self._n_blank += not tags
        if ended := [own for own in tags if own.endswith(_PUNCTUATION)]:
            self._n_ended += 1
            self._ended = self._ended or ended[0]

    def describe(self, name: str) -> Iterator[str]:
        if self._n_blank:
            yield describe_blank(name, self._n_blank, "line")
        if self._n_ended:
            lines = f"{self._n_ended} line{'s' if self._n_ended > 1 else ''}"
            yield (
                f"{name}: in {lines} a topic ends in punctuation, as {quote(self._ended)} does. Separate labels by "
                "spaces only: __label__energy __label__gas."
            )


def _parse(line: str, place: str, encoding: str) -> dict[str, Any]:
    check_decoded(line, place, encoding, NAME_ENCODING)
    labels = _LABEL.findall(line)
    if not labels and _JSON.match(line):
        raise DataError(
            f"{place}: JSON, not a line of fastText: {shorten(line)}. Put each format into a file of its own."
        )
    text = _LABEL.sub("", line).strip(BLANK)
    comment = _COMMENT.search(text)
    record = {"text": text, "tags": [_unmark(label) for label in labels if label]}
    if comment:  # doccano adds the annotators' comments in this way
        record |= {"text": text[: comment.start()].rstrip(BLANK), "comment": comment[1].strip(BLANK)}
    return record


def _line(record: Record) -> str:
    labels = "".join(f"{_PREFIX}{_mark(topic)} " for topic in record["tags"])
    return f"{labels}{without_breaks(record['text'])}\n".replace("\0", "")


def _mark(topic: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in topic)


def _unmark(label: str) -> str:
    return _MARKED.sub(lambda found: _UNMARKED[found.group()], label)
