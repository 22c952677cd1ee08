"""Keeping a test apart from the examples to learn from, so that nothing of it is learnt: no article, no copy."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows, known_rows
from topictag.labelled.quotes import quote, quote_fields
from topictag.labelled.single import describe_not_single
from topictag.text.reading import paragraph_forms
from topictag.training.arrays import Bools, Groups
from topictag.training.holdout import Holdout
from topictag.training.preparing import find_twins
from topictag.training.settings import TrainingSettings
from topictag.training.task import choose_task
from topictag.training.validation.drawing import draw_test
from topictag.training.validation.folds import group_examples
from topictag.training.validation.sharing import group_texts

_MAX_NAMED = 5  # chosen: topics in a message


@dataclass(frozen=True, eq=False)
class Split:
    """Examples to learn from, and a test.

    Attributes
    ----------
    examples, auxiliary, test : list of Example
        In the order given.
    settings : TrainingSettings
        With the task "multi" if the test has examples without exactly one tag.
    """

    examples: list[Example]
    auxiliary: list[Example]
    test: list[Example]
    settings: TrainingSettings


def split_examples(
    examples: Sequence[Example],
    auxiliary: Sequence[Example],
    holdout: Holdout,
    settings: TrainingSettings,
    *,
    hinted: Collection[str] = (),
) -> Split:
    """Keep a test apart.

    A share is drawn in whole groups of one article, equal texts, near copies and shared paragraphs, as folds are dealt.
    A field may put examples of one group on both sides: then those to learn from are left out, because the test should
    stay as it is. So are auxiliary examples that copy the test. The same holds for a test that is given beside the
    examples.

    Parameters
    ----------
    examples, auxiliary : sequence of Example
    holdout : Holdout
    settings : TrainingSettings
        `seed` draws the share, and `min_support` examples with each topic and without it stay to learn from.
    hinted : collection of str, optional
        Topics that hints speak for: they need no examples to learn from.

    Raises
    ------
    DataError
        No example is in the test, or none is left to learn from.
    TrainingError
        The task is "single", and an example of the test does not have exactly one tag.

    Warns
    -----
    DataWarning
        Examples are left out, lack the field, or the test has so many of a topic that it cannot be learnt.
    """
    _check_field(examples, holdout)
    examples = [*examples, *holdout.test]
    paragraphs = [paragraph_forms(own.text) for own in [*examples, *auxiliary]]
    texts = [tuple(chain.from_iterable(own)) for own in paragraphs]
    copies, n_own = group_texts(paragraphs).tolist(), len(examples)
    groups = group_examples(_name_articles(examples), texts[:n_own], copies[:n_own])
    if holdout.share:
        is_test = _draw(examples, groups, holdout, settings)
    elif holdout.test:
        is_test = np.arange(n_own) >= n_own - len(holdout.test)
    else:
        is_test = np.array([holdout.contains(own) for own in examples])
    copied = np.isin(groups, groups[is_test]) & ~is_test
    inside = set(np.flatnonzero(is_test).tolist())
    twins = find_twins([*examples, *auxiliary], texts, copies, n_own)
    split = Split(
        [own for own, leaves in zip(examples, (is_test | copied).tolist(), strict=True) if not leaves],
        [own for own, theirs in zip(auxiliary, twins, strict=True) if inside.isdisjoint(theirs)],
        [own for own, stays in zip(examples, is_test.tolist(), strict=True) if stays],
        settings,
    )
    _warn_of_copies(split, [examples[number] for number in np.flatnonzero(copied).tolist()], holdout)
    _warn_of_auxiliary(len(auxiliary) - len(split.auxiliary), len(auxiliary))
    if not split.examples and not hinted:
        raise DataError(
            f"The test ({holdout.describe()}) leaves no example to learn from. Give more examples, or let topictag "
            "draw the test: --test-share 0.2 on the command line, test_share=0.2 in Python."
        )
    _warn_of_lost_topics(examples, split, hinted)
    return replace(split, settings=_take_task(split, hinted))


def _name_articles(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """Return what examples of one article share; a text that is an article by itself is named by id and text.

    Two data sets may use one id for different texts. But an id that another example names as its article is not alone.
    """
    named = {own.article for own in examples if own.article != own.id}
    return [(own.article, "" if own.article in named else own.text) for own in examples]


def _check_field(examples: Sequence[Example], holdout: Holdout) -> None:
    """Check that the field is there, and has the values."""
    if not examples and not holdout.test:
        raise DataError("There are no examples, so there is nothing to test on. Give examples, or leave the test out.")
    if holdout.share or holdout.test:
        return
    values = Counter(own.split for own in examples)
    if values.keys() == {""}:
        raise DataError(
            f"No example has the field {quote(holdout.field)}. Name a field of the records or of the corpus "
            "(Example.split, if you make examples yourself)."
        )
    if missing := [value for value in holdout.values if value not in values]:
        raise DataError(
            f"No example has {holdout.field}={missing[0]}. The values of {quote(holdout.field)} are "
            f"{quote_fields(sorted(own for own in values if own))}."
        )
    if values[""]:
        first = next(own for own in examples if not own.split)
        warn_caller(
            f"{values['']} of {len(examples)} examples have no {quote(holdout.field)}, so they are learnt from. The "
            f"first is {first.where}.",
            DataWarning,
        )


def _draw(examples: Sequence[Example], groups: Groups, holdout: Holdout, settings: TrainingSettings) -> Bools:
    topics = sorted({topic for own in examples for topic in own.tags | own.unknown})
    gold, known = gold_rows(examples, topics), known_rows(examples, topics)
    drawn = draw_test(gold, known, groups, holdout.share, keep=settings.min_support, seed=settings.seed)
    if not drawn.any():
        raise DataError(
            f"test_share {holdout.share:g} of {len(examples)} examples draws none: articles, near copies and the "
            "examples that each topic needs stay together. Give a larger share, or more examples."
        )
    _warn_of_large(groups, drawn, holdout)
    return drawn


def _warn_of_large(groups: Groups, drawn: Bools, holdout: Holdout) -> None:
    """Warn if the share is missed, because too many examples belong together."""
    most, n_drawn = int(np.bincount(groups).max()), int(drawn.sum())
    is_missed = abs(n_drawn / len(drawn) - holdout.share) > holdout.share / 2
    if is_missed and most > holdout.share * len(drawn):
        warn_caller(
            f"The test has {n_drawn} of {len(drawn)} examples, not a share of {holdout.share:g}: {most} examples "
            "belong together, as one article, near copies or texts that share paragraphs. Where many texts are alike, "
            "give a field that says which are tested: --split on the command line, split= in Python.",
            DataWarning,
        )


def _warn_of_copies(split: Split, copied: Sequence[Example], holdout: Holdout) -> None:
    if copied:
        way_out = (
            " If these are too many, let topictag draw the test: --test-share 0.2 on the command line, test_share=0.2 "
            "in Python."
        )
        warn_caller(
            f"{len(copied)} examples are not learnt from, because they share an article, a paragraph or a near "
            f"copy with the test ({holdout.describe()}, {len(split.test)} examples); {len(split.examples)} are left. "
            f"The first is {copied[0].where}.{'' if holdout.test else way_out}",
            DataWarning,
        )


def _warn_of_auxiliary(n_left_out: int, n_auxiliary: int) -> None:
    if n_left_out:
        warn_caller(
            f"{n_left_out} of {n_auxiliary} auxiliary examples are left out, because they share an "
            "article, a paragraph or a near copy with the test.",
            DataWarning,
        )


def _warn_of_lost_topics(examples: Sequence[Example], split: Split, hinted: Collection[str]) -> None:
    """Warn about topics that could be learnt, were it not for the test."""
    every, left = (Counter(topic for own in part for topic in own.tags) for part in (examples, split.examples))
    least = split.settings.min_support
    lost = [topic for topic in sorted(every) if every[topic] >= least > left[topic] and topic not in hinted]
    if lost:
        named = ", ".join(f"{quote(topic)} (left: {left[topic]} of {every[topic]})" for topic in lost[:_MAX_NAMED])
        more = f" and {len(lost) - _MAX_NAMED} more" if len(lost) > _MAX_NAMED else ""
        warn_caller(
            f"Too few examples of these topics are left to learn from, because the others are in the test or copy it: "
            f"{named}{more}. A topic needs {least}. The model will not know these topics, and the test ignores them.",
            DataWarning,
        )


def _take_task(split: Split, hinted: Collection[str]) -> TrainingSettings:
    """Return the settings with a task that fits the test too."""
    settings = split.settings
    problem = describe_not_single(split.test)
    if problem and settings.task == "single":
        raise TrainingError(
            f"task is 'single', but in the test, {problem}. Give each example exactly one tag, or leave the task to "
            "topictag (task 'auto')."
        )
    if settings.task == "auto" and choose_task(split.examples, settings, hinted=hinted) == "single":
        task = choose_task([*split.examples, *split.test], settings, hinted=hinted)
        return settings if task == "single" else replace(settings, task="multi")
    return settings
