"""Saying which topics of a model cannot be relied upon, after training and after calibration alike."""

from collections.abc import Iterator, Sequence

from topictag.caution import warn_caller
from topictag.errors import TrainingWarning
from topictag.training.arrays import Bools, Groups
from topictag.training.decisions.learning import Decisions
from topictag.training.decisions.targets import Target
from topictag.training.validation.folds import find_undivided


def warn_of_topics(
    topics: Sequence[str], gold: Bools, groups: Groups, decisions: Decisions, targets: Sequence[Target]
) -> None:
    """Warn of topics that rest on one article, cannot be told from others, or miss their target.

    Parameters
    ----------
    topics : sequence of str
    gold : ndarray of bool, shape (n_examples, n_topics)
    groups : ndarray of int, shape (n_examples,)
    decisions : Decisions
        Learnt from these examples.
    targets : sequence of Target
        One a topic.
    """
    undivided = set(find_undivided(gold, groups)[0].tolist())
    for number, topic in enumerate(topics):
        for problem in _problems(number, number in undivided, decisions, targets[number]):
            warn_caller(f"The topic {topic!r} {problem}. Add examples.", TrainingWarning)


def _problems(number: int, undivided: bool, decisions: Decisions, target: Target) -> Iterator[str]:
    if undivided:
        yield "rests on one article (or one text), for it or against it, so its quality was measured inside that"
    elif not decisions.learnt[number]:
        given = "; it is given only where it is likelier than not" if target.measure == "F1" else ""
        yield f"could not be told from the others beyond chance{given}"
    if not decisions.reached[number]:
        yield f"does not reach {target} at any threshold; it has the one that comes closest"
