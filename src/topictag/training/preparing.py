"""From examples to the input of training: terms of paragraphs, topics as columns, groups."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain

import numpy as np
from tqdm import tqdm

from topictag.caution import warn_caller
from topictag.errors import DataWarning
from topictag.evaluation.metrics import number_groups
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows, known_rows
from topictag.labelled.hints import Hint
from topictag.results.quality import Task
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Groups
from topictag.training.features.hints import HintGroups
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.words import Words
from topictag.training.requirements import FEWEST, choose_topics
from topictag.training.validation.folds import group_examples
from topictag.training.validation.sample import Sample
from topictag.training.validation.sharing import group_texts


@dataclass(frozen=True, eq=False)
class Prepared:
    """Examples, ready for training.

    Attributes
    ----------
    examples, auxiliary : sequence of Example
        The examples that the model is for, and further ones to learn from.
    topics : tuple of str
        The topics of `examples` that have enough of them, in alphabetical order.
    sample : Sample
        All examples, auxiliary ones last.
    forms : frozenset of str
        Every normalised word.
    left_out : mapping of str to str
        Topics with too few examples, and why; the examples are without these tags.
    hinted : mapping of str to int
        Topics with hints for them and too few examples to learn from, with their numbers among the topics of the hints.
    repeats : ndarray of int, shape (n_examples,)
        Number of each own example's group of one article or one text, without near copies. The fingerprint of the data
        contains it.
    """

    examples: Sequence[Example]
    auxiliary: Sequence[Example]
    topics: tuple[str, ...]
    sample: Sample
    forms: frozenset[str]
    left_out: Mapping[str, str]
    hinted: Mapping[str, int]
    repeats: Groups


def prepare(
    examples: Sequence[Example],
    auxiliary: Sequence[Example],
    analyzer: TermAnalyzer,
    *,
    hints: Sequence[Hint] = (),
    min_support: int = FEWEST,
    task: Task = "multi",
    with_grams: bool = False,
    with_function_words: bool = False,
    by_group: bool = False,
    progress: bool = False,
) -> Prepared:
    """Check the examples and read their texts.

    `with_grams` and `with_function_words` say whether character n-grams, and function words or negations, may become
    terms; `by_group` whether folds hold out whole groups, such as outlets.

    Raises
    ------
    TrainingError
        The examples cannot train a model; see `choose_topics`.
    DataError
        The task is "single", and a hint is for a topic that has not enough examples.

    Warns
    -----
    TrainingWarning
        A topic has hints but not enough examples, or hints are not read as they are written.
    DataWarning
        Only auxiliary examples carry a topic, or only "unknown" names it; it is left out.
    """
    may_lack = {hint.topic for hint in hints if hint.strength > 0} if task == "multi" or not examples else ()
    topics, left_out = choose_topics(examples, min_support, hinted=may_lack)
    rare = frozenset({tag for example in examples for tag in example.tags} - {*topics})
    if task == "single":  # a text of a topic that is left out has no right answer
        examples = [example for example in examples if rare.isdisjoint(example.tags)]
    examples = _with_known_topics(_without(rare, examples), topics, {"unknown": 'Only "unknown" names'})
    fields = {"tags": "Only auxiliary examples carry", "unknown": 'Only "unknown" of auxiliary examples names'}
    auxiliary = _with_known_topics(_without(rare, auxiliary), topics, fields)
    hints = [hint for hint in hints if hint.topic not in left_out]
    lacking = sorted({*may_lack}.difference(topics))
    groups = HintGroups.of(hints, (*topics, *lacking), analyzer) if hints else None
    hinted = _find_hinted(groups, lacking, len(topics))
    forms: dict[str, str] = {}
    both = [*examples, *auxiliary]
    bar = tqdm(both, "reading texts", unit=" texts", disable=not progress)
    texts = [_intern(paragraph_forms(example.text), forms) or [[]] for example in bar]
    words = [tuple(chain.from_iterable(text)) for text in texts]
    # Tagging does not read a paragraph that is not Russian either.
    read = Words.of([own if is_russian(own) else [] for text in texts for own in text])
    paragraphs = Paragraphs.read(
        read,
        np.cumsum([0, *map(len, texts)]),
        analyzer,
        always=groups.pairs if groups else (),
        with_function_words=with_function_words,
    )
    articles = [example.article for example in examples]
    copies = group_texts(texts).tolist()
    return Prepared(
        examples=examples,
        auxiliary=auxiliary,
        topics=topics,
        sample=Sample(
            paragraphs=paragraphs.with_hints(groups),
            gold=gold_rows(both, topics),
            groups=group_examples(articles, words[: len(examples)], copies[: len(examples)]),
            twins=find_twins(both, words, copies, len(examples)),
            words=read if with_grams else None,
            known=known_rows(both, topics),
            has_function_words=with_function_words,
            outlets=number_groups([example.group for example in both]) if by_group else None,
        ),
        forms=frozenset(forms),
        left_out=left_out | {topic: _describe_unread(topic) for topic in lacking if topic not in hinted},
        hinted=hinted,
        repeats=group_examples(articles, words[: len(examples)]),
    )


def _find_hinted(groups: HintGroups | None, lacking: Sequence[str], first: int) -> dict[str, int]:
    """Return those of the topics for which some hint speaks, with their numbers, which begin with `first`."""
    supported = {topic for topic, strength in groups.keys if strength > 0} if groups else set()
    return {topic: number for number, topic in enumerate(lacking, first) if number in supported}


def _describe_unread(topic: str) -> str:
    return (
        f"The topic {topic!r} has not enough examples, and none of the hints for it is read as a word, so it is left "
        "out. Give other hints."
    )


def find_twins(
    examples: Sequence[Example], words: Sequence[Hashable], copies: Sequence[int], n_own: int
) -> list[list[int]]:
    """Return for each auxiliary example (after the first `n_own`) the own ones with its article, text or `copies`."""
    if len(examples) == n_own:
        return []
    own = defaultdict[Hashable, list[int]](list)
    keys = [
        [("text", text), ("copies", copy), *([("article", example.article)] if example.has_own_article else [])]
        for example, text, copy in zip(examples, words, copies, strict=True)
    ]
    for number in range(n_own):
        for key in keys[number]:
            own[key].append(number)
    return [list(dict.fromkeys(chain.from_iterable(own.get(key, ()) for key in of_one))) for of_one in keys[n_own:]]


def _with_known_topics(examples: Sequence[Example], topics: Sequence[str], fields: Mapping[str, str]) -> list[Example]:
    """Return the examples without names that are not topics, and warn about these; `fields` says where they occur."""
    own = frozenset(topics)
    for field, where in fields.items():
        for tag in sorted({tag for example in examples for tag in getattr(example, field)} - own):
            close = get_close_matches(tag, topics, 1)
            hint = f"Did you mean {close[0]!r}?" if close else f"The model's topics are {', '.join(topics)}."
            warn_caller(f"{where} the topic {tag!r}, so it is left out. {hint}", DataWarning)
    return _without(frozenset().union(*(example.tags | example.unknown for example in examples)) - own, examples)


def _without(topics: frozenset[str], examples: Sequence[Example]) -> list[Example]:
    """Return the examples as if nobody had ever named these topics."""
    return [
        example
        if topics.isdisjoint(example.tags | example.unknown)
        else replace(example, tags=example.tags - topics, unknown=example.unknown - topics)
        for example in examples
    ]


def _intern(text: list[list[str]], forms: dict[str, str]) -> list[list[str]]:
    """Return the words of a text, each distinct one as the one object that `forms` has for it."""
    return [[forms.setdefault(form, form) for form in own] for own in text]
