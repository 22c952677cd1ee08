"""What the checks compare: the words of an example, and runs of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from topictag.labelled.example import Example
from topictag.text.reading import paragraph_forms


@dataclass(frozen=True, eq=False)
class ReadExample:
    """An example with its normalised words, paragraph by paragraph.

    Attributes
    ----------
    example : Example
    paragraphs : sequence of sequence of str
    words : tuple of str
        Of all paragraphs.
    """

    example: Example
    paragraphs: Sequence[Sequence[str]]
    words: tuple[str, ...]

    @property
    def id(self) -> str:
        """The example's id."""
        return self.example.id

    @property
    def place(self) -> str:
        """Where to look for the example."""
        return self.example.where


def read_words(examples: Sequence[Example]) -> list[ReadExample]:
    """Read the words of examples."""
    paragraphs = [paragraph_forms(example.text) for example in examples]
    return [
        ReadExample(example, own, tuple(word for paragraph in own for word in paragraph))
        for example, own in zip(examples, paragraphs, strict=True)
    ]


def runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    """Return all runs of `length` words, or all words where there are fewer."""
    last = max(len(words) - length, 0)
    return {tuple(words[start : start + length]) for start in range(last + 1)}
