"""Records of labelling tools: their fields under native names, and native fields under names that a tool leaves free.

What a tool keeps beside the text (its metadata) becomes fields of the native record. Where such a field has the name of
a native one but means something else, it is called "meta.NAME".
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from topictag.errors import DataError
from topictag.labelled.annotators import resolve
from topictag.labelled.formats.fields import free_name
from topictag.labelled.formats.format import ReadOptions, Record
from topictag.labelled.quotes import quote, quote_fields
from topictag.labelled.records import NATIVE

_TOPIC_LISTS = ("unknown", "known")


def read_fields(
    fields: Mapping[str, Any], place: str, options: ReadOptions, *, used: Collection[str] = (), has_lists: bool = True
) -> dict[str, Any]:
    """Return the fields that a tool keeps beside text and tags, under the names that they have in a native record.

    Parameters
    ----------
    fields : mapping
    place : str
        Messages begin with it.
    options : ReadOptions
        The names of the fields with id and article.
    used : collection of str
        Fields that are not returned, because they are read otherwise.
    has_lists : bool, default=True
        Whether lists of topics in "unknown" and "known" mean what they do in a native record.

    Raises
    ------
    DataError
        The fields lack one that the options name.
    """
    names = {options.id or "id": "id", options.article or "article": "article"}
    for given in filter(None, (options.id, options.article)):
        require_field(fields, given, place)
    native: dict[str, Any] = {}
    for name, value in fields.items():
        if name in names and value not in (None, ""):
            native[names[name]] = value
        elif name not in used and name not in names:
            is_own = name not in NATIVE or (has_lists and name in _TOPIC_LISTS and is_topic_list(value))
            native[name if is_own else free_name(name, NATIVE)] = value
    return native


def require_field(fields: Mapping[str, Any], name: str, place: str) -> Any:
    """Return the value of a field; raises `DataError` with the names of those that there are."""
    if name not in fields:
        raise DataError(f"{place}: no {quote(name)} (the fields are {quote_fields(fields)}).")
    return fields[name]


def find_text(fields: Mapping[str, Any], place: str, name: str, guesses: Sequence[str] = ("text",)) -> tuple[str, Any]:
    """Return the name of the field with the text, and its value.

    Parameters
    ----------
    fields : mapping
    place : str
        Messages begin with it.
    name : str
        As the user gave it; if empty, the first of `guesses` that is a string, or else the only string.
    guesses : sequence of str

    Raises
    ------
    DataError
        There is no such field, or it is not certain which it is.
    """
    if name:
        return name, require_field(fields, name, place)
    found = [guess for guess in guesses if isinstance(fields.get(guess), str)][:1]
    found = found or [own for own, value in fields.items() if isinstance(value, str)]
    if len(found) != 1:
        raise DataError(
            f"{place}: it is not certain which field is the text (the fields are {quote_fields(fields)}). "
            "Name it: --text-field NAME."
        )
    return found[0], fields[found[0]]


def require_mapping(value: Any, what: str, place: str) -> Mapping[str, Any]:
    """Return a value that must be an object; raises `DataError` otherwise."""
    if not isinstance(value, Mapping):
        raise DataError(f"{place}: {what} must be an object, not {quote(value)}.")
    return value


def require_list(value: Any, what: str, place: str) -> Sequence[Any]:
    """Return a value that must be a list, or an empty list for null; raises `DataError` otherwise."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise DataError(f"{place}: {what} must be a list, not {quote(value)}.")
    return value


def is_topic_list(value: Any) -> bool:
    """Return whether a value is a list of strings."""
    return isinstance(value, list | tuple) and all(isinstance(own, str) for own in value)


def choose_question(found: Collection[str], given: str, name: str, what: str) -> str:
    """Return the question whose answers are the tags; empty if nobody answered one.

    Parameters
    ----------
    found : collection of str
        The questions that somebody answered.
    given : str
        As the user named it, or empty.
    name : str
        Name of the file.
    what : str
        What the tool calls questions, in the plural.

    Raises
    ------
    DataError
        There are several and none is given; or nobody answered the given one.
    """
    if given and found and given not in found:
        raise DataError(f"{name}: nobody answered {quote(given)} (the {what} are {quote_fields(sorted(found))}).")
    if not given and len(found) > 1:
        raise DataError(
            f"{name}: there are several {what}: {quote_fields(sorted(found))}. Say whose answers are the tags: "
            "--tags-field NAME."
        )
    return given or next(iter(found), "")


def as_decisions(annotations: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what annotators said as fields of a native record: "tags" of a single one, "annotations" of several."""
    if len(annotations) == 1:
        return {field: value for field, value in annotations[0].items() if field != "annotator"}
    return {"annotations": [*annotations]}


def decide(record: Record) -> Record:
    """Return a record with one decision per topic, as its "tags" say, or else most of its annotations."""
    if "annotations" not in record:
        return record
    if "tags" not in record:
        return resolve(record, f"example {quote(record.get('id'))}").record
    return {name: value for name, value in record.items() if name != "annotations"}


def let_vote(record: Record) -> Record:
    """Return a record in which either the annotators speak or the tags do, for tools that have no place for both.

    Tags count where both stand, for somebody may have corrected them. So the annotators speak if most of them say what
    the tags say, and the record has no "tags" then; otherwise it has no "annotations".
    """
    if "annotations" not in record or "tags" not in record:
        return record
    voted = {name: value for name, value in record.items() if name != "tags"}
    undisputed = {name: value for name, value in voted.items() if name != "unknown"}  # unknown by a tie alone
    return next((own for own in (voted, undisputed) if _decisions(own) == _decisions(record)), decide(record))


def own_id(record: Record, name: str = "id") -> dict[str, Any]:
    """Return the id as a field of that name; nothing if the record has no id of its own."""
    return {name: record["id"]} if "id" in record else {}


def other_fields(record: Record, taken: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields that are not native ones; those whose names are taken are called "meta.NAME"."""
    # `fields.other_fields` is the way in, where native names are taken; this is the way out, where the tool's are.
    return {free_name(name, taken): value for name, value in record.items() if name not in NATIVE}


def topic_lists(record: Record) -> dict[str, Any]:
    """Return "article", "unknown" and "known" of a record, as far as it has them."""
    return {name: record[name] for name in ("article", *_TOPIC_LISTS) if name in record}


def has_partial(record: Record) -> bool:
    """Return whether an annotator did not decide about every topic."""
    return any(name in own for own in record.get("annotations", ()) for name in _TOPIC_LISTS)


def count_texts(n: int) -> str:
    """Return ``1 text has`` or ``5 texts have``."""
    return "1 text has" if n == 1 else f"{n} texts have"


def tell_renamed(records: Sequence[Record], taken: Collection[str]) -> list[str]:
    """Return the sentence about fields whose names are taken, if there are any."""
    names = sorted({name for record in records for name in record if name in taken and name not in NATIVE})
    return [f'These fields are called "meta.NAME", because the format uses their names: {quote_fields(names)}.'][
        : len(names)
    ]


def tell_corrected(records: Sequence[Record]) -> list[str]:
    """Return the sentence about texts whose annotators are left out, since the tags say something else."""
    n = sum("annotations" in record and "annotations" not in let_vote(record) for record in records)
    sentence = "tags that differ from what most of their annotators say; the tags are written, and not the annotators."
    return [f"{count_texts(n)} {sentence}"] if n else []


def tell_single_annotators(records: Sequence[Record]) -> list[str]:
    """Return the sentence about texts with one annotator, whose name is not kept."""
    n = sum(len(record.get("annotations", ())) == 1 for record in records)
    return [f"{count_texts(n)} one annotator, whose name is left out."] if n else []


def _decisions(record: Record) -> tuple[frozenset[str], frozenset[str], frozenset[str] | None]:
    """Return the tags, the unknown and, if nobody looked for all topics, the known topics."""
    if "tags" not in record:
        record = resolve(record, f"example {quote(record.get('id'))}").record
    tags, known = frozenset(record["tags"]), record.get("known")
    return tags, frozenset(record.get("unknown", ())) - tags, None if known is None else tags.union(known)
