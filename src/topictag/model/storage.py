"""Model files: the arrays as they are in memory, and one JSON text of metadata; see `topictag.model.tensors`."""

from collections.abc import Mapping
from dataclasses import asdict
from os import PathLike, fspath
from os.path import abspath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.errors import ModelNotFoundError
from topictag.model.checks import check_model
from topictag.model.compiled import ARRAY_TYPES, Model
from topictag.model.gram_table import GRAM_ARRAYS, GramTable
from topictag.model.origin import Origin, read_stamp
from topictag.model.tensors import FileKind, dump_tensors, read_tensors, write_tensors
from topictag.model.word_table import WORD_ARRAYS, WordTable
from topictag.text.analysis import Analysis

FORMAT_VERSION = 4
_WITHOUT_GRAMS = 3  # the version before grams and groups: files without their arrays
_WAY_OUT = "Copy the file here, or send Tagger(tagger.model), which contains the whole model."
_KIND = FileKind(
    "topictag", FORMAT_VERSION, "model file", "topictag train DATA", "train it again", older=(_WITHOUT_GRAMS,)
)


def save_model(model: Model, path: str | PathLike[str]) -> None:
    """Write a model, atomically.

    Parameters
    ----------
    model : Model
    path : path
        The folder must exist; an existing file is replaced.

    Raises
    ------
    OutputError
        The folder does not exist or is not writable, or the metadata cannot be written as JSON in UTF-8; an existing
        file is unchanged.
    InputTypeError
        `path` is not a path.
    """
    write_tensors(_KIND, _header(model), model.arrays(), path)


def model_digest(model: Model) -> str:
    """Return the SHA-256 of the bytes that `save_model` writes.

    Raises
    ------
    OutputError
        The model cannot be written; see `save_model`.
    """
    from hashlib import sha256  # tagging needs neither this nor the bytes

    return sha256(dump_tensors(_KIND, _header(model), model.arrays(), "the model in memory")).hexdigest()


def load_model(path: str | PathLike[str], *, copy: bool = False) -> Model:
    """Read and check a model.

    Parameters
    ----------
    path : path
        A file written by `save_model`.
    copy : bool, default=False
        Read the file into memory instead of mapping it.

    Returns
    -------
    Model

    Raises
    ------
    ModelNotFoundError
        The file does not exist.
    ModelFormatError
        The file is truncated, damaged, too large or of another kind.
    ModelVersionError
        The file has a format version that this topictag does not read.
    InputTypeError
        `path` is not a path.
    """
    model, origin = open_model(path, copy=copy)
    check_model(model, origin.path)
    return model


def open_model(path: str | PathLike[str], *, copy: bool = False) -> tuple[Model, Origin]:
    """Read a model; return it with its origin.

    The file is complete, but its arrays have not been checked: `topictag.model.scorer.make_scorer` checks them once,
    before anything relies on them.

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError, InputTypeError
        As `load_model`.
    """
    # The stamp comes first: a file that is replaced meanwhile must not pass for the one that was read.
    stamp = _stamp(path)
    header, arrays = read_tensors(_KIND, path, copy=copy)
    model = _assemble(header, arrays, fspath(path))
    return model, Origin(abspath(path), header["digest"], stamp, header["format_version"])


def reopen_model(origin: Origin, *, copy: bool = False) -> Model:
    """Read the model of an origin again, in another process; it has not been checked, as with `open_model`.

    Raises
    ------
    ModelNotFoundError
        The file does not exist, or now contains another model.
    ModelFormatError, ModelVersionError
        As `load_model`.
    """
    try:
        model, found = open_model(origin.path, copy=copy)
    except ModelNotFoundError as error:
        raise ModelNotFoundError(
            f"{origin.path}: the file of a tagger from another process does not exist here. {_WAY_OUT}"
        ) from error
    if found.digest != origin.digest:
        raise ModelNotFoundError(
            f"{origin.path}: the file of a tagger from another process now contains another model. {_WAY_OUT}"
        )
    return model


def _header(model: Model) -> dict[str, Any]:
    return {
        "topics": list(model.topics),
        "analysis": asdict(model.analysis),
        "metadata": dict(model.metadata),
        "task": model.task,
    }


def _stamp(path: str | PathLike[str]) -> tuple[int, int] | None:
    try:
        return read_stamp(fspath(path))
    except (OSError, TypeError, ValueError):
        return None  # reading it reports what is wrong


def _assemble(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], path: str) -> Model:
    if header["format_version"] == _WITHOUT_GRAMS:
        arrays = {**arrays, **_no_grams()}
    if missing := sorted(ARRAY_TYPES.keys() - arrays.keys()):
        raise _KIND.damaged(path, f"it has no {', '.join(missing)}")
    for name, kind in (("topics", list), ("analysis", dict), ("metadata", dict)):
        if not isinstance(header.get(name), kind):
            raise _KIND.damaged(path, f"{name} in its header must be a {kind.__name__}")
    try:
        analysis = Analysis(**header["analysis"])
    except (TypeError, ValueError) as error:
        raise _KIND.damaged(path, f"its analysis settings cannot be used ({error!s:.200})") from error
    words = {name: WordTable(*(arrays[f"{name}.{part}"] for part in WORD_ARRAYS)) for name in ("families", "forms")}
    grams = GramTable(*(arrays[f"grams.{part}"] for part in GRAM_ARRAYS))
    tables: dict[str, Any] = {
        **words,
        "grams": grams,
        **{name: arrays[name] for name in ARRAY_TYPES if "." not in name},
    }
    task = header.get("task", "multi")  # models that do not say give any number of topics
    return Model(topics=tuple(header["topics"]), analysis=analysis, metadata=header["metadata"], task=task, **tables)


def _no_grams() -> dict[str, NDArray[Any]]:
    """Return the arrays that a file lacks if its format has neither grams nor groups."""
    grams, empty = GramTable.of(()), np.zeros(0, np.uint32)
    arrays = {f"grams.{part}": getattr(grams, part) for part in GRAM_ARRAYS}
    return {**arrays, "groups": empty.astype(np.uint8), "member_bounds": empty, "members": empty}
