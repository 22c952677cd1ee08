"""From a text as it comes to one that can be cut into paragraphs and words: the same length, so that offsets hold.

Markup and addresses are taken off first, then lines are joined: a word may be broken by either. Training, tagging and
explaining all read through here.
"""

import re
from collections.abc import Iterator

from topictag.text.characters import INVISIBLE
from topictag.text.markup import strip_markup
from topictag.text.paragraphs import Span, iter_paragraphs
from topictag.text.words import word_forms
from topictag.text.wrapping import ParagraphMode, join_lines

_UNSEEN = re.compile(rf"[\s{INVISIBLE}]+")


def read_text(text: str, paragraphs: ParagraphMode = "auto") -> str:
    r"""Return the prose of a text.

    Parameters
    ----------
    text : str
        Anything: prose, a piece of a web page, a post, a mail.
    paragraphs : {"auto", "lines", "blank"}
        Whether a paragraph ends at every line break, or at blank lines, or at these where the text is hard-wrapped. A
        tag such as ``<p>`` or ``<br>`` always ends one, and with "auto" a line break between ``<p>`` and ``</p>`` none.

    Returns
    -------
    str
        Of the same length: what is no prose has become spaces, line breaks that end no paragraph too, and an entity
        stands as its character.

    Examples
    --------
    >>> read_text("<p>Нефть&nbsp;в цене</p>").split()
    ['Нефть', '\u2060\u2060\u2060\u2060\u2060в', 'цене']
    """
    return join_lines(strip_markup(text, joins_blocks=paragraphs == "auto"), paragraphs)


def read_paragraphs(text: str, paragraphs: ParagraphMode = "auto") -> Iterator[Span]:
    """Yield the paragraphs of a text as read: ``span.text`` is prose, the offsets are those of `text`."""
    return iter_paragraphs(read_text(text, paragraphs))


def is_visible(prose: str) -> bool:
    """Return whether a paragraph as read shows anything: one of tags and comments alone does not."""
    return bool(_UNSEEN.sub("", prose))


def paragraph_forms(text: str, paragraphs: ParagraphMode = "auto") -> list[list[str]]:
    """Return the normalised words of each paragraph, those without a word left out.

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
