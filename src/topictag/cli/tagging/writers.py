"""What all output formats share: the protocol, the names of formats, and rounding."""

from collections.abc import Mapping
from typing import Literal, Protocol, TextIO

from topictag.cli.tagging.answers import Answered

Format = Literal["text", "jsonl", "csv", "tsv"]

_PLACES = 4


class Writer(Protocol):
    """Writes answered items in one format, each whole or not at all."""

    def start(self, name: str) -> None:
        """Begin with the items of a file; `name` is empty when it is the only one."""

    def write(self, answered: Answered) -> None:
        """Write an item."""


def make_writer(form: Format, output: TextIO, *, styled: bool, with_silence: bool) -> Writer:
    """Return the writer of a format.

    Parameters
    ----------
    form : {"text", "jsonl", "csv", "tsv"}
    output : text stream
    styled : bool
        Text for a terminal: tags in bold.
    with_silence : bool
        A table needs a column for why there are no tags.
    """
    if form == "text":
        from topictag.cli.tagging.text_writer import TextWriter

        return TextWriter(output, styled=styled)
    if form == "jsonl":
        from topictag.cli.tagging.json_writer import JsonWriter

        return JsonWriter(output)
    from topictag.cli.tagging.csv_writer import CsvWriter

    return CsvWriter(output, delimiter="\t" if form == "tsv" else ",", with_silence=with_silence)


def round_all(probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return probabilities as they are written."""
    return {topic: round(probability, _PLACES) for topic, probability in probabilities.items()}
