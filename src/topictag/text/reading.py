"""From a raw text to prose that can be split into paragraphs and words; its length stays, so that offsets remain valid.

Markup and addresses are removed first, then lines are joined: either can break a word. Training, tagging and
explanations all read texts through this module.
"""

import re
from collections.abc import Iterator

from topictag.text.characters import INVISIBLE
from topictag.text.markup import strip_markup
from topictag.text.paragraphs import Span, iter_paragraphs
from topictag.text.words import word_forms
from topictag.text.wrapping import ParagraphMode, join_lines

_SEEN = re.compile(rf"[^\s{INVISIBLE}]")


def read_text(text: str, paragraphs: ParagraphMode = "auto") -> str:
    r"""Return the prose of a text.

    Parameters
    ----------
    text : str
        Anything: prose, a piece of a web page, a post, a mail.
    paragraphs : {"auto", "lines", "blank"}
        What ends a paragraph: "lines", every line break; "blank", blank lines; "auto", blank lines where the text is
        hard-wrapped, and line breaks elsewhere, but not those between ``<p>`` and ``</p>``. A tag such as ``<p>`` or
        ``<br>`` always ends one.

    Returns
    -------
    str
        The same length as `text`. Spaces and joiners replace what is not prose, and line breaks that end no paragraph;
        an entity becomes its character.

    Examples
    --------
    >>> read_text("<p>Нефть&nbsp;в цене</p>").split()
    ['Нефть', '\u2060\u2060\u2060\u2060\u2060в', 'цене']
    """
    return join_lines(strip_markup(text, joins_blocks=paragraphs == "auto"), paragraphs)


def read_paragraphs(text: str, paragraphs: ParagraphMode = "auto") -> Iterator[Span]:
    """Yield the paragraphs of a text: ``span.text`` is prose as `read_text` gives it, the offsets refer to `text`."""
    return iter_paragraphs(read_text(text, paragraphs))


def is_visible(prose: str) -> bool:
    """Return whether a paragraph of `read_paragraphs` shows anything; one of nothing but markup does not."""
    return _SEEN.search(prose) is not None


def paragraph_forms(text: str, paragraphs: ParagraphMode = "auto") -> list[list[str]]:
    """Return the normalised words of each paragraph that contains a word.

    Examples
    --------
    >>> paragraph_forms("Нефть дорожает.<br>— — —<br>Газ тоже.")
    [['нефть', 'дорожает'], ['газ', 'тоже']]
    """
    return [forms for span in read_paragraphs(text, paragraphs) if (forms := word_forms(span.text))]


def text_forms(text: str) -> list[str]:
    """Return the normalised words of a whole text.

    Examples
    --------
    >>> text_forms("Нефть дорожает.<br>Газ тоже.")
    ['нефть', 'дорожает', 'газ', 'тоже']
    """
    return word_forms(read_text(text))
