"""The texts that two models decide differently, with the words that explain why."""

from dataclasses import dataclass
from typing import NamedTuple

from topictag.results.contribution import Kind, Place, WordTotal


class TermShift(NamedTuple):
    """A term that counts differently in two models, in one text.

    Contributions are in log-odds, because the scores of two models have different units.

    Attributes
    ----------
    term, kind : str
        As in `Contribution`.
    old, new : float
        What the term contributes in either model; 0 where the model does not know it.
    places : tuple of (int, int)
        Where the term is in `ChangedText.text`; places outside of it are left out.
    """

    term: str
    kind: Kind
    old: float
    new: float
    places: tuple[Place, ...]

    @property
    def shift(self) -> float:
        """``new - old``: positive if the term now speaks more for the topic."""
        return self.new - self.old


@dataclass(frozen=True)
class ChangedText:
    """A text that only one of two models gives a topic.

    The difference of the log-odds is the sum of the shifts of `terms`, of `rest` and of `base`. With the task "single",
    topics compete, so that other topics can be the reason, too. Without texts, `text`, `terms` and `words` are empty.

    Attributes
    ----------
    id, topic : str
    labelled : bool
        Whether the example has the topic.
    given : bool
        Whether the new model gives it; the old one decides otherwise.
    probabilities, thresholds : (float, float)
        In [0, 1], of the old model and of the new one.
    base : float
        Difference of what a text without known words has: of the intercept and the calibration.
    rest : float
        Sum of the shifts that are left out.
    text : str
        The part of the text where the words are that count differently.
    is_shortened : bool
        Whether the text has more than `text`.
    terms : tuple of TermShift
        The terms that count most differently, at most 8.
    words : tuple of WordTotal
        The words of `text` that count differently; `WordTotal.total` is the shift in log-odds.
    """

    id: str
    topic: str
    labelled: bool
    given: bool
    probabilities: tuple[float, float]
    thresholds: tuple[float, float]
    base: float = 0.0
    rest: float = 0.0
    text: str = ""
    is_shortened: bool = False
    terms: tuple[TermShift, ...] = ()
    words: tuple[WordTotal, ...] = ()

    @property
    def is_gained(self) -> bool:
        """Whether the new model is right, and the old one was not."""
        return self.labelled == self.given
