"""A figure of matplotlib as SVG inside a page: small, in the page's colours, the same bytes for the same figure."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from matplotlib import style
from matplotlib.figure import Figure

from topictag.reports.page import escape

# Colours that no figure would choose stand for those of the page, which differ in light and dark.
INK, MUTED, LINE, ACCENT, FOR, AGAINST = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
_VARIABLES = {
    INK: "--ink",
    MUTED: "--muted",
    LINE: "--line",
    ACCENT: "--accent",
    FOR: "--for-line",
    AGAINST: "--against-line",
}
_SETTINGS = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "topictag",  # else names of parts are random
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.labelcolor": INK,
}
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>|<defs>\s*</defs>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"(?<![#\w.])-?\d+\.\d+")
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'(?:url\(#|href="#)([^")]*)')
_SIZE = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')


@contextmanager
def own_style() -> Iterator[None]:
    """Draw in the style of the pages, whatever the user's own settings of matplotlib are."""
    with style.context(["default", _SETTINGS]):
        yield


def write_svg(figure: Figure, label: str, prefix: str) -> str:
    """Return a figure as an element ``svg``; call it within `own_style`.

    Parameters
    ----------
    figure : Figure
    label : str
        What the figure shows, for those who do not see it.
    prefix : str
        Different for each figure of a page: begins the names of its parts.
    """
    figure.patch.set_visible(False)
    for axes in figure.axes:
        axes.patch.set_visible(False)
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _tidy(file.getvalue(), label, prefix)


def _tidy(svg: str, label: str, prefix: str) -> str:
    svg = _HEAD.sub("", svg)
    svg = _TAG.sub(lambda tag: _NUMBER.sub(_round, tag.group()), svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    used = set(_REFERENCE.findall(svg))
    svg = _ID.sub(lambda own: f' id="{prefix}{own.group(1)}"' if own.group(1) in used else "", svg)
    svg = _REFERENCE.sub(lambda own: own.group().replace("#", f"#{prefix}"), svg)
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    svg = re.sub(r"\s*\n\s*", "\n", svg).strip()
    return _SIZE.sub(
        rf'<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 \1 \2" width="\1" height="\2" role="img" '
        rf'aria-label="{_literal(escape(label))}">',
        svg,
        count=1,
    )


def _literal(text: str) -> str:
    return text.replace("\\", r"\\")


def _round(found: re.Match[str]) -> str:
    return f"{float(found.group()):.1f}".removesuffix(".0")
