"""A registry of models as text."""

from collections.abc import Iterator, Sequence

from topictag.reports.escapes import printable
from topictag.reports.table import format_table
from topictag.results.registry import ComparisonSummary, ModelVersion, RegistryChange, RegistryState

_N_DIGITS = 16  # as in the names of the files
_MAX_NAMED = 10  # chosen: topics in a line
_HEADING = ["", "version", "since", "topics", "MB", "compared", "note"]


def write_change(change: RegistryChange) -> Iterator[str]:
    """Yield what a promote or rollback has done, as lines."""
    name = change.sha256[:_N_DIGITS]
    if change.action == "none":
        yield f"{name} is the current version already. Nothing was changed."
        return
    before = f" in place of {change.previous[:_N_DIGITS]}" if change.previous else ""
    yield f"{name} is the current version now{before}."
    if change.topics_added:
        yield f"New topics: {_name(change.topics_added)}."
    if change.topics_removed:
        yield f"Topics no longer there: {_name(change.topics_removed)}."
    for old, new in change.topics_renamed.items():
        yield f"{printable(old)} seems to be called {printable(new)} now."
    if change.versions_removed:
        yield f"Deleted: {', '.join(own[:_N_DIGITS] for own in change.versions_removed)}."


def write_state(state: RegistryState) -> Iterator[str]:
    """Yield the parts of a registry: versions, problems, notes."""
    if state.versions:
        rows = [_row(own) for own in state.versions]
        yield format_table(rows, _HEADING, left={0, 1, 2, 5, 6})
    else:
        yield f"{printable(state.path)}: there are no versions."
    if state.problems:
        yield "\n".join(f"Problem: {printable(own)}" for own in state.problems)
    if state.notes:
        yield "\n".join(f"Note: {printable(own)}" for own in state.notes)


def _row(version: ModelVersion) -> list[str]:
    change, promoted = version.change, version.promoted
    comparison = promoted.comparison if promoted else None
    notes = [own.note for own in (change, promoted) if own and own.note]
    return [
        "→" if version.is_current else "!" if version.problem else "",
        version.sha256[:_N_DIGITS],
        f"{change.when[:10]} {change.when[11:16]}" if change else "never current",
        "" if version.n_topics is None else str(version.n_topics),
        f"{version.n_bytes / 1e6:.1f}",
        _describe_comparison(comparison) if comparison else "",
        notes[0] if notes else "",
    ]


def _describe_comparison(comparison: ComparisonSummary) -> str:
    verdict = f"worse: {_name(comparison.worse_topics) or 'on average'}" if comparison.is_worse else "not worse"
    if comparison.old_macro_f1 is None or comparison.new_macro_f1 is None:
        return verdict
    return f"{verdict}, macro-F1 {comparison.old_macro_f1:.3f} → {comparison.new_macro_f1:.3f}"


def _name(topics: Sequence[str]) -> str:
    more = f" and {len(topics) - _MAX_NAMED} more" if len(topics) > _MAX_NAMED else ""
    return ", ".join(map(printable, topics[:_MAX_NAMED])) + more
