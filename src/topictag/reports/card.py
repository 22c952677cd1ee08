"""The card of a model: its record in Markdown, below a head for the Hugging Face Hub."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from topictag.model.parts import (
    AuxiliaryRecord,
    BackgroundRecord,
    DataRecord,
    FinalTestRecord,
    GroupRecord,
    HintsRecord,
    SearchRecord,
    UpdateRecord,
)
from topictag.model.record import ModelRecord
from topictag.reports.card_head import make_head
from topictag.reports.confusion import find_largest
from topictag.reports.figures import (
    describe_articles,
    describe_task,
    leave_out_threshold,
    list_overall,
    list_tried,
    write_estimate,
    write_figure,
    write_value,
)
from topictag.reports.markdown import escape, make_table
from topictag.results.quality import Confusion, Evaluation
from topictag.tagger import Tagger
from topictag.training.settings import TrainingSettings

_LIMITS = (
    "The figures above hold for texts like the training data. Measure on your own texts with `topictag evaluate`. "
    "Probabilities are calibrated out of fold on the same data: where a topic is rarer or more frequent, they are off. "
    "Words that the model has not learnt, and texts in other languages, do not count."
)
_LIMITS_OF_HINTS = (
    "Nothing was measured, and no probability is calibrated. Measure on your own texts with `topictag evaluate`, and "
    "calibrate with `topictag calibrate`. Words that the model has not learnt, and texts in other languages, do not "
    "count."
)
_BY_HINTS = (
    "Hints alone decide on these topics: a text gets one for a strong hint, or for as much by others and by words near "
    "them. Their probabilities only rank texts."
)


def make_card(tagger: Tagger, *, license_name: str = "") -> str:
    """Write the card of a tagger's model, with the head that the Hugging Face Hub reads.

    Parameters
    ----------
    tagger : Tagger
        With a record, as `topictag.train` makes it.
    license_name : str, optional
        Identifier of the model's licence, such as ``mit``; without it, the card names none.

    Returns
    -------
    str
        Markdown, with all names and descriptions escaped; the same model gives the same text.

    Raises
    ------
    SettingError
        `license_name` is no identifier.
    ModelVersionError, ModelFormatError
        The model has no record, or one that cannot be read.
    """
    record = tagger.record
    sections = (
        make_head(record, license_name),
        "# Model card",
        escape(record.description),
        "## Training data",
        _data(record.data),
        escape(describe_articles(record.articles)) if record.articles else "",
        _auxiliary(record.auxiliary),
        _background(record.background),
        _hints(record.hints),
        *(_update(number, update) for number, update in enumerate(record.updates, 1)),
        "## Quality",
        _quality(record.quality, tagger.thresholds),
        _groups(record.by_group, tagger.thresholds),
        _test(record.test, tagger.thresholds),
        "## Settings",
        make_table(["setting", "value"], ([escape(name), escape(value)] for name, value in _settings(tagger, record))),
        _search(record.search),
        "## Limits",
        _LIMITS if record.quality.n_examples else _LIMITS_OF_HINTS,
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _data(data: DataRecord) -> str:
    if not data.n_examples:
        return "No examples."
    counts = ", ".join(f"{escape(topic)} {n}" for topic, n in data.support.items())
    unknown = ", ".join(f"{escape(topic)} {n}" for topic, n in data.unknown.items())
    left_out = f"; unknown whether they have the topic: {unknown}" if unknown else ""
    return (
        f"{data.n_examples} examples from {data.n_articles} articles: {counts}; {data.n_several_tags} with several "
        f"topics, {data.n_tagless} without a topic{left_out}. Fingerprint (SHA-256): `{_code(data.fingerprint)}`."
    )


def _auxiliary(data: AuxiliaryRecord | None) -> str:
    if data is None:
        return ""
    tried = _tried(data.mean_average_precision_by_weight, "on the examples above, by weight")
    how = f"weight {data.weight:g} in the fit, never measured on" if data.weight else "left out"
    return f"Auxiliary examples ({how}): {_data(data)}{tried}"


def _hints(hints: HintsRecord | None) -> str:
    if hints is None:
        return ""
    counts = ", ".join(f"{escape(topic)} {n}" for topic, n in hints.by_topic.items())
    alone = ", ".join(map(escape, hints.uncalibrated))
    note = f" Not calibrated, because there are no examples: {alone}. {_BY_HINTS}" if alone else ""
    return f"Hints: {hints.n_hints} ({counts}). Fingerprint (SHA-256): `{_code(hints.fingerprint)}`.{note}"


def _background(background: BackgroundRecord | None) -> str:
    if background is None:
        return ""
    tried = _tried(background.mean_average_precision_by_scale, "by scale")
    size = f"{background.n_dimensions} dimensions for the lemmas among {background.n_terms} terms"
    source = f"learnt from {background.n_paragraphs} paragraphs, scale {background.scale:g}"
    return (
        f"Background: {size}, {source}. {escape(background.description)} Fingerprint (SHA-256): "
        f"`{_code(background.fingerprint)}`.{tried}"
    )


def _update(number: int, update: UpdateRecord) -> str:
    parts = (("learnt further", update.updated), ("added", update.added))
    topics = "; ".join(f"{what}: {', '.join(map(escape, names))}" for what, names in parts if names)
    kept = f" Kept examples: {_data(update.replay)}" if update.replay else ""
    return f"Update {number} ({topics}). New examples: {_data(update.data)}{kept}"


def _search(search: SearchRecord | None) -> str:
    """Return what cross-validation tried, the chosen recipe first."""
    if search is None or not search.trials:
        return ""
    ranked = sorted(search.trials, key=lambda own: (own.recipe != search.chosen, -own.n_folds, -own.figure))
    rows = [
        [*(write_value(value) for value in own.recipe.values()), f"{own.figure:.3f}", str(own.n_folds)]
        for own in ranked
    ]
    table = make_table([*map(escape, ranked[0].recipe), escape(search.measure), "folds"], rows)
    return f"Cross-validation chose the first of these recipes; figures compare on the same number of folds.\n\n{table}"


def _code(fingerprint: str) -> str:
    """Return the hexadecimal digits of a fingerprint, and nothing else that a file may hold in its place."""
    return "".join(digit for digit in fingerprint if digit in "0123456789abcdef")


def _tried(reached: Mapping[str, float], what: str) -> str:
    """Return what cross-validation compared; empty if the value was given."""
    figures = ", ".join(f"{escape(value)}: {figure:.3f}" for value, figure in reached.items())
    return f" Mean average precision {what}: {figures}." if figures else ""


def _quality(quality: Evaluation, thresholds: Mapping[str, float]) -> str:
    if not quality.n_examples:
        return "Unknown, because there are no examples. Measure it with `topictag evaluate`."
    method = f"Measured by {escape(quality.method)}; " if quality.method else ""
    how = f"{method}95 % bootstrap intervals in brackets."
    overall = ", ".join(f"{name} {write_estimate(estimate)}" for name, estimate in list_overall(quality))
    legend = "ECE: expected calibration error of the probabilities, ten bins. Brier: their mean squared error."
    table = _topic_table(quality, thresholds)
    if quality.task == "multi":
        return f"{how}\n\n{table}\n\n{overall}. {legend}"
    confusion = _confusion(quality.confusion or ())
    return f"{describe_task(quality)} Overall: {overall}. {how}\n\n{table}\n\n{legend}{confusion}"


def _groups(by_group: GroupRecord | None, thresholds: Mapping[str, float]) -> str:
    """Return the figures for groups that were held out."""
    if by_group is None:
        return ""
    name = escape(by_group.name)
    return (
        f"On a new {name}: each of the {by_group.n_groups} is scored by a model that has not learnt from it. The "
        f"settings that cross-validation chose, the thresholds and the probabilities come from these scores. "
        f"{_quality(by_group.quality, thresholds)}"
    )


def _test(test: FinalTestRecord | None, thresholds: Mapping[str, float]) -> str:
    """Return the figures on the test."""
    if test is None:
        return ""
    return (
        f"### On a test\n\nThe test ({escape(test.how)}) was kept apart. The model has learnt nothing from it, neither "
        f"weights nor settings nor thresholds. {_data(test.data)}\n\n{_quality(test.quality, thresholds)}"
    )


def _topic_table(quality: Evaluation, thresholds: Mapping[str, float]) -> str:
    heading = ["topic", "support", "threshold", "precision", "recall", "F1", "ECE", "Brier"]
    rows = [
        [
            escape(row.topic),
            str(row.support),
            f"{thresholds[row.topic]:.2f}",
            write_figure(row.precision),
            write_figure(row.recall),
            write_estimate(row.f1),
            write_figure(row.calibration_error),
            write_figure(row.brier_score),
        ]
        for row in quality.topics
    ]
    return make_table(*leave_out_threshold(quality, heading, rows))


def _confusion(cells: Sequence[Confusion]) -> str:
    """Return the largest confusions as a paragraph; empty if there are none."""
    largest = ", ".join(
        f"{escape(cell.topic)} as {escape(cell.given) or 'no topic'} {cell.n}" for cell in find_largest(cells)
    )
    return f"\n\nThe largest confusions, in examples: {largest}." if largest else ""


_NEED_THRESHOLDS = ("precision", "recall")


def _settings(tagger: Tagger, record: ModelRecord) -> Iterator[tuple[str, Any]]:
    model = tagger.model
    unset = {setting.name: setting.unset for setting in TrainingSettings.list_settings()}
    chosen, tried = (record.search.chosen, list_tried(record.search)) if record.search else ({}, [])
    for name, value in record.settings.items():
        if value is not None:
            yield name, write_value(value) if isinstance(value, float) else value
        elif name in chosen:
            yield name, write_value(chosen[name]) + (f", {unset[name]}" if name in tried else "")
        elif name not in _NEED_THRESHOLDS or model.task == "multi":
            yield name, unset.get(name, "")
    yield "n_lemmas", model.n_lemmas - model.n_function_words
    if model.n_function_words:
        yield "n_function_words", model.n_function_words
    yield "n_families", len(model.families)
    yield "n_pairs", len(model.pairs) - model.n_negations
    if model.n_negations:
        yield "n_negations", model.n_negations
    if len(model.grams):
        yield "n_grams", len(model.grams)
    if model.n_groups:
        yield "n_groups", model.n_groups
    yield "n_forms", len(model.forms)
    yield from record.built_with.items()
    for topic, aim in record.thresholds_for.items():
        yield f"threshold for {topic}", aim
