"""Checks of a model: scorers read wherever its arrays point, so all of them are checked before a scorer is made.

All checks are arithmetic over whole arrays, so that they cost a cold start only a few milliseconds.
`topictag.model.limits` says how large a model may be.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from topictag.errors import InputTypeError, ModelFormatError, TrainingError
from topictag.model.compiled import ARRAY_TYPES, NO_TERM, TASKS, Model
from topictag.model.gram_checks import gram_problems
from topictag.model.gram_table import GramTable
from topictag.model.group_checks import group_name_problems, member_problems
from topictag.model.limits import MAX_FILE_BYTES, MAX_TERMS, MAX_TOPICS
from topictag.model.word_checks import string_problems, word_problems
from topictag.model.word_table import WordTable
from topictag.names import is_printable
from topictag.text.analysis import Analysis


def check_model(model: Model, place: str) -> None:
    """Raise unless every array has the type, shape and range that `Model` documents, and a size within the limits.

    Parameters
    ----------
    model : Model
    place : str
        Where the model comes from; begins the message.

    Raises
    ------
    InputTypeError
        `model` is not a `Model`.
    ModelFormatError
        An array or setting does not fit; the message names it.
    """
    if not isinstance(model, Model):
        raise InputTypeError(
            f"{place}: must be a Model, not {type(model).__name__}. Load a tagger with topictag.load(path)."
        )
    # Each check may rely on those before it, so only the first problem is reported.
    for problem in _problems(model):
        raise ModelFormatError(f"{place}: the model is damaged: {problem}. Train it again or fetch a fresh copy.")


def check_topics(topics: Sequence[str]) -> None:
    """Raise unless a model can have these topics. Call this before training rather than after it.

    Parameters
    ----------
    topics : sequence of str

    Raises
    ------
    TrainingError
        There are none or too many, or one is empty, occurs twice or cannot be printed.

    Examples
    --------
    >>> check_topics(["energy", "sport"])
    """
    if problem := _topic_problem(topics):
        raise TrainingError(f"{problem}. Change the tags of the examples.")


def _problems(model: Model) -> Iterator[str]:
    yield from _type_problems(model)
    if problem := _topic_problem(model.topics):
        yield problem
    if problem := _task_problem(model):
        yield problem
    # Lemmas are names: nothing is looked up among them, so their order does not matter.
    yield from string_problems("lemmas", model.lemmas)
    yield from word_problems("families", model.families)
    yield from word_problems("forms", model.forms)
    yield from gram_problems(model.grams)
    yield from group_name_problems(model)
    yield from _shape_problems(model)
    yield from _range_problems(model)
    yield from member_problems(model)


def _type_problems(model: Model) -> Iterator[str]:
    tables = {"families": WordTable, "forms": WordTable, "grams": GramTable}
    kinds = {"topics": tuple, "analysis": Analysis, "metadata": Mapping, **tables}
    for name, kind in kinds.items():
        found = getattr(model, name)
        if not isinstance(found, kind):
            yield f"{name} is a {type(found).__name__}, not a {kind.__name__}"
    if not all(type(value) is int for value in vars(model.analysis).values()):
        yield f"{model.analysis} contains a value that is not a whole number"
    arrays: dict[str, Any] = model.arrays()
    for name, dtype in ARRAY_TYPES.items():
        found = arrays[name].dtype if isinstance(arrays[name], np.ndarray) else type(arrays[name]).__name__
        if found != dtype:
            yield f"{name} has type {found}, not {np.dtype(dtype)}"
    if sum(array.nbytes for array in arrays.values()) > MAX_FILE_BYTES:
        yield f"its arrays take more than {MAX_FILE_BYTES:,} bytes"


def _topic_problem(topics: Sequence[str]) -> str:
    if not 0 < len(topics) <= MAX_TOPICS:
        return f"there are {len(topics)} topics, not 1 to {MAX_TOPICS:,}"
    for topic in topics:
        if not isinstance(topic, str) or not topic or not is_printable(topic):
            return f"the topic {topic!a:.80} is not a printable name"
    return "" if len(set(topics)) == len(topics) else "a topic occurs twice among the topics"


def _task_problem(model: Model) -> str:
    if not isinstance(model.task, str) or model.task not in TASKS:
        return f"its task is {model.task!r:.40}, not one of {', '.join(TASKS)}"
    if model.task == "single" and len(model.topics) == 1:
        return "its task is single, but there is only one topic"
    return ""


def _shape_problems(model: Model) -> Iterator[str]:
    n_topics, n_pairs = len(model.topics), model.pairs.size // 2
    n_terms = model.n_singles + n_pairs + len(model.grams) + model.n_groups
    if n_terms > MAX_TERMS:
        yield f"idf has {n_terms:,} terms, more than {MAX_TERMS:,}"
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
            yield f"{name} contains infinite values or NaN"
    lemmas, families = model.form_terms.T
    if lemmas.size and (lemmas.min() < NO_TERM or lemmas.max() >= model.n_lemmas):
        yield f"form_terms points outside the {model.n_lemmas} lemmas"
    is_named = families != NO_TERM
    if (is_named & ((families < model.n_lemmas) | (families >= model.n_singles))).any():
        yield f"form_terms points outside the {len(model.families)} families"
    yield from _pair_problems(model)
    if model.idf.size and model.idf.min() <= 0:
        yield "idf contains values that are not positive"
    if model.slope.min() <= 0:
        yield "slope contains values that are not positive"
    if model.thresholds.min() < 0 or model.thresholds.max() > 1:
        yield "thresholds contains values outside [0, 1]"


def _pair_problems(model: Model) -> Iterator[str]:
    first, second = model.pairs.astype(np.int64).T
    if first.size and (first.min() < 0 or second.max() >= model.n_lemmas or (first >= second).any()):
        yield f"pairs points outside the {model.n_lemmas} lemmas, or contains a pair that is not in order"
    if (np.diff(first * model.n_lemmas + second) <= 0).any():
        yield "pairs contains a pair twice, or out of order"
