"""Topics for Russian-language news: paragraphs in, tags out.

``topictag.tag(text)`` tags with the shipped model, ``topictag.train(examples)`` trains another.
"""

from typing import TYPE_CHECKING, Any

from topictag.api.tagging import explain, iter_tags, load, probabilities, tag, tag_many, tag_paragraphs
from topictag.errors import (
    DataError,
    DataWarning,
    InputTypeError,
    MissingExtraError,
    ModelError,
    ModelFormatError,
    ModelNotFoundError,
    ModelVersionError,
    OutputError,
    RegistryError,
    SettingError,
    TopictagError,
    TrainingError,
    TrainingWarning,
    WorseModelError,
)
from topictag.tagger import Tagger
from topictag.version import __version__

if TYPE_CHECKING:
    from topictag.api.background import build_background
    from topictag.api.calibrating import calibrate
    from topictag.api.checking import check, fix
    from topictag.api.comparing import compare
    from topictag.api.converting import convert
    from topictag.api.labelling import suggest
    from topictag.api.monitoring import drift, profile
    from topictag.api.registry import models, promote, rollback
    from topictag.api.reporting import ReportFile, report
    from topictag.api.suggesting import suggest_hints
    from topictag.api.training import train
    from topictag.api.updating import update
    from topictag.labelled.formats.format import ReadOptions
    from topictag.labelled.reading import read_examples
    from topictag.training.background.settings import BackgroundSettings
    from topictag.training.settings import TrainingSettings

__all__ = [
    "BackgroundSettings",
    "DataError",
    "DataWarning",
    "InputTypeError",
    "MissingExtraError",
    "ModelError",
    "ModelFormatError",
    "ModelNotFoundError",
    "ModelVersionError",
    "OutputError",
    "ReadOptions",
    "RegistryError",
    "ReportFile",
    "SettingError",
    "Tagger",
    "TopictagError",
    "TrainingError",
    "TrainingSettings",
    "TrainingWarning",
    "WorseModelError",
    "__version__",
    "build_background",
    "calibrate",
    "check",
    "compare",
    "convert",
    "drift",
    "explain",
    "fix",
    "iter_tags",
    "load",
    "models",
    "probabilities",
    "profile",
    "promote",
    "read_examples",
    "report",
    "rollback",
    "suggest",
    "suggest_hints",
    "tag",
    "tag_many",
    "tag_paragraphs",
    "train",
    "update",
]


# What tagging does not need is imported when it is asked for, because an import costs a cold start.
_LATER = {
    "BackgroundSettings": "topictag.training.background.settings",
    "ReadOptions": "topictag.labelled.formats.format",
    "ReportFile": "topictag.api.reporting",
    "TrainingSettings": "topictag.training.settings",
    "build_background": "topictag.api.background",
    "calibrate": "topictag.api.calibrating",
    "check": "topictag.api.checking",
    "compare": "topictag.api.comparing",
    "convert": "topictag.api.converting",
    "drift": "topictag.api.monitoring",
    "fix": "topictag.api.checking",
    "models": "topictag.api.registry",
    "profile": "topictag.api.monitoring",
    "promote": "topictag.api.registry",
    "read_examples": "topictag.labelled.reading",
    "report": "topictag.api.reporting",
    "rollback": "topictag.api.registry",
    "suggest": "topictag.api.labelling",
    "suggest_hints": "topictag.api.suggesting",
    "train": "topictag.api.training",
    "update": "topictag.api.updating",
}


def __getattr__(name: str) -> Any:
    """Import a name of `_LATER`."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_LATER[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
