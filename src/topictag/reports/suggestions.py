"""Suggested hints: as a table at a terminal, and as lines that training reads."""

from collections.abc import Sequence

from topictag.reports.table import format_table
from topictag.training.suggesting import SuggestedHint


def format_suggestions(suggestions: Sequence[SuggestedHint]) -> str:
    """Return suggestions as a table."""
    if not suggestions:
        return "No suggestions."
    rows = [
        [own.topic, own.term, str(own.strength), str(own.n_paragraphs), f"{own.cosine:.2f}", ", ".join(own.nearest)]
        for own in suggestions
    ]
    return format_table(rows, ["topic", "term", "strength", "paragraphs", "cosine", "near"])


def write_suggestions(suggestions: Sequence[SuggestedHint]) -> str:
    r"""Return suggestions as lines of topic, term, strength and a comment, separated by tabs.

    Examples
    --------
    >>> write_suggestions([SuggestedHint("energy", "мазут", 2, 14, 0.61, ("нефть", "газ"))])
    'energy\tмазут\t2\t# in 14 paragraphs, cosine 0.61, near нефть, газ\n'
    """
    return "".join(
        f"{own.topic}\t{own.term}\t{own.strength}\t# in {own.n_paragraphs} paragraphs, cosine {own.cosine:.2f}, near "
        f"{', '.join(own.nearest)}\n"
        for own in suggestions
    )
