"""What has changed and what to do, in plain English."""

from collections.abc import Iterator, Sequence

from topictag.results.drift import Change, NewWord, TopicDrift

_MAX_NAMED = 5  # chosen: topics and words in a sentence


def summarize(topics: Sequence[TopicDrift], unread: Change, unknown: Change, words: Sequence[NewWord]) -> str:
    """Return the sentences."""
    sentences = list(_describe(topics, unread, unknown, words))
    return " ".join(sentences) or "Nothing has changed by more than the bounds. There is nothing to do."


def _describe(topics: Sequence[TopicDrift], unread: Change, unknown: Change, words: Sequence[NewWord]) -> Iterator[str]:
    if unread.has_changed:
        yield f"{_say(unread)} of the paragraphs cannot be read{_say_before(unread)}."
        if unread.difference > 0:
            yield "Look at some of them: another language, another encoding, or markup?"
    if unknown.has_changed:
        yield f"The model does not know {_say(unknown)} of the words{_say_before(unknown)}."
        if unknown.difference > 0:
            new = f" New are, for example: {', '.join(own.word for own in words[:_MAX_NAMED])}." if words else ""
            yield f"{new} Train with texts that contain the new words, or with newer background vectors.".strip()
    tagged = [own for own in topics if own.tagged.has_changed]
    if tagged:
        each = "; ".join(f"{own.topic} {_say(own.tagged)}{_say_before(own.tagged)}" for own in tagged[:_MAX_NAMED])
        yield f"Tags are given to other shares of the paragraphs: {each}{_say_more(tagged)}."
    scored = [own for own in topics if own.scores.has_changed and not own.tagged.has_changed]
    if scored:
        each = ", ".join(own.topic for own in scored[:_MAX_NAMED])
        yield f"The probabilities of these topics have changed, though not their tags: {each}{_say_more(scored)}."
    if tagged or scored:
        yield (
            "The news may have changed, or the model's mistakes. To know which, label about a hundred of the new "
            "texts, run `topictag evaluate` on them and, if quality has fallen, `topictag calibrate`."
        )


def _say(change: Change) -> str:
    return f"{100 * (change.new.value or 0.0):.1f} %"


def _say_before(change: Change) -> str:
    return f" ({100 * (change.reference.value or 0.0):.1f} % in the reference)"


def _say_more(topics: Sequence[TopicDrift]) -> str:
    return f"; and {len(topics) - _MAX_NAMED} more topics" if len(topics) > _MAX_NAMED else ""
