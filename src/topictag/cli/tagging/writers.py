"""What all output formats share: the protocol, the names of formats, and rounding."""

from collections.abc import Mapping
from typing import Literal, Protocol, TextIO

from topictag.cli.tagging.answers import Answered
from topictag.reports.escapes import escape_json, escape_text

Format = Literal["text", "jsonl", "csv", "tsv"]

_PLACES = 4


class Writer(Protocol):
    """Writes answered items in one format."""

    def start(self, name: str) -> None:
        """Begin the items of a file; `name` is empty when there is only one file."""

    def write(self, answered: Answered) -> None:
        """Write an item."""


def make_writer(form: Format, output: TextIO, *, styled: bool, with_silence: bool, with_why: bool) -> Writer:
    """Return the writer of a format.

    Parameters
    ----------
    form : {"text", "jsonl", "csv", "tsv"}
    output : text stream
        A terminal gets escapes for characters that would act on it.
    styled : bool
        Whether tags are bold, in text.
    with_silence : bool
        Whether a table has a column for the reason why there are no tags.
    with_why : bool
        Whether a table has a column for the words that weigh most.
    """
    is_terminal = output.isatty()
    if form == "text":
        from topictag.cli.tagging.text_writer import TextWriter

        return TextWriter(output, styled=styled, escape=escape_text if is_terminal else str)
    if form == "jsonl":
        from topictag.cli.tagging.json_writer import JsonWriter

        return JsonWriter(output, escape=escape_json if is_terminal else str)
    from topictag.cli.tagging.csv_writer import CsvWriter

    delimiter = "\t" if form == "tsv" else ","
    escape = escape_text if is_terminal else str
    return CsvWriter(output, delimiter=delimiter, with_silence=with_silence, with_why=with_why, escape=escape)


def round_all(probabilities: Mapping[str, float]) -> dict[str, float]:
    """Round probabilities for output."""
    return {topic: round(probability, _PLACES) for topic, probability in probabilities.items()}
