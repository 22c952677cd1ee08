"""Names that you give: whether they can be printed, whether they are known, and which one you may have meant."""

import unicodedata
from collections.abc import Sequence

from topictag.errors import SettingError

_MOST_LISTED = 20  # chosen: topics in a message
# Persian words, Indian conjuncts and emoji of several parts are spelt with joiners (U+200C, U+200D), which are not
# printable by themselves. They follow letters without case, marks and symbols. Elsewhere they only hide in a name.
_JOINERS = "\u200c\u200d"
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})


def is_printable(text: str) -> bool:
    r"""Return whether all characters can be printed, joiners included where a script needs them.

    Examples
    --------
    >>> is_printable("می\u200cخواهم"), is_printable("a\u200cb"), is_printable("a\n")
    (True, False, False)
    """
    return text.isprintable() or all(is_printable_at(place, text) for place in range(len(text)))


def is_printable_at(place: int, text: str) -> bool:
    """Return whether the character at a place of a text can be printed."""
    character = text[place]
    is_inside = 0 < place < len(text) - 1
    is_joiner = character in _JOINERS and is_inside and unicodedata.category(text[place - 1]) in _JOINED
    return is_joiner or character.isprintable()


def check_topic(topic: str, topics: Sequence[str], owner: str, option: str = "topic") -> None:
    """Raise `SettingError` if a name is not among the topics; the message suggests the closest one.

    Parameters
    ----------
    topic : str
    topics : sequence of str
        The names that are known.
    owner : str
        What has these topics, such as ``this model``.
    option : str, default="topic"
        Begins the message.

    Examples
    --------
    >>> check_topic("enrgy", ["energy", "security"], "this model")
    Traceback (most recent call last):
    topictag.errors.SettingError: topic: 'enrgy' is not a topic of this model. Did you mean 'energy'?
    """
    if topic in topics:
        return
    from difflib import get_close_matches  # slow to import, and only a mistake needs it

    close = get_close_matches(str(topic), topics, 1)
    listed = ", ".join(topics[:_MOST_LISTED]) + (", …" if len(topics) > _MOST_LISTED else "")
    hint = f"Did you mean {close[0]!r}?" if close else f"The topics are {listed}."
    raise SettingError(f"{option}: {topic!r} is not a topic of {owner}. {hint}")
