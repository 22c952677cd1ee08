"""Tables: the columns of the input, followed by ours.

A column of the input is never overwritten: if it has the name of one of ours, ours is named ``tagged`` (for ``tags``)
or ``tagged_…``. A column ``tagged`` is always ours, as in JSON: an earlier run wrote it.
"""

from collections.abc import Callable
from typing import Any, TextIO

from topictag.cli.tagging.answers import Answered
from topictag.cli.tagging.writers import round_all
from topictag.errors import DataError
from topictag.labelled.table_rows import format_cell, format_row


class CsvWriter:
    """Writes a header with the fields of the first item, and one row per item.

    Parameters
    ----------
    output : text stream
    delimiter : str
    with_silence : bool
        Whether there is a column for the reason why there are no tags.
    with_why : bool
        Whether there is a column for the words that weigh most.
    escape : callable
        Makes a row safe for the output.
    """

    def __init__(
        self, output: TextIO, *, delimiter: str, with_silence: bool, with_why: bool, escape: Callable[[str], str]
    ) -> None:
        self._output = output
        self._escape = escape
        self._delimiter = delimiter
        self._with_silence = with_silence
        self._with_why = with_why
        self._columns: list[str] = []
        self._name = ""

    def start(self, name: str) -> None:
        """Set the name of the file, for the column ``file``."""
        self._name = name

    def write(self, answered: Answered) -> None:
        """Write an item; raises `DataError` if it has a field that the header lacks."""
        row = self._row(answered)
        if not self._columns:
            self._columns = list(row)
            self._write_row(self._columns)
        if further := [column for column in row if column not in self._columns]:
            raise DataError(
                f'{answered.item.place}: the field "{further[0]}" is not in the first record, whose fields are the '
                "columns. Use --format jsonl, or tag files with different columns one by one."
            )
        self._write_row([format_cell(row.get(column)) for column in self._columns])

    def _row(self, answered: Answered) -> dict[str, Any]:
        record, answer = answered.item.record, answered.whole
        row = dict(record)
        if self._name:
            row[_own_name("file", record)] = self._name
        row["tagged" if "tags" in record else "tags"] = "; ".join(answer.tags)
        for topic, probability in round_all(answer.probabilities or {}).items():
            row[_own_name(topic, record)] = probability
        if self._with_why:
            words = {topic: ", ".join(own) for topic, own in (answer.why or {}).items()}
            row[_own_name("why", record)] = "; ".join(f"{topic}: {own}" for topic, own in words.items())
        if self._with_silence:
            row[_own_name("silence", record)] = answer.silence
        return row

    def _write_row(self, cells: list[str]) -> None:
        row = format_row(cells, self._delimiter)
        self._output.write(self._escape(row.removesuffix("\n")) + "\n")


def _own_name(name: str, record: dict[str, Any]) -> str:
    """Return a name that no field of the record has."""
    while name in record:
        name = f"tagged_{name}"
    return name
