"""What a format of labelled data is.

Every format is read into records of the native form, which `topictag.labelled.records` checks: mappings with "text"
and "tags", and if there is something to say "id", "article", "unknown" (topics of which nobody said whether the text
has them), "known" (the only topics that were looked for) and "annotations" (what several annotators said, in place of
"tags"). Other fields are kept under their own names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from topictag.errors import DataError, InputTypeError, SettingError
from topictag.labelled.annotators import Rule, check_rule
from topictag.labelled.lines import MAX_LINE_BYTES, check_max_line_bytes
from topictag.labelled.quoting import QUOTINGS

Record: TypeAlias = Mapping[str, Any]

_THEM = re.compile(r"\bthem\b")

Kind = Literal["folder", "binary", "json", "jsonl", "table", "text"]


def take_names(name: str, values: Any) -> tuple[str, ...]:
    """Return names of topics as a tuple; raises `InputTypeError` for a str, whose letters are no names."""
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InputTypeError(f"{name} must be a sequence of str, not {type(values).__name__}.")
    names = tuple(values)
    if not all(isinstance(own, str) for own in names):
        raise InputTypeError(f"{name} must contain str only.")
    return names


class UnrecognisedError(DataError):
    """No format recognises a file."""


@dataclass(frozen=True)
class PassedOver:
    """A record that is left out on purpose, such as one that the annotator skipped.

    Attributes
    ----------
    reason : str
        A clause for the message, in the plural, such as "the annotator skipped them" or "they have no label".
    unit : str
        What is left out: a record, a row, or a file.
    """

    reason: str
    unit: str = "record"

    def describe(self, n: int) -> str:
        """Return the message about `n` of them."""
        if n > 1:
            return f"{n} {self.unit}s are left out: {self.reason}."
        reason = self.reason.removesuffix(", for example")
        if self.unit == "record":  # the reason for a file contains a path
            reason = _THEM.sub("it", reason.replace("they have", "it has"))
        return f"1 {self.unit} is left out: {reason}."


@dataclass(frozen=True)
class ReadOptions:
    """How labelled data is read; every default lets the data decide.

    Attributes
    ----------
    format : str
        Name of a format (`topictag.labelled.formats.choosing.FORMATS`); by default the content decides.
    text, tags, id, article : str
        Names of the fields, columns or questions with the text, the tags, the id and the article, if they are not those
        that the format usually has.
    separator : str
        What separates the tags in one cell of a table.
    quoting : {"", "csv", "none"}
        What quotation marks in a table are: "csv" if they may enclose a cell, "none" if they are a part of the text.
    topics : tuple of str
        In a table, the columns that are topics, one column a topic. In data with numbers for topics, their names in
        order of the numbers.
    annotators : {"majority", "unknown", "any", "all", "error"}
        What to do where annotators disagree (`topictag.labelled.annotators`).
    encoding : str
        An encoding that Python knows; by default a byte order mark decides, or else it is UTF-8.
    skip_empty : bool
        Leave out texts without a tag, because nobody has labelled them. By default they have no topic.
    max_line_bytes : int
        Maximum length of a line or record, in bytes of UTF-8.

    Raises
    ------
    InputTypeError
        A value has the wrong type.
    SettingError
        There is no such rule, quoting or encoding, or the maximum length is not a positive whole number.
    """

    format: str = ""
    text: str = ""
    tags: str = ""
    id: str = ""
    article: str = ""
    separator: str = ""
    quoting: str = ""
    topics: tuple[str, ...] = ()
    annotators: Rule = "majority"
    encoding: str = ""
    max_line_bytes: int = MAX_LINE_BYTES
    skip_empty: bool = False

    def __post_init__(self) -> None:
        for name in ("format", "text", "tags", "id", "article", "separator", "quoting", "encoding"):
            if not isinstance(getattr(self, name), str):
                raise InputTypeError(f"ReadOptions.{name} must be a str, not {type(getattr(self, name)).__name__}.")
        if self.quoting not in ("", *QUOTINGS):
            raise SettingError(f"There is no quoting {self.quoting!r}. Give one of {', '.join(QUOTINGS)}.")
        if not isinstance(self.skip_empty, bool):
            raise InputTypeError(f"ReadOptions.skip_empty must be a bool, not {type(self.skip_empty).__name__}.")
        check_rule(self.annotators)
        check_max_line_bytes(self.max_line_bytes)
        object.__setattr__(self, "topics", take_names("topics", self.topics))
        try:
            " ".encode(self.encoding or "utf-8")
        except (LookupError, UnicodeError):
            raise SettingError(
                f"{self.encoding!r} is not a text encoding. Give one like cp1251, koi8-r or utf-16."
            ) from None


@dataclass(frozen=True)
class Head:
    """The beginning of a file, from which formats recognise their own.

    Attributes
    ----------
    path : path
    kind : {"folder", "binary", "json", "jsonl", "table", "text"}
        "json" is a document, such as an array; "jsonl" has an object per line. "table" and "binary" are told by the
        ending of the name, which `ending` has.
    ending : str
        In lower case, without that of a compressed file, such as ".csv"; empty if the name has none.
    lines : tuple of str
        The first lines of a text, at most 20, without line breaks.
    record : mapping
        The first object of JSON; empty for other kinds, or if there is no such object.
    """

    path: Path
    kind: Kind
    ending: str = ""
    lines: tuple[str, ...] = ()
    record: Record = field(default_factory=dict)


class Format(Protocol):
    """A format of labelled data.

    Attributes
    ----------
    name : str
        As ``--from`` and ``--to`` take it.
    summary : str
        What it is, in a few words, for the help.
    ending : str
        The usual ending of a file, such as ".jsonl"; empty for a folder.
    """

    name: str
    summary: str
    ending: str

    def recognises(self, head: Head) -> bool:
        """Return whether a file that begins like this has the format."""
        ...

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield for each record its place ``file:line`` and the record in native form.

        In place of a record there may be the `DataError` of one that cannot be read, or a `PassedOver`.

        Raises
        ------
        DataError
            Here or in iteration: the file cannot be read, or is not of the format.
        MissingExtraError
            A library that reads it is not installed.
        """
        ...

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what the format cannot hold of these records, a sentence each; empty if reading gives them back."""
        ...

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:
        """Write records of the native form, completely or not at all.

        Parameters
        ----------
        records : sequence of mapping
            Each has "id", "text" and "tags", and "article", "unknown", "known" and others if there is something to say.
        path : path
            A name that ends in .gz or .xz is compressed.
        topics : sequence of str
            All topics of the data.

        Raises
        ------
        OutputError
            The file cannot be written.
        """
        ...
