"""The comparison of two models in words and cells of tables, for the terminal and for the page."""

from collections.abc import Iterable, Iterator, Sequence

from topictag.labelled.quotes import quote
from topictag.reports.drift import write_p
from topictag.reports.figures import METRIC_NAMES, MISSING, write_figure, write_signed
from topictag.results.changed_text import ChangedText
from topictag.results.model_comparison import ModelComparison, TopicChange, Verdict
from topictag.results.quality import Difference, TopicQuality

MAX_TOPICS = 50  # chosen: rows that a reader looks through
OVERALL_HEADING = ("measure", "old", "new", "difference", "95 % interval")
TOPIC_HEADING = (
    "topic",
    "result",
    "examples",
    "F1 old",
    "F1 new",
    "difference",
    "95 % interval",
    "p",
    "only old right",
    "only new right",
    "McNemar p",
)
OTHERS_HEADING = ("topic", "known by", "examples", "F1", "95 % interval")
_P = (
    '"p" is the one-sided probability of such a difference if both models are equal, corrected for the number of '
    "topics (Holm); it comes from swapping the models' decisions at random, article by article, and it decides the "
    "result. Where no example has a topic, it is about the false tags. It is 1 where too few articles differ for any "
    "result. An interval without 0 need not mean a result: with many topics, some exclude 0 by chance."
)
_MCNEMAR = (
    '"Only old right" and "only new right" count examples, and McNemar\'s p (two-sided, mid-p) takes examples as '
    "independent: where paragraphs of one article are alike, it is too small."
)
EXPLANATIONS = (
    "Differences are new minus old; intervals are those of a paired bootstrap over articles.",
    _P,
    _MCNEMAR,
)
_RESULTS: dict[Verdict, str] = {
    "worse": "worse",
    "better": "better",
    "not shown": "no difference shown",
    "too few": "too few examples",
}
_MAX_NAMED = 10  # chosen: topics in a sentence


def say_verdict(own: ModelComparison) -> str:
    """Return the answer in a few words."""
    if own.is_worse:
        what = _count(len(own.worse_topics), "topic") if own.worse_topics else "average"
        both = " and on average" if own.worse_topics and own.is_average_worse else ""
        return f"The new model is worse {'in ' if own.worse_topics else 'on '}{what}{both}"
    return "The new model is not significantly worse in any topic"


def list_findings(own: ModelComparison) -> Iterator[str]:
    """Yield what was found, in sentences."""
    by_topic = {one.topic: one for one in own.topics}
    for verdict, topics in (("Worse", own.worse_topics), ("Better", own.better_topics)):
        if topics:
            yield f"{verdict}: {_name_some(_say_change(by_topic[topic]) for topic in topics)}."
    if own.is_average_worse:
        macro_f1 = own.overall["macro_f1"]
        yield f"Worse on average: macro-F1 {write_signed(macro_f1.difference.value)}, p {write_p(own.average_p[0])}."
    yield from _list_limits(own)
    for others, which in ((own.topics_only_old, "old"), (own.topics_only_new, "new")):
        if others:
            names = _name_some(quote(one.topic) for one in others)
            yield f"Only the {which} model has {names}: measured, but not compared."
    if own.tasks[0] != own.tasks[1]:
        one, other = own.tasks
        yield f"The tasks differ: {one!r} in the old model, {other!r} in the new one. Both are measured as 'multi'."
    if own.ignored:
        names = _name_some(f"{quote(topic)} {n}" for topic, n in own.ignored.items())
        yield f"Tags that neither model knows were ignored: {names}."


def _list_limits(own: ModelComparison) -> Iterator[str]:
    """Yield which topics have too few examples to tell."""
    if own.unjudged_topics:
        names = _name_some(quote(topic) for topic in own.unjudged_topics)
        yield f"Too few examples to tell, fewer than 10 articles: {names}."
    weak = [one for one in own.topics if one.verdict in ("not shown", "too few") and one.support < one.n_needed]
    if weak:
        listed = (f"{quote(one.topic)} {one.n_needed - one.support:,}" for one in weak)
        yield (
            "A loss of 5 points of F1 could be missed. Further examples with the topic that would show it, about: "
            f"{_name_some(listed)}."
        )


def describe_sizes(own: ModelComparison) -> str:
    """Return what was compared, and what counts as worse."""
    least = f" and the loss is at least {100 * own.min_loss:g} points of F1" if own.min_loss else ""
    average = " The average, macro-F1, is judged like one more topic." if own.judges_average else ""
    return (
        f"{_count(own.n_examples, 'example')} of {_count(own.n_articles, 'article')}; "
        f"{_count(len(own.topics), 'topic')} in both models. A topic is worse if p is at most {own.ALPHA:g}{least}."
        f"{average}"
    )


def list_overall_cells(own: ModelComparison) -> list[list[str]]:
    """Return the rows under `OVERALL_HEADING`."""
    return [
        [METRIC_NAMES.get(name, name), write_figure(one.old), write_figure(one.new), *_write_difference(one.difference)]
        for name, one in own.overall.items()
    ]


def choose_topics(own: ModelComparison) -> Sequence[TopicChange]:
    """Return the topics that are shown: all, or of many those with a result, and those that differ most."""
    if len(own.topics) <= MAX_TOPICS:
        return own.topics
    ranked = sorted(
        range(len(own.topics)),
        key=lambda n: (
            own.topics[n].verdict not in ("worse", "better"),
            -abs(own.topics[n].difference.value or 0.0),
            n,
        ),
    )
    return [own.topics[n] for n in sorted(ranked[:MAX_TOPICS])]


def list_topic_cells(own: TopicChange) -> list[str]:
    """Return the cells of a topic under `TOPIC_HEADING`."""
    is_loss = (own.difference.value or 0.0) < 0 if own.support else own.n_new_false > own.n_old_false
    p_value = own.p_worse if is_loss else own.p_better
    return [
        own.topic,
        _RESULTS[own.verdict],
        f"{own.support:,}",
        write_figure(own.old_f1),
        write_figure(own.new_f1),
        *_write_difference(own.difference),
        write_p(p_value),
        f"{own.n_only_old_right:,}",
        f"{own.n_only_new_right:,}",
        write_p(own.mcnemar_p),
    ]


def list_other_cells(own: ModelComparison) -> list[list[str]]:
    """Return the rows of the topics that one of the models lacks, under `OTHERS_HEADING`."""
    sides = (("old", own.topics_only_old), ("new", own.topics_only_new))
    return [_write_quality(one, which) for which, topics in sides for one in topics][:MAX_TOPICS]


def list_texts(own: ModelComparison, *, gained: bool) -> list[ChangedText]:
    """Return the texts that the new model alone, or the old one alone, decides rightly."""
    return [one for one in own.texts if one.is_gained is gained]


def say_change(own: ChangedText) -> str:
    """Return what has changed in a text."""
    label = "labelled" if own.labelled else "not labelled"
    return f"{label}; {'now given' if own.given else 'no longer given'}"


def write_probabilities(own: ChangedText) -> str:
    """Return the probabilities of both models."""
    return " → ".join(f"{value:.3f}" for value in own.probabilities)


def _write_quality(own: TopicQuality, which: str) -> list[str]:
    ends = MISSING if own.f1.low is None else f"{write_figure(own.f1.low)} – {write_figure(own.f1.high)}"
    return [own.topic, f"the {which} model", f"{own.support:,}", write_figure(own.f1.value), ends]


def _write_difference(own: Difference) -> list[str]:
    ends = MISSING if own.low is None else f"{write_signed(own.low)} to {write_signed(own.high)}"
    return [write_signed(own.value), ends]


def _say_change(own: TopicChange) -> str:
    if not own.support:
        return f"{quote(own.topic)}, which no example has: false tags {own.n_old_false:,} → {own.n_new_false:,}"
    return f"{quote(own.topic)} {write_signed(own.difference.value)}"


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _name_some(names: Iterable[str]) -> str:
    own = [*names]
    more = f", and {len(own) - _MAX_NAMED:,} more" if len(own) > _MAX_NAMED else ""
    return ", ".join(own[:_MAX_NAMED]) + more
