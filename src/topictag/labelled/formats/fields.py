"""Fields and columns of data that was not made for topictag: which has the text, which the tags, and what remains."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.formats.marks import are_fields
from topictag.labelled.quotes import quote_fields
from topictag.labelled.records import NATIVE

TEXT_NAMES = ("text", "content", "body", "sentence", "document", "article_text")
LISTS = ("unknown", "known")

TAG_NAMES = ("tags", "tag", "topics", "topic", "labels", "label", "categories", "category", "classes", "class")


@dataclass(frozen=True)
class Columns:
    """Names of the columns or fields that are used; empty for those that there are not.

    Attributes
    ----------
    text, id, article, tags : str
    topics : tuple of str
        The columns that are topics; if there are some, no column has the tags.
    lists : tuple of str
        Those of "unknown" and "known" that stand beside the tags.
    """

    text: str
    id: str = ""
    article: str = ""
    tags: str = ""
    topics: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[str, ...]:
        """All of them."""
        return (self.text, self.id, self.article, self.tags, *self.topics, *self.lists)


def choose_columns(names: Collection[str], options: ReadOptions, place: str) -> Columns:
    """Return which columns have what, as the options or else usual names say.

    Raises
    ------
    DataError
        There is no text, or nothing that says which topics it has; or it is not clear where.

    Examples
    --------
    >>> choose_columns(["id", "Text", "label"], ReadOptions(), "news.csv:1")
    Columns(text='Text', id='id', article='', tags='label', topics=(), lists=())
    """
    text = find_text(names, options.text, place)
    others = [name for name in names if name != text]
    own_id = find_own(others, options.id, "id", place)
    article = find_own(others, options.article, "article", place)
    if not options.tags and are_fields(options.topics, names, place):
        return Columns(text, own_id, article, topics=options.topics)
    if tags := find_tags(others, options.tags, place):
        lists = tuple(name for name in LISTS if name in others and name != tags)
        return Columns(text, own_id, article, tags, lists=lists)
    raise DataError(
        f"{place}: no column with the tags (the columns are {quote_fields(names)}). Name it: --tags-field NAME. If "
        "each topic has a column, name the topics: --topic-names."
    )


# Columns are chosen once, by their names; records of tools (`foreign.find_text`) one by one, by their values.
def find_text(names: Collection[str], given: str, place: str) -> str:
    """Return the field with the text: the one that is given, or else one with a usual name.

    Raises
    ------
    DataError
        There is none, or it is not clear which it is.

    Examples
    --------
    >>> find_text(["id", "Text"], "", "news.csv:1")
    'Text'
    """
    if found := _find(names, given, TEXT_NAMES, place, "text", "--text-field NAME"):
        return found
    raise DataError(
        f"{place}: no column with the text (the columns are {quote_fields(names)}). Name it: --text-field NAME. If the "
        "first line is not a header, add one."
    )


def find_tags(names: Collection[str], given: str, place: str) -> str:
    """Return the field with the tags as `find_text` does, or an empty str if there is none."""
    return _find(names, given, TAG_NAMES, place, "tags", "--tags-field NAME")


def find_own(names: Collection[str], given: str, own: str, place: str) -> str:
    """Return the field that is given, which must exist, or else the one with the native name, if there is one."""
    return _find(names, given, (own,), place, own, f"--{own}-field NAME", must_match_case=True)


def other_fields(record: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    """Return the fields that are not taken; one that would mean something in the native form is put under ``meta.``.

    Examples
    --------
    >>> other_fields({"text": "Нефть дорожает.", "known": "yes", "outlet": "X"}, ["text"])
    {'meta.known': 'yes', 'outlet': 'X'}
    """
    left_out = frozenset(taken)
    return {free_name(name, NATIVE): value for name, value in record.items() if name not in left_out}


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name of a field; "meta.NAME" if the form that it goes into uses its name for something else."""
    return f"meta.{name}" if name in taken else name


def own_fields(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the names of all fields of records that mean nothing in the native form, in order of appearance."""
    return list(dict.fromkeys(name for record in records for name in record if name not in NATIVE))


def _find(
    names: Collection[str],
    given: str,
    usual: tuple[str, ...],
    place: str,
    what: str,
    option: str,
    *,
    must_match_case: bool = False,
) -> str:
    if given:
        if given not in names:
            raise DataError(
                f'{place}: no column "{given}" (the columns are {quote_fields(names)}). Give another {option}.'
            )
        return given
    if usual[0] in names:
        return usual[0]
    found = [] if must_match_case else [name for name in names if name.strip().lower() in usual]
    if len(found) > 1:
        raise DataError(
            f"{place}: several columns may have the {what} ({quote_fields(found)}). Say which has: {option}."
        )
    return found[0] if found else ""
