"""What a registry of models contains: its versions, and the changes of its current one."""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

Action: TypeAlias = Literal["promote", "rollback", "none"]
"""How a version became the current one; "none": it was the current one already, and nothing was written."""


@dataclass(frozen=True)
class ComparisonSummary:
    """What a comparison said of a model when it was promoted.

    Attributes
    ----------
    is_worse : bool
        Whether the new model was significantly worse.
    worse_topics : tuple of str
    n_examples : int or None
    old_macro_f1, new_macro_f1 : float or None
        Over the topics of both models.
    fingerprint : str
        Of the examples; empty if the comparison does not say.
    is_checked : bool
        Whether the comparison says by digest that it is one of exactly these two models.
    """

    is_worse: bool
    worse_topics: tuple[str, ...] = ()
    n_examples: int | None = None
    old_macro_f1: float | None = None
    new_macro_f1: float | None = None
    fingerprint: str = ""
    is_checked: bool = False


@dataclass(frozen=True)
class RegistryChange:
    """A change of the current version: a line of the history.

    Attributes
    ----------
    action : {"promote", "rollback", "none"}
    when : str
        Time in UTC, ISO 8601.
    sha256 : str
        Digest of the bytes of the version that became the current one.
    checksum : str
        Checksum that its file contains.
    n_bytes : int
        Size of this file.
    topics : tuple of str
        Topics of this version.
    previous : str
        Digest of the version that was the current one before; empty if there was none.
    topics_added, topics_removed : tuple of str
        Compared with the previous version.
    topics_renamed : dict of str to str
        Topics among those removed and added that look like one topic under two names: old name to new name.
    versions_removed : tuple of str
        Digests of the versions that this change deleted, because only some were to be kept.
    note : str
    comparison : ComparisonSummary or None
    user, host : str
        Who made the change, and on which computer; empty unless asked for.
    """

    action: Action
    when: str
    sha256: str
    checksum: str
    n_bytes: int
    topics: tuple[str, ...]
    previous: str = ""
    topics_added: tuple[str, ...] = ()
    topics_removed: tuple[str, ...] = ()
    topics_renamed: dict[str, str] = field(default_factory=dict)
    versions_removed: tuple[str, ...] = ()
    note: str = ""
    comparison: ComparisonSummary | None = None
    user: str = ""
    host: str = ""


@dataclass(frozen=True)
class ModelVersion:
    """A version in a registry.

    Attributes
    ----------
    sha256 : str
        Digest of the bytes; the first 16 digits are the name of the file.
    path : str
    n_bytes : int
    n_topics : int or None
        None if the file cannot be read.
    is_current : bool
    change : RegistryChange or None
        The last change that made it the current version; None if the history does not know it.
    problem : str
        Why it cannot be used; empty if it can.
    promoted : RegistryChange or None
        The last promote of it, with the comparison on which it rests; a rollback to it has none.
    """

    sha256: str
    path: str
    n_bytes: int
    n_topics: int | None
    is_current: bool
    change: RegistryChange | None = None
    problem: str = ""
    promoted: RegistryChange | None = None


@dataclass(frozen=True)
class RegistryState:
    """What a registry contains.

    Attributes
    ----------
    path : str
    current : str
        Digest of the current version; empty if there is none or the pointer is damaged.
    versions : tuple of ModelVersion
        All versions that are there, those that became the current one last first; their bytes have been checked.
    history : tuple of RegistryChange
        Oldest first.
    problems : tuple of str
        What is damaged, and what to do about it.
    notes : tuple of str
        What is unusual but does no harm, such as files that are no versions.
    """

    path: str
    current: str
    versions: tuple[ModelVersion, ...]
    history: tuple[RegistryChange, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def to_dict(self) -> dict[str, Any]:
        """Return the state as plain dicts and lists, with types of JSON only: ``{"version": 1, "path", …}``."""
        return {"version": self.VERSION, **asdict(self)}
