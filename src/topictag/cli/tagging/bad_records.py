"""Bad records: the first one ends a run, or each is written to a file for bad records."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from topictag.cli.tagging.items import BadRecord
from topictag.errors import OutputError


class BadRecords:
    """Takes bad records; without a file, the error of the first one is raised."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file
        self.n = 0

    def take(self, bad: BadRecord) -> None:
        """Write a record's place, error and original text; without a file, raise its error."""
        if self._file is None:
            raise bad.error
        self.n += 1
        line = {"place": bad.place, "reason": bad.reason, "record": bad.written}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()


@contextmanager
def open_bad_records(path: Path | None) -> Iterator[BadRecords]:
    """Open a file for bad records; raises `OutputError` if it cannot be opened."""
    if path is None:
        yield BadRecords()
        return
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from error
    with file:
        yield BadRecords(file)
