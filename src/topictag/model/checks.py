"""Whether a model's arrays can be trusted: the scorers index by them, so they are looked at once, on load.

All of it is arithmetic over whole arrays: loading costs the same few milliseconds for any number of words.
"""

from collections.abc import Iterator
from itertools import islice
from operator import lt

import numpy as np
from numpy.typing import NDArray

from topictag.errors import ModelFormatError
from topictag.model.compiled import ARRAY_TYPES, NO_TERM, Model
from topictag.model.word_table import WordTable, group_numbers

_MOST_TERMS = 2**31 - 2
_BLOCK = 16_384  # chosen: what is worked out for so many words stays in the processor's cache


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
    yield from _word_problems("families", model.families)
    yield from _word_problems("forms", model.forms)
    yield from _shape_problems(model)
    yield from _range_problems(model)


def _type_problems(model: Model) -> Iterator[str]:
    arrays = model.arrays()
    for name, dtype in ARRAY_TYPES.items():
        if arrays[name].dtype != dtype:
            yield f"{name} holds {arrays[name].dtype}, not {np.dtype(dtype)}"


def _topic_problems(model: Model) -> Iterator[str]:
    if not model.topics or len(set(model.topics)) != len(model.topics) or not all(model.topics):
        yield f"the topics {list(model.topics)} are not distinct names"


def _string_problems(model: Model) -> Iterator[str]:
    blobs = {"lemmas": model.lemmas, "families.others": model.families.others, "forms.others": model.forms.others}
    for name, blob in blobs.items():
        if blob.ndim != 1:
            yield f"{name} has {blob.ndim} dimensions"
        try:
            text = blob.tobytes().decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{name} is not UTF-8 ({error.reason} at byte {error.start})"
        else:
            if text and ("\n\n" in text or "\n" in (text[0], text[-1])):
                yield f"{name} holds an empty entry"
            # Lemmas are names and nothing is looked up among them; there are many, and few of the others.
            lines = [] if name == "lemmas" else text.split("\n")
            if not all(map(lt, lines, islice(lines, 1, None))):
                yield f"{name} holds one entry twice, or one out of order"


def _word_problems(name: str, table: WordTable) -> Iterator[str]:
    keys, groups = table.keys, table.groups
    if keys.ndim != 2 or keys.shape[1] != 2:
        yield f"{name}.keys has shape {keys.shape}, not (n, 2)"
    n_groups = len(groups) - 1 if groups.ndim == 1 else 0
    if n_groups < 2 or n_groups & (n_groups - 1):
        yield f"{name}.groups has shape {groups.shape}, not one more than a power of two from 2 up"
    if groups[0] != 0 or groups[-1] != len(keys) or (groups[1:] < groups[:-1]).any():
        yield f"{name}.groups does not divide the {len(keys)} rows of {name}.keys"
    for first in range(0, len(keys), _BLOCK):
        block = slice(first, first + _BLOCK + 1)  # one more, which the last one is compared with
        yield from _key_problems(
            name, keys[block], group_numbers(keys[block], table.n_bits).astype(np.intp), groups, first
        )


def _key_problems(
    name: str, keys: NDArray[np.uint64], group: NDArray[np.intp], groups: NDArray[np.uint32], first: int
) -> Iterator[str]:
    """Look at some of a table's keys, the first of which has the number `first`; `group` is what their hashes say."""
    numbers = np.arange(first, first + len(keys))
    if ((groups[group] > numbers) | (groups[group + 1] <= numbers)).any():
        yield f"{name}.keys holds words of other groups than {name}.groups says"
    high, low = keys[:, 0], keys[:, 1]
    rises = (low[1:] > low[:-1]) & (high[1:] == high[:-1]) | (high[1:] > high[:-1]) | (group[1:] != group[:-1])
    if not rises.all():
        yield f"{name}.keys holds one twice, or one out of order"


def _shape_problems(model: Model) -> Iterator[str]:
    n_topics, n_pairs = len(model.topics), model.pairs.size // 2
    n_terms = model.n_singles + n_pairs
    if n_terms >= _MOST_TERMS:
        yield f"idf has {n_terms} terms, more than numbers of 32 bits can tell apart"
    shapes = {
        "pairs": (n_pairs, 2),
        "form_terms": (len(model.forms), 2),
        "idf": (n_terms,),
        "coef": (n_terms, n_topics),
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
    lemmas, families = model.form_terms.T
    if lemmas.size and (lemmas.min() < NO_TERM or lemmas.max() >= model.n_lemmas):
        yield f"form_terms points outside the {model.n_lemmas} lemmas"
    is_named = families != NO_TERM
    if (is_named & ((families < model.n_lemmas) | (families >= model.n_singles))).any():
        yield f"form_terms points outside the {len(model.families)} families"
    yield from _pair_problems(model)
    if model.idf.size and model.idf.min() <= 0:
        yield "idf holds values that are not positive"
    if model.slope.min() <= 0:
        yield "slope holds values that are not positive"
    if model.thresholds.min() < 0 or model.thresholds.max() > 1:
        yield "thresholds lie outside [0, 1]"


def _pair_problems(model: Model) -> Iterator[str]:
    first, second = model.pairs.astype(np.int64).T
    if first.size and (first.min() < 0 or second.max() >= model.n_lemmas or (first >= second).any()):
        yield f"pairs points outside the {model.n_lemmas} lemmas, or holds one that is not in order"
    if (np.diff(first * model.n_lemmas + second) <= 0).any():
        yield "pairs holds one twice, or one out of order"
