"""The background file: terms, counts and vectors as bytes. No text can be restored from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.model.strings import pack_strings, unpack_strings
from topictag.model.tensors import FileKind, read_tensors, write_tensors
from topictag.text.analysis import Analysis
from topictag.text.pairs import is_pair
from topictag.text.terms import FAMILY_MARK, is_lemma
from topictag.training.background.quantization import dequantize, quantize
from topictag.training.background.vectors import Background

FORMAT_VERSION = 3
_KIND = FileKind(
    "topictag-background", FORMAT_VERSION, "background file", "topictag background CORPUS", "make it again"
)
_MAX_PARAGRAPHS = 2**53  # chosen: up to here, every number of paragraphs is a float too
_MAX_NUMBERS = 2**30  # chosen: 4 GiB once they are float32; the default is 15 million
_LEAST_NUMBER = 128  # the size of the least number of one byte
_TYPES: Mapping[str, type[np.generic]] = {
    "terms": np.uint8,
    "document_frequencies": np.int32,
    "vectors": np.int8,
    "row_scales": np.float32,
    "column_scales": np.float32,
}


def save_background(background: Background, path: str | PathLike[str]) -> None:
    """Write background vectors, atomically; the same vectors give the same bytes.

    Raises
    ------
    OutputError
        The file cannot be written, or the metadata contain what JSON in UTF-8 cannot; an existing file is untouched.
    InputTypeError
        `path` is not a path.
    """
    vectors, row_scales, column_scales = quantize(background.vectors[_have_vectors(background.terms)])
    arrays: dict[str, NDArray[Any]] = {
        "terms": pack_strings(list(background.terms)),
        "document_frequencies": background.document_frequencies,
        "vectors": vectors,
        "row_scales": row_scales,
        "column_scales": column_scales,
    }
    header = {
        "analysis": asdict(background.analysis),
        "n_paragraphs": background.n_paragraphs,
        "metadata": dict(background.metadata),
    }
    write_tensors(_KIND, header, arrays, path)


def take_background(given: str | PathLike[str] | Background | None) -> Background | None:
    """Return background vectors, given as such or as a file; raises what `load_background` raises."""
    return given if given is None or isinstance(given, Background) else load_background(given)


def load_background(path: str | PathLike[str]) -> Background:
    """Read and check background vectors.

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The file does not exist, is not a background file, is damaged or too large, or has another format version.
    InputTypeError
        `path` is not a path.
    """
    header, arrays = read_tensors(_KIND, path)
    # Each check relies on those before it, so the first problem is the one to report.
    for problem in _problems(header, arrays):
        raise _KIND.damaged(path, problem)
    terms = unpack_strings(arrays["terms"])
    vectors = np.zeros((len(terms), len(arrays["column_scales"])), np.float32)
    vectors[_have_vectors(terms)] = dequantize(arrays["vectors"], arrays["row_scales"], arrays["column_scales"])
    return Background(
        analysis=Analysis(**header["analysis"]),
        terms=tuple(terms),
        document_frequencies=arrays["document_frequencies"],
        n_paragraphs=header["n_paragraphs"],
        vectors=vectors,
        metadata=header["metadata"],
    )


def _problems(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Iterator[str]:
    yield from _header_problems(header)
    for name, dtype in _TYPES.items():
        if name not in arrays or arrays[name].dtype != dtype:
            yield f"it has no {name} of type {np.dtype(dtype)}"
    try:
        terms = unpack_strings(arrays["terms"])
    except UnicodeDecodeError:
        yield "its terms are not UTF-8"
    if not terms or len(set(terms)) != len(terms):
        yield "it has no terms, or one of them twice"
    if any(is_pair(term) or term in ("", FAMILY_MARK) for term in terms):
        yield "one of its terms is neither a lemma nor a family"
    yield from _vector_problems(terms, arrays["vectors"], arrays["row_scales"], arrays["column_scales"])
    frequencies = arrays["document_frequencies"]
    if frequencies.shape != (len(terms),):
        yield "it does not have one document frequency per term"
    if frequencies.min() < 1 or frequencies.max() > header["n_paragraphs"]:
        yield "its document frequencies are not between 1 and the number of paragraphs"


def _header_problems(header: Mapping[str, Any]) -> Iterator[str]:
    analysis, n_paragraphs = header.get("analysis"), header.get("n_paragraphs")
    if not isinstance(header.get("metadata"), dict):
        yield "its header has no metadata"
    if type(n_paragraphs) is not int or not 1 <= n_paragraphs <= _MAX_PARAGRAPHS:
        yield f"its number of paragraphs is {n_paragraphs!s:.40}, not 1 to {_MAX_PARAGRAPHS:,}"
    if not _is_analysis(analysis):
        yield f"its analysis settings are {analysis!s:.80}"


def _vector_problems(
    terms: Sequence[str], vectors: NDArray[Any], rows: NDArray[Any], columns: NDArray[Any]
) -> Iterator[str]:
    if rows.ndim != 1 or columns.ndim != 1 or vectors.shape != (rows.size, columns.size):
        yield "its vectors and their scales have different lengths"
    if rows.size != _have_vectors(terms).sum():
        yield "a lemma has no vector, or a family has one"
    if len(terms) * columns.size > _MAX_NUMBERS:
        yield f"its vectors have more than {_MAX_NUMBERS:,} numbers"
    if not (np.isfinite(rows).all() and np.isfinite(columns).all()):
        yield "its scales contain infinite values or NaN"
    # Rows are scaled first: that must not overflow either, however small the columns' scales are.
    of_rows = float(np.abs(rows).max(initial=0)) * _LEAST_NUMBER
    if max(of_rows, of_rows * float(np.abs(columns).max(initial=0))) > float(np.finfo(np.float32).max):
        yield "its scales are too large"


def _have_vectors(terms: Sequence[str]) -> NDArray[np.bool_]:
    """Return which terms have vectors: the lemmas. The vectors of families are zero and not in the file."""
    return np.array([is_lemma(term) for term in terms])


def _is_analysis(settings: Any) -> bool:
    try:
        return all(type(value) is int for value in asdict(Analysis(**settings)).values())
    except (TypeError, ValueError):
        return False
