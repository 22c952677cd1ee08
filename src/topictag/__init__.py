"""Topics for Russian-language news: paragraphs in, tags out.

``topictag.tag(text)`` tags with the shipped model, ``topictag.train(examples)`` trains another.
"""

from typing import TYPE_CHECKING, Any

from topictag.api.checking import check
from topictag.api.tagging import iter_tags, load, probabilities, tag, tag_many, tag_paragraphs
from topictag.api.training import build_background, calibrate, train
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
    SettingError,
    TopictagError,
    TrainingError,
    TrainingWarning,
)
from topictag.tagger import Tagger
from topictag.version import __version__

if TYPE_CHECKING:
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
    "SettingError",
    "Tagger",
    "TopictagError",
    "TrainingError",
    "TrainingSettings",
    "TrainingWarning",
    "__version__",
    "build_background",
    "calibrate",
    "check",
    "iter_tags",
    "load",
    "probabilities",
    "tag",
    "tag_many",
    "tag_paragraphs",
    "train",
]


def __getattr__(name: str) -> Any:
    """Import a settings class on first use, because tagging does not need it."""
    if name == "TrainingSettings":
        from topictag.training.settings import TrainingSettings

        return TrainingSettings
    if name == "BackgroundSettings":
        from topictag.training.background.settings import BackgroundSettings

        return BackgroundSettings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
