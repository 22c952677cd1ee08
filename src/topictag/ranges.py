"""Ranges of settings: one rule for all numbers, whatever library their type comes from, and one for choices.

Numbers of Python, NumPy and other libraries are accepted and stored as Python's own types. A bool is not a number here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite
from numbers import Real
from operator import index
from typing import Any, NoReturn, Protocol

from topictag.errors import SettingError


class Range(Protocol):
    """The values that a setting may have."""

    def check(self, name: str, value: Any) -> Any:
        """Return the value as Python's own type; raises `SettingError`, which names the setting."""


@dataclass(frozen=True)
class WholeNumbers:
    """Whole numbers.

    Attributes
    ----------
    least : int
    most : int or None
        Inclusive bounds; None for no upper bound.

    Examples
    --------
    >>> import numpy as np
    >>> WholeNumbers(least=1).check("min_df", np.int64(2))
    2
    >>> print(WholeNumbers(1, 100))
    int, from 1 to 100
    """

    least: int
    most: int | None = None

    _MAX = 2**63 - 1  # what a model file can store

    def __str__(self) -> str:
        return f"int, {self._bounds}"

    @property
    def _bounds(self) -> str:
        return f"at least {self.least}" if self.most is None else f"from {self.least} to {self.most}"

    def check(self, name: str, value: Any) -> int:
        """Return the value as an int; raises `SettingError`."""
        try:
            number = None if _is_bool(value) else index(value)
        except TypeError:
            number = None
        if number is None or number < self.least or number > (self._MAX if self.most is None else self.most):
            raise SettingError(f"{name} must be a whole number {_join(self._bounds)}, not {_quote(value)}.")
        return number


@dataclass(frozen=True)
class RealNumbers:
    """Finite real numbers.

    Attributes
    ----------
    least, most : float
        Bounds.
    excludes_least, excludes_most : bool
        Whether the bound itself is excluded.

    Examples
    --------
    >>> print(RealNumbers(0, excludes_least=True))
    float, greater than 0
    """

    least: float
    most: float = inf
    excludes_least: bool = False
    excludes_most: bool = False

    def __str__(self) -> str:
        return f"float, {self._bounds}"

    @property
    def _bounds(self) -> str:
        if self.most < inf and not (self.excludes_least or self.excludes_most):
            return f"from {self.least:g} to {self.most:g}"
        lower = f"greater than {self.least:g}" if self.excludes_least else f"at least {self.least:g}"
        upper = f"{'less than' if self.excludes_most else 'at most'} {self.most:g}"
        return lower if self.most == inf else f"{lower} and {upper}"

    def check(self, name: str, value: Any) -> float:
        """Return the value as a float; raises `SettingError`."""
        number = self._read(value)
        if number is None:
            raise SettingError(f"{name} must be a number {_join(self._bounds)}, not {_quote(value)}.")
        return number

    def _read(self, value: Any) -> float | None:
        if _is_bool(value) or not isinstance(value, Real):
            return None
        try:
            number = float(value)
        except OverflowError:
            return None
        above = number > self.least if self.excludes_least else number >= self.least
        below = number < self.most if self.excludes_most else number <= self.most
        return number if isfinite(number) and above and below else None


@dataclass(frozen=True)
class OneOf:
    """A few strings.

    Attributes
    ----------
    values : tuple of str

    Examples
    --------
    >>> print(OneOf(("auto", "multi")))
    one of 'auto', 'multi'
    """

    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"one of {', '.join(map(repr, self.values))}"

    def check(self, name: str, value: Any) -> str:
        """Return the string; raises `SettingError`."""
        for own in self.values:
            if isinstance(value, str) and value == own:
                return own
        raise SettingError(f"{name} must be {self}, not {_quote(value)}.")


@dataclass(frozen=True)
class FiguresByTopic:
    """One figure for all topics, or a mapping of topic to figure, in which ``"*"`` stands for all other topics.

    Attributes
    ----------
    figures : RealNumbers
        The range of each figure.
    """

    figures: RealNumbers

    def __str__(self) -> str:
        return f"{self.figures}; or a mapping of topic to float"

    def check(self, name: str, value: Any) -> "float | FrozenFigures":
        """Return the figure, or the figures by topic; raises `SettingError`."""
        if not isinstance(value, Mapping):
            return self.figures.check(name, value)
        if strange := [topic for topic in value if not isinstance(topic, str)]:
            raise SettingError(f"{name}: a topic must be a str, not {_quote(strange[0])}.")
        return FrozenFigures(
            {topic: self.figures.check(f"{name}, topic {_quote(topic)},", figure) for topic, figure in value.items()}
        )


class FrozenFigures(dict[str, float]):
    """A dict of figures by topic that cannot change, so that the settings that contain it are hashable.

    Examples
    --------
    >>> FrozenFigures({"energy": 0.9})["energy"]
    0.9
    """

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type["FrozenFigures"], tuple[dict[str, float]]]:
        return FrozenFigures, (dict(self),)  # by default, a copy would be filled item by item

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("Settings cannot change. Make new ones: settings.change({...}).")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse


def _quote(value: object) -> str:
    """Return a value as it is written, shortened; an int of thousands of digits cannot be written at all."""
    try:
        return f"{value!r:.60}"
    except ValueError:
        return f"{type(value).__name__} of too many digits"


def _join(bounds: str) -> str:
    return f"of {bounds}" if bounds.startswith("at least") else bounds


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool) or type(value).__name__ in ("bool", "bool_")  # NumPy's supports index() too


def check_n_jobs(n_jobs: Any) -> int:
    """Return the number of jobs as an int; raises `SettingError`.

    Examples
    --------
    >>> check_n_jobs(-1)
    -1
    """
    try:
        number = 0 if _is_bool(n_jobs) else index(n_jobs)
    except TypeError:
        number = 0
    if not number:
        raise SettingError(
            f"n_jobs must be a whole number other than 0, not {_quote(n_jobs)}. Use -1 for one per core."
        )
    return number
