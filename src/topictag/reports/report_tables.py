"""The other sections of a report: figures over all topics, two models, topics together, coverage, learning curve."""

from topictag.reports.figures import MISSING, list_overall, write_figure, write_interval, write_percent, write_signed
from topictag.reports.page import escape, make_table
from topictag.reports.plots import plot_learning
from topictag.results.comparison import Comparison
from topictag.results.quality import Difference
from topictag.results.report import Report
from topictag.results.topic_report import TopicErrors

_MAX_COLUMNS = 12  # chosen: a table of more columns does not fit on a screen
_MAX_ROWS = 40  # chosen
_METRICS = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "false_tag_rate": "tagless texts wrongly tagged"}


def write_overall(report: Report) -> str:
    """Return the figures over all topics, and with whole groups held out."""
    rows = [[name, write_figure(own.value), write_interval(own)] for name, own in list_overall(report.quality)]
    overall = make_table(["measure", "figure", "95 % interval"], rows, "All topics together")
    if report.group_quality is None:
        return overall
    by_group = {own.topic: own.f1 for own in report.group_quality.topics}
    rows = [
        *(
            [
                own.topic,
                write_figure(own.f1.value),
                write_figure(by_group[own.topic].value),
                write_interval(by_group[own.topic]),
            ]
            for own in report.quality.topics
            if own.topic in by_group
        ),
        [
            "macro-F1",
            write_figure(report.quality.macro_f1.value),
            write_figure(report.group_quality.macro_f1.value),
            write_interval(report.group_quality.macro_f1),
        ],
    ]
    heading = ["F1", "articles held out", f"each {report.group} held out", "95 % interval"]
    return overall + make_table(heading, rows[-_MAX_ROWS:], f"On texts of a new {report.group}")


def write_comparison(own: Comparison) -> str:
    """Return the differences from another model."""
    overall = [
        [_METRICS.get(name, name), write_signed(one.value), _write_ends(one)] for name, one in own.overall.items()
    ]
    rows = [
        [
            one.topic,
            write_figure(one.f1),
            write_figure(one.other_f1),
            write_signed(one.difference.value),
            _write_ends(one.difference),
            f"{one.n_gained:,} ({one.n_gained_rightly:,})",
            f"{one.n_lost:,} ({one.n_lost_rightly:,})",
        ]
        for one in own.topics
    ]
    heading = ["topic", "F1", "F1 of the other", "difference", "95 % interval", "gained (rightly)", "lost (rightly)"]
    return make_table(["measure", "difference", "95 % interval"], overall, "All shared topics") + make_table(
        heading, rows, "Each shared topic"
    )


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


def write_coverage(report: Report) -> str:
    """Return how much of the texts the model can read."""
    own = report.coverage
    rows = [
        [
            "words that the model knows",
            f"{own.n_known:,} of {own.n_words:,}",
            write_percent(_share(own.n_known, own.n_words)),
        ],
        [
            "paragraphs read as Russian",
            f"{own.n_russian:,} of {own.n_paragraphs:,}",
            write_percent(_share(own.n_russian, own.n_paragraphs)),
        ],
        *(
            [f"texts that cannot get a tag: {why}", f"{n:,} of {own.n_texts:,}", write_percent(_share(n, own.n_texts))]
            for why, n in own.silent.items()
        ),
    ]
    table = make_table(["measure", "count", "share"], rows, "Coverage of words and paragraphs")
    if not own.unknown:
        return table
    words = ", ".join(f"{escape(word)} {n:,}" for word, n in [*own.unknown.items()][:_MAX_ROWS])
    return f'{table}<p>The most frequent unknown words, with the number of texts:</p><p lang="ru">{words}.</p>'


def write_learning_curve(report: Report) -> str:
    """Return the learning curve as plot and table."""
    points = report.learning_curve
    shown = [own.topic for own in report.quality.topics][: _MAX_COLUMNS // 2]
    rows = [
        [
            f"{own.share:.0%}".replace("%", " %"),
            f"{own.n_examples:,}",
            write_figure(own.quality.macro_f1.value),
            write_interval(own.quality.macro_f1),
            *(write_figure(one.f1.value) for one in own.quality.topics if one.topic in shown),
        ]
        for own in points
    ]
    heading = ["articles", "examples", "macro-F1", "95 % interval", *(f"F1 {topic}" for topic in shown)]
    table = make_table(heading, rows, "Quality by the share of the articles learnt from")
    return f'<div class="plots"><figure>{plot_learning(points, "learning")}</figure></div>{table}'


def _other_counts(errors: TopicErrors, field: str) -> dict[str, int]:
    counts: dict[str, int] = getattr(errors, field)
    return counts


def _write_pair(pair: object, is_same: bool) -> str:
    if is_same:
        return ""
    return f"{pair.n_labelled:,} / {pair.n_given:,}" if pair else "0 / 0"  # type: ignore[attr-defined]


def _count(counts: dict[str, int], name: str, own: str) -> str:
    return "" if name == own else f"{counts.get(name, 0):,}"


def _share(n: int, total: int) -> float | None:
    return n / total if total else None


def _write_ends(own: Difference) -> str:
    return MISSING if own.low is None else f"{write_signed(own.low)} to {write_signed(own.high)}"
