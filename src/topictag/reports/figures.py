"""How figures are written, wherever they are shown."""

from collections.abc import Mapping

MISSING = "–"
OVERALL_F1 = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "samples_f1": "samples F1"}  # field: what it is called


def write_figure(value: float | None) -> str:
    """Return a figure in [0, 1] with three decimals, or a dash where there is none."""
    return MISSING if value is None else f"{value:.3f}"


def write_percent(value: float | None) -> str:
    """Return a share in [0, 1] as a percentage."""
    return MISSING if value is None else f"{100 * value:.1f} %"


def write_interval(estimate: Mapping[str, float | None]) -> str:
    """Return the ends of an interval, as in ``0.622 – 0.734``."""
    if estimate["low"] is None:
        return MISSING
    return f"{write_figure(estimate['low'])} – {write_figure(estimate['high'])}"


def write_estimate(estimate: Mapping[str, float | None]) -> str:
    """Return a figure with its interval, as in ``0.680 [0.622 – 0.734]``."""
    return f"{write_figure(estimate['value'])} [{write_interval(estimate)}]"
