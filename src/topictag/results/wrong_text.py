"""The texts that a report shows because they are tagged most wrongly."""

from dataclasses import dataclass

from topictag.results.contribution import Contribution, WordTotal
from topictag.results.tagging import Silence


@dataclass(frozen=True)
class WrongText:
    """A text with a topic that it should not have, or without one that it should have.

    In a report without texts, `text`, `contributions` and `words` are empty; the other fields stay.

    Attributes
    ----------
    id, topic : str
    labelled, given : bool
        Whether the example has the topic, and whether it got it.
    probability : float
        In [0, 1], as measured; in cross-validation, it comes from a model that had not seen the text.
    explained_probability : float
        In [0, 1]: that of the model whose weights explain it, for the paragraph that is shown. In cross-validation,
        this model has learnt from the text.
    threshold : float
    silence : str
        Why the explaining model does not read the text, as in `Coverage`; empty if it does.
    score : float or None
        Of the explaining model: the sum of the contributions, `rest` and `intercept`. None if it does not read the
        text.
    intercept : float
    rest : float
        Sum of the contributions that are left out.
    text : str
        The part of the text where the words for or against the topic are.
    is_shortened : bool
        Whether the text has more than `text`.
    contributions : tuple of Contribution
        The strongest ones; places are in `text`, and those outside of it are left out.
    words : tuple of WordTotal
        The words of `text` that count.
    """

    id: str
    topic: str
    labelled: bool
    given: bool
    probability: float
    explained_probability: float
    threshold: float
    silence: Silence = ""
    score: float | None = None
    intercept: float = 0.0
    rest: float = 0.0
    text: str = ""
    is_shortened: bool = False
    contributions: tuple[Contribution, ...] = ()
    words: tuple[WordTotal, ...] = ()
