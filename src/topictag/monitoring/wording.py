"""What has changed and what to do, in plain English: the largest change first."""

from collections.abc import Iterator, Sequence

from topictag.monitoring.bounds import Bounds
from topictag.monitoring.no_change import say_no_change, write_share
from topictag.results.drift import Change, NewWord, TopicDrift

_MAX_NAMED = 5  # chosen: topics and words that are named, of each kind
_ADVICE = (
    "The news may have changed, or the model's mistakes. To know which, label about a hundred of the new texts, run "
    "`topictag evaluate` on them and, if quality has fallen, `topictag calibrate`."
)


def list_findings(
    topics: Sequence[TopicDrift], unread: Change, unknown: Change, words: Sequence[NewWord], bounds: Bounds
) -> tuple[str, ...]:
    """Return a sentence or two for each change, and the advice; or why there is none."""
    changed = [*_say_shares(topics, unread, unknown, words), *_say_scores(topics)]
    if any(own.has_changed for own in topics):
        changed.append(_ADVICE)
    return tuple(changed or say_no_change(topics, unread, unknown, bounds))


def _say_shares(
    topics: Sequence[TopicDrift], unread: Change, unknown: Change, words: Sequence[NewWord]
) -> Iterator[str]:
    tagged = sorted((own for own in topics if own.tagged.has_changed), key=lambda own: -abs(own.tagged.difference))
    said = [(own.tagged, _say_tag(own)) for own in tagged[:_MAX_NAMED]]
    if unread.has_changed:
        said.append((unread, _say_unread(unread)))
    if unknown.has_changed:
        said.append((unknown, _say_unknown(unknown, words)))
    yield from (sentence for _, sentence in sorted(said, key=lambda own: -abs(own[0].difference)))
    if len(tagged) > _MAX_NAMED:
        yield f"The shares of {len(tagged) - _MAX_NAMED} more tags have changed."


def _say_tag(topic: TopicDrift) -> str:
    return f"{topic.topic}: {_say_both(topic.tagged, 'of the paragraphs get the tag')}."


def _say_unread(change: Change) -> str:
    advice = " Look at some of them: another language, another encoding, or markup?" if change.difference > 0 else ""
    return f"{_say_both(change, 'of the paragraphs cannot be read')}.{advice}"


def _say_unknown(change: Change, words: Sequence[NewWord]) -> str:
    said = f"{_say_both(change, 'of the words are unknown to the model')}."
    if change.difference <= 0:
        return said
    new = f" New are, for example: {', '.join(own.word for own in words[:_MAX_NAMED])}." if words else ""
    return f"{said}{new} Train with texts that contain the new words, or with newer background vectors."


def _say_scores(topics: Sequence[TopicDrift]) -> Iterator[str]:
    scored = [own for own in topics if own.scores.has_changed and not own.tagged.has_changed]
    scored.sort(key=lambda own: -own.scores.distance)
    for own in scored[:_MAX_NAMED]:
        yield f"{own.topic}: the probabilities have changed (distance {own.scores.distance:.3f}), though not the tags."
    if len(scored) > _MAX_NAMED:
        yield f"The probabilities of {len(scored) - _MAX_NAMED} more topics have changed."


def _say_both(change: Change, what: str) -> str:
    new, before = (write_share(own.value) for own in (change.new, change.reference))
    return f"{new} {what} ({before} in the reference)"
