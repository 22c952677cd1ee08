"""The results of the public functions: plain frozen records.

A name is imported when it is asked for, because a call needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from topictag.results.checking import CheckReport, Finding
    from topictag.results.comparison import Comparison, TopicComparison
    from topictag.results.explanation import (
        Contribution,
        Explanation,
        ParagraphExplanation,
        TopicExplanation,
        Unread,
        WordTotal,
    )
    from topictag.results.quality import Confusion, Difference, Estimate, Evaluation, Task, TopicQuality
    from topictag.results.report import CoverageSummary, LearningPoint, Report, TopicPair, WrongText
    from topictag.results.speed import Speed
    from topictag.results.tagging import Coverage, Paragraph, Silence
    from topictag.results.topic_report import (
        Curve,
        ReliabilityBin,
        ScoreHistogram,
        ThresholdPoint,
        TopicErrors,
        TopicReport,
        WeightedTerm,
    )

__all__ = [
    "CheckReport",
    "Comparison",
    "Confusion",
    "Contribution",
    "Coverage",
    "CoverageSummary",
    "Curve",
    "Difference",
    "Estimate",
    "Evaluation",
    "Explanation",
    "Finding",
    "LearningPoint",
    "Paragraph",
    "ParagraphExplanation",
    "ReliabilityBin",
    "Report",
    "ScoreHistogram",
    "Silence",
    "Speed",
    "Task",
    "ThresholdPoint",
    "TopicComparison",
    "TopicErrors",
    "TopicExplanation",
    "TopicPair",
    "TopicQuality",
    "TopicReport",
    "Unread",
    "WeightedTerm",
    "WordTotal",
    "WrongText",
]

_PLACES = {
    "Contribution": "topictag.results.explanation",
    "Explanation": "topictag.results.explanation",
    "ParagraphExplanation": "topictag.results.explanation",
    "TopicExplanation": "topictag.results.explanation",
    "Unread": "topictag.results.explanation",
    "WordTotal": "topictag.results.explanation",
    "CheckReport": "topictag.results.checking",
    "Finding": "topictag.results.checking",
    "Confusion": "topictag.results.quality",
    "Estimate": "topictag.results.quality",
    "Evaluation": "topictag.results.quality",
    "Task": "topictag.results.quality",
    "Difference": "topictag.results.quality",
    "Comparison": "topictag.results.comparison",
    "CoverageSummary": "topictag.results.report",
    "LearningPoint": "topictag.results.report",
    "Report": "topictag.results.report",
    "TopicComparison": "topictag.results.comparison",
    "TopicPair": "topictag.results.report",
    "WrongText": "topictag.results.report",
    "Curve": "topictag.results.topic_report",
    "ReliabilityBin": "topictag.results.topic_report",
    "ScoreHistogram": "topictag.results.topic_report",
    "ThresholdPoint": "topictag.results.topic_report",
    "TopicErrors": "topictag.results.topic_report",
    "TopicReport": "topictag.results.topic_report",
    "WeightedTerm": "topictag.results.topic_report",
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
