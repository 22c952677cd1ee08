"""Tags of HTML, XML and feeds: which separate words, which end a paragraph, and where each of them ends.

A text may be a fragment of a page, so there is no parser. The ends of elements are searched for once per text;
otherwise the time would be quadratic.
"""

import re
from bisect import bisect_left
from functools import cached_property

from topictag.text.characters import CYRILLIC, JOINER, PARAGRAPH_END, SPACE

# Elements that a browser shows within a line, without a space around them.
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span strike
    strong sub sup time tt u var wbr""".split()  # noqa: SIM905 (names are read in rows)
)
# Block elements of HTML and of feeds.
_BLOCKS = frozenset(
    """address article aside audio blockquote body br button canvas caption center content dd description details
    dialog dir div dl dt encoded entry fieldset figcaption figure footer form frameset guid h1 h2 h3 h4 h5 h6 head
    header hgroup hr html iframe item legend li link main menu nav noscript object ol optgroup option p pre pubdate
    section select summary table tbody template textarea tfoot thead title tr ul video""".split()  # noqa: SIM905
)
# Other elements of HTML. An unknown name counts as a tag only when it is written like one (`_is_tag`).
_OTHERS = frozenset(
    """area base col colgroup embed img input label map meta meter output param picture progress script source style svg
    path td th track""".split()  # noqa: SIM905
)
_EMPTY = frozenset(["br", "hr", "link"])  # blocks without content
_LONGEST_VALUE = 10_000  # chosen: for an attribute value that contains "<", such as JSON
# In a tag, Russian letters and "<" or ">" occur only in attribute values. Unpaired quotes are ordinary characters.
_VALUE = rf"=\s*+(?:\"[^\"]{{0,{_LONGEST_VALUE}}}+\"|'[^']{{0,{_LONGEST_VALUE}}}+'|[^\s<>\"'=]*+)"
_TAG = re.compile(
    rf"<(?:[!/?]|\\/)?([A-Za-z][0-9A-Za-z:-]*+)"
    rf"((?:[^<>\"'={CYRILLIC}]|{_VALUE}|\"[^<\"]*+\"|'[^<']*+')*+>|[^<>{CYRILLIC}]*+>)"
)
_BODY_END = re.compile(r"<\\?/(script|style)(?![0-9A-Za-z:-])", re.IGNORECASE | re.ASCII)
_CLOSING = re.compile(r"<\\?/([A-Za-z][0-9A-Za-z:-]*+)")
_COMMENT, _COMMENT_END = "<!--", "-->"


class Elements:
    """The markup of one text: everything that begins with ``<``.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.depth = 0  # number of open blocks at the current place

    def replace(self, start: int, opened: int) -> tuple[int, str]:
        """Return where the markup at `start` ends, and its replacement of the same length.

        `opened` is where its opening ends: ``<!--``, ``<![CDATA[``, or ``<`` up to the first letter of a name.
        """
        opening = self._text[start:opened]
        if opening == _COMMENT:
            if self._last_comment_end < opened:
                return opened, SPACE * (opened - start)
            end = self._text.index(_COMMENT_END, opened) + len(_COMMENT_END)
            return end, JOINER * (end - start)
        if opening.endswith("["):  # <![CDATA[: its content is text
            return opened, SPACE * (opened - start)
        tag = _TAG.match(self._text, start)
        if tag is None or not self._is_tag(tag[1], tag[2], opening):
            return start + 1, opening[0]
        self._count(_local(tag[1]), opening, tag[2])
        ends = [] if "/" in opening else self._body_ends.get(tag[1].lower(), [])
        number = bisect_left(ends, tag.end())
        if number < len(ends):
            return ends[number], SPACE * (ends[number] - start)
        return tag.end(), replace_tag(tag[1], tag.end() - start)

    def _is_tag(self, name: str, rest: str, opening: str) -> bool:
        """Return whether a name in angle brackets is a tag; <Reuters> is not, unless the text closes it."""
        local = _local(name)
        known = local in _INLINE or local in _BLOCKS or local in _OTHERS
        written_so = name[0].islower() or ":" in name or "=" in rest or len(opening) > len("<A")
        return known or written_so or name in self._closed

    def _count(self, name: str, opening: str, rest: str) -> None:
        if name in _BLOCKS and name not in _EMPTY and not rest.endswith("/>"):
            self.depth = max(self.depth - 1, 0) if "/" in opening else self.depth + 1

    @cached_property
    def _last_comment_end(self) -> int:
        return self._text.rfind(_COMMENT_END)

    @cached_property
    def _closed(self) -> frozenset[str]:
        return frozenset(_CLOSING.findall(self._text))

    @cached_property
    def _body_ends(self) -> dict[str, list[int]]:
        ends: dict[str, list[int]] = {}
        for found in _BODY_END.finditer(self._text):
            ends.setdefault(found[1].lower(), []).append(found.start())
        return ends


def replace_tag(name: str, length: int) -> str:
    """Return the replacement for a tag of `length` characters."""
    name = _local(name)
    if name in _INLINE:
        return JOINER * length
    return (PARAGRAPH_END if name in _BLOCKS else SPACE) + SPACE * (length - 1)


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
