"""Paragraphs with their tags, and how much of a text a model can read."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Silence: TypeAlias = Literal["", "no word", "skipped: not Russian", "nothing known"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article with its tags.

    Attributes
    ----------
    text : str
        The paragraph without surrounding white space.
    start, end : int
        Its position in the article, in characters: ``article[start:end] == text``.
    tags : dict of str to float
        Topic to probability in [0, 1], highest first; empty when no topic reaches its threshold.
    is_title : bool
        Whether it is the separate title; `start` and `end` then refer to the title.
    """

    text: str
    start: int
    end: int
    tags: dict[str, float]
    is_title: bool = False


@dataclass(frozen=True)
class Coverage:
    """How much of a text the model can read.

    Attributes
    ----------
    n_words : int
        Number of words that could carry a topic, without single letters and without function words that are no terms
        of the model.
    n_known : int
        Number of these that have a term in the model's vocabulary.
    unknown : tuple of str
        The other words, normalised, each once, in order of appearance.
    n_paragraphs, n_russian : int
        Number of paragraphs that contain a word, and number of these that are Russian; the others get no tag, even if
        the model knows their words.
    silence : str
        Why the text cannot get a tag: ``no word``, ``skipped: not Russian`` (no paragraph is Russian) or ``nothing
        known`` (the model knows no word of the Russian paragraphs, and no character n-gram of one). Empty for a text
        that can be read, whatever its probabilities.
    """

    n_words: int
    n_known: int
    unknown: tuple[str, ...]
    n_paragraphs: int
    n_russian: int
    silence: Silence = ""

    @property
    def share(self) -> float:
        """Share of known words, in [0, 1]; 0 when the text has no words."""
        return self.n_known / self.n_words if self.n_words else 0.0
