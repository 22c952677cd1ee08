"""Topics for Russian-language news: paragraphs in, tags out.

``topictag.tag(text)`` tags with the shipped model, ``topictag.train(examples)`` makes another.
"""

from topictag.api import (
    build_background,
    calibrate,
    check,
    iter_tags,
    load,
    probabilities,
    tag,
    tag_many,
    tag_paragraphs,
    train,
)
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

__all__ = [
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
