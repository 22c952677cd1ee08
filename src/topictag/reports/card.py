"""A model's card: what its metadata says, in Markdown for people."""

from collections.abc import Mapping
from typing import Any

from topictag.reports.figures import OVERALL_F1, write_estimate, write_figure

_LIMITS = (
    "The figures above hold for texts like the training data; measure on your own with `topictag evaluate`. A "
    "probability is calibrated out of fold on that same data: where a topic is rarer or more frequent, it is off. "
    "Words that the model has not learnt, and texts in other languages, count for nothing."
)


def make_card(metadata: Mapping[str, Any], thresholds: Mapping[str, float]) -> str:
    """Write the card of a model.

    Parameters
    ----------
    metadata : mapping
        As `topictag.train` leaves it.
    thresholds : mapping of str to float
        Topic to threshold.

    Returns
    -------
    str
        Markdown; the same metadata gives the same text.
    """
    sections = (
        "# Model card",
        metadata.get("description", ""),
        "## Training data",
        _data(metadata["data"]),
        _auxiliary(metadata.get("auxiliary", {})),
        _background(metadata.get("background", {})),
        "## Quality",
        _quality(metadata["quality"], thresholds),
        "## Settings",
        _settings(metadata),
        "## Limits",
        _LIMITS,
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _data(data: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{topic} {n}" for topic, n in data["support"].items())
    return (
        f"{data['n_examples']} examples from {data['n_articles']} articles: {counts}; {data['n_several_tags']} with "
        f"several topics, {data['n_tagless']} with none. Fingerprint (SHA-256): `{data['fingerprint']}`."
    )


def _auxiliary(data: Mapping[str, Any]) -> str:
    if not data:
        return ""
    tried = _tried(data["mean_average_precision_by_weight"], "on the examples above, by weight")
    how = "Auxiliary examples, "
    how += f"learnt from with the weight {data['weight']:g} and never measured on" if data["weight"] else "left out"
    return f"{how}: {_data(data)}{tried}"


def _background(background: Mapping[str, Any]) -> str:
    if not background:
        return ""
    tried = _tried(background["mean_average_precision_by_scale"], "by scale")
    size = f"{background['n_dimensions']} dimensions for the lemmas among {background['n_terms']} terms"
    source = f"learnt from {background['n_paragraphs']} paragraphs, with the scale {background['scale']:g}"
    return (
        f"Background: {size}, {source}. {background['description']} Fingerprint (SHA-256): "
        f"`{background['fingerprint']}`.{tried}"
    )


def _tried(reached: Mapping[str, float], what: str) -> str:
    """Return what cross-validation compared, or nothing where the value was given."""
    figures = ", ".join(f"{value}: {figure:.3f}" for value, figure in reached.items())
    return f" Mean average precision {what}: {figures}." if figures else ""


def _quality(quality: Mapping[str, Any], thresholds: Mapping[str, float]) -> str:
    lines = [
        f"Measured by {quality['method']}; 95 % bootstrap intervals in brackets.",
        "",
        "| topic | support | threshold | precision | recall | F1 | ECE | Brier |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in quality["topics"]:
        figures = f"{write_figure(row['precision'])} | {write_figure(row['recall'])} | {write_estimate(row['f1'])}"
        figures += f" | {write_figure(row['calibration_error'])} | {write_figure(row['brier_score'])}"
        lines.append(f"| {_cell(row['topic'])} | {row['support']} | {thresholds[row['topic']]:.2f} | {figures} |")
    figures = ", ".join(f"{name} {write_estimate(quality[field])}" for field, name in OVERALL_F1.items())
    wrong = write_estimate(quality["false_tag_rate"])
    remark = "ECE: expected calibration error of the probabilities, ten bins; Brier: their mean squared error."
    return "\n".join([*lines, "", f"{figures}. Tagless texts wrongly tagged: {wrong}. {remark}"])


def _settings(metadata: Mapping[str, Any]) -> str:
    settings = {**metadata["settings"], **metadata["sizes"], **metadata["built_with"]}
    settings |= {f"threshold for {topic}": aim for topic, aim in metadata.get("thresholds_for", {}).items()}
    rows = [f"| {name} | {value} |" for name, value in _flatten(settings)]
    return "\n".join(["| setting | value |", "|---|---|", *rows])


def _flatten(settings: Mapping[str, Any]) -> list[tuple[str, Any]]:
    flat = []
    for name, value in settings.items():
        flat += _flatten(value) if isinstance(value, Mapping) else [(name, value)]
    return flat


def _cell(text: str) -> str:
    """Return a text as it may stand in a Markdown table."""
    return text.replace("\\", "\\\\").replace("|", "\\|")
