"""Which topic is taken for which, where each text has exactly one: a table shaded by the share of its row."""

from collections import Counter
from collections.abc import Sequence

from topictag.reports.figures import write_percent
from topictag.reports.page import escape
from topictag.results.quality import Confusion
from topictag.results.report import Report

_MAX_TOPICS = 30  # chosen
_MAX_LEVEL_NAMES = 6  # chosen: with more columns, their names stand upright
_SHADES = ((0.5, 3), (0.2, 2), (0.05, 1))  # chosen: least share of the row, and shade
_NONE, _OTHERS = "no topic", "other topics"


def write_confusion(report: Report) -> str:
    """Return the table, of at most 30 topics: those in most confusions; empty if nothing was measured."""
    cells = report.quality.confusion or ()
    if not cells:
        return ""
    topics = [own.topic for own in report.quality.topics]
    shown = choose_topics(topics, cells)
    rest = f"<p>The table shows {len(shown)} of {len(topics)} topics, those confused most. The JSON file has all.</p>"
    legend = (
        '<p class="muted">Rows: the right topic. Columns: the topic that was given. The stronger the colour, the '
        'larger the share of the row: <span class="shade for-3">right</span>, '
        '<span class="shade against-3">wrong</span>.</p>'
    )
    return legend + (rest if len(shown) < len(topics) else "") + _write_table(shown, cells)


def choose_topics(topics: Sequence[str], cells: Sequence[Confusion], most: int = _MAX_TOPICS) -> list[str]:
    """Return the topics that are confused most, in the order of `topics`.

    Examples
    --------
    >>> choose_topics(["energy", "sport", "war"], [Confusion("war", "sport", 2), Confusion("energy", "energy", 9)], 2)
    ['sport', 'war']
    """
    n_confused = Counter[str]()
    for own in cells:
        if own.topic != own.given:
            n_confused.update({own.topic: own.n, own.given: own.n})
    chosen = set(sorted(topics, key=lambda topic: -n_confused[topic])[:most])
    return [topic for topic in topics if topic in chosen]


def _write_table(topics: Sequence[str], cells: Sequence[Confusion]) -> str:
    columns = [*topics, _OTHERS, _NONE]
    rows = _count(topics, cells)
    kept = [number for number in range(len(columns)) if number < len(topics) or any(row[number] for row in rows)]
    turned = " turned" if len(kept) > _MAX_LEVEL_NAMES else ""
    names = [columns[number] for number in kept] + ["all"]
    head = "".join(f'<th scope="col" class="number{turned}"><span>{escape(name)}</span></th>' for name in names)
    body = "\n".join(
        f'<tr><th scope="row">{escape(topic)}</th>{_write_cells(number, row, kept)}</tr>'
        for number, (topic, row) in enumerate(zip(topics, rows, strict=True))
    )
    caption = "Right topic by given topic, number of examples"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="confusion">'
        f'<caption>{caption}</caption><thead><tr><th scope="col">right \\ given</th>{head}</tr></thead>'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _count(topics: Sequence[str], cells: Sequence[Confusion]) -> list[list[int]]:
    """Return a row per topic: examples by given topic, then those with another topic, then those with none."""
    numbers = {topic: number for number, topic in enumerate(topics)}
    rows = [[0] * (len(topics) + 2) for _ in topics]
    for own in cells:
        if own.topic in numbers:
            other = len(topics) if own.given else len(topics) + 1
            rows[numbers[own.topic]][numbers.get(own.given, other)] += own.n
    return rows


def _write_cells(right: int, row: Sequence[int], kept: Sequence[int]) -> str:
    total = sum(row)
    cells = "".join(
        f'<td class="number{_shade(row[own], total, is_right=own == right)}" '
        f'title="{write_percent(row[own] / total if total else None)}">{row[own]:,}</td>'
        for own in kept
    )
    return f'{cells}<td class="number">{total:,}</td>'


def _shade(n: int, total: int, *, is_right: bool) -> str:
    level = next((level for least, level in _SHADES if n and n >= least * total), 0)
    right = " right" if is_right else ""
    if level:
        return f"{right} {'for' if is_right else 'against'}-{level}"
    return right if n else f"{right} zero"
