"""Where a report is written: its page is named by you, its JSON twin is not, so the twin must not replace your data."""

import json
import re
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from topictag.errors import OutputError
from topictag.files import check_outputs, write_atomically
from topictag.results.report import report_files

# A twin begins with its version. Files that do not are told apart without reading all of them.
_BEGINNING = re.compile(rb'\s*\{\s*"version"\s*:')
_N_BYTES = 64  # chosen: enough for the beginning, however it is indented
_KEYS = (
    {"version", "name", "origin", "quality", "topics", "coverage"},
    {"version", "comparison", "is_worse", "topics", "overall"},
)


def check_report_files(
    path: str | PathLike[str], inputs: Iterable[str | PathLike[str]] = (), outputs: Iterable[str | PathLike[str]] = ()
) -> None:
    """Raise `OutputError` if a report cannot be written, or would overwrite another file than an older report.

    `inputs` and `outputs` are other files, which the report must not overwrite.
    """
    page, twin = report_files(path)
    check_outputs([*outputs, page, twin], inputs)
    if not _may_replace(Path(twin)):
        raise OutputError(
            f"{twin}: the data of the report would overwrite this file, which is not the data of a report. Give the "
            "page another name, or move the file."
        )


def write_report_files(page: str, data: dict[str, Any], path: str | PathLike[str]) -> None:
    """Write the page of a report and its data; raises what `check_report_files` raises."""
    check_report_files(path)
    twin = json.dumps(data, ensure_ascii=False, allow_nan=False)
    for content, output in zip((page, twin), report_files(path), strict=True):
        write_atomically(content.encode("utf-8", "backslashreplace"), output)


def _may_replace(twin: Path) -> bool:
    """Return whether a file is missing, empty, or the data of a report."""
    try:
        with twin.open("rb") as file:
            beginning = file.read(_N_BYTES)
            if not _BEGINNING.match(beginning):
                return not beginning
            data = json.loads(beginning + file.read())
    except FileNotFoundError:
        return True
    except (OSError, ValueError, RecursionError):  # not readable, or not JSON: it may be anything
        return False
    return isinstance(data, dict) and any(data.keys() >= keys for keys in _KEYS)
