"""The comparison of two models as plain text at a terminal."""

from collections.abc import Iterator

from topictag.reports.compared import (
    EXPLANATIONS,
    OTHERS_HEADING,
    OVERALL_HEADING,
    TOPIC_HEADING,
    choose_topics,
    describe_sizes,
    list_findings,
    list_other_cells,
    list_overall_cells,
    list_texts,
    list_topic_cells,
    say_change,
    say_verdict,
    write_probabilities,
)
from topictag.reports.escapes import printable
from topictag.reports.figures import write_signed
from topictag.reports.table import format_table
from topictag.results.changed_text import ChangedText
from topictag.results.model_comparison import ModelComparison

_MAX_TEXTS, _MAX_TERMS = 10, 4  # chosen: what fits on a screen
_TEXT_HEADING = ["text", "topic", "", "probability", "what counts differently"]


def write_comparison(own: ModelComparison) -> str:
    """Return the comparison: the answer, the findings, the tables, and some texts."""
    return "\n\n".join(_iter_parts(own))


def _iter_parts(own: ModelComparison) -> Iterator[str]:
    old, new = map(printable, own.names)
    yield f"old: {old}\nnew: {new}\n{describe_sizes(own)}"
    yield "\n".join([f"{say_verdict(own)}.", *(f"- {printable(one)}" for one in list_findings(own))])
    yield format_table(list_overall_cells(own), OVERALL_HEADING)
    shown = choose_topics(own)
    yield format_table([list_topic_cells(one) for one in shown], TOPIC_HEADING, left=(0, 1))
    if len(shown) < len(own.topics):
        yield f"… and {len(own.topics) - len(shown):,} more topics, which differ less; --json shows them."
    yield "\n".join(EXPLANATIONS)
    if others := list_other_cells(own):
        yield format_table(others, OTHERS_HEADING, left=(0, 1))
    yield from _write_texts(own)


def _write_texts(own: ModelComparison) -> Iterator[str]:
    for gained, title in ((False, "Lost: only the old model is right"), (True, "Gained: only the new model is right")):
        texts = list_texts(own, gained=gained)
        if texts:
            shown = texts[:_MAX_TEXTS]
            more = f", here the {len(shown)} whose probabilities differ most" if len(shown) < len(texts) else ""
            rows = [_write_text(one) for one in shown]
            yield f"{title} ({len(texts):,}{more})\n{format_table(rows, _TEXT_HEADING, left=(0, 1, 2, 4))}"


def _write_text(own: ChangedText) -> list[str]:
    terms = ", ".join(f"{one.term} {write_signed(one.shift, 1)}" for one in own.terms[:_MAX_TERMS])
    return [own.id, own.topic, say_change(own), write_probabilities(own), terms]
