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
        The file cannot be written; an existing one is untouched.
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
        The file does not exist, is not a background file or is damaged, or has another format version.
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
    analysis, n_paragraphs = header.get("analysis"), header.get("n_paragraphs")
    if not isinstance(header.get("metadata"), dict) or not isinstance(n_paragraphs, int) or n_paragraphs < 1:
        yield "its header lacks metadata or the number of paragraphs"
    if not _is_analysis(analysis):
        yield f"its analysis settings are {analysis!s:.80}"
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
    if frequencies.min() < 1 or frequencies.max() > n_paragraphs:
        yield "its document frequencies are not between 1 and the number of paragraphs"


def _vector_problems(
    terms: Sequence[str], vectors: NDArray[Any], rows: NDArray[Any], columns: NDArray[Any]
) -> Iterator[str]:
    if rows.ndim != 1 or columns.ndim != 1 or vectors.shape != (rows.size, columns.size):
        yield "its vectors and their scales have different lengths"
    if rows.size != _have_vectors(terms).sum():
        yield "not every lemma has a vector, or a family has one"
    largest = np.abs(rows).max(initial=0).astype(np.float64) * np.abs(columns).max(initial=0) * 128
    if not largest <= np.finfo(np.float32).max:  # also true for NaN
        yield "its scales contain values that are infinite, NaN or too large"


def _have_vectors(terms: Sequence[str]) -> NDArray[np.bool_]:
    """Return which terms have vectors: the lemmas. The zero vectors of families take no space in the file."""
    return np.array([is_lemma(term) for term in terms])


def _is_analysis(settings: Any) -> bool:
    try:
        return all(type(value) is int for value in asdict(Analysis(**settings)).values())
    except (TypeError, ValueError):
        return False
