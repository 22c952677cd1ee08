"""Names that you give: whether they are known, and which known name you may have meant."""

from collections.abc import Sequence

from topictag.errors import SettingError

_MOST_LISTED = 20  # chosen: topics in a message


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
