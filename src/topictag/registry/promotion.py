"""Promoting: a model file becomes the current version of a registry."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

from topictag.errors import ModelError, ModelFormatError, ModelNotFoundError, RegistryError
from topictag.model.checks import check_model
from topictag.model.compiled import Model
from topictag.model.identity import identify_model
from topictag.model.storage import open_model
from topictag.registry.authorship import Author, now
from topictag.registry.compared import read_comparison
from topictag.registry.history import stack_versions
from topictag.registry.pointer import CURRENT, HISTORY, is_registry, open_current
from topictag.registry.store import NEXT, Store
from topictag.registry.topics import find_renamed
from topictag.results.model_comparison import ModelComparison
from topictag.results.registry import ComparisonSummary, RegistryChange

_COMPARE_AGAIN = "Compare again: topictag compare REGISTRY NEW DATA --json"
_MAX_NAMED = 10  # chosen: topics in a message


@dataclass(frozen=True)
class PromoteOptions:
    """Options of a promote; see `topictag.promote`."""

    author: Author
    compared: str | PathLike[str] | Mapping[str, Any] | ModelComparison | None = None
    note: str = ""
    keep: int | None = None
    allow_topic_change: bool = False
    allow_worse: bool = False
    create: bool = False


class _Candidate(NamedTuple):
    """A model that was checked, and the bytes of its file."""

    place: str
    model: Model
    checksum: str
    data: bytes
    sha256: str


def promote_model(new: str | PathLike[str], folder: Path, options: PromoteOptions) -> RegistryChange:
    """Make a model the current version of a registry; see `topictag.promote`."""
    compared = None if options.compared is None else read_comparison(options.compared)
    candidate = _read_candidate(new)
    if compared:
        _check_new(compared[1], candidate)
        if compared[0].is_worse and not options.allow_worse:
            raise RegistryError(_say_worse(new, compared[0]))
    store = _open_store(folder, create=options.create)
    with store.hold():
        is_whole = store.is_whole(candidate.sha256)
        named = store.find_current()
        if named is not None and named.sha256 == candidate.sha256 and is_whole:
            return replace(named, action="none", when=now())
        current = _find_current(store, allow_topic_change=options.allow_topic_change)
        old = _open_old(folder)
        summary = _check_old(compared, old) if compared else None
        change = _describe_change(candidate, current, old, options, summary)
        if change.topics_removed and not options.allow_topic_change:
            raise RegistryError(_say_topics(change, current.topics if current else ()))
        change = replace(change, versions_removed=_choose_removed(store, change, options.keep))
        store.commit(change, None if is_whole else candidate.data)
    return change


def _read_candidate(new: str | PathLike[str]) -> _Candidate:
    """Read and check a model; raises the errors of loading."""
    opened = open_current(new) if isinstance(new, str | PathLike) and is_registry(new) else open_model(new)
    model, origin = opened
    check_model(model, origin.path)
    try:
        data = Path(origin.path).read_bytes()
    except OSError as error:
        raise ModelFormatError(f"{origin.path}: cannot be read ({error.strerror}).") from error
    if not origin.is_unchanged():
        raise RegistryError(f"{origin.path}: changed while it was read. Promote it when it is complete.")
    return _Candidate(fspath(new), model, origin.digest, data, sha256(data).hexdigest())


def _open_store(folder: Path, *, create: bool) -> Store:
    if not create and not is_registry(folder):
        if folder.is_file():
            raise ModelNotFoundError(
                f"{folder}: is a file, not a registry, which is a folder. The model comes first: topictag promote NEW "
                "REGISTRY."
            )
        what = "is no registry of models" if folder.is_dir() else "does not exist"
        raise ModelNotFoundError(
            f"{folder}: {what}. To make a new registry there, add --create (in Python, create=True)."
        )
    for name in (CURRENT, HISTORY, NEXT):
        if os.path.lexists(folder / name) and not is_registry(folder):
            raise RegistryError(f"{folder / name}: is there, but not of a registry. Choose another folder.")
    store = Store(folder)
    store.create()
    return store


def _find_current(store: Store, *, allow_topic_change: bool) -> RegistryChange | None:
    """Return the change that a promote replaces: by the pointer or, if that is damaged, by the history.

    Raises
    ------
    ModelNotFoundError, ModelFormatError
        There are versions, but nothing says which one is the current one, so its topics are unknown.
    """
    try:
        return store.read_current()
    except (ModelFormatError, ModelNotFoundError):
        changes = store.read_history().changes
        if not changes and store.list_versions() and not allow_topic_change:
            raise
        return changes[-1] if changes else None


def _open_old(folder: Path) -> Model | None:
    """Return the current model; None if there is none or it cannot be used, which a promote mends."""
    try:
        return open_current(folder)[0]
    except ModelError:
        return None


def _check_new(identities: tuple[str, str] | None, candidate: _Candidate) -> None:
    """Raise if a comparison is one of another new model; one that does not name its models passes."""
    if identities is not None and identities[1] != identify_model(candidate.model):
        raise RegistryError(f"The comparison is of another new model than {candidate.place}. {_COMPARE_AGAIN}")


def _check_old(compared: tuple[ComparisonSummary, tuple[str, str] | None], old: Model | None) -> ComparisonSummary:
    """Return the summary; raise if the comparison is one with another old model."""
    summary, identities = compared
    if identities is not None and old is not None and identities[0] != identify_model(old):
        raise RegistryError(f"The comparison is with another old model than the current version. {_COMPARE_AGAIN}")
    return replace(summary, is_checked=identities is not None and old is not None)


def _describe_change(
    candidate: _Candidate,
    current: RegistryChange | None,
    old: Model | None,
    options: PromoteOptions,
    comparison: ComparisonSummary | None,
) -> RegistryChange:
    topics, before = candidate.model.topics, current.topics if current else ()
    return RegistryChange(
        action="promote",
        when=now(),
        sha256=candidate.sha256,
        checksum=candidate.checksum,
        n_bytes=len(candidate.data),
        topics=topics,
        previous=current.sha256 if current else "",
        topics_added=without(topics, before) if current else (),
        topics_removed=without(before, topics),
        topics_renamed=find_renamed(old, candidate.model) if old else {},
        note=options.note,
        comparison=comparison,
        user=options.author.user,
        host=options.author.host,
    )


def without(topics: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the topics that are not among others."""
    known = frozenset(others)
    return tuple(topic for topic in topics if topic not in known)


def _choose_removed(store: Store, change: RegistryChange, keep: int | None) -> tuple[str, ...]:
    """Return the versions to delete: never the current one, the one before, or one that the history does not know.

    A damaged version is none to go back to, so it does not count among those that are kept.
    """
    if keep is None:
        return ()
    changes = (*store.read_history().changes, change)
    latest = list(dict.fromkeys(own.sha256 for own in reversed(changes)))
    there = store.list_versions()
    present = [own for own in latest if own == change.sha256 or store.path_of(own).stem in there]
    whole = [own for own in present if own == change.sha256 or store.is_whole(own)]
    earlier = [own for own in stack_versions(changes) if own in whole]
    kept = {change.sha256, change.previous, *earlier[-2:], *whole[:keep]}
    return tuple(own for own in present if own not in kept)


def _say_worse(new: object, comparison: ComparisonSummary) -> str:
    named = _name(comparison.worse_topics) if comparison.worse_topics else "on average"
    return (
        f"{new}: is significantly worse than the current version by this comparison: {named}. Train it on more "
        "examples, or promote it nevertheless: --allow-worse (in Python, allow_worse=True)."
    )


def _say_topics(change: RegistryChange, before: Sequence[str]) -> str:
    gone = [topic for topic in change.topics_removed if topic not in change.topics_renamed]
    clauses = [f"it lacks {_name(gone)}"] if gone else []
    clauses += [f"{old} seems to be called {new} now" for old, new in change.topics_renamed.items()]
    if len(change.topics_removed) == len(before):
        clauses.append("it has no topic in common with the current version")
    return (
        f"The new model changes topics: {'; '.join(clauses)}. Programs that wait for these tags get them no more. If "
        "you mean it, promote the model with --allow-topic-change (in Python, allow_topic_change=True)."
    )


def _name(topics: Sequence[str]) -> str:
    more = f" and {len(topics) - _MAX_NAMED} more" if len(topics) > _MAX_NAMED else ""
    return ", ".join(topics[:_MAX_NAMED]) + more
