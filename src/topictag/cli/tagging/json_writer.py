"""JSONL: records as they were read, with their answers."""

import json
from typing import Any, TextIO

from topictag.cli.tagging.answers import Answer, Answered
from topictag.cli.tagging.writers import round_all


class JsonWriter:
    """Writes a record a line, with ``tagged`` and what else was asked for; non-ASCII as it is, where that can be."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._is_ascii = not (output.encoding or "utf-8").lower().startswith("utf")
        self._name = ""

    def start(self, name: str) -> None:
        """Take the file's name, which records get as ``file``."""
        self._name = name

    def write(self, answered: Answered) -> None:
        """Write an item; its record is changed."""
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
        self._output.write(json.dumps(record, ensure_ascii=self._is_ascii) + "\n")


def _add(holder: dict[str, Any], answer: Answer) -> None:
    holder["tagged"] = round_all(answer.tags)
    if answer.probabilities is not None:
        holder["probabilities"] = round_all(answer.probabilities)
    if answer.silence:
        holder["silence"] = answer.silence
