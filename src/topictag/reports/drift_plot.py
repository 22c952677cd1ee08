"""The plot of a topic's probabilities: the new texts as bars, the reference as lines."""

from collections.abc import Iterator, Sequence
from math import sqrt

from topictag.reports.page import escape
from topictag.results.drift import TopicDrift

_LEFT, _TOP, _WIDTH, _HEIGHT, _FOOT = 56, 8, 640, 150, 36
_TICKS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0)  # chosen: apart from each other at the scale of square roots
_SCALE = (
    "The vertical scale is one of square roots, so that rare probabilities can be seen beside frequent ones: twice the "
    "height is four times the share."
)


def plot_topic(topic: TopicDrift) -> str:
    """Return the two histograms of a topic as a figure."""
    scores = topic.scores
    label = f"{topic.topic}: share of the paragraphs by probability, new (bars) and reference (lines)"
    most = max(*scores.new, *scores.reference, 1e-9)
    step = _WIDTH / len(scores.new)
    bars = "".join(
        _draw(_LEFT + number * step, step, _height(new, most), _height(before, most))
        for number, (new, before) in enumerate(zip(scores.new, scores.reference, strict=True))
    )
    size = f'viewBox="0 0 {_LEFT + _WIDTH} {_TOP + _HEIGHT + _FOOT}" width="{_LEFT + _WIDTH}"'
    axes = f"{''.join(_draw_ticks(most))}{''.join(_label_edges(scores.edges, step))}{_name_axis()}"
    svg = f'<svg {size} role="img" aria-label="{escape(label)}">{axes}{bars}</svg>'
    return f"<figure>{svg}<figcaption>{escape(label)}. {_SCALE}</figcaption></figure>"


def _height(share: float, most: float) -> float:
    return _HEIGHT * sqrt(share / most)


def _draw(left: float, step: float, new: float, before: float) -> str:
    foot, ends = _TOP + _HEIGHT, f'x1="{left + 2:.1f}" x2="{left + step - 2:.1f}"'
    line = f"{foot - before:.1f}"
    return (
        f'<rect x="{left + 2:.1f}" y="{foot - new:.1f}" width="{step - 4:.1f}" height="{new:.1f}" '
        f'fill="var(--accent)" fill-opacity="0.55"/><line {ends} y1="{line}" y2="{line}" stroke="var(--ink)" '
        'stroke-width="2.5"/>'
    )


def _draw_ticks(most: float) -> Iterator[str]:
    """Yield the horizontal lines with their shares, and the line at zero."""
    for share in (0.0, *(own for own in _TICKS if own <= most)):
        y = _TOP + _HEIGHT - _height(share, most)
        yield f'<line x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="var(--line)"/>'
        yield _write(_LEFT - 6, y + 4, f"{100 * share:g} %", "end")


def _label_edges(edges: Sequence[float], step: float) -> Iterator[str]:
    for number, edge in enumerate(edges):
        if number % 2 == 0:
            yield _write(_LEFT + (number + 1) * step, _TOP + _HEIGHT + 14, f"{edge:.2f}", "middle")


def _name_axis() -> str:
    return _write(_LEFT + _WIDTH / 2, _TOP + _HEIGHT + 30, "probability", "middle")


def _write(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" text-anchor="{anchor}" fill="var(--muted)">{text}</text>'
