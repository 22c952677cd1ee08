"""What to bear in mind about the figures of a report, in sentences."""

from __future__ import annotations  # what is measured is only for annotations

from typing import TYPE_CHECKING

from topictag.labelled.quotes import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from topictag.tagger.reporting import Measured

_MAX_NAMED = 10  # chosen: topics in a sentence


def note(measured: Measured, rival: str = "") -> Iterator[str]:
    """Yield what to bear in mind about the figures; `rival` names another model, if there is one."""
    if not len(measured.decided.gold):
        yield "There are no labelled examples, so nothing was measured. Only the terms of the model are shown."
        return
    if measured.origin == "cross-validation":
        yield from _note_folds(measured, rival)
    if measured.ignored:
        yield _note_ignored(measured.ignored, is_multi=measured.decided.task == "multi")
    if never := [own.topic for own in measured.quality.topics if not own.support]:
        yield f"No example has these topics, so their recall is unknown: {_list_some(never)}."


def _note_folds(measured: Measured, rival: str) -> Iterator[str]:
    yield (
        "The figures come from cross-validation: each example was decided by a model that had not learnt from it. "
        "The terms, and the explanations of wrong texts, are those of the final model, which has learnt from all "
        "examples."
    )
    n_scored, n_examples = len(measured.decided.rows), len(measured.examples)
    if n_scored < n_examples:
        yield f"{n_scored} of {n_examples} examples were scored: some folds were enough."
    if rival:
        yield (
            f"{rival}, with which this model is compared, may have learnt from these examples. If so, its figures are "
            "too good, and the comparison is unfair to this model."
        )


def _note_ignored(ignored: Mapping[str, int], *, is_multi: bool) -> str:
    n = sum(ignored.values())
    counts = [f"{quote(topic)} {count}" for topic, count in sorted(ignored.items(), key=lambda own: (-own[1], own[0]))]
    rest = "count as examples without a topic" if is_multi else "are left out"
    return (
        f"{n} {'tag was' if n == 1 else 'tags were'} ignored, because the model does not know the topic: "
        f"{_list_some(counts)}. Texts may have topics that this report does not show; those with no other topic {rest}."
    )


def _list_some(names: Iterable[str]) -> str:
    own = [*names]
    more = f", and {len(own) - _MAX_NAMED} more" if len(own) > _MAX_NAMED else ""
    return ", ".join(own[:_MAX_NAMED]) + more
