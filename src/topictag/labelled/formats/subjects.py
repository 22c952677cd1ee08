"""Topics that are named by URI, as Annif's subjects are: which name a topic has, and which URI.

A topic has the label of its subject, or else its URI as name. The URIs of labels are kept in the field "uris", so that
they are written again. A topic without a URI is written as ``urn:topictag:`` and its name.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote as quote_uri
from urllib.parse import unquote

from topictag.errors import DataError, SettingError
from topictag.labelled.formats.format import Record
from topictag.labelled.quotes import quote

URIS = "uris"

_OWN = "urn:topictag:"
_SCHEMES = ("http://", "https://", "urn:")


class Subjects:
    """The subjects of a file so far: one name per subject.

    Parameters
    ----------
    wanted : {"", "label", "uri"}
        What names a topic. By default, the label if there is one.

    Raises
    ------
    SettingError
        Another value is wanted.

    Examples
    --------
    >>> Subjects("").read([("http://example.org/1", "energy"), ("http://example.org/2", "")], "news.jsonl:1")
    {'tags': ['energy', 'http://example.org/2'], 'uris': {'energy': 'http://example.org/1'}}
    """

    def __init__(self, wanted: str) -> None:
        if wanted not in ("", "label", "uri"):
            raise SettingError(
                f'In the data of Annif, topics are named by "label" or "uri", not by {quote(wanted)}. Give one of the '
                "two: --tags-field."
            )
        self._wanted = wanted
        self._uris: dict[str, str] = {}

    def read(self, subjects: Iterable[tuple[str, str]], place: str) -> dict[str, Any]:
        """Return "tags" and, if there are any, "uris" of subjects, each a URI and a label that may be empty.

        Raises
        ------
        DataError
            A subject has neither, or its label is that of another subject.
        """
        tags, uris = list[str](), dict[str, str]()
        for uri, label in subjects:
            name = self._name(uri, label, place)
            tags.append(name)
            if uri and name == label and not is_own_name(uri):
                self._check(name, uri, place)
                uris[name] = uri
        return {"tags": tags, **({URIS: uris} if uris else {})}

    def _name(self, uri: str, label: str, place: str) -> str:
        if self._wanted == "uri":
            label = ""
        if self._wanted == "label":
            uri = ""
        if not uri and not label:
            wanted = f'"{self._wanted}"' if self._wanted else '"uri" or "label"'
            raise DataError(f"{place}: a subject has no {wanted}. Add it, or choose the other: --tags-field.")
        return label or (unquote(uri.removeprefix(_OWN)) if is_own_name(uri) else uri)

    def _check(self, name: str, uri: str, place: str) -> None:
        if self._uris.setdefault(name, uri) != uri:
            raise DataError(
                f"{place}: the label {quote(name)} has two URIs, {quote(self._uris[name])} and {quote(uri)}. Make the "
                "URIs the names of topics: --tags-field uri."
            )


def own_uris(record: Record) -> Mapping[str, str]:
    """Return the URIs that a record has for its tags; other data in this field are none."""
    value = record.get(URIS)
    if not isinstance(value, Mapping) or not value:
        return {}
    tags = frozenset(record["tags"])
    is_own = all(name in tags and isinstance(uri, str) and is_uri(uri) for name, uri in value.items())
    return value if is_own else {}


def is_uri(name: str) -> bool:
    """Return whether a name can stand as a URI, without spaces and angle brackets."""
    return name.startswith(_SCHEMES) and not any(own in name for own in '<>"') and len(name.split()) == 1


def to_uri(topic: str, uris: Mapping[str, str]) -> str:
    """Return the URI of a topic.

    Examples
    --------
    >>> to_uri("peace talks", {}), to_uri("http://example.org/1", {})
    ('urn:topictag:peace%20talks', 'http://example.org/1')
    """
    if topic in uris:
        return uris[topic]
    return topic if is_uri(topic) and not is_own_name(topic) else _OWN + quote_uri(topic, safe="")


def is_own_name(name: str) -> bool:
    """Return whether a name looks like a URI that topictag made of another name."""
    return name.startswith(_OWN)


def without_uris(records: Iterable[Record]) -> list[Record]:
    """Return the records without the URIs of their tags, which are not written as a field."""
    return [
        {name: value for name, value in record.items() if name != URIS} if own_uris(record) else record
        for record in records
    ]


def lost_labels(records: Sequence[Record]) -> list[str]:
    """Return the sentence on labels of topics that have URIs, for a format that holds only URIs."""
    if any(own_uris(record) for record in records):
        return ["Labels of topics are lost where the topics have URIs."]
    return []
