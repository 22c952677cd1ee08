"""What an update learns: which of the model's topics, and which new ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote
from topictag.labelled.single import require_single
from topictag.model.compiled import Model
from topictag.model.record import ModelRecord
from topictag.names import check_topic

FEWEST = 5  # chosen, of examples with a new topic and without it: fewer cannot set a threshold
_CLOSE = 0.8  # chosen: "partnership programmes" and "partnership programs" are closer


@dataclass(frozen=True)
class Plan:
    """What is learnt.

    Attributes
    ----------
    topics : tuple of str
        The topics of the updated model.
    updated : tuple of str
        Topics of the model that are learnt further.
    added : tuple of str
        New topics.
    kept : dict of str to str
        Topics that stay as they are, and why.
    """

    topics: tuple[str, ...]
    updated: tuple[str, ...]
    added: tuple[str, ...]
    kept: dict[str, str]


def plan_update(
    model: Model,
    new: Sequence[Example],
    replay: Sequence[Example],
    *,
    only: Collection[str] | None = None,
    only_new: bool = False,
) -> Plan:
    """Decide what is learnt.

    A topic of the model is learnt further if a new example has it and another example is known to lack it. A topic that
    only new examples name is added.

    Parameters
    ----------
    model : Model
    new, replay : sequence of Example
    only : collection of str, optional
        Learn only these topics; all by default.
    only_new : bool, default=False
        Learn only topics that the model does not know.

    Raises
    ------
    SettingError
        A topic of `only` is neither the model's nor that of a new example.
    DataError
        A new topic is spelled like one of the model, but for letter case or spaces; or the model has the task
        "single", and an example does not have exactly one topic.
    TrainingError
        A new topic has too few examples, the model has the task "single" and cannot get a new topic, or nothing is
        learnt.

    Warns
    -----
    DataWarning
        A new topic is spelled almost like one of the model.
    """
    named = sorted({topic for example in new for topic in example.tags})
    wanted = None if only is None else list(dict.fromkeys(only))
    for topic in wanted or ():
        check_topic(topic, list(dict.fromkeys([*model.topics, *named])), "the model or the new examples", "only")
    if model.task == "single":
        require_single([*new, *replay])
    added = [topic for topic in named if topic not in model.topics and (wanted is None or topic in wanted)]
    _check_names(added, model.topics, wanted or ())
    if added and model.task == "single":
        raise TrainingError(
            f"{quote(added[0])} is not a topic of the model, which gives exactly one topic per text (task 'single'): "
            "the probabilities of all its topics would change. Train a model again with all examples, or leave the "
            "examples of this topic out."
        )
    for topic in added:
        _check_support(topic, [*new, *replay])
    kept = {
        topic: reason for topic in model.topics if (reason := _why_kept(topic, new, replay, wanted, only_new=only_new))
    }
    updated = tuple(topic for topic in model.topics if topic not in kept)
    if not updated and not added:
        reasons = "; ".join(f"{topic}: {reason}" for topic, reason in kept.items())
        raise TrainingError(f"The update learns nothing ({reasons}). Give other examples, or change the options.")
    is_sorted = list(model.topics) == sorted(model.topics)
    every = [*model.topics, *added]
    return Plan(tuple(sorted(every) if is_sorted else every), updated, tuple(added), kept)


def check_not_learnt(plan: Plan, fingerprint: str, record: ModelRecord) -> None:
    """Raise `TrainingError` if a topic of the plan has been learnt from examples with this fingerprint already.

    Learnt again and again, they would count more each time, until little else counted.
    """
    learnt = [
        topic for topic in plan.updated if any(fingerprint == own.fingerprint for own, _ in record.iter_learnt(topic))
    ]
    if learnt:
        raise TrainingError(
            f"The model has learnt {', '.join(map(quote, learnt))} from exactly these examples already. Give only "
            "examples that are new, or start from the model before."
        )


def _why_kept(
    topic: str, new: Sequence[Example], replay: Sequence[Example], wanted: Sequence[str] | None, *, only_new: bool
) -> str:
    """Return why a topic of the model stays as it is; empty if it is learnt."""
    if only_new:
        return "only new topics are learnt"
    if wanted is not None and topic not in wanted:
        return "not among the topics to learn"
    if not any(topic in example.tags for example in new):
        is_known = any(example.is_known(topic) for example in new)
        return "no new example has it" if is_known else "unknown in all new examples"
    if not any(_lacks(example, topic) for example in (*new, *replay)):
        return "no example is known to lack it"
    return ""


def _lacks(example: Example, topic: str) -> bool:
    return topic not in example.tags and example.is_known(topic)


def _check_support(topic: str, examples: Sequence[Example]) -> None:
    n_with = sum(topic in example.tags for example in examples)
    n_without = sum(_lacks(example, topic) for example in examples)
    if min(n_with, n_without) < FEWEST:
        raise TrainingError(
            f"The topic {quote(topic)} is new, but {n_with} examples have it and {n_without} are known to lack it. At "
            f"least {FEWEST} of each are needed. Add examples; --replay (replay=) takes kept ones that lack it."
        )


def _check_names(added: Sequence[str], known: Sequence[str], meant: Collection[str]) -> None:
    folded = {_fold(topic): topic for topic in known}
    for topic in added:
        if topic in meant:
            continue
        if (own := folded.get(_fold(topic))) is not None:
            raise DataError(
                f"The new examples have the topic {quote(topic)}, but the model has {quote(own)}. Rename the tag; or "
                f"name it, if another topic is meant: --only (only=) {quote(topic)}."
            )
        if close := get_close_matches(topic, known, 1, _CLOSE):
            warn_caller(
                f"{quote(topic)} is added as a new topic, but the model has {quote(close[0])}. Rename the tag "
                "if this one is meant.",
                DataWarning,
            )


def _fold(topic: str) -> str:
    return "".join(filter(str.isalnum, topic.casefold().replace("ё", "е")))
