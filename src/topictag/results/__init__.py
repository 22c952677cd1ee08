"""The results of the public functions: plain frozen records.

A name is imported when it is asked for, because a call needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from topictag.results.checking import CheckReport, Finding
    from topictag.results.description import DataDescription, Description, TopicDescription
    from topictag.results.difference import Difference, TopicDifference, WeightChange
    from topictag.results.drift import Change, Drift, NewWord, ScoreChange, TopicDrift
    from topictag.results.explanation import (
        Contribution,
        Explanation,
        ParagraphExplanation,
        TopicExplanation,
        Unread,
        WordTotal,
    )
    from topictag.results.quality import Confusion, Estimate, Evaluation, Task, TopicQuality
    from topictag.results.speed import Speed
    from topictag.results.tagging import Coverage, Paragraph, Silence
    from topictag.results.term import TermDescription, TermWeight, WeightedTerm

__all__ = [
    "Change",
    "CheckReport",
    "Confusion",
    "Contribution",
    "Coverage",
    "DataDescription",
    "Description",
    "Difference",
    "Drift",
    "Estimate",
    "Evaluation",
    "Explanation",
    "Finding",
    "NewWord",
    "Paragraph",
    "ParagraphExplanation",
    "ScoreChange",
    "Silence",
    "Speed",
    "Task",
    "TermDescription",
    "TermWeight",
    "TopicDescription",
    "TopicDifference",
    "TopicDrift",
    "TopicExplanation",
    "TopicQuality",
    "Unread",
    "WeightChange",
    "WeightedTerm",
    "WordTotal",
]

_PLACES = {
    "DataDescription": "topictag.results.description",
    "Description": "topictag.results.description",
    "TopicDescription": "topictag.results.description",
    "Difference": "topictag.results.difference",
    "TopicDifference": "topictag.results.difference",
    "WeightChange": "topictag.results.difference",
    "TermDescription": "topictag.results.term",
    "TermWeight": "topictag.results.term",
    "WeightedTerm": "topictag.results.term",
    "Contribution": "topictag.results.explanation",
    "Explanation": "topictag.results.explanation",
    "ParagraphExplanation": "topictag.results.explanation",
    "TopicExplanation": "topictag.results.explanation",
    "Unread": "topictag.results.explanation",
    "WordTotal": "topictag.results.explanation",
    "CheckReport": "topictag.results.checking",
    "Finding": "topictag.results.checking",
    "Change": "topictag.results.drift",
    "Drift": "topictag.results.drift",
    "NewWord": "topictag.results.drift",
    "ScoreChange": "topictag.results.drift",
    "TopicDrift": "topictag.results.drift",
    "Confusion": "topictag.results.quality",
    "Estimate": "topictag.results.quality",
    "Evaluation": "topictag.results.quality",
    "Task": "topictag.results.quality",
    "TopicQuality": "topictag.results.quality",
    "Speed": "topictag.results.speed",
    "Coverage": "topictag.results.tagging",
    "Paragraph": "topictag.results.tagging",
    "Silence": "topictag.results.tagging",
}


def __getattr__(name: str) -> Any:
    """Import a name of `__all__`."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
