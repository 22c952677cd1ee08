"""What an update has changed, as plain text."""

from topictag.reports.escapes import printable
from topictag.reports.figures import write_figure, write_interval
from topictag.reports.table import format_table
from topictag.results.difference import WeightChange
from topictag.results.model_update import ModelUpdate, TagChanges, TopicUpdate


def write_update(changes: ModelUpdate) -> str:
    """Return what was learnt, which terms moved most, how tags change, and the comparison if there is one."""
    replay = f" and {changes.n_replay} kept examples" if changes.n_replay else ""
    head = f"{changes.n_examples} new examples{replay}; {changes.n_new_terms} new terms."
    parts = [head, _write_topics(changes.topics), *(_write_moved(own) for own in changes.topics if own.moved)]
    parts += [_write_changes(changes.changes)] if changes.changes else []
    comparisons = [str(own) for own in (changes.comparison, changes.baseline) if own]
    parts += comparisons or ["Not checked on labelled examples."]
    return "\n\n".join(parts)


def _write_topics(topics: tuple[TopicUpdate, ...]) -> str:
    heading = ["topic", "", "with it", "without", "kept with it", "kept without", "threshold", "F1, cross-validated"]
    rows = [
        [
            printable(own.topic),
            own.standing,
            str(own.n_with),
            str(own.n_without),
            str(own.n_replay_with),
            str(own.n_replay_without),
            f"{own.threshold:.2f}",
            own.reason if own.f1 is None else f"{write_figure(own.f1.value)} {write_interval(own.f1)}",
        ]
        for own in topics
    ]
    return format_table(rows, heading)


def _write_moved(own: TopicUpdate) -> str:
    moved = ", ".join(map(_write_change, own.moved))
    return f"Moved most for {printable(own.topic)} (weight × idf): {moved}."


def _write_change(change: WeightChange) -> str:
    return f"{printable(change.term)} {change.before:+.2f} → {change.after:+.2f}"


def _write_changes(changes: TagChanges) -> str:
    counts = [f"{printable(topic)} +{n}" for topic, n in changes.gained.items()]
    counts += [f"{printable(topic)} −{n}" for topic, n in changes.lost.items()]
    named = f": {', '.join(counts)}" if counts else ""
    return f"{changes.n_changed} of {changes.n_texts} texts ({changes.share:.1%}) get other tags{named}."
