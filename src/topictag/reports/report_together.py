"""Which topics occur together, and which are given in place of others, where a text may have several."""

from topictag.reports.page import make_table
from topictag.results.report import Report
from topictag.results.topic_report import TopicErrors

_MAX_COLUMNS = 12  # chosen: a table of more columns does not fit on a screen
_MAX_ROWS = 40  # chosen


def write_together(report: Report) -> str:
    """Return which topics occur together, and which are given in place of others."""
    names = [own.topic for own in report.topics]
    if len(names) > _MAX_COLUMNS:
        return _list_together(report)
    labelled = {(own.topic, own.other): own for own in report.pairs}
    rows = [
        [
            first,
            *(
                _write_pair(labelled.get((first, second)) or labelled.get((second, first)), first == second)
                for second in names
            ),
        ]
        for first in names
    ]
    together = make_table(["topic", *names], rows, "Examples with two topics: labelled / given")
    return together + _write_errors(report, names)


def _write_errors(report: Report, names: list[str]) -> str:
    missed = [
        [
            own.topic,
            f"{own.errors.n_missed:,}",
            *(_count(own.errors.given_instead, name, own.topic) for name in names),
            f"{own.errors.n_missed_untagged:,}",
        ]
        for own in report.topics
    ]
    wrong = [
        [
            own.topic,
            f"{own.errors.n_wrong:,}",
            *(_count(own.errors.right_instead, name, own.topic) for name in names),
            f"{own.errors.n_wrong_tagless:,}",
        ]
        for own in report.topics
    ]
    return make_table(
        ["missed", "examples", *names, "nothing"],
        missed,
        "Examples where a topic was missed, by the topics given there",
    ) + make_table(
        ["wrongly given", "examples", *names, "none"],
        wrong,
        "Examples where a topic was wrongly given, by their labels",
    )


def _list_together(report: Report) -> str:
    pairs = sorted(report.pairs, key=lambda own: -max(own.n_labelled, own.n_given))[:_MAX_ROWS]
    rows = [[own.topic, own.other, f"{own.n_labelled:,}", f"{own.n_given:,}"] for own in pairs]
    found = make_table(["topic", "second topic", "labelled", "given"], rows, "The most frequent pairs", text=(1,))
    for field, heading, caption in (
        (
            "given_instead",
            ["missed", "given there", "examples"],
            "The topics most often given where another was missed",
        ),
        (
            "right_instead",
            ["wrongly given", "labelled there", "examples"],
            "The labels most often replaced by another topic",
        ),
    ):
        cells = [
            (own.topic, other, n) for own in report.topics for other, n in _other_counts(own.errors, field).items()
        ]
        largest = sorted(cells, key=lambda own: -own[2])[:_MAX_ROWS]
        found += make_table(heading, [[topic, other, f"{n:,}"] for topic, other, n in largest], caption, text=(1,))
    return found


def _other_counts(errors: TopicErrors, field: str) -> dict[str, int]:
    counts: dict[str, int] = getattr(errors, field)
    return counts


def _write_pair(pair: object, is_same: bool) -> str:
    if is_same:
        return ""
    return f"{pair.n_labelled:,} / {pair.n_given:,}" if pair else "0 / 0"  # type: ignore[attr-defined]


def _count(counts: dict[str, int], name: str, own: str) -> str:
    return "" if name == own else f"{counts.get(name, 0):,}"
