"""Drift as plain text."""

from topictag.reports.escapes import printable
from topictag.reports.figures import MISSING, write_percent
from topictag.reports.table import format_table
from topictag.results.drift import Change, Drift, NewWord, ScoreChange, TopicDrift
from topictag.results.quality import Estimate

TAG_HEADING = (
    "topic",
    "tagged",
    "95 % interval",
    "reference",
    "95 % interval",
    "p (corrected)",
    "found from",
    "result",
)
SCORE_HEADING = ("topic", "distance", "at probability", "p (corrected)", "prevalence", "reference", "result")
WORD_HEADING = ("new word", "articles", "reference", "times")
_DISTANCE = (
    '"Distance" compares the shares of paragraphs, new and reference, whose probability is below a number: it is the '
    'largest difference, and "at probability" is the number where it is reached.'
)
EXPLANATIONS = (
    '"p (corrected)" is the probability of such a difference if nothing has changed, corrected for all comparisons.',
    '"Found from" is the change that samples of this size show in four of five cases.',
    _DISTANCE,
    '"Prevalence" is the share of paragraphs that have the topic, estimated from all probabilities.',
)
_TINY = 1e-4  # smaller p-values are all the same to a reader


def write_drift(drift: Drift) -> str:
    """Return what has changed: the findings, then the tables, each with what its columns mean."""
    parts = [
        f"{describe_sizes(drift)} {describe_model(drift)}",
        "\n".join(f"- {printable(own)}" for own in drift.findings),
        format_table([*map(list_tag_cells, drift.topics), *list_other_cells(drift)], TAG_HEADING),
        "\n".join(EXPLANATIONS[:2]),
        format_table([list_score_cells(own) for own in drift.topics], SCORE_HEADING),
        "\n".join(EXPLANATIONS[2:]),
    ]
    if drift.new_words:
        parts.append(format_table([list_word_cells(own) for own in drift.new_words], WORD_HEADING))
    return "\n\n".join(parts)


def describe_sizes(drift: Drift) -> str:
    """Return what was compared, and what counts as a change."""
    return (
        f"{drift.n_articles:,} new articles ({drift.n_paragraphs:,} paragraphs) and "
        f"{drift.n_reference_articles:,} of the reference ({drift.n_reference_paragraphs:,} paragraphs). "
        f"A change counts if its corrected p is at most {drift.alpha:g} and it is at least {100 * drift.bound:g} "
        f"points, or {drift.score_bound:g} for the distance of probabilities."
    )


def describe_model(drift: Drift) -> str:
    """Return a sentence about the model, and the files if they are known."""
    name = f"{printable(drift.model_name)}, digest {drift.model}" if drift.model_name else f"digest {drift.model}"
    inputs, reference = (", ".join(map(printable, own)) for own in (drift.inputs, drift.reference_inputs))
    files = f" New: {inputs}. Reference: {reference}." if inputs and reference else ""
    return f"Model: {name}.{files}"


def list_tag_cells(topic: TopicDrift) -> list[str]:
    """Return the cells of a topic's tag under `TAG_HEADING`."""
    return [topic.topic, *_list_change(topic.tagged)]


def list_other_cells(drift: Drift) -> list[list[str]]:
    """Return the rows of what is not a topic, under `TAG_HEADING`."""
    return [
        ["(paragraphs not read)", *_list_change(drift.unread)],
        ["(unknown words)", *_list_change(drift.unknown_words)],
    ]


def list_score_cells(topic: TopicDrift) -> list[str]:
    """Return the cells of a topic's probabilities under `SCORE_HEADING`."""
    scores = topic.scores
    found = [
        MISSING if own is None else write_percent(own.value) for own in (topic.prevalence, topic.reference_prevalence)
    ]
    figures = [f"{scores.distance:.3f}", f"{scores.at:.2f}", write_p(scores.p_value), *found]
    return [topic.topic, *figures, _say_result(scores)]


def list_word_cells(word: NewWord) -> list[str]:
    """Return the cells of a new word under `WORD_HEADING`."""
    before = f"{'at most ' if word.is_bound else ''}{write_percent(word.reference_share)}"
    ratio = MISSING if word.ratio is None else f"{'over ' if word.is_bound else ''}{word.ratio:.1f}"
    return [word.word, write_percent(word.share), before, ratio]


def write_p(p_value: float) -> str:
    """Return a p-value in a few characters."""
    return f"< {_TINY:.4f}" if p_value < _TINY else f"{p_value:.4f}"


def _list_change(change: Change) -> list[str]:
    shares = [cell for own in (change.new, change.reference) for cell in (write_percent(own.value), _write_ends(own))]
    last = [f"{100 * change.smallest_found:.1f} points", _say_result(change)]
    return [*shares, write_p(change.p_value), *last]


def _say_result(change: Change | ScoreChange) -> str:
    if change.is_significant:
        return "changed" if change.is_large else "significant, but small"
    return "large, but not significant" if change.is_large else ""


def _write_ends(estimate: Estimate) -> str:
    return f"{100 * (estimate.low or 0.0):.1f} – {100 * (estimate.high or 0.0):.1f}"
