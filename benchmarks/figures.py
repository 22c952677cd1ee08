"""Formatting of figures from results in JSON."""

from collections.abc import Mapping
from typing import Any

from topictag.reports import figures
from topictag.results.quality import Estimate

OVERALL_F1 = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "samples_f1": "samples F1"}


def write_estimate(estimate: Mapping[str, Any]) -> str:
    """Return a figure with its interval, as in ``0.680 [0.622 – 0.734]``."""
    return figures.write_estimate(Estimate(**estimate))


def write_difference(difference: Mapping[str, Any]) -> str:
    """Return a difference with its interval, as in ``−0.045 [−0.071 to −0.020]``."""
    value, low, high = (_signed(difference[name]) for name in ("value", "low", "high"))
    return f"{value} [{low} to {high}]"


def _signed(value: float | None) -> str:
    return figures.MISSING if value is None else f"{value:+.3f}".replace("-", "−")
