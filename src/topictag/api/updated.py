"""An updated tagger, and proof that it is not worse than the tagger before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from topictag.caution import warn_caller
from topictag.errors import DataWarning, WorseModelError
from topictag.evaluation.judging import MIN_ARTICLES
from topictag.labelled.example import Example
from topictag.labelled.gold import without_other_topics
from topictag.labelled.quotes import quote
from topictag.results.model_comparison import ModelComparison
from topictag.results.model_update import ModelUpdate
from topictag.results.quality import Evaluation, TopicQuality
from topictag.tagger import Tagger
from topictag.tagger.comparing import compare_taggers
from topictag.tagger.deciding import decide_examples


@dataclass(frozen=True, eq=False)
class Update:
    """An updated tagger, and what has changed.

    Attributes
    ----------
    tagger : Tagger
    changes : ModelUpdate
    """

    tagger: Tagger
    changes: ModelUpdate


@dataclass(frozen=True, eq=False)
class Check:
    """How an update is checked.

    Attributes
    ----------
    against : sequence of Example
        None of them was learnt from.
    baseline : Tagger or None
        A further tagger than which the updated one must not be worse.
    with_average, min_loss, ignore_other_topics
        As for `compare_taggers`.
    """

    against: Sequence[Example]
    baseline: Tagger | None = None
    with_average: bool = False
    min_loss: float = 0.0
    ignore_other_topics: bool = False

    def compare(self, old: Tagger, new: Tagger, name: str) -> ModelComparison:
        """Compare the updated tagger with another one."""
        return compare_taggers(
            old,
            new,
            self.against,
            names=(name, "after"),
            with_average=self.with_average,
            min_loss=self.min_loss,
            ignore_other_topics=self.ignore_other_topics,
        )

    def without_other_topics(self, tagger: Tagger) -> "Check":
        """Return the same check without the tags of other topics, if they are to be ignored."""
        if not self.ignore_other_topics:
            return self
        against, _ = without_other_topics(self.against, tagger.topics, keep_tagless=tagger.task == "multi")
        return replace(self, against=against, ignore_other_topics=False)


def check_update(before: Tagger, update: Update, unseen: Sequence[TopicQuality], check: Check) -> Update:
    """Return an update with its comparisons, and with its measured quality in the tagger's record.

    Parameters
    ----------
    before : Tagger
    update : Update
    unseen : sequence of TopicQuality
        Quality of the added topics by cross-validation: it stays in the record where no example to measure on has the
        topic, since such examples may be older than the topic.
    check : Check

    Raises
    ------
    WorseModelError
        The updated tagger is significantly worse than the one before, or than the baseline.

    Warns
    -----
    DataWarning
        Too few examples have a topic that was learnt, so that a loss would not show.
    """
    comparison = check.compare(before, update.tagger, "before")
    check = check.without_other_topics(update.tagger)  # the comparison has warned of them
    baseline = None if check.baseline is None else check.compare(check.baseline, update.tagger, "baseline")
    changes = replace(update.changes, comparison=comparison, baseline=baseline)
    _warn_of_few(changes)
    quality = _measure(update.tagger, unseen, check.against)
    record = replace(update.tagger.record, quality=quality)
    measured = Tagger(replace(update.tagger.model, metadata=record.to_dict()))
    checked = Update(measured, changes)
    for found in filter(None, (comparison, baseline)):
        if found.is_worse:
            raise WorseModelError(_describe_loss(found), checked)
    return checked


def _describe_loss(comparison: ModelComparison) -> str:
    lost = [*comparison.worse_topics, *(["macro-F1"] if comparison.is_average_worse else [])]
    if any(own.topic in lost and not own.support for own in comparison.topics):
        hint = " If the examples are older than a topic, say which topics were looked for: topictag convert --known."
    else:
        hint = ""
    than = {"before": "the model before", "baseline": "the baseline"}[comparison.names[0]]
    return (
        f"The updated model is significantly worse than {than}: {', '.join(lost)}. Look at the new examples of these "
        "topics (topictag check), learn only others (--only, only=), or hold more strongly to the weights (--strength, "
        f"strength=).{hint}"
    )


def _warn_of_few(changes: ModelUpdate) -> None:
    """Warn of topics that were learnt, and whose loss would not show."""
    comparison = changes.comparison
    few = frozenset(() if comparison is None else comparison.unjudged_topics)
    named = [quote(own.topic) for own in changes.topics if own.standing == "updated" and own.topic in few]
    if named:
        warn_caller(
            f"Fewer than {MIN_ARTICLES} of the articles to measure on have {', '.join(named)}, so a loss there might "
            "not show. Add examples of these topics: --against (against=).",
            DataWarning,
        )


def _measure(tagger: Tagger, unseen: Sequence[TopicQuality], against: Sequence[Example]) -> Evaluation:
    """Return the quality on the examples apart; of added topics that none of them has, that by cross-validation."""
    decided = decide_examples(tagger, against).decided
    support = (decided.gold & decided.known).sum(axis=0)
    absent = [topic for topic, n in zip(tagger.topics, support.tolist(), strict=True) if not n]
    crossed = {own.topic: own for own in unseen if own.topic in absent}
    is_measured = [topic not in crossed for topic in tagger.topics]
    quality = replace(decided, known=decided.known & is_measured).evaluate()
    method = f"{len(decided.gold)} examples kept apart, after an update"
    if crossed:
        method += f"; {', '.join(crossed)} by cross-validation, because none of them has it"
        warn_caller(
            f"None of the examples to measure on has {', '.join(map(quote, crossed))}, so this counts as unknown in "
            "them, and its quality is that by cross-validation. Add examples that have it: --against (against=).",
            DataWarning,
        )
    return replace(quality, method=method, topics=tuple(crossed.get(own.topic, own) for own in quality.topics))
