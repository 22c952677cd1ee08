"""The model's file: its arrays as they are in memory, and one JSON text of metadata; see `topictag.model.tensors`."""

from collections.abc import Mapping
from dataclasses import asdict
from os import PathLike, fspath
from os.path import abspath
from typing import Any

from numpy.typing import NDArray

from topictag.errors import ModelNotFoundError
from topictag.model.checks import check_model
from topictag.model.compiled import ARRAY_TYPES, Model
from topictag.model.origin import Origin, read_stamp
from topictag.model.tensors import FileKind, read_tensors, write_tensors
from topictag.model.word_table import WORD_ARRAYS, WordTable
from topictag.text.analysis import Analysis

FORMAT_VERSION = 3
_SEND = "and it has to be the same file here. Copy it there, or send Tagger(tagger.model), which holds all of it."
_KIND = FileKind("topictag", FORMAT_VERSION, "model file", "topictag train DATA", "train it again")


def save_model(model: Model, path: str | PathLike[str]) -> None:
    """Write a model, atomically.

    Parameters
    ----------
    model : Model
    path : path
        The folder must exist; a file of that name is replaced.

    Raises
    ------
    OutputError
        The folder is missing or cannot be written; what stood at `path` is untouched.
    """
    header = {
        "topics": list(model.topics),
        "analysis": asdict(model.analysis),
        "metadata": dict(model.metadata),
    }
    write_tensors(_KIND, header, model.arrays(), path)


def load_model(path: str | PathLike[str]) -> Model:
    """Read and check a model.

    Parameters
    ----------
    path : path
        A file written by `save_model`.

    Returns
    -------
    Model

    Raises
    ------
    ModelNotFoundError
        There is no such file.
    ModelFormatError
        It is truncated, damaged or something else.
    ModelVersionError
        It has another format version.
    """
    return open_model(path)[0]


def open_model(path: str | PathLike[str]) -> tuple[Model, Origin | None]:
    """Read and check a model; return it with its origin.

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError
        As `load_model`.
    """
    # Before it is read: a file that is replaced meanwhile must not pass for the one that was read.
    stamp = _stamp(path)
    header, arrays = read_tensors(_KIND, path)
    model = _assemble(header, arrays, fspath(path))
    check_model(model, fspath(path))
    return model, stamp and Origin(abspath(path), header["digest"], stamp)


def reopen_model(origin: Origin) -> Model:
    """Read the model of an origin again, in another process.

    Raises
    ------
    ModelNotFoundError
        The file is not there, or holds another model by now.
    """
    try:
        model, found = open_model(origin.path)
    except ModelNotFoundError as error:
        raise ModelNotFoundError(
            f"{origin.path}: a tagger was sent here that was read from this file, {_SEND}"
        ) from error
    if found is None or found.digest != origin.digest:
        raise ModelNotFoundError(
            f"{origin.path}: a tagger was sent here that was read from another model there, {_SEND}"
        )
    return model


def _stamp(path: str | PathLike[str]) -> tuple[int, int] | None:
    try:
        return read_stamp(fspath(path))
    except (OSError, TypeError, ValueError):
        return None  # what is wrong with it is told by who reads it


def _assemble(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], path: str) -> Model:
    if missing := sorted(ARRAY_TYPES.keys() - arrays.keys()):
        raise _KIND.damaged(path, f"no {', '.join(missing)}")
    try:
        topics, analysis, metadata = header["topics"], header["analysis"], header["metadata"]
        fits = (
            isinstance(topics, list)
            and all(isinstance(topic, str) for topic in topics)
            and all(type(value) is int for value in analysis.values())
            and isinstance(metadata, dict)
        )
        if not fits:
            raise ValueError("topics, analysis or metadata are of another type")
        words = {name: WordTable(*(arrays[f"{name}.{part}"] for part in WORD_ARRAYS)) for name in ("families", "forms")}
        tables: dict[str, Any] = {**words, **{name: arrays[name] for name in ARRAY_TYPES if "." not in name}}
        return Model(topics=tuple(topics), analysis=Analysis(**analysis), metadata=metadata, **tables)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _KIND.damaged(path, f"its header does not fit ({error})") from error
