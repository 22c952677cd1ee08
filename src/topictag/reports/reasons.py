"""Why a text has a topic, or lacks it, in a few plain sentences."""

from collections.abc import Iterator
from math import ceil

from topictag.reports.escapes import printable
from topictag.reports.weighed_words import WeighedWord, quote_words, weigh_words, write_signed
from topictag.results.explanation import Explanation, ParagraphExplanation, TopicExplanation

_SILENCES = {
    "no word": "it contains no word",
    "skipped: not Russian": "it is not Russian",
    "nothing known": "the model knows none of its words",
}
_SHORT_SILENCES = {"no word": "no word", "skipped: not Russian": "not Russian", "nothing known": "no known word"}

_MAX_WORDS = 3  # chosen: words for a topic, and against it, in a sentence
_LEAST_TOTAL = 0.05  # chosen: a word that weighs less is no reason
_MAX_UNKNOWN = 5  # chosen
_MAX_NEEDED = 5  # chosen: "it would take five more words like this one" is still a help
_MOST_DECIMALS = 6
_BEGINNING = 40  # characters of a paragraph that tell which one it is


def say_why(explanation: Explanation, topic: str) -> str:
    """Return why a text has a topic or lacks it: the verdict, what is missing, and the words for and against.

    Raises
    ------
    SettingError
        The topic is not one of those that are explained, or the text has no paragraph.
    """
    paragraph, own = explanation.paragraph(topic), explanation.topic(topic)
    sentences = [say_verdict(explanation, own)]
    if len(explanation.paragraphs) > 1 and own.score is not None:
        sentences.append(_say_place(explanation, paragraph, own))
    sentences.extend(say_sum(explanation, own))
    if unknown := _list_unknown(explanation, paragraph):
        sentences.append(f"The model does not know {quote_words(unknown, _MAX_UNKNOWN, with_totals=False)}.")
    if own.score is not None:
        sentences.extend(_say_unread_paragraphs(explanation))
    return " ".join(sentences)


def say_verdict(explanation: Explanation, own: TopicExplanation) -> str:
    """Return a sentence that says whether the text has a topic, with its probability and threshold."""
    name, has_topic = printable(own.topic), own.topic in explanation.tags
    begins = f"The text has the topic {name}" if has_topic else f"The text does not have the topic {name}"
    if own.score is None:
        return f"{begins}, because {say_silence(explanation)}."
    if explanation.task == "single":
        return f"{begins}: {_compare_topics(explanation, own)}"
    probability, threshold = write_pair(own.probability, own.threshold)
    return f"{begins}: its probability is {probability}, and the threshold is {threshold}."


def say_sum(explanation: Explanation, own: TopicExplanation) -> Iterator[str]:
    """Yield sentences about the score: its parts, what is missing, and the words for and against."""
    if own.score is None or own.distance is None:
        return
    words = weigh_words(explanation.text, own)
    pro = [word for word in words if word.total > 0]
    contra = [word for word in reversed(words) if word.total < 0]
    needed = own.score - own.distance
    yield f"The tag needs a score of {write_signed(needed)}, and the score is {write_signed(own.score)}."
    gain, loss = sum(word.total for word in pro), -sum(word.total for word in contra)
    yield (
        f"Without words it would be {write_signed(own.intercept)}; words for the topic add {gain:.2f}, and words "
        f"against it take away {loss:.2f}."
    )
    for name, weighed in (("For it", pro), ("Against it", contra)):
        if shown := [word for word in weighed if abs(word.total) >= _LEAST_TOTAL]:
            yield f"{name}: {quote_words(shown, _MAX_WORDS)}."
    if not own.given:
        yield _say_missing(-own.distance, pro)


def say_silence(explanation: Explanation) -> str:
    """Return why no paragraph of a text was read, without "because"."""
    silences = dict.fromkeys(paragraph.silence for paragraph in explanation.paragraphs)
    return " or ".join(_SILENCES[silence] for silence in silences if silence)


def write_pair(probability: float, threshold: float) -> tuple[str, str]:
    """Return a probability and its threshold with as many decimals as it takes to tell which is higher."""
    for decimals in range(2, _MOST_DECIMALS + 1):
        written = f"{probability:.{decimals}f}", f"{threshold:.{decimals}f}"
        if written[0] != written[1] or probability == threshold:
            break
    return written


def shorten_text(text: str, n: int) -> str:
    """Return the beginning of a text on one line, with an ellipsis where something is left out."""
    line = " ".join(text[: 2 * n].split())
    if len(line) <= n and len(text) <= 2 * n:
        return printable(line)
    return printable(line[:n].rsplit(" ", 1)[0]) + "…"


def _say_place(explanation: Explanation, paragraph: ParagraphExplanation, own: TopicExplanation) -> str:
    number, n = explanation.paragraphs.index(paragraph) + 1, len(explanation.paragraphs)
    beginning = shorten_text(explanation.text[paragraph.start : paragraph.end], _BEGINNING)
    begins = "The score is highest" if own.given else "It comes closest"
    return f"{begins} in paragraph {number} of {n}, “{beginning}”."


def _say_unread_paragraphs(explanation: Explanation) -> Iterator[str]:
    silences = [own.silence for own in explanation.paragraphs if own.silence]
    if silences:
        why = ", ".join(_SHORT_SILENCES[silence] for silence in dict.fromkeys(silences))
        yield f"Not read: {len(silences)} of {len(explanation.paragraphs)} paragraphs ({why})."


def _compare_topics(explanation: Explanation, own: TopicExplanation) -> str:
    """Return how a topic does in the competition of a task with exactly one topic."""
    winner = next(iter(explanation.tags), "")
    if winner == own.topic:
        rival = _find_rival(explanation, own)
        after = f" Next comes {printable(rival.topic)} with {rival.probability:.2f}." if rival else ""
        return f"it is the most probable one, with {explanation.tags[winner]:.2f}.{after}"
    if winner:
        return (
            f"a text gets one topic, and {printable(winner)} is more probable ({explanation.tags[winner]:.2f}; "
            f"{printable(own.topic)} has {own.probability:.2f})."
        )
    probability, threshold = write_pair(own.probability, own.threshold)
    return f"no topic reaches its threshold; {printable(own.topic)} has {probability} and needs {threshold}."


def _find_rival(explanation: Explanation, own: TopicExplanation) -> TopicExplanation | None:
    others = (other for other in explanation.paragraph(own.topic).topics if other.topic != own.topic)
    return max(others, key=lambda other: other.probability, default=None)


def _say_missing(missing: float, pro: list[WeighedWord]) -> str:
    if not pro:
        return f"Missing: {missing:.2f}, and no word of the text speaks for the topic."
    begins = f"Missing: {missing:.2f}"
    enough = [word for word in pro if word.total >= missing]
    if enough:  # the weakest of them, which is the nearest in weight
        return f"{begins}. About one more word like «{enough[-1].written}» ({write_signed(enough[-1].total)}) would do."
    n = ceil(missing / pro[0].total)
    if n <= _MAX_NEEDED:
        return f"{begins}. It would take about {n} more words like «{pro[0].written}» ({write_signed(pro[0].total)})."
    return f"{begins}; even the strongest word for the topic, «{pro[0].written}», adds only {pro[0].total:.2f}."


def _list_unknown(explanation: Explanation, paragraph: ParagraphExplanation) -> list[WeighedWord]:
    if not paragraph.is_read:
        return []
    found = (explanation.text[own.start : own.end] for own in paragraph.unread if own.reason == "unknown word")
    return [WeighedWord(printable(word), 0.0) for word in dict.fromkeys(found)]
