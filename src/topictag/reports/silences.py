"""Why texts are not read, in words."""

from collections.abc import Mapping

from topictag.results.tagging import Silence

_REASONS: Mapping[Silence, str] = {
    "no word": "contains no word",
    "skipped: not Russian": "not Russian",
    "nothing known": "no word is known",
}


def say_silence(silence: Silence) -> str:
    """Return why a text is not read, as in ``not Russian``."""
    return _REASONS.get(silence, silence)


def say_unread(unread: Mapping[Silence, int]) -> str:
    """Return how many texts are not read, with the number for each reason; empty if all are read.

    Examples
    --------
    >>> say_unread({"skipped: not Russian": 2, "nothing known": 1})
    'Examples without a score, because the text is not read: 3 (not Russian 2, no word is known 1).'
    """
    if not unread:
        return ""
    ranked = sorted(unread.items(), key=lambda own: -own[1])
    counts = ", ".join(f"{say_silence(why)} {n:,}" if len(ranked) > 1 else say_silence(why) for why, n in ranked)
    return f"Examples without a score, because the text is not read: {sum(unread.values()):,} ({counts})."
