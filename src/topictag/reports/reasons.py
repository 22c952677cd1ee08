"""Why a text has a topic, or lacks it, in a few plain sentences."""

from collections.abc import Iterator

from topictag.reports.decided_figures import write_pair, write_probability, write_scores, write_signed
from topictag.reports.escapes import printable
from topictag.reports.prose import clean, shorten_text
from topictag.reports.weighed_words import WeighedWord, quote_words, weigh_words
from topictag.results.explanation import Explanation
from topictag.results.paragraph_explanation import ParagraphExplanation
from topictag.results.topic_explanation import TopicDecision

_SILENCES = {
    "no word": "it contains no word",
    "skipped: not Russian": "it is not Russian",
    "nothing known": "the model knows none of its words",
}
_SHORT_SILENCES = {"no word": "no word", "skipped: not Russian": "not Russian", "nothing known": "no known word"}

_MAX_WORDS = 3  # chosen: words for a topic, and against it, in a sentence
_LEAST_TOTAL = 0.05  # chosen: a word that weighs less is no reason
_MAX_UNKNOWN = 5  # chosen
_BEGINNING = 40  # characters of a paragraph that tell which one it is
_NO_THRESHOLD = 1e-9  # lower thresholds keep nothing out


def say_why(explanation: Explanation, topic: str) -> str:
    """Return why a text has a topic or lacks it: the verdict, what is missing, and the words for and against.

    Raises
    ------
    SettingError
        The topic is not one of those that are explained.
    """
    own = explanation.decision(topic)
    sentences = [say_verdict(explanation, own)]
    if own.score is not None:
        sentences += [*say_place(explanation, own), *say_sum(explanation, own)]
        sentences += _say_unknown(explanation, explanation.paragraph(topic))
        sentences += _say_unread_paragraphs(explanation)
    return " ".join(sentences)


def say_verdict(explanation: Explanation, own: TopicDecision) -> str:
    """Return a sentence that says whether the text has a topic, with its probability and threshold."""
    name = printable(own.topic)
    begins = f"The text has the topic {name}" if own.given else f"The text does not have the topic {name}"
    if own.score is None:
        return f"{begins}, because {say_silence(explanation)}."
    if explanation.task == "single":
        return f"{begins}: {_compare_topics(explanation, own)}"
    probability, threshold = write_pair(own.probability, own.threshold)
    return f"{begins}: its probability is {probability}, and the threshold is {threshold}."


def say_place(explanation: Explanation, own: TopicDecision) -> Iterator[str]:
    """Yield in which of several paragraphs a topic has its score."""
    n = len(explanation.paragraphs)
    if n == 1 or own.score is None:
        return
    paragraph = explanation.paragraph(own.topic)
    number = explanation.paragraphs.index(paragraph) + 1
    beginning = shorten_text(explanation.prose[paragraph.start : paragraph.end], _BEGINNING)
    begins = "The score is highest" if own.given else "It comes closest"
    alone = ""
    if explanation.task == "single":
        alone = f"; by itself, this paragraph has the probability {say_own_probability(explanation, own.topic)}"
    yield f"{begins} in paragraph {number} of {n}, “{beginning}”{alone}."


def say_own_probability(explanation: Explanation, topic: str) -> str:
    """Return the probability of a topic in its best paragraph, which differs from the text's if topics compete."""
    return write_probability(explanation.topic(topic).probability)


def say_sum(explanation: Explanation, own: TopicDecision) -> Iterator[str]:
    """Yield sentences about the score: its parts, what is missing, and the words for and against."""
    if own.score is None or own.distance is None:
        return
    best = explanation.topic(own.topic)
    words = weigh_words(explanation.prose, best)
    pro = [word for word in words if word.total > 0]
    contra = [word for word in reversed(words) if word.total < 0]
    score, needed = write_scores(own.score, own.score - own.distance)
    yield f"The tag needs a score of {needed}, and the score is {score}."
    gain, loss = sum(word.total for word in pro), -sum(word.total for word in contra)
    yield (
        f"Without words it would be {write_signed(best.intercept)}; words for the topic add {gain:.2f}, and words "
        f"against it take away {loss:.2f}."
    )
    for name, weighed in (("For it", pro), ("Against it", contra)):
        if weighed:
            n_strong = sum(abs(word.total) >= _LEAST_TOTAL for word in weighed)
            yield f"{name}: {quote_words(weighed, max(1, min(n_strong, _MAX_WORDS)))}."
    if not own.given:
        yield _say_missing(-own.distance, pro)


def say_silence(explanation: Explanation) -> str:
    """Return why no paragraph of a text was read, without "because"."""
    silences = dict.fromkeys(paragraph.silence for paragraph in explanation.paragraphs)
    said = " or ".join(_SILENCES[silence] for silence in silences if silence)
    return said or ("it contains no prose" if explanation.dress else "it is empty")


def has_threshold(own: TopicDecision) -> bool:
    """Return whether the threshold of a topic keeps anything out; where topics compete, it usually does not."""
    return own.threshold > _NO_THRESHOLD


def name_favourite(explanation: Explanation) -> str:
    """Return the most probable topic, the first among equals."""
    return max(explanation.probabilities, key=lambda topic: explanation.probabilities[topic])


def _say_unread_paragraphs(explanation: Explanation) -> Iterator[str]:
    silences = [own.silence for own in explanation.paragraphs if own.silence]
    if silences:
        why = ", ".join(_SHORT_SILENCES[silence] for silence in dict.fromkeys(silences))
        yield f"Not read: {len(silences)} of {len(explanation.paragraphs)} paragraphs ({why})."


def _compare_topics(explanation: Explanation, own: TopicDecision) -> str:
    """Return how a topic does in the competition of a task with exactly one topic."""
    favourite = name_favourite(explanation)
    if favourite != own.topic:
        return _compare_with_favourite(explanation, own, favourite)
    probability, threshold = write_pair(own.probability, own.threshold)
    if not own.given:
        return f"it is the most probable one, with {probability}, but its threshold is {threshold}."
    reached = f", and its threshold is {threshold}" if has_threshold(own) else ""
    return f"it is the most probable one, with {probability}{reached}.{_say_next(explanation, own)}"


def _compare_with_favourite(explanation: Explanation, own: TopicDecision, favourite: str) -> str:
    highest = explanation.probabilities[favourite]
    name, first, second = printable(favourite), *write_pair(highest, own.probability)
    if highest == own.probability:
        compared = f"{name} is as probable ({first}) and comes first in the model"
    else:
        compared = f"{name} is more probable ({first}; {printable(own.topic)} has {second})"
    failed = "" if favourite in explanation.tags else f"; {name} itself does not reach its threshold"
    return f"a text gets one topic, and {compared}{failed}."


def _say_next(explanation: Explanation, own: TopicDecision) -> str:
    others = {topic: value for topic, value in explanation.probabilities.items() if topic != own.topic}
    if not others:
        return ""
    rival = max(others, key=lambda topic: others[topic])
    if others[rival] == own.probability:
        return f" {printable(rival)} is as probable, but comes later in the model."
    return f" Next comes {printable(rival)} with {write_pair(others[rival], own.probability)[0]}."


def _say_missing(missing: float, pro: list[WeighedWord]) -> str:
    begins = f"Missing: {missing:.2f}" if missing >= 0.005 else "Missing: less than 0.01"
    if not pro:
        return f"{begins}, and no word of the text speaks for the topic."
    return f"{begins}. The strongest word for the topic, «{pro[0].written}», adds {pro[0].total:.2f}."


def _say_unknown(explanation: Explanation, paragraph: ParagraphExplanation) -> Iterator[str]:
    found = (own for own in paragraph.unread if own.reason == "unknown word")
    words = list(dict.fromkeys(printable(clean(explanation.prose[own.start : own.end])) for own in found))
    if words:
        more = f" and {len(words) - _MAX_UNKNOWN} more" if len(words) > _MAX_UNKNOWN else ""
        quoted = ", ".join(f"«{word}»" for word in words[:_MAX_UNKNOWN])
        yield f"The model does not know {quoted}{more}."
