"""Warnings about the unreliable topics of a model, after training and after calibration."""

from collections.abc import Iterator, Sequence

import numpy as np

from topictag.caution import warn_caller
from topictag.errors import TrainingWarning
from topictag.labelled.example import Example
from topictag.results.quality import Estimate, Evaluation
from topictag.training.arrays import Bools, Groups
from topictag.training.decisions.learning import MORE_LIKELY_THAN_NOT, Decisions
from topictag.training.decisions.targets import Target
from topictag.training.validation.folds import find_undivided

FEWEST_TO_TRUST = 20  # chosen: with fewer, a topic's threshold and figures are mostly luck


def warn_of_topics(
    topics: Sequence[str],
    gold: Bools,
    groups: Groups,
    decisions: Decisions,
    targets: Sequence[Target],
    *,
    known: Bools | None = None,
) -> None:
    """Warn about topics that depend on one article or text, are not learnt, or miss their target.

    Parameters
    ----------
    topics : sequence of str
    gold : ndarray of bool, shape (n_examples, n_topics)
    groups : ndarray of int, shape (n_examples,)
    decisions : Decisions
        Learnt from these examples.
    targets : sequence of Target
        One per topic.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Where it is known whether the example has the topic; everywhere by default.
    """
    undivided = set(find_undivided(gold, groups, known)[0].tolist())
    for number, topic in enumerate(topics):
        for problem in _problems(number, number in undivided, decisions, targets[number]):
            warn_caller(
                f"The topic {topic!r} {problem}. Add examples, or train with background vectors.", TrainingWarning
            )


def warn_of_undivided(
    topics: Sequence[str], gold: Bools, outlets: Groups, examples: Sequence[Example], known: Bools
) -> None:
    """Warn about topics whose examples are all in one outlet: held out, it leaves nothing to learn from.

    Parameters
    ----------
    topics : sequence of str
    gold, known : ndarray of bool, shape (n_examples, n_topics)
    outlets : ndarray of int, shape (n_examples,)
    examples : sequence of Example
    """
    for number in find_undivided(gold, outlets, known)[0].tolist():
        for side, has_topic in (("with", gold[:, number]), ("without", ~gold[:, number])):
            own = {examples[place].group for place in np.flatnonzero(has_topic & known[:, number]).tolist()}
            if len(own) == 1:
                warn_caller(
                    f"All examples {side} the topic {topics[number]!r} are of one group, {own.pop()!r}. A model that "
                    "has not seen this group cannot know the topic, so its threshold and figures mean nothing. Add "
                    "examples of other groups, or train without holding out groups.",
                    TrainingWarning,
                )


def warn_of_rare_topics(quality: Evaluation) -> None:
    """Warn about topics with fewer than twenty examples, whose figures are mostly luck, with what was measured."""
    rare = [own for own in quality.topics if own.support < FEWEST_TO_TRUST]
    if rare:
        measured = ", ".join(f"{own.topic!r} ({own.support} examples): F1 {_write(own.f1)}" for own in rare)
        warn_caller(
            f"Topics with fewer than {FEWEST_TO_TRUST} examples are learnt and measured with little certainty: "
            f"{measured}. Add examples.",
            TrainingWarning,
        )


def _write(f1: Estimate) -> str:
    """Return an F1 with its 95 % interval."""
    if f1.value is None:
        return "unknown"
    return f"{f1.value:.2f}" + (f" [{f1.low:.2f} – {f1.high:.2f}]" if f1.low is not None else "")


def _problems(number: int, undivided: bool, decisions: Decisions, target: Target) -> Iterator[str]:
    if undivided:
        yield "has all its positive or negative examples in one article or text, so its quality is measured inside it"
    elif not decisions.learnt[number]:
        is_raised = decisions.thresholds[number] == MORE_LIKELY_THAN_NOT
        is_own = target.measure == "F1" and decisions.task == "multi" and is_raised
        given = "; texts get it only at a probability of 0.5 or more" if is_own else ""
        yield f"cannot be distinguished from the others beyond chance{given}"
    if not decisions.reached[number]:
        yield f"does not reach {target} at any threshold; it gets the closest one"
