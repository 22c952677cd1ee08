"""Listing a registry: its versions, whether they are whole, its history, and what is damaged. Nothing is written."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from topictag.errors import ModelError
from topictag.files import is_temporary
from topictag.model.storage import open_model
from topictag.registry.disk import digest_file
from topictag.registry.pointer import open_current
from topictag.registry.store import PARTS, Store, require_registry
from topictag.results.registry import ModelVersion, RegistryChange, RegistryState

_ANOTHER = "its bytes do not fit its name: the file was damaged or replaced"


def list_models(folder: Path) -> RegistryState:
    """Return what a registry contains; see `topictag.models`."""
    store = require_registry(folder)
    history = store.read_history()  # before the pointer, which may change meanwhile; it then names a later version
    current = store.find_current()
    last = {own.sha256: own for own in history.changes}
    promoted = {own.sha256: own for own in history.changes if own.action == "promote"}
    rank = {own.sha256: number for number, own in enumerate(history.changes)}
    versions = [_describe_version(path, name, last, promoted, current) for name, path in store.list_versions().items()]
    versions.sort(key=lambda own: -rank.get(own.sha256, -1))
    return RegistryState(
        path=str(folder),
        current=current.sha256 if current else "",
        versions=tuple(versions),
        history=history.changes,
        problems=tuple(_find_problems(folder, versions, is_empty=not versions and not history.changes)),
        notes=(*history.unreadable, *_find_foreign(store)),
    )


def _describe_version(
    path: Path,
    name: str,
    last: Mapping[str, RegistryChange],
    promoted: Mapping[str, RegistryChange],
    current: RegistryChange | None,
) -> ModelVersion:
    known = next((own for own in last if own.startswith(name)), "")
    n_topics, problem, digest = None, "", known or name
    try:
        found = digest_file(path)
        is_named = found == known if known else found.startswith(name)
        digest, problem = (found, "") if is_named else (digest, _ANOTHER)
        n_topics = len(open_model(path)[0].topics)
    except OSError as error:
        problem = problem or f"cannot be read ({error.strerror})"
    except ModelError as error:
        problem = problem or str(error)
    return ModelVersion(
        sha256=digest,
        path=str(path),
        n_bytes=path.stat().st_size if path.is_file() else 0,
        n_topics=n_topics,
        is_current=current is not None and current.sha256 == digest,
        change=last.get(digest),
        promoted=promoted.get(digest),
        problem=problem,
    )


def _find_problems(folder: Path, versions: list[ModelVersion], *, is_empty: bool) -> Iterator[str]:
    if not is_empty:
        try:
            open_current(folder)
        except ModelError as error:
            yield str(error)
    for own in versions:
        if own.problem:
            advice = f"To leave it, run: topictag rollback {folder}" if own.is_current else "It is not the current one."
            yield f"{own.path}: {own.problem.rstrip('.')}. {advice}"


def _find_foreign(store: Store) -> Iterator[str]:
    """Name the files that are no part of a registry."""
    known = {*store.list_versions().values()}
    for folder in (store.folder, store.versions):
        names = sorted(folder.iterdir()) if folder.is_dir() else []
        for file in names:
            is_part = file in known or (folder == store.folder and file.name in PARTS)
            if not is_part and not is_temporary(file.name):
                yield f"{file}: is no part of the registry, and stays as it is."
