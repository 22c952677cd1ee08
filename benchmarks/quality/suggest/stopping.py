"""How often the outlook is right: what it says before a batch, against what the next labels gain in truth."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from benchmarks.benchmark import Results
from benchmarks.reporting import markdown_table

from topictag.curation.suggesting.outlook import GAIN_PER_CHANGE, LEAST_GAIN

_AHEAD = 2  # batches whose gain is measured: one alone is mostly noise


def iter_outlooks(courses: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, float]]:
    """Yield the change that the last batch made, and the mean gain of a batch among the next ones, in macro-F1.

    Parameters
    ----------
    courses : sequence of mapping
        The runs of a strategy as JSON, with equal numbers of labels.
    """
    figures, changes = (np.array([own[name] for own in courses]) for name in ("macro_f1", "change"))
    for place in range(1, figures.shape[1] - _AHEAD):
        gains = (figures[:, place + _AHEAD] - figures[:, place]) / _AHEAD
        yield from zip(changes[:, place].tolist(), gains.tolist(), strict=True)


def make_stopping_table(results: Results) -> str:
    """Return how often it was worth to go on, by what the outlook says; for runs that label nearly the whole pool."""
    rows = []
    for own in results.get("long", {}).values():
        pairs = np.array([*iter_outlooks(own["runs"])])
        says_stop = GAIN_PER_CHANGE * pairs[:, 0] < LEAST_GAIN
        gains = pairs[:, 1]
        rows.append(
            [
                own["title"],
                f"{own['batch']}",
                _write_part(gains[~says_stop]),
                _write_part(gains[says_stop]),
                f"{np.mean(np.abs(GAIN_PER_CHANGE * pairs[:, 0] - gains)):.3f}",
                f"{np.mean((gains >= LEAST_GAIN) != says_stop):.0%}".replace("%", " %"),
            ]
        )
    header = ["", "batch", "go on: mean gain (times)", "stop: mean gain (times)", "mean error of the gain", "right"]
    return markdown_table(header, rows) if rows else ""


def _write_part(gains: Any) -> str:
    return f"{gains.mean():+.3f} ({len(gains)})" if len(gains) else "never said"
