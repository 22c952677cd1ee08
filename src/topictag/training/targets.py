"""What a topic's threshold is for: the best F1, or a precision or recall that must be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from topictag.errors import SettingError

Wanted: TypeAlias = float | Mapping[str, float] | None

_ALL = "*"
# Around its top F1 is flat, and where exactly it peaks is luck: of thresholds as good as the best, take the highest,
# because a false tag is worse than a missing one. Measured on 4,985 labelled development paragraphs: macro-F1 stays
# the same, false tags on tagless ones drawn at random fall by a quarter.
_PLATEAU = 0.003


@dataclass(frozen=True)
class Target:
    """What a threshold has to reach on the scores that it is learnt from.

    Attributes
    ----------
    measure : {"F1", "precision", "recall"}
        F1 is made as high as possible. With a least precision recall is made as high as possible, with a least
        recall precision.
    least : float
        In (0, 1]; of no meaning for F1.
    """

    measure: Literal["F1", "precision", "recall"] = "F1"
    least: float = 0.0

    def __str__(self) -> str:
        return self.measure if self.measure == "F1" else f"{self.measure} {self.least:g}"


def make_targets(topics: Sequence[str], precision: Wanted, recall: Wanted) -> list[Target]:
    """Return the target of each topic from what the user wants.

    Parameters
    ----------
    topics : sequence of str
    precision, recall : float, mapping of str to float, or None
        A figure for all topics, or figures by topic, in which ``"*"`` stands for all others. What is wanted of a
        topic by its name goes before what is wanted of all; topics without either have F1.

    Raises
    ------
    SettingError
        A figure lies outside (0, 1], a topic is unknown, or precision and recall are wanted of the same topic.
    """
    figures = {"precision": _by_topic(precision), "recall": _by_topic(recall)}
    for measure, own in figures.items():
        for topic, figure in own.items():
            _check_figure(measure, topic, figure, topics)
    return [_target(topic, figures) for topic in topics]


def _by_topic(wanted: Wanted) -> Mapping[str, float]:
    if wanted is None:
        return {}
    return wanted if isinstance(wanted, Mapping) else {_ALL: wanted}


def _target(topic: str, figures: Mapping[str, Mapping[str, float]]) -> Target:
    for key in (topic, _ALL):
        measures = [measure for measure, own in figures.items() if key in own]
        if len(measures) > 1:
            raise SettingError(
                f"Both a precision and a recall are wanted of {'all topics' if key == _ALL else f'the topic {key!r}'}. "
                "Choose one."
            )
        if measures:
            least = float(figures[measures[0]][key])
            return Target("precision" if measures[0] == "precision" else "recall", least)
    return Target()


def _check_figure(measure: str, topic: str, figure: float, topics: Sequence[str]) -> None:
    if topic != _ALL and topic not in topics:
        close = get_close_matches(topic, topics, 1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise SettingError(f"{measure}: no topic {topic!r}; the topics are {', '.join(topics)}.{hint}")
    if isinstance(figure, bool) or not isinstance(figure, int | float) or not 0 < figure <= 1:
        raise SettingError(f"{measure} must lie in (0, 1], as in 0.9, not {figure!r}.")


@dataclass(frozen=True, eq=False)
class Cuts:
    """Every way to cut a topic's examples in two by their probability, and what each is worth.

    Attributes
    ----------
    thresholds : ndarray of float64, shape (n_cuts,)
        Descending; midway between the last probability taken and the first left out.
    precision, recall, f1 : ndarray of float64, shape (n_cuts,)
    """

    thresholds: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]


def find_cuts(probability: NDArray[np.float64], gold: NDArray[np.bool_]) -> Cuts:
    """Return the cuts; examples of probability 0 are never taken.

    Parameters
    ----------
    probability : ndarray of float64, shape (n,)
        In [0, 1].
    gold : ndarray of bool, shape (n,)
    """
    order = np.argsort(-probability, kind="stable")
    ranked, right = probability[order], np.cumsum(gold[order])
    following = np.append(ranked[1:], ranked[-1:])
    # Equal probabilities cannot be told apart, so a cut comes after the last of them.
    last = np.flatnonzero((ranked > 0) & np.append(ranked[:-1] != ranked[1:], [True]))
    n_taken, n_positive = last + 1, max(int(gold.sum()), 1)
    hits = right[last]
    return Cuts(
        thresholds=(ranked[last] + following[last]) / 2,
        precision=hits / n_taken,
        recall=hits / n_positive,
        f1=2 * hits / (n_taken + n_positive),
    )


def choose_threshold(target: Target, probability: NDArray[np.float64], gold: NDArray[np.bool_]) -> tuple[float, bool]:
    """Return the threshold that serves a target best, and whether the target is reached.

    F1's threshold is the highest within 0.003 of the best. Where a least precision or recall cannot be reached, the threshold is the one that comes closest. Where no
    example of the topic has a probability, it is 1.
    """
    cuts = find_cuts(probability, gold)
    if not cuts.f1.any():
        return 1.0, target.measure == "F1"
    if target.measure == "F1":
        return float(cuts.thresholds[np.argmax(cuts.f1 >= cuts.f1.max() - _PLATEAU)]), True
    own, other = (cuts.precision, cuts.recall) if target.measure == "precision" else (cuts.recall, cuts.precision)
    reached = own >= target.least
    if not reached.any():
        return float(cuts.thresholds[np.lexsort((-other, -own))[0]]), False
    best = np.lexsort((-own, -np.where(reached, other, -1.0)))[0]
    return float(cuts.thresholds[best]), True
