"""Keeping examples to measure on apart from those to learn from."""

from collections.abc import Sequence

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning
from topictag.labelled.example import Example


def check_apart(against: Sequence[Example], learnt: Sequence[Example]) -> None:
    """Raise `DataError` if an example to measure on is among those to learn from; warn about parts of one article."""
    texts = {example.text for example in learnt}
    ids = {example.id for example in learnt if example.has_own_id}
    same = [own for own in against if own.text in texts or (own.has_own_id and own.id in ids)]
    if same:
        raise DataError(
            f"{len(same)} of the {len(against)} examples to measure on are among those to learn from, so the figures "
            f"would be too good. The first is {same[0].where}. Leave them out of either."
        )
    articles = {example.article for example in learnt if example.has_own_article}
    parts = [own for own in against if own.has_own_article and own.article in articles]
    if parts:
        warn_caller(
            f"{len(parts)} of the {len(against)} examples to measure on are parts of articles that are learnt from, so "
            f"the figures may be too good. The first is {parts[0].where}. Divide the data by article.",
            DataWarning,
        )


def without_repeats(replay: Sequence[Example], examples: Sequence[Example]) -> list[Example]:
    """Return the kept examples without those that are among the new ones, which count."""
    texts = {example.text for example in examples}
    return [example for example in replay if example.text not in texts]
