"""What differs between two models, as plain text at a terminal: the summary first."""

from collections.abc import Iterator

from topictag.reports.escapes import printable
from topictag.reports.figures import MISSING, write_percent, write_setting, write_signed
from topictag.reports.table import format_table
from topictag.reports.weights import MAX_TOPICS, TASKS, terms_table, write_number
from topictag.results.description import DataDescription
from topictag.results.difference import ModelDifference, TopicDifference

_FINGERPRINT_DIGITS = 12  # chosen: enough to tell two apart by eye


def write_difference(own: ModelDifference, top: int) -> Iterator[str]:
    """Yield the parts of a difference; `top` is the number of terms that was asked for, 0 leaves them out."""
    yield f"before: {printable(own.before) or 'in memory'}\nafter:  {printable(own.after) or 'in memory'}"
    if own.is_same:
        yield "The models are equal."
        return
    yield _summary(own)
    shown = own.topics[:MAX_TOPICS]
    if shown:
        yield f"Topics of both\n{_topics_table(own)}"
    if own.data:
        rows = [[role, *map(_data, both)] for role, both in own.data.items()]
        yield f"Data\n{format_table(rows, ['', 'before', 'after'], left=(0, 1, 2))}"
    if own.settings:
        rows = [[name, *map(write_setting, both)] for name, both in own.settings.items()]
        yield f"Settings and versions\n{format_table(rows, ['', 'before', 'after'], left=(0, 1, 2))}"
    if top:
        for topic in shown:
            yield from _topic(topic)
    if len(shown) < len(own.topics):
        yield f"… and {len(own.topics) - len(shown)} more topics; --topic NAME or --json shows them."


def _summary(own: ModelDifference) -> str:
    counts = [[kind, f"{one:,}", f"{other:,}"] for kind, (one, other) in own.n_terms.items() if one or other]
    one, other = own.task
    tasks = [] if one == other else [f"The tasks differ: {TASKS[one]} before, {TASKS[other]} after."]
    lines = [
        *tasks,
        f"Topics removed: {printable(', '.join(own.topics_removed)) or 'none'}.",
        f"Topics added: {printable(', '.join(own.topics_added)) or 'none'}.",
        f"Terms in common: {own.n_common_terms:,}, {write_percent(own.common_share)} of all that either has.",
    ]
    return "\n".join(lines) + "\n\n" + format_table(counts, ["terms", "before", "after"])


def _topics_table(own: ModelDifference) -> str:
    rows = [
        [topic.topic, *(f"{threshold:.2f}" for threshold in topic.threshold), write_signed(topic.correlation)]
        for topic in own.topics[:MAX_TOPICS]
    ]
    return format_table(rows, ["topic", "threshold before", "after", "correlation of effects"])


def _data(own: DataDescription | None) -> str:
    return f"{own.n:,} ({own.fingerprint[:_FINGERPRINT_DIGITS]}…)" if own else MISSING


def _topic(own: TopicDifference) -> Iterator[str]:
    name = printable(own.topic)
    if own.changed:
        rows = [
            [change.term, change.kind, *map(write_number, (change.before, change.after, change.after - change.before))]
            for change in own.changed
        ]
        heading = ["term of both", "kind", "effect before", "after", "difference"]
        yield f"{name}\n{format_table(rows, heading, left=(0, 1))}"
    for terms, side in ((own.only_before, "before"), (own.only_after, "after")):
        if terms:
            yield f"{name}: only {side}\n{terms_table(terms)}"
    if not (own.changed or own.only_before or own.only_after):
        yield f"{name}: no weight differs."
