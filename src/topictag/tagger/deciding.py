"""A tagger's decisions about labelled examples, as evaluations and reports take them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from topictag.caution import warn_caller
from topictag.errors import DataWarning
from topictag.evaluation.decided import Decided
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows, known_rows, without_other_topics
from topictag.labelled.quotes import quote
from topictag.labelled.single import require_single
from topictag.model.decisions import decide, probabilities

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_ROWS = 1000  # chosen: bounds memory, because probabilities are computed in float64
IGNORE_OTHERS = (
    "Rename the tag, or ignore such tags: --ignore-other-topics on the command line, ignore_other_topics=True in "
    "Python."
)


class Decisions(NamedTuple):
    """The examples that can be measured, what a tagger decides about them, and how often each other topic was a tag."""

    examples: Sequence[Example]
    decided: Decided
    ignored: Mapping[str, int]


def decide_examples(tagger: "Tagger", examples: Sequence[Example], *, ignore_other_topics: bool = False) -> Decisions:
    """Return the examples that can be measured, what a tagger decides about them, and which tags are ignored.

    Raises
    ------
    DataError
        As `Tagger.evaluate`.
    """
    ignored: Mapping[str, int] = {}
    if ignore_other_topics and examples:
        examples, ignored = without_other_topics(examples, tagger.topics, keep_tagless=tagger.task == "multi")
        warn_of_ignored(ignored)
    gold = gold_rows(examples, tagger.topics, way_out=IGNORE_OTHERS)
    if tagger.task == "single":
        require_single(examples)
    known, articles = known_rows(examples, tagger.topics), [example.article for example in examples]
    return Decisions(examples, decide_rows(tagger, examples, gold, known, articles), dict(sorted(ignored.items())))


def decide_likewise(tagger: "Tagger", examples: Sequence[Example], decided: Decided) -> Decided:
    """Return what another tagger decides about the examples of some decisions, for the topics that it shares."""
    shared = decided.take_topics([topic for topic in tagger.topics if topic in decided.topics])
    own = [examples[row] for row in decided.rows.tolist()]
    every = shared.take_topics(tagger.topics)
    found = decide_rows(tagger, own, every.gold, every.known, decided.articles)
    return replace(found.take_topics(shared.topics), rows=decided.rows)


def decide_rows(
    tagger: "Tagger",
    examples: Sequence[Example],
    gold: NDArray[np.bool_],
    known: NDArray[np.bool_],
    articles: Sequence[Hashable],
) -> Decided:
    """Return what a tagger decides about examples; `gold` and `known` are rows in its order of topics."""
    scores = tagger.scores(example.text for example in examples)
    probability = np.empty_like(scores)
    for start in range(0, len(scores), _ROWS):
        probability[start : start + _ROWS] = probabilities(tagger.model, scores[start : start + _ROWS])
    return Decided(
        topics=tagger.topics,
        gold=gold,
        known=known,
        tagged=decide(tagger.model.thresholds, probability, tagger.task),
        probability=probability,
        scores=scores,
        articles=articles,
        rows=np.arange(len(examples)),
        task=tagger.task,
    )


def warn_of_ignored(ignored: Mapping[str, int], who: str = "the tagger does not know") -> None:
    """Warn that tags are ignored; `who` says whose topics they are not."""
    if ignored:
        counts = ", ".join(f"{quote(topic)} {n}" for topic, n in sorted(ignored.items()))
        warn_caller(
            f"{sum(ignored.values())} tags are ignored, because {who} their topics: {counts}. To "
            "measure them, train a model that knows them.",
            DataWarning,
        )
