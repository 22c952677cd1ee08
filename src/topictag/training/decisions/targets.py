"""What a topic's threshold must reach: the best F1, or a given precision or recall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias

from topictag.errors import SettingError
from topictag.model.decisions import OTHERS

Wanted: TypeAlias = float | Mapping[str, float] | None


@dataclass(frozen=True)
class Target:
    """What a threshold must reach on the scores from which it is learnt.

    Attributes
    ----------
    measure : {"F1", "precision", "recall"}
        F1: the highest F1. Precision: the highest recall at this precision. Recall: the highest precision at this
        recall.
    least : float
        Minimum precision or recall, in (0, 1]; unused for F1.
    """

    measure: Literal["F1", "precision", "recall"] = "F1"
    least: float = 0.0

    def __str__(self) -> str:
        return self.measure if self.measure == "F1" else f"{self.measure} {self.least:g}"


def make_targets(topics: Sequence[str], precision: Wanted, recall: Wanted) -> list[Target]:
    """Return the target of each topic from the settings.

    Parameters
    ----------
    topics : sequence of str
    precision, recall : float, mapping of str to float, or None
        In (0, 1]: one figure for all topics, or figures by topic, where ``"*"`` means all others. A topic's own figure
        takes precedence; topics without a figure have F1.

    Raises
    ------
    SettingError
        A topic is unknown, or a topic has both a precision and a recall.
    """
    figures = {"precision": _by_topic(precision), "recall": _by_topic(recall)}
    for measure, own in figures.items():
        for topic in own:
            _check_topic(measure, topic, topics)
    return [_target(topic, figures) for topic in topics]


def _by_topic(wanted: Wanted) -> Mapping[str, float]:
    if wanted is None:
        return {}
    return wanted if isinstance(wanted, Mapping) else {OTHERS: wanted}


def _target(topic: str, figures: Mapping[str, Mapping[str, float]]) -> Target:
    for key in (topic, OTHERS):
        measures = [measure for measure, own in figures.items() if key in own]
        if len(measures) > 1:
            what = "all topics" if key == OTHERS else f"the topic {key!r}"
            raise SettingError(f"Both a precision and a recall are set for {what}. Choose one.")
        if measures:
            least = float(figures[measures[0]][key])
            return Target("precision" if measures[0] == "precision" else "recall", least)
    return Target()


def _check_topic(measure: str, topic: str, topics: Sequence[str]) -> None:
    if topic != OTHERS and topic not in topics:
        close = get_close_matches(topic, topics, 1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise SettingError(f"{measure}: {topic!r} is not a topic. The topics are {', '.join(topics)}.{hint}")
