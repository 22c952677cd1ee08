"""Whether a model's arrays can be trusted: the scorer indexes by them, so they are looked at once, on load."""

from collections.abc import Iterator
from itertools import islice
from operator import lt

import numpy as np

from topictag.errors import ModelFormatError
from topictag.model.tables import ARRAY_TYPES, FUNCTION_WORD, Model


def check_model(model: Model, place: str) -> None:
    """Raise unless every array has the type, shape and range that `Model` documents.

    Parameters
    ----------
    model : Model
    place : str
        Where the model comes from; begins the message.

    Raises
    ------
    ModelFormatError
        Something does not fit; the message names it.
    """
    # Each check may rely on those before it, so the first problem is the one to tell.
    for problem in _problems(model):
        raise ModelFormatError(f"{place}: the model is damaged: {problem}. Train it again or fetch a fresh copy.")


def _problems(model: Model) -> Iterator[str]:
    yield from _type_problems(model)
    yield from _topic_problems(model)
    yield from _string_problems(model)
    yield from _shape_problems(model)
    yield from _range_problems(model)


def _type_problems(model: Model) -> Iterator[str]:
    for name, dtype in ARRAY_TYPES.items():
        found = getattr(model, name).dtype
        if found != dtype:
            yield f"{name} holds {found}, not {np.dtype(dtype)}"


def _topic_problems(model: Model) -> Iterator[str]:
    if not model.topics or len(set(model.topics)) != len(model.topics) or not all(model.topics):
        yield f"the topics {list(model.topics)} are not distinct names"


def _string_problems(model: Model) -> Iterator[str]:
    for name in ("lemmas", "families", "forms"):
        try:
            lines = getattr(model, name).tobytes().decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            yield f"{name} is not UTF-8 ({error.reason} at byte {error.start})"
        else:
            # Strictly ascending: none twice, and each found by binary search. An empty one could only come first.
            strings = lines if lines != [""] else []
            if strings[:1] == [""] or not all(map(lt, strings, islice(strings, 1, None))):
                yield f"{name} holds an empty entry, one twice, or one out of order"


def _shape_problems(model: Model) -> Iterator[str]:
    n_topics, n_pairs = len(model.topics), model.pairs.size // 2
    n_terms = _n_strings(model.lemmas) + _n_strings(model.families) + n_pairs
    shapes = {
        "pairs": (n_pairs, 2),
        "form_terms": (_n_strings(model.forms),),
        "idf": (n_terms,),
        "coef": (n_topics, n_terms),
        "intercept": (n_topics,),
        "slope": (n_topics,),
        "offset": (n_topics,),
        "thresholds": (n_topics,),
    }
    for name, shape in shapes.items():
        found = getattr(model, name).shape
        if found != shape:
            yield f"{name} has shape {found}, not {shape}"


def _range_problems(model: Model) -> Iterator[str]:
    for name in ("idf", "coef", "intercept", "slope", "offset", "thresholds"):
        if not np.isfinite(getattr(model, name)).all():
            yield f"{name} holds infinite values or NaN"
    terms = model.form_terms
    if terms.size and (terms.min() < FUNCTION_WORD or terms.max() >= _n_strings(model.lemmas)):
        yield f"form_terms points outside the {_n_strings(model.lemmas)} lemmas"
    yield from _pair_problems(model)
    if model.idf.size and model.idf.min() <= 0:
        yield "idf holds values that are not positive"
    if model.slope.min() <= 0:
        yield "slope holds values that are not positive"
    if model.thresholds.min() < 0 or model.thresholds.max() > 1:
        yield "thresholds lie outside [0, 1]"


def _pair_problems(model: Model) -> Iterator[str]:
    first, second = model.pairs.astype(np.int64).T
    n_lemmas = _n_strings(model.lemmas)
    if first.size and (first.min() < 0 or second.max() >= n_lemmas or (first >= second).any()):
        yield f"pairs points outside the {n_lemmas} lemmas, or holds one that is not in order"
    if (np.diff(first * n_lemmas + second) <= 0).any():
        yield "pairs holds one twice, or one out of order"


def _n_strings(blob: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> int:
    return int(np.count_nonzero(blob == ord("\n"))) + 1 if blob.size else 0
