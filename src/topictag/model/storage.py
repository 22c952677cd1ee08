"""The model's file: one ``.safetensors``, its arrays as they are in memory and one JSON text of metadata.

Nothing in the file is ever executed, and nothing in it is believed before it has been checked. The same model gives
the same bytes. Saving replaces the file whole or not at all.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from topictag.errors import InputTypeError, ModelFormatError, ModelNotFoundError, ModelVersionError
from topictag.files import write_atomically
from topictag.model.checks import check_model
from topictag.model.tables import ARRAY_TYPES, Model
from topictag.text.analysis import Analysis

FORMAT_VERSION = 1
# One key only: safetensors writes several in random order, and the bytes would differ from run to run.
_METADATA_KEY = "topictag"


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
    arrays = {name: getattr(model, name) for name in ARRAY_TYPES}
    header = _describe(model)
    header["digest"] = _digest(header, arrays)
    write_atomically(save(arrays, metadata={_METADATA_KEY: json.dumps(header, ensure_ascii=False)}), path)


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
    if not isinstance(path, str | PathLike):
        raise InputTypeError(f"A model's path must be a str or a path, not {type(path).__name__}.")
    path = Path(path)
    if path.is_dir():
        raise ModelNotFoundError(f"{path}: is a folder. Name the model file in it.")
    if not path.is_file():
        raise ModelNotFoundError(f"{path}: no model file there. `topictag train DATA --output {path}` makes one.")
    header, arrays = _read(path)
    _check_version(header, path)
    if header.get("digest") != _digest(header, arrays):
        raise ModelFormatError(f"{path}: the model is damaged: its digest is another. Fetch or train it again.")
    model = _assemble(header, arrays, path)
    check_model(model, str(path))
    return model


def _describe(model: Model) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "topics": list(model.topics),
        "analysis": asdict(model.analysis),
        "metadata": dict(model.metadata),
    }


def _digest(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> str:
    """Return the SHA-256 of everything in the file but itself: a single changed bit may change tags."""
    rest = {name: value for name, value in header.items() if name != "digest"}
    digest = sha256(json.dumps(rest, sort_keys=True).encode("utf-8"))
    for name in sorted(arrays):
        digest.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode())
        digest.update(np.ascontiguousarray(arrays[name]).data)
    return digest.hexdigest()


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    try:
        with safe_open(path, framework="numpy") as file:
            header = json.loads((file.metadata() or {})[_METADATA_KEY])
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except SafetensorError as error:
        raise ModelFormatError(f"{path}: no model, or a truncated one ({error}). Fetch or train it again.") from error
    except OSError as error:
        raise ModelFormatError(f"{path}: cannot be read ({error.strerror}).") from error
    except (KeyError, RecursionError, ValueError) as error:
        raise ModelFormatError(f"{path}: a safetensors file, but not one that topictag wrote.") from error
    if not isinstance(header, dict):
        raise ModelFormatError(f"{path}: a safetensors file, but not one that topictag wrote.")
    return header, arrays


def _check_version(header: Mapping[str, Any], path: Path) -> None:
    version = header.get("format_version")
    if version != FORMAT_VERSION:
        way_out = "Update topictag." if isinstance(version, int) and version > FORMAT_VERSION else "Train it again."
        raise ModelVersionError(
            f"{path}: format version {version!r}; this topictag reads version {FORMAT_VERSION}. {way_out}"
        )


def _assemble(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], path: Path) -> Model:
    if missing := sorted(ARRAY_TYPES.keys() - arrays.keys()):
        raise ModelFormatError(f"{path}: the model is damaged: no {', '.join(missing)}. Fetch or train it again.")
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
        tables = {name: arrays[name] for name in ARRAY_TYPES}
        return Model(topics=tuple(topics), analysis=Analysis(**analysis), metadata=metadata, **tables)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelFormatError(f"{path}: the model's header is damaged ({error}). Fetch or train it again.") from error
