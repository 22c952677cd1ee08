"""Which examples are the test: those with a value in a field, a share that is drawn, or others that are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from topictag.errors import InputTypeError, SettingError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote
from topictag.ranges import RealNumbers

_FEWEST = 2  # a field and a value
_SHARE = RealNumbers(0, 1, excludes_least=True, excludes_most=True)


@dataclass(frozen=True)
class Holdout:
    """Which examples a model does not learn from, but is measured on once it is finished.

    Attributes
    ----------
    field : str
        The field of the records that `Example.split` contains; empty if a share is drawn.
    values : tuple of str
        Examples with one of these values are the test.
    share : float
        The share of the examples to draw; 0 if a field decides.
    test : tuple of Example
        Other examples, which are the test; empty if it is among those to learn from.

    Examples
    --------
    >>> Holdout.by_field(("split", "test")).describe()
    'split=test'
    >>> Holdout.by_share(0.2).describe()
    'a share of 0.2, drawn at random'
    """

    field: str = ""
    values: tuple[str, ...] = ()
    share: float = 0.0
    test: tuple[Example, ...] = ()

    @classmethod
    def choose(cls, split: Any, share: Any) -> "Holdout | None":
        """Return what the options of training say; None if neither is given.

        Raises
        ------
        SettingError
            Both are given, or the share is out of range.
        InputTypeError
            `split` is not a field with values.
        """
        if split is not None and share is not None:
            raise SettingError("split and test_share are both given, but there is one test. Leave one of them out.")
        if split is not None:
            return cls.by_field(split)
        return None if share is None else cls.by_share(share)

    @classmethod
    def by_field(cls, split: Sequence[str]) -> "Holdout":
        """Return a test of the examples with certain values; `split` is the name of the field, and the values."""
        values = [*split] if isinstance(split, Sequence) and not isinstance(split, str | bytes) else []
        if len(values) < _FEWEST or not all(isinstance(own, str) and own.strip() for own in values):
            raise InputTypeError(f"split must be a field and its value, such as ('split', 'test'), not {quote(split)}.")
        return cls(values[0], tuple(values[1:]))

    @classmethod
    def by_share(cls, share: Any) -> "Holdout":
        """Return a test of a share that is drawn."""
        return cls(share=_SHARE.check("test_share", share))

    @classmethod
    def of(cls, test: Sequence[Example]) -> "Holdout":
        """Return a test of other examples than those to learn from."""
        return cls(test=tuple(test))

    @property
    def field_name(self) -> str | None:
        """The field to read, if any."""
        return self.field or None

    def contains(self, example: Example) -> bool:
        """Return whether the field puts the example into the test."""
        return example.split in self.values

    def describe(self) -> str:
        """Return which examples the test is."""
        if self.test:
            return "examples given as a test"
        return (
            f"a share of {self.share:g}, drawn at random" if self.share else f"{self.field}={' or '.join(self.values)}"
        )
