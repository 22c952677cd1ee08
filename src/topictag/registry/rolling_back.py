"""Rolling back: an earlier version becomes the current one again."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

from topictag.errors import ModelError, RegistryError
from topictag.model.checks import check_model
from topictag.model.compiled import Model
from topictag.model.origin import Origin
from topictag.model.storage import open_model
from topictag.registry.authorship import Author, now
from topictag.registry.disk import digest_file
from topictag.registry.history import stack_versions
from topictag.registry.pointer import N_DIGITS, N_NAME_DIGITS
from topictag.registry.promotion import without
from topictag.registry.store import Store, require_registry
from topictag.results.registry import RegistryChange

_MIN_DIGITS = 4  # chosen
_MAX_LISTED = 10  # chosen: versions in a message


def roll_back(folder: Path, to: str | None, *, author: Author, note: str) -> RegistryChange:
    """Make an earlier version current; see `topictag.rollback`."""
    store = require_registry(folder)
    store.create()
    with store.hold():
        current = store.find_current()
        sha256 = _find_previous(store, current) if to is None else _find_version(store, to)
        model, origin = _open_version(store, sha256)
        if current is not None and current.sha256 == sha256:
            return replace(current, action="none", when=now())
        change = _describe_change(store, (model, origin), sha256, current, author, note)
        store.commit(change)
    return change


def _find_previous(store: Store, current: RegistryChange | None) -> str:
    """Return the last version before the current one that can be used; without a pointer, the last one of all."""
    stack = stack_versions(store.read_history().changes)
    earlier = [own for own in reversed(stack) if current is None or own != current.sha256]
    for sha256 in dict.fromkeys(earlier):
        try:
            _open_version(store, sha256)
        except (ModelError, RegistryError):
            continue
        return sha256
    raise RegistryError(f"{store.folder}: there is no earlier version to go back to. {_list_versions(store)}")


def _find_version(store: Store, to: str) -> str:
    """Return the full digest of the version whose digest begins with some digits."""
    digits = to.lower()
    known = dict.fromkeys(own.sha256 for own in store.read_history().changes)
    there = store.list_versions()
    # The name of a version has 16 digits; the rest is in the history, or else in its bytes.
    full = {name: next((own for own in known if own.startswith(name)), "") for name in there}
    found = [full[name] or digest_file(path) for name, path in there.items() if (full[name] or name).startswith(digits)]
    if not found and len(digits) > N_NAME_DIGITS:
        found = [own for own in map(digest_file, there.values()) if own.startswith(digits)]
    if len(digits) < _MIN_DIGITS or len(digits) > N_DIGITS or len(found) != 1:
        what = "is the beginning of several versions" if len(found) > 1 else "is no version of this registry"
        what = f"has fewer than {_MIN_DIGITS} digits" if len(digits) < _MIN_DIGITS else what
        raise RegistryError(f"{store.folder}: {to!r:.80} {what}. {_list_versions(store)}")
    return found[0]


def _open_version(store: Store, sha256: str) -> tuple[Model, Origin]:
    """Read and check a version; raises the errors of loading, or `RegistryError` if its bytes are others."""
    path = store.path_of(sha256)
    model, origin = open_model(path)
    check_model(model, origin.path)
    if not store.is_whole(sha256):
        raise RegistryError(
            f"{path}: its bytes do not fit its name, so it is not what was promoted. {_list_versions(store)}"
        )
    return model, origin


def _describe_change(
    store: Store,
    opened: tuple[Model, Origin],
    sha256: str,
    current: RegistryChange | None,
    author: Author,
    note: str,
) -> RegistryChange:
    model, origin = opened
    before = current.topics if current else ()
    return RegistryChange(
        action="rollback",
        when=now(),
        sha256=sha256,
        checksum=origin.digest,
        n_bytes=store.path_of(sha256).stat().st_size,
        topics=model.topics,
        previous=current.sha256 if current else "",
        topics_added=without(model.topics, before) if current else (),
        topics_removed=without(before, model.topics),
        note=note,
        user=author.user,
        host=author.host,
    )


def _list_versions(store: Store) -> str:
    there = store.list_versions()
    if not there:
        return f"There are no versions. To put a model into the registry, run: topictag promote MODEL {store.folder}"
    shown = [_describe_version(name, path) for name, path in islice(there.items(), _MAX_LISTED)]
    more = f" and {len(there) - _MAX_LISTED} more" if len(there) > _MAX_LISTED else ""
    return (
        f"Versions there: {', '.join(shown)}{more}. To go to one of them, run: "
        f"topictag rollback {store.folder} --to DIGEST"
    )


def _describe_version(name: str, path: Path) -> str:
    return name if digest_file(path).startswith(name) else f"{name} (damaged)"
