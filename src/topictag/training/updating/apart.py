"""Keeping examples to measure on apart from those to learn from."""

from collections.abc import Sequence

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning
from topictag.labelled.example import Example
from topictag.text.reading import paragraph_forms, text_forms
from topictag.training.validation.sharing import group_texts


def keep_apart(against: Sequence[Example], learnt: Sequence[Example]) -> list[Example]:
    """Return the examples to measure on without near copies of those to learn from.

    An equal id says nothing, because two data sets may use it for different texts.

    Raises
    ------
    DataError
        Some have the same words as one to learn from, or all are near copies.

    Warns
    -----
    DataWarning
        Near copies are left out, or some are parts of articles that are learnt from.
    """
    words = [tuple(text_forms(example.text)) for example in (*against, *learnt)]
    learnt_words = {*words[len(against) :]} - {()}  # texts without a word have nothing in common
    same = [own for own, text in zip(against, words, strict=False) if text in learnt_words]
    if same:
        raise DataError(
            f"{len(same)} of the {len(against)} examples to measure on are among those to learn from, so the figures "
            f"would be too good. The first is {same[0].where}. Leave them out of either."
        )
    groups = _group([*against, *learnt])
    learnt_groups = set(groups[len(against) :])
    kept = [own for own, group in zip(against, groups, strict=False) if group not in learnt_groups]
    if not kept:
        raise DataError(
            "All examples to measure on are near copies of some to learn from, or share a paragraph with them. Give "
            "others."
        )
    if len(kept) < len(against):
        warn_caller(
            f"{len(against) - len(kept)} of the {len(against)} examples to measure on are left out, because they are "
            "near copies of some to learn from, or share a paragraph with them.",
            DataWarning,
        )
    _warn_of_articles(kept, learnt)
    return kept


def _warn_of_articles(against: Sequence[Example], learnt: Sequence[Example]) -> None:
    articles = {example.article for example in learnt if _has_article(example)}
    parts = [own for own in against if _has_article(own) and own.article in articles]
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


def without_tested(replay: Sequence[Example], against: Sequence[Example]) -> list[Example]:
    """Return the kept examples without those that are measured on, and their near copies.

    A sample of what the model has learnt from may contain the test that was drawn from it.

    Warns
    -----
    DataWarning
        Some are left out.
    """
    words = [tuple(text_forms(example.text)) for example in (*against, *replay)]
    groups = _group([*against, *replay])
    tested, same = set(groups[: len(against)]), {*words[: len(against)]} - {()}
    rest = zip(replay, groups[len(against) :], words[len(against) :], strict=True)
    kept = [own for own, group, text in rest if group not in tested and text not in same]
    if len(kept) < len(replay):
        warn_caller(
            f"{len(replay) - len(kept)} of the {len(replay)} kept examples are not learnt from, because they are among "
            "those to measure on, near copies of them, or share a paragraph with them.",
            DataWarning,
        )
    return kept


def _group(examples: Sequence[Example]) -> list[int]:
    groups: list[int] = group_texts([paragraph_forms(example.text) for example in examples]).tolist()
    return groups


def _has_article(example: Example) -> bool:
    return example.has_own_article and example.article != example.id
