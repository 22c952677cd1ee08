"""Why nothing has changed, in plain English: a difference may be too uncertain, too small, or neither."""

from collections.abc import Iterator, Sequence

from topictag.monitoring.bounds import Bounds
from topictag.results.drift import Change, TopicDrift

_MAX_NAMED = 5  # chosen: changes that are named, of each kind


def say_no_change(topics: Sequence[TopicDrift], unread: Change, unknown: Change, bounds: Bounds) -> Iterator[str]:
    """Yield sentences about a comparison in which no difference is both significant and large."""
    shares = [(own.topic, own.tagged) for own in topics]
    shares += [("paragraphs that cannot be read", unread), ("unknown words", unknown)]
    shares.sort(key=lambda own: -abs(own[1].difference))
    uncertain = [_say_needed(*own) for own in shares if own[1].is_large]
    vague = [own.topic for own in topics if own.scores.is_large and not own.tagged.is_large]
    small = [_say_small(*own) for own in shares if own[1].is_significant]
    small += [f"the probabilities of {own.topic}" for own in topics if _has_other_scores(own)]
    lead = "No large change is significant." if small else "No significant change found."
    if uncertain:
        yield f"{lead} Samples of this size show changes {_join(uncertain)}; give more texts."
    elif vague:
        yield (
            f"{lead} The distance of probabilities is at least {bounds.scores:g} for {_join(vague)}, but chance alone "
            "makes it as large in samples of this size; give more texts."
        )
    if small:
        yield (
            f"Significant, but smaller than the bound: {_join(small)}. There is nothing to do, unless such changes "
            "matter to you; then give a smaller bound."
        )
    if not (uncertain or vague or small):
        yield "No change found: no difference is significant, and none reaches its bound. There is nothing to do."


def _has_other_scores(topic: TopicDrift) -> bool:
    return topic.scores.is_significant and not topic.tagged.is_significant


def write_share(share: float | None) -> str:
    """Return a share as a percentage."""
    return f"{100 * (share or 0.0):.1f} %"


def _say_needed(name: str, change: Change) -> str:
    if change.smallest_found >= 1:
        return f"of {name} only if they exceed 100 points"
    points = 100 * change.smallest_found
    return f"of {name} only from {points:.{0 if points >= 10 else 1}f} points"


def _say_small(name: str, change: Change) -> str:
    return f"{name} (from {write_share(change.reference.value)} to {write_share(change.new.value)})"


def _join(names: Sequence[str]) -> str:
    more = f", and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    return ", ".join(names[:_MAX_NAMED]) + more
