"""What can go wrong, as one tree.

::

    TopictagError
    ├── InputTypeError (TypeError)           an argument has the wrong type: bytes, None, a str for a list
    ├── DataError (ValueError)               labelled data that cannot be read, with file:line
    ├── SettingError (ValueError)            a setting out of range
    ├── TrainingError (ValueError)           data that is well formed but cannot train a model
    ├── ModelError                           a model file
    │   ├── ModelNotFoundError (FileNotFoundError)
    │   ├── ModelFormatError (ValueError)    truncated, foreign, damaged
    │   └── ModelVersionError (ValueError)   written by another version of the format
    ├── RegistryError                        a promote or rollback that is refused, or a locked registry; unchanged
    ├── MissingExtraError (ImportError)      an optional library is not installed
    ├── WorseModelError                      an update that makes a model significantly worse; has the update
    └── OutputError (OSError)                a result that cannot be written; an existing file is unchanged

Each message says what is wrong, where, and the way out. `TrainingWarning` is about a model that is trained
nevertheless or lacks its report, `DataWarning` about data that is left out, looks like a mistake, or is too little.
"""

from typing import Any


class TopictagError(Exception):
    """Base of every error that topictag raises on purpose."""


class InputTypeError(TopictagError, TypeError):
    """An argument has the wrong type."""


class DataError(TopictagError, ValueError):
    """Labelled data cannot be read; the message begins with the place."""


class SettingError(TopictagError, ValueError):
    """A setting is of the wrong type or out of range."""


class TrainingError(TopictagError, ValueError):
    """The examples cannot train a model."""


class ModelError(TopictagError):
    """A model file cannot be used."""


class ModelNotFoundError(ModelError, FileNotFoundError):
    """The model file does not exist."""


class ModelFormatError(ModelError, ValueError):
    """The file is not a topictag model, or is damaged."""


class ModelVersionError(ModelError, ValueError):
    """The model has a format version that this topictag does not read."""


class RegistryError(TopictagError):
    """A promote or rollback is refused, or another process is changing the registry; it is unchanged.

    It is no `ValueError`, because it depends on what is in the registry. A registry that does not exist raises
    `ModelNotFoundError`, and a history or pointer that cannot be read `ModelFormatError`, as model files do.
    """


class MissingExtraError(TopictagError, ImportError):
    """A library is not installed; the message names the pip command."""


class WorseModelError(TopictagError):
    """A model is significantly worse than the one that it would replace.

    Attributes
    ----------
    update : topictag.api.updating.Update
        The update with its comparison.
    """

    def __init__(self, message: str, update: Any = None) -> None:
        super().__init__(message)
        self.update = update


class OutputError(TopictagError, OSError):
    """A file cannot be written."""


class TrainingWarning(UserWarning):
    """A model was trained, but something about it is unreliable, or its report could not be written."""


class DataWarning(UserWarning):
    """A part of the data was left out or looks like a mistake, or there is too little of it for what was asked."""
