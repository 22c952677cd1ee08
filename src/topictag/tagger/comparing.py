"""Two taggers on the same labelled examples: what a new one gains and loses against an old one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topictag.errors import DataError, SettingError
from topictag.evaluation.decided import Decided
from topictag.evaluation.judging import change_overall, judge_topics
from topictag.evaluation.metrics import Bools
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows, known_rows, without_other_topics
from topictag.labelled.repeats import join_repeats
from topictag.labelled.single import require_single
from topictag.model.identity import identify_model
from topictag.results.model_comparison import ModelComparison
from topictag.results.quality import TopicQuality
from topictag.tagger.changes import explain_changes, find_changes
from topictag.tagger.deciding import IGNORE_OTHERS, decide_rows, warn_of_ignored

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_MAX_NAMED = 10  # chosen: topics in a message


class _Pair(NamedTuple):
    """Both taggers' decisions about the same examples, each for all of its topics."""

    examples: Sequence[Example]
    old: Decided
    new: Decided
    ignored: Mapping[str, int]


def compare_taggers(
    old: "Tagger",
    new: "Tagger",
    examples: Sequence[Example],
    *,
    names: tuple[str, str] = ("old", "new"),
    with_texts: bool = True,
    with_average: bool = False,
    min_loss: float = 0.0,
    ignore_other_topics: bool = False,
) -> ModelComparison:
    """Compare two taggers on labelled examples.

    Parameters
    ----------
    old, new : Tagger
    examples : sequence of Example
        Neither tagger should have learnt from them.
    names : (str, str)
    with_texts : bool, default=True
        Whether to return texts, and the words that explain changes.
    with_average : bool, default=False
        Whether a significantly worse macro-F1 makes the new tagger worse, too.
    min_loss : float, default=0.0
        A topic is only worse if it loses at least this much F1, in [0, 1].
    ignore_other_topics : bool, default=False
        Ignore tags that are topics of neither tagger; see `Tagger.evaluate`.

    Raises
    ------
    SettingError
        The taggers share no topic.
    DataError
        An example has a topic that neither tagger knows; or, for taggers of one topic per text, not exactly one; or
        no example can be compared.
    """
    shared = _share_topics(old, new, names)
    pair = _decide_both(old, new, examples, ignore_other_topics=ignore_other_topics)
    before, after = _take_shared(pair, shared)
    topics, average_p = judge_topics(before, after, with_average=with_average, min_loss=min_loss)
    changes = find_changes(before, after)
    return ModelComparison(
        names=names,
        tasks=(old.task, new.task),
        n_examples=len(after.gold),
        n_articles=len(set(after.articles)),
        overall=change_overall(before, after),
        average_p=average_p,
        topics=topics,
        topics_only_old=_measure_others(pair.old, shared),
        topics_only_new=_measure_others(pair.new, shared),
        n_texts_gained=sum(own.is_gained for own in changes),
        n_texts_lost=sum(not own.is_gained for own in changes),
        texts=explain_changes((old, new), pair.examples, (before, after), changes, with_texts=with_texts),
        has_texts=with_texts,
        judges_average=with_average,
        min_loss=min_loss,
        ignored=dict(pair.ignored),
        identities=(identify_model(old.model), identify_model(new.model)),
        fingerprint=_fingerprint(pair.examples),
    )


def _fingerprint(examples: Sequence[Example]) -> str:
    digest = sha256()
    for own in examples:
        digest.update(json.dumps([own.text, sorted(own.tags), sorted(own.unknown)]).encode() + b"\n")
    return digest.hexdigest()


def check_comparable(old: "Tagger", new: "Tagger", names: tuple[str, str]) -> None:
    """Raise what `compare_taggers` raises for two taggers, whatever the examples are."""
    _share_topics(old, new, names)


def _share_topics(old: "Tagger", new: "Tagger", names: tuple[str, str]) -> tuple[str, ...]:
    shared = tuple(topic for topic in new.topics if topic in old.topics)
    if not shared:
        theirs, ours = (", ".join(own.topics[:_MAX_NAMED]) for own in (old, new))
        raise SettingError(
            f"The models have no topic in common, so nothing can be compared. {names[0]} knows {theirs}; {names[1]} "
            f"knows {ours}. Compare models of the same topics, or measure each by itself: topictag evaluate."
        )
    return shared


def _decide_both(old: "Tagger", new: "Tagger", examples: Sequence[Example], *, ignore_other_topics: bool) -> _Pair:
    union = tuple(dict.fromkeys([*new.topics, *old.topics]))
    is_single = old.task == new.task == "single"
    ignored: Mapping[str, int] = {}
    if ignore_other_topics and examples:
        examples, ignored = without_other_topics(examples, union, keep_tagless=not is_single)
        warn_of_ignored(ignored, "neither model knows")
    gold, known = gold_rows(examples, union, way_out=IGNORE_OTHERS), known_rows(examples, union)
    if is_single:
        require_single(examples)
    articles = join_repeats(examples)

    def take(topics: tuple[str, ...]) -> tuple[Bools, Bools]:
        if topics == union:
            return gold, known
        numbers = [union.index(topic) for topic in topics]
        return gold[:, numbers], known[:, numbers]

    def decide(tagger: "Tagger") -> Decided:
        decided = decide_rows(tagger, examples, *take(tagger.topics), articles)
        # Nothing here looks at scores, which would take as much memory as the probabilities.
        decided = replace(decided, scores=np.broadcast_to(np.float32(np.nan), decided.scores.shape))
        return decided if is_single else replace(decided, task="multi")

    return _Pair(examples, decide(old), decide(new), dict(sorted(ignored.items())))


def _take_shared(pair: _Pair, shared: Sequence[str]) -> tuple[Decided, Decided]:
    """Return the decisions about shared topics; for one topic per text, about examples that have one of these."""
    both = pair.old.take_topics(shared), pair.new.take_topics(shared)
    if pair.new.task == "single":
        has_topic: Bools = np.logical_or.reduce(both[1].gold, axis=1)
        both = both[0].take_examples(has_topic), both[1].take_examples(has_topic)
    if not both[1].known.any():
        raise DataError(
            "There is nothing to compare: no example says anything of a topic that both models know. These are "
            f"{', '.join(shared[:_MAX_NAMED])}. Give examples that are labelled with them."
        )
    return both


def _measure_others(decided: Decided, shared: Sequence[str]) -> tuple[TopicQuality, ...]:
    """Measure the topics that the other tagger lacks; one that no example has may be younger than the examples."""
    others = [topic for topic in decided.topics if topic not in shared]
    if not others:
        return ()
    own = decided.take_topics(others)
    known = own.known & (own.gold & own.known).any(axis=0)
    return replace(own, known=known, task="multi").evaluate().topics
