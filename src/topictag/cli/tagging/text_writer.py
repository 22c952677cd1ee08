"""Text for people: each paragraph below its tags."""

from collections.abc import Callable
from typing import TextIO

import click

from topictag.cli.tagging.answers import Answer, Answered


class TextWriter:
    """Writes ``[topic 0.97]`` or ``[topic 0.97 (word, word, word)]``, the text and a blank line.

    Parameters
    ----------
    output : text stream
    styled : bool
        Whether tags are bold.
    escape : callable
        Makes text safe for the output.
    """

    def __init__(self, output: TextIO, *, styled: bool, escape: Callable[[str], str]) -> None:
        self._output = output
        self._styled = styled
        self._escape = escape

    def start(self, name: str) -> None:
        """Write the heading of a file, if it has a name."""
        if name:
            self._output.write(self._style(f"== {name} ==", is_strong=True) + "\n\n")

    def write(self, answered: Answered) -> None:
        """Write the parts of an item."""
        for part, answer in zip(answered.item.parts, answered.parts, strict=True):
            tags = self._style(self._escape(_bracket(answer)), is_strong=bool(answer.tags))
            self._output.write(f"{tags}\n{self._escape(part.text)}\n\n")

    def _style(self, text: str, *, is_strong: bool) -> str:
        return click.style(text, bold=is_strong or None, dim=not is_strong or None) if self._styled else text


def _bracket(answer: Answer) -> str:
    # Two decimals are enough to read; --probabilities are for comparing small ones.
    places = 2 if answer.probabilities is None else 4
    said = "  ".join(
        f"{topic} {probability:.{places}f}{_reasons(answer, topic)}" for topic, probability in answer.tags.items()
    )
    if not said:
        said = f"no topic: {answer.silence}" if answer.silence else "no topic"
    others = [pair for pair in (answer.probabilities or {}).items() if pair[0] not in answer.tags]
    if others:
        others.sort(key=lambda pair: -pair[1])
        said += " | " + "  ".join(f"{topic} {probability:.{places}f}" for topic, probability in others)
    return f"[{said}]"


def _reasons(answer: Answer, topic: str) -> str:
    words = (answer.why or {}).get(topic)
    return f" ({', '.join(words)})" if words else ""
