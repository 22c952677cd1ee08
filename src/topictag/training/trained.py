"""What a training run gives besides its model: the decisions that measured it."""

from collections.abc import Sequence
from dataclasses import dataclass

from topictag.evaluation.decided import Decided
from topictag.labelled.example import Example
from topictag.model.compiled import Model
from topictag.results.report import LearningPoint


@dataclass(frozen=True, eq=False)
class Trained:
    """A model, and the decisions of the cross-validation that measured it, which the model does not contain.

    Attributes
    ----------
    model : Model
    examples : sequence of Example
        Those that the model is for; `Decided.rows` are their numbers.
    unseen, unseen_by_group : Decided or None
        Decisions about examples by models that had not seen their article, or their group; None without examples, or
        without `group`.
    learning_curve : tuple of LearningPoint
        Empty unless it was asked for.
    test : sequence of Example
        The examples that were kept apart as a test; empty without one.
    """

    model: Model
    examples: Sequence[Example]
    unseen: Decided | None
    unseen_by_group: Decided | None
    learning_curve: tuple[LearningPoint, ...]
    test: Sequence[Example] = ()
