"""A registry of models: promoting a new one, going back, and listing what is there."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from pathlib import Path

    from topictag.registry.authorship import Author
    from topictag.results.model_comparison import ModelComparison
    from topictag.results.registry import RegistryChange, RegistryState

MIN_KEPT = 2  # the current version, and the one to go back to


def promote(
    new: str | PathLike[str],
    registry: str | PathLike[str],
    *,
    compared: str | PathLike[str] | Mapping[str, Any] | ModelComparison | None = None,
    note: str = "",
    who: bool = False,
    keep: int | None = None,
    allow_topic_change: bool = False,
    allow_worse: bool = False,
    create: bool = False,
) -> RegistryChange:
    """Make a model the current version of a registry, which ``topictag.load(registry)`` loads.

    The registry is a folder. It gets a copy of the model's file, and a line in its history. Whenever the process is
    killed, the old version or the new one is current, and complete.

    Parameters
    ----------
    new : path
        A model file, or another registry, of which the current version is promoted. Not a `Tagger`: the bytes of the
        file are what is registered, so that their SHA-256 is that of the file that you have measured. Save one first.
    registry : path
    compared : ModelComparison, path or mapping, optional
        A comparison of the current version with `new`: the result of `compare`, or its data as JSON, which ``topictag
        compare`` prints or writes. A summary is kept in the history. If it says that `new` is worse, the promote is
        refused.
    note : str, optional
        For the history.
    who : bool, default=False
        Write your user name and the name of your computer into the history.
    keep : int, optional
        Delete all but this number of versions, at least 2: those that have been current last. The current version and
        the one before it always stay. By default all stay.
    allow_topic_change : bool, default=False
        Promote even if `new` lacks topics of the current version. New topics need no permission.
    allow_worse : bool, default=False
        Promote even if `compared` says that `new` is worse.
    create : bool, default=False
        Make a new registry if there is none.

    Returns
    -------
    RegistryChange
        The line of the history. Its action is "none" if `new` was the current version already; nothing is written then.

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError
        `new` cannot be loaded, or the registry does not exist or is damaged.
    RegistryError
        `new` lacks topics or is worse, `compared` is of other models, or another process is changing the registry.
    DataError
        `compared` cannot be read.
    OutputError
        The registry cannot be written. The message says which version is the current one.
    SettingError, InputTypeError
        An argument is out of range or has the wrong type.

    Examples
    --------
    >>> import tempfile, topictag
    >>> registry = tempfile.mkdtemp()
    >>> topictag.load().save(f"{registry}/new.safetensors")
    >>> change = topictag.promote(f"{registry}/new.safetensors", registry, create=True, note="the first one")
    >>> topictag.load(registry).topics == change.topics
    True
    """
    from topictag.ranges import WholeNumbers
    from topictag.registry.promotion import PromoteOptions, promote_model

    options = PromoteOptions(
        author=_author(who=who),
        compared=compared,
        note=_check_note(note),
        keep=None if keep is None else WholeNumbers(least=MIN_KEPT).check("keep", keep),
        allow_topic_change=allow_topic_change,
        allow_worse=allow_worse,
        create=create,
    )
    return promote_model(new, _as_path(registry), options)


def rollback(
    registry: str | PathLike[str], *, to: str | None = None, note: str = "", who: bool = False
) -> RegistryChange:
    """Make an earlier version of a registry the current one again.

    Parameters
    ----------
    registry : path
    to : str, optional
        The digest of a version, or at least four digits that it begins with. By default the version that was current
        before the current one was promoted; each further rollback leads further back. Versions that are damaged or
        missing are left out. If the pointer to the current version is damaged, the last version of the history is
        restored.
    note, who
        See `promote`.

    Returns
    -------
    RegistryChange
        The line of the history. Its action is "none" if `to` is the current version already.

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The registry does not exist, or the version cannot be used.
    RegistryError
        There is no such version, or another process is changing the registry.
    OutputError
        The registry cannot be written.
    SettingError, InputTypeError
        An argument has the wrong type.

    Examples
    --------
    >>> import tempfile, topictag
    >>> registry = tempfile.mkdtemp()
    >>> topictag.load().save(f"{registry}/new.safetensors")
    >>> change = topictag.promote(f"{registry}/new.safetensors", registry, create=True)
    >>> topictag.rollback(registry, to=change.sha256[:8]).action
    'none'
    """
    from topictag.errors import SettingError
    from topictag.registry.rolling_back import roll_back

    if to is not None and not isinstance(to, str):
        raise SettingError(f"to must be a str, the digest of a version, not {type(to).__name__}.")
    return roll_back(_as_path(registry), to, author=_author(who=who), note=_check_note(note))


def models(registry: str | PathLike[str]) -> RegistryState:
    """List the versions of a registry and its history, and check that the bytes of each version fit its digest.

    Nothing is written.

    Parameters
    ----------
    registry : path

    Returns
    -------
    RegistryState
        `RegistryState.problems` says what is damaged, and what to do about it.

    Raises
    ------
    ModelNotFoundError
        The registry does not exist.
    ModelFormatError, ModelVersionError
        Its history cannot be read, or a later version of topictag wrote it.
    InputTypeError
        `registry` is not a path.

    Examples
    --------
    >>> import tempfile, topictag
    >>> registry = tempfile.mkdtemp()
    >>> topictag.load().save(f"{registry}/new.safetensors")
    >>> _ = topictag.promote(f"{registry}/new.safetensors", registry, create=True)
    >>> [(version.n_topics, version.is_current) for version in topictag.models(registry).versions]
    [(5, True)]
    """
    from topictag.registry.listing import list_models

    return list_models(_as_path(registry))


def _as_path(registry: object) -> Path:
    from os import PathLike
    from pathlib import Path

    from topictag.errors import InputTypeError

    if not isinstance(registry, str | PathLike):
        raise InputTypeError(f"registry must be a str or a path object, not {type(registry).__name__}.")
    return Path(registry)


def _check_note(note: str) -> str:
    from topictag.model.header import check_text

    check_text(note, "note")
    return note


def _author(*, who: bool) -> Author:
    from topictag.registry.authorship import Author, find_author

    return find_author() if who else Author()
