"""Fields of the native form whose names are nearly right, so that what they say would be lost without a word."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from topictag.caution import warn_caller
from topictag.errors import DataWarning
from topictag.labelled.records import NATIVE

_MEANT = ("unknown", "known", "tags", "annotations", "article")
_CUTOFF = 0.8  # chosen: two letters changed places, or one is missing, in each of the names


class Misspellings:
    """The fields of one file that were looked at; each is told once.

    Examples
    --------
    >>> Misspellings().find({"tags": ["energy"], "unkown": ["sport"]})
    {'unkown': 'unknown'}
    """

    def __init__(self) -> None:
        self._seen = set[str](NATIVE)

    def warn(self, record: Mapping[str, Any], place: str) -> None:
        """Warn of fields that no record before had."""
        for name, meant in self.find(record).items():
            warn_caller(
                f'{place}: the field "{name}" means nothing to topictag, so it is metadata. Did you mean "{meant}"?',
                DataWarning,
            )

    def find(self, record: Mapping[str, Any]) -> dict[str, str]:
        """Return the new fields that look like a native one, by their names and because they are lists."""
        found = dict[str, str]()
        for name in record.keys() - self._seen:
            if _is_list(record[name]):
                self._seen.add(name)
                if close := get_close_matches(name.lower(), _MEANT, n=1, cutoff=_CUTOFF):
                    found[name] = close[0]
        return found


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(own, str | Mapping) for own in value)
