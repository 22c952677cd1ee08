"""Two models beside each other in a report: figures, differences, and the texts on which they disagree."""

from topictag.reports.figures import METRIC_NAMES, MISSING, write_figure, write_signed
from topictag.reports.page import escape, make_table
from topictag.results.comparison import Comparison, Disagreement
from topictag.results.quality import Difference

_MAX_ROWS = 40  # chosen
_TOPIC = ("topic", "F1", "F1 of the other")
_DIFFERENCE = ("difference", "95 % interval", "p-value")
_GUIDE = (
    "Both models decide the same examples. Differences are this model's figure minus the other's; intervals are those "
    "of a paired bootstrap over articles. The p-value is one-sided: if you did not expect the direction beforehand, "
    "double it. A topic that only one model gives to a text is right if the text has it."
)


def write_against(own: Comparison) -> str:
    """Return the comparison with another model."""
    missing = [
        f"Only {which} knows {', '.join(topics)}."
        for which, topics in (("this model", own.topics_only_this), (own.name, own.topics_only_other))
        if topics
    ]
    overall = [
        [METRIC_NAMES.get(name, name), write_figure(one.value), write_figure(one.other_value), *_write(one.difference)]
        for name, one in own.overall.items()
    ]
    topics = [
        [
            one.topic,
            write_figure(one.f1),
            write_figure(one.other_f1),
            *_write(one.difference),
            *(f"{n:,}" for n in (one.n_only_this_right, one.n_only_this_wrong)),
            *(f"{n:,}" for n in (one.n_only_other_right, one.n_only_other_wrong)),
        ]
        for one in own.topics
    ]
    given = [f"only {which} gives it: {verdict}" for which in ("this", "the other") for verdict in ("right", "wrong")]
    return (
        f'<p class="muted">{escape(" ".join([_GUIDE, *missing]))}</p>\n'
        + make_table(["measure", "this model", "the other", *_DIFFERENCE], overall, "All shared topics")
        + f'<div class="wrapped">{make_table([*_TOPIC, *_DIFFERENCE, *given], topics, "Each shared topic")}</div>'
        + _write_disagreements(own)
    )


def _write_disagreements(own: Comparison) -> str:
    if not own.disagreements:
        return "<p>The two models give the same topics to all texts.</p>"
    shown = own.disagreements[:_MAX_ROWS]
    rows = [_write_disagreement(one) for one in shown]
    heading = ["text", "topic", "label", "given by", "probability", "the other's"]
    table = make_table(heading, rows, "Texts on which the models disagree", text=(1, 2, 3))
    more = f", here the {len(shown)} whose probabilities differ most" if own.n_disagreements > len(shown) else ""
    title = f"Different decisions: {own.n_disagreements:,}{more}"
    return f"<details><summary>{title}</summary>{table}</details>"


def _write_disagreement(own: Disagreement) -> list[str]:
    return [
        own.id,
        own.topic,
        "has it" if own.labelled else "does not have it",
        "this model" if own.given else "the other",
        f"{own.probability:.3f}",
        f"{own.other_probability:.3f}",
    ]


def _write(own: Difference) -> list[str]:
    ends = MISSING if own.low is None else f"{write_signed(own.low)} to {write_signed(own.high)}"
    return [write_signed(own.value), ends, MISSING if own.p_value is None else f"{own.p_value:.4f}"]
