"""Settings: each is defined once, as a field with its default, its range and its help text.

Validation, the docstring of the class, the command-line options and the model's record all use this definition.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from textwrap import fill
from typing import Any, Self, TypeVar

from topictag.errors import InputTypeError, SettingError
from topictag.ranges import Range

_KEY = "setting"
_Class = TypeVar("_Class", bound="type[Settings]")
_Settings = TypeVar("_Settings", bound="Settings")


@dataclass(frozen=True)
class Setting:
    """The definition of one setting.

    Attributes
    ----------
    name : str
    default : Any
    range : Range
        The values that it may have.
    help : str
        Help text, in sentences.
    unset : str
        The meaning of None; empty where None is not allowed.
    """

    name: str
    default: Any
    range: Range
    help: str
    unset: str = ""

    def check(self, value: Any) -> Any:
        """Return the value as Python's own type; raises `SettingError`."""
        return None if value is None and self.unset else self.range.check(self.name, value)

    def describe(self) -> str:
        """Return the setting as an entry of a NumPy-style docstring."""
        default = f"None: {self.unset}" if self.default is None else f"{self.default!r}"
        text = fill(self.help, 112, initial_indent=" " * 8, subsequent_indent=" " * 8)
        return f"    {self.name} : {self.range}, default={default}\n{text}"


def setting(default: Any, allowed: Range, text: str, *, unset: str = "") -> Any:
    """Return the dataclass field of a setting; see `Setting`."""
    return field(default=default, metadata={_KEY: (allowed, text, unset)})


@dataclass(frozen=True)
class Settings:
    """Base class of settings: a frozen record that checks its values and documents each of them."""

    def __post_init__(self) -> None:
        for own in self.list_settings():
            object.__setattr__(self, own.name, own.check(getattr(self, own.name)))

    @classmethod
    def list_settings(cls) -> list[Setting]:
        """Return the definition of each setting, in order."""
        return [Setting(own.name, own.default, *own.metadata[_KEY]) for own in fields(cls)]

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return settings with the given values, and the defaults for the others.

        Raises
        ------
        SettingError
            A name is not a setting, or a value is out of range.
        """
        return cls(**cls._known(values, SettingError))

    def to_dict(self) -> dict[str, Any]:
        """Return all values by name, as types of JSON."""
        values = {own.name: getattr(self, own.name) for own in self.list_settings()}
        return {name: dict(value) if isinstance(value, dict) else value for name, value in values.items()}

    def change(self, values: Mapping[str, Any]) -> Self:
        """Return settings with some values replaced, given as keywords of a function.

        Raises
        ------
        InputTypeError
            A name is not a setting.
        SettingError
            A value is out of range.
        """
        return replace(self, **self._known(values, InputTypeError))

    @classmethod
    def _known(cls, values: Mapping[str, Any], error: type[Exception]) -> dict[str, Any]:
        names = [own.name for own in cls.list_settings()]
        for name in values:
            if name not in names:
                close = get_close_matches(str(name), names, 1)
                way_out = f"Did you mean {close[0]!r}?" if close else f"The settings are {', '.join(names)}."
                raise error(f"{name!r:.60} is not a setting. {way_out}")
        return dict(values)


def documented(cls: _Class) -> _Class:
    """Add the settings of a class to its docstring."""
    entries = "\n".join(own.describe() for own in cls.list_settings())
    head, mark, rest = (cls.__doc__ or "").rstrip().partition("\n\n    Examples\n")
    cls.__doc__ = f"{head}\n\n    Parameters\n    ----------\n{entries}{mark}{rest}\n"
    return cls


def take_settings(kind: type[_Settings], given: Any, named: Mapping[str, Any], only: Collection[str] = ()) -> _Settings:
    """Return the settings given to a function: an object, keywords, or both; keywords override the object.

    With `only`, other keywords raise an error.

    Raises
    ------
    InputTypeError
        The object is not of that class, or a keyword is not a setting.
    SettingError
        A value is out of range.
    """
    if only and (other := [name for name in named if name not in only]):
        raise InputTypeError(f"{other[0]!r:.60} is not a setting here. The settings are {', '.join(only)}.")
    if given is None:
        given = kind()
    if not isinstance(given, kind):
        raise InputTypeError(
            f"settings must be {kind.__name__}, not {type(given).__name__}. Pass {kind.__name__}(...)."
        )
    return given.change(named)
