"""The results of the public functions: plain frozen records.

A name is imported when it is asked for, because a call needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from topictag.results.changed_text import ChangedText, TermShift
    from topictag.results.checking import CheckReport, Finding, Fixed
    from topictag.results.comparison import Comparison, Disagreement, MetricComparison, TopicComparison
    from topictag.results.contribution import Contribution, Unread, WordTotal
    from topictag.results.conversion import Conversion
    from topictag.results.description import DataDescription, Description, TopicDescription
    from topictag.results.difference import ModelDifference, TopicDifference, WeightChange
    from topictag.results.drift import Change, Drift, NewWord, ScoreChange, TopicDrift
    from topictag.results.explanation import Explanation
    from topictag.results.model_comparison import MetricChange, ModelComparison, TopicChange, Verdict
    from topictag.results.model_update import ModelUpdate, TagChanges, TopicUpdate
    from topictag.results.paragraph_explanation import ParagraphExplanation
    from topictag.results.provenance import Provenance
    from topictag.results.quality import Confusion, Difference, Estimate, Evaluation, Task, TopicQuality
    from topictag.results.registry import ComparisonSummary, ModelVersion, RegistryChange, RegistryState
    from topictag.results.report import CoverageSummary, LearningPoint, Report, TopicPair
    from topictag.results.speed import Speed
    from topictag.results.suggestion import Outlook, Suggestion, Suggestions
    from topictag.results.tagging import Coverage, Paragraph, Silence
    from topictag.results.term import TermDescription, TermWeight, WeightedTerm
    from topictag.results.topic_explanation import TopicDecision, TopicExplanation
    from topictag.results.topic_report import (
        Averages,
        Curve,
        ReliabilityBin,
        ScoreHistogram,
        ThresholdPoint,
        TopicErrors,
        TopicReport,
    )
    from topictag.results.wrong_text import WrongText

__all__ = [
    "Averages",
    "Change",
    "ChangedText",
    "CheckReport",
    "Comparison",
    "ComparisonSummary",
    "Confusion",
    "Contribution",
    "Conversion",
    "Coverage",
    "CoverageSummary",
    "Curve",
    "DataDescription",
    "Description",
    "Difference",
    "Disagreement",
    "Drift",
    "Estimate",
    "Evaluation",
    "Explanation",
    "Finding",
    "Fixed",
    "LearningPoint",
    "MetricChange",
    "MetricComparison",
    "ModelComparison",
    "ModelDifference",
    "ModelUpdate",
    "ModelVersion",
    "NewWord",
    "Outlook",
    "Paragraph",
    "ParagraphExplanation",
    "Provenance",
    "RegistryChange",
    "RegistryState",
    "ReliabilityBin",
    "Report",
    "ScoreChange",
    "ScoreHistogram",
    "Silence",
    "Speed",
    "Suggestion",
    "Suggestions",
    "TagChanges",
    "Task",
    "TermDescription",
    "TermShift",
    "TermWeight",
    "ThresholdPoint",
    "TopicChange",
    "TopicComparison",
    "TopicDecision",
    "TopicDescription",
    "TopicDifference",
    "TopicDrift",
    "TopicErrors",
    "TopicExplanation",
    "TopicPair",
    "TopicQuality",
    "TopicReport",
    "TopicUpdate",
    "Unread",
    "Verdict",
    "WeightChange",
    "WeightedTerm",
    "WordTotal",
    "WrongText",
]

_NAMES = {
    "changed_text": ("ChangedText", "TermShift"),
    "checking": ("CheckReport", "Finding", "Fixed"),
    "comparison": ("Comparison", "Disagreement", "MetricComparison", "TopicComparison"),
    "contribution": ("Contribution", "Unread", "WordTotal"),
    "conversion": ("Conversion",),
    "description": ("DataDescription", "Description", "TopicDescription"),
    "difference": ("ModelDifference", "TopicDifference", "WeightChange"),
    "drift": ("Change", "Drift", "NewWord", "ScoreChange", "TopicDrift"),
    "explanation": ("Explanation",),
    "model_comparison": ("MetricChange", "ModelComparison", "TopicChange", "Verdict"),
    "model_update": ("ModelUpdate", "TagChanges", "TopicUpdate"),
    "paragraph_explanation": ("ParagraphExplanation",),
    "provenance": ("Provenance",),
    "quality": ("Confusion", "Difference", "Estimate", "Evaluation", "Task", "TopicQuality"),
    "registry": ("ComparisonSummary", "ModelVersion", "RegistryChange", "RegistryState"),
    "report": ("CoverageSummary", "LearningPoint", "Report", "TopicPair"),
    "speed": ("Speed",),
    "suggestion": ("Outlook", "Suggestion", "Suggestions"),
    "tagging": ("Coverage", "Paragraph", "Silence"),
    "term": ("TermDescription", "TermWeight", "WeightedTerm"),
    "topic_explanation": ("TopicDecision", "TopicExplanation"),
    "topic_report": (
        "Averages",
        "Curve",
        "ReliabilityBin",
        "ScoreHistogram",
        "ThresholdPoint",
        "TopicErrors",
        "TopicReport",
    ),
    "wrong_text": ("WrongText",),
}
_PLACES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a name of `__all__`."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
