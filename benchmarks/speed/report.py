"""Tables in Markdown and the plot of growth."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.reporting import markdown_table
from benchmarks.speed.limits import judge
from benchmarks.speed.racing import times_as_fast
from benchmarks.speed.start import describe_start
from benchmarks.speed.training import BACKGROUND, PLAIN

MISSING = "–"
_AXES = {
    "words": ("words in a text", "ns_per_word", "ns per word"),
    "texts": ("texts in a stream", "us_per_text", "µs per text"),
    "topics": ("topics", "us_per_text", "µs per text"),
    "terms": ("terms in the vocabulary", "us_per_text", "µs per text"),
    "threads": ("threads", "texts_per_s", "texts/s"),
}


def race_table(results: Mapping[str, Any]) -> str:
    """Return the table of rivals, fastest first."""
    race = results["race"]
    ranked = sorted(race, key=lambda name: race[name]["floor_ratio"])
    header = [
        "system",
        "texts/s",
        "MB/s",
        "time ÷ str.lower()",
        "time ÷ topictag",
    ]
    table = markdown_table([*header, "single call, median", "p99"], [_race_row(race, name) for name in ranked])
    return f"{results['texts']}. Rivals are trained on {results['learnt']}.\n\n{table}"


def _race_row(race: Mapping[str, Any], name: str) -> list[str]:
    own = race[name]
    slower = times_as_fast(dict(race), "native", name) if "native" in race else None
    calls = [MISSING if own[key] is None else f"{own[key]:,.1f} µs" for key in ("call_median_us", "call_p99_us")]
    return [
        own["title"],
        f"{own['texts_per_s']:,.0f}",
        f"{own['megabytes_per_s']:,.1f}",
        f"{own['floor_ratio']:,.1f}",
        MISSING if slower is None else f"{slower:,.1f}",
        *calls,
    ]


def start_table(results: Mapping[str, Any]) -> str:
    """Return the table of cold starts."""
    header = ["fresh process", "time (median)", "÷ import numpy", "peak memory"]
    return markdown_table(header, describe_start(results["start"]))


def limits_table(results: Mapping[str, Any]) -> str:
    """Return the limits and whether they are met."""
    return markdown_table(["limit", "measured", "wanted", ""], judge(results))


def growth_table(results: Mapping[str, Any]) -> str:
    """Return all curves as one table."""
    rows = [
        [axis, f"{point['n']:,}", f"{point[key]:,.1f} {unit}", _memory(point)]
        for curve, (axis, key, unit) in _AXES.items()
        for point in results["growth"][curve]
    ]
    return markdown_table(["against", "n", "time", "peak memory"], rows)


def _memory(point: Mapping[str, Any]) -> str:
    return f"{point['peak_bytes'] / 1e6:.0f} MB" if "peak_bytes" in point else ""


def training_table(results: Mapping[str, Any]) -> str:
    """Return seconds and memory of training; empty if it was not measured."""
    if "training" not in results:
        return ""
    own = results["training"]
    titles = {PLAIN: "topictag train", BACKGROUND: "topictag train --background"}
    rows = [
        [title, f"{own['n_examples']:,}", f"{own[name]['median_s']:.1f} s", f"{own[name]['peak_bytes'] / 1e6:.0f} MB"]
        for name, title in titles.items()
    ]
    return markdown_table(["command, with five-fold calibration", "examples", "time (median)", "peak memory"], rows)


def plot_growth(results: Mapping[str, Any], path: Path) -> None:
    """Draw the curves into an SVG file."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.ticker import EngFormatter, MaxNLocator

    # Text as text, in one font, with few ticks: outlines and lists of fonts would triple the file.
    settings = {"svg.hashsalt": "topictag", "svg.fonttype": "none", "font.size": 8, "font.sans-serif": ["DejaVu Sans"]}
    with plt.rc_context({**settings, "axes.spines.top": False, "axes.spines.right": False}):
        figure = plt.figure(figsize=(9, 4.4), layout="constrained")
        for number, (curve, (axis, key, unit)) in enumerate(_AXES.items(), 1):
            panel = figure.add_subplot(2, 3, number)
            points = results["growth"][curve]
            panel.plot([point["n"] for point in points], [point[key] for point in points], marker="o", clip_on=False)
            panel.set(xlabel=axis, ylabel=unit)
            panel.set_ylim(bottom=0)
            panel.yaxis.set(major_locator=MaxNLocator(3), major_formatter=EngFormatter(sep=""))
            if curve == "threads":
                panel.xaxis.set_major_locator(MaxNLocator(integer=True))
            else:
                panel.set_xscale("log")
                panel.minorticks_off()  # a third of the file otherwise
                panel.xaxis.set_major_formatter(EngFormatter(sep=""))  # 1k, 1M: powers of ten are drawn in pieces
        figure.savefig(path, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
        plt.close(figure)
