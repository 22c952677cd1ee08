"""JSONL: records as they were read, with their tags."""

import json
from collections.abc import Callable
from typing import Any, TextIO

from topictag.cli.tagging.answers import Answer, Answered
from topictag.cli.tagging.writers import round_all


class JsonWriter:
    """Writes one record per line, with ``tagged`` and the other fields asked for.

    Characters outside ASCII are written as they are if the output has a Unicode encoding.

    Parameters
    ----------
    output : text stream
    escape : callable
        Makes JSON safe for the output.
    """

    def __init__(self, output: TextIO, *, escape: Callable[[str], str]) -> None:
        self._output = output
        self._escape = escape
        self._is_ascii = not (output.encoding or "utf-8").lower().startswith("utf")
        self._name = ""

    def start(self, name: str) -> None:
        """Set the name of the file, which records get as ``file``."""
        self._name = name

    def write(self, answered: Answered) -> None:
        """Write an item; this changes its record."""
        item = answered.item
        record = item.record
        if item.span:
            record["start"], record["end"] = item.span
        if self._name:
            record["tagged_file" if "file" in record else "file"] = self._name
        if item.is_article:
            for part, answer in zip(item.parts, answered.parts, strict=True):
                if part.holder is not None:
                    _add(part.holder, answer)
        _add(record, answered.whole)
        self._output.write(self._escape(json.dumps(record, ensure_ascii=self._is_ascii)) + "\n")


def _add(holder: dict[str, Any], answer: Answer) -> None:
    holder["tagged"] = round_all(answer.tags)
    if answer.probabilities is not None:
        holder["probabilities"] = round_all(answer.probabilities)
    if answer.why is not None:
        holder["why"] = answer.why
    if answer.silence:
        holder["silence"] = answer.silence
