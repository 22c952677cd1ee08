"""Removing what is not prose: markup, entities, addresses, file names, hashes; the text keeps its length.

Removed text becomes spaces, or word joiners where a browser shows nothing (``Неф<b>ть</b>`` is one word), or the end of
a paragraph (``<p>``, ``<br>``). An entity becomes its character. No rule looks further than it must, so that the time
is linear in the length of any text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from topictag.text.characters import ASCII_WORD, CYRILLIC, LINE_BREAKS, SPACE
from topictag.text.elements import Elements, replace_tag
from topictag.text.entities import replace_entity, replace_escape

# Extensions of files whose names may be Russian; names in Latin letters need no list.
_FILE_ENDINGS = (
    "7z|apk|avi|csv|docx?|exe|gif|gz|html?|jpe?g|json|md|mov|mp[34]|odt|pdf|php|png|pptx?|rar|rtf|svg|txt|wav|webp|"
    "xlsx?|xml|zip"
)

_WORD = ASCII_WORD + CYRILLIC
_ENDS_URL = r'\s<>"()\[\]{}«»“”„…'
# A URL ends before a bracket that it did not open, and before a Russian word that is attached by mistake: in a URL,
# Russian letters follow a separator or each other.
_URL_TAIL = (
    rf"(?:[^{_ENDS_URL}{CYRILLIC}]|(?<=[/=_#?&%{CYRILLIC}-])[{CYRILLIC}]|(?<=[{CYRILLIC}]\.)[а-яё]"
    rf"|\([^{_ENDS_URL}]*+\))*+"
)
# Entities that browsers also read without a semicolon: those that occur in this form.
OLD_ENTITIES = "nbsp|amp|lt|gt|quot|laquo|raquo|shy|copy|reg"
# Last labels of hosts that also occur in capitals; any other with a capital is a name after a full stop.
_HOST_ENDINGS = "ru|su|com|net|org|ua|kz|by|uz|am|az|ge|info|tv|me|io|biz|pro|gov|edu|eu"
# Where a rule below may begin, found at the speed of a character class: at a special character, or at a run of Latin
# letters and digits that is as long as a hash or comes before a character that continues it.
_BEGINNING = re.compile(
    r"[<&\\#@(=0-9A-Za-z](?:(?<=[<&\\#@(=])|(?<![0-9A-Za-z]{2})[0-9A-Za-z]*+(?:(?<=[0-9A-Za-z]{16})|(?=[.:@_%+/=-])))"
)
_RULES = rf"""
  (?P<markup><(?:!--|(?:[!/?]|\\/)?[A-Za-z]|!\[[A-Z]{{1,9}}\[))
| (?P<escaped>&(?:amp;)*+lt;(?:[!/?]|\\/)?(?P<name>[A-Za-z][0-9A-Za-z:-]*+)
    (?:&(?:amp;)*+quot;(?:(?!&(?:amp;)*+(?:[lg]t|quot);)[^<>])*+&(?:amp;)*+quot;
      |(?!&(?:amp;)*+[lg]t;)[^<>{CYRILLIC}])*+&(?:amp;)*+gt;)
| (?P<entity>&(?:amp;)*
    (?:\#[0-9]++;?|\#[xX][0-9A-Fa-f]++;?|[A-Za-z][A-Za-z0-9]{{1,31}}+;|(?:{OLD_ENTITIES})(?![0-9A-Za-z;])))
| (?P<escape>\\(?:[nrt](?![a-z])|x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}))
| (?P<target>(?<=\])\((?=[^\s()/.\#:]*+[/.\#:])[^\s()]++(?:\)|(?=\ ")))
| (?P<hashtag>\#[{_WORD}]++)
| (?P<mention>(?<![{_WORD}])@[{ASCII_WORD}]{{2,}}+(?:\.[{ASCII_WORD}]++)*+)
| (?P<mime>=\?[{ASCII_WORD}-]{{1,40}}\?[BbQq]\?[^\s?]*+\?=)
| (?P<address>(?<![0-9A-Za-z])(?:[A-Za-z][0-9A-Za-z]{{0,30}}+:\\?/\\?/|www\.){_URL_TAIL})
| (?P<mail>(?<![0-9A-Za-z_%+.-])[0-9A-Za-z_%+.-]{{1,64}}+@(?:[{_WORD}-]++\.)++[{_WORD}-]++)
| (?P<uuid>(?<![{ASCII_WORD}])[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}(?![{_WORD}]))
| (?P<host>(?<![{ASCII_WORD}.-])(?=[0-9_-]*+[A-Za-z])(?:[{ASCII_WORD}-]++\.)+
    (?:[a-z][0-9a-z]{{1,23}}|(?i:{_HOST_ENDINGS}|{_FILE_ENDINGS}))(?![{_WORD}-])
    (?::[0-9]++)?(?:[/?]{_URL_TAIL})?)
| (?P<hash>(?<![{ASCII_WORD}])(?=[A-Za-z_]*+[0-9])(?=[0-9_]*+[A-Za-z])[{ASCII_WORD}]{{16,}}+(?![{CYRILLIC}])
    [{ASCII_WORD}+/=]*+)
| (?P<identifier>(?<![{_WORD}])[0-9A-Za-z]++(?:_++[0-9A-Za-z]++)++(?![{_WORD}.]))
"""
# Names that may be Russian, searched for only in texts with such an ending.
_RUSSIAN_ENDING = re.compile(rf"\.(?:(?i:{_FILE_ENDINGS})|рф)(?![{_WORD}])")
_RUSSIAN_NAME = re.compile(
    rf"(?<![{_WORD}-])[{_WORD}-]{{1,100}}+\.(?i:{_FILE_ENDINGS})(?![{_WORD}])"
    rf"|(?<![{_WORD}.-])(?:[0-9A-Za-z_+-]{{1,64}}+@)?(?:[{_WORD}-]{{1,63}}+\.){{1,5}}рф(?![{_WORD}])(?:[/?]{_URL_TAIL})?"
)
_BREAKS_TO_SPACES = dict.fromkeys(map(ord, LINE_BREAKS + "\f"), SPACE)
_DRESS = re.compile(_RULES, re.VERBOSE)
# A text without any of these contains nothing to remove.
_TRACES = re.compile(r"[<&@_\\]|\.[0-9]?[A-Za-z]|\.рф|:\\?/|www|\]\(|=\?|[0-9A-Za-z+/=]{16}|-[0-9A-Fa-f]{4}-")

_READ = frozenset(["entity", "hashtag"])  # rules whose matches are read as characters or words


class Dress(NamedTuple):
    """A part of a text that is not prose, and the rule that found it: a name of a group in the rules above."""

    start: int
    end: int
    kind: str


def strip_markup(text: str, *, joins_blocks: bool = False) -> str:
    """Return the text with everything but prose replaced.

    Parameters
    ----------
    text : str
    joins_blocks : bool, default=False
        Replace line breaks inside a block element, such as ``<p>``, by spaces, as a browser does.

    Returns
    -------
    str
        The same length as `text`.

    Examples
    --------
    >>> strip_markup("Цены: https://t.me/x <br>растут&hellip;").split()
    ['Цены:', 'растут…\u2060\u2060\u2060\u2060\u2060\u2060\u2060']
    """
    if not _TRACES.search(text):
        return text
    text = _blank_russian_names(text)
    pieces: list[str] = []
    elements = Elements(text)
    done, is_block = 0, False
    for start, end, _, replacement in _iter_dress(text, elements):
        pieces += [_between(text[done:start], is_block), replacement]
        is_block = joins_blocks and elements.depth > 0
        done = end
    return "".join([*pieces, _between(text[done:], is_block)])


def find_dress(text: str) -> list[Dress]:
    """Return what `strip_markup` removes, in the order of the text; not entities, which it reads as characters.

    Examples
    --------
    >>> [(text.kind, text.start, text.end) for text in find_dress("Цены: <b>https://t.me/x</b>")]
    [('markup', 6, 9), ('address', 9, 23), ('markup', 23, 27)]
    """
    if not _TRACES.search(text):
        return []
    names = [Dress(*found.span(), "host") for found in _iter_russian_names(text)]
    without_names = _blank_russian_names(text)
    dress = _iter_dress(without_names, Elements(without_names))
    others = (
        Dress(start, end, kind)
        for start, end, kind, replacement in dress
        if kind not in _READ and replacement != without_names[start:end]
    )
    return sorted([*names, *others])


def _iter_russian_names(text: str) -> Iterator[re.Match[str]]:
    return _RUSSIAN_NAME.finditer(text) if _RUSSIAN_ENDING.search(text) else iter(())


def _blank_russian_names(text: str) -> str:
    return _RUSSIAN_NAME.sub(lambda found: SPACE * len(found.group()), text) if _RUSSIAN_ENDING.search(text) else text


def _iter_dress(text: str, elements: Elements) -> Iterator[tuple[int, int, str, str]]:
    """Yield what is not prose, and hashtags: where it begins and ends, its rule, and its replacement."""
    place = 0
    while beginning := _BEGINNING.search(text, place):
        found = _DRESS.match(text, beginning.start())
        if found is None:
            place = beginning.end()
            continue
        start, place = found.span()
        kind = found.lastgroup or ""
        if kind == "markup":
            place, replacement = elements.replace(start, place)
        elif kind == "escaped":
            replacement = replace_tag(found["name"], place - start)
        elif kind == "entity":
            replacement = replace_entity(found.group())
        elif kind == "escape":
            replacement = replace_escape(found.group())
        else:  # the words of a hashtag are read as words
            replacement = text[start:place] if kind == "hashtag" else SPACE * (place - start)
        yield start, place, kind, replacement


def _between(text: str, is_block: bool) -> str:
    return text.translate(_BREAKS_TO_SPACES) if is_block else text
