"""Reports: decisions about examples, and what the tagger's own model says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from topictag.errors import SettingError
from topictag.evaluation.averages import average_topics
from topictag.evaluation.decided import Decided
from topictag.evaluation.side_by_side import compare_each, compare_overall, find_disagreements
from topictag.evaluation.together import count_errors, count_pairs
from topictag.evaluation.topic_figures import measure_topic
from topictag.labelled.example import Example
from topictag.model.decisions import needed_scores
from topictag.model.term_weights import TermWeights
from topictag.results.comparison import Comparison
from topictag.results.quality import Evaluation
from topictag.results.report import LearningPoint, Origin, Report
from topictag.results.tagging import Silence
from topictag.results.topic_report import TopicReport
from topictag.tagger.coverage_summary import summarize_coverage
from topictag.tagger.deciding import decide_likewise
from topictag.tagger.mistakes import explain_worst
from topictag.tagger.provenance import trace
from topictag.tagger.report_notes import note

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_N_TERMS = 15  # chosen: strongest terms for a topic, and against it
_MAX_NAMED = 10  # chosen: topics in a sentence


@dataclass(frozen=True, eq=False)
class Rival:
    """Another tagger to compare with, and its name."""

    name: str
    tagger: "Tagger"

    def check_shares_topic(self, topics: Sequence[str]) -> None:
        """Raise `SettingError` if it shares no topic with these."""
        if set(topics).isdisjoint(self.tagger.topics):
            theirs, ours = (", ".join(own[:_MAX_NAMED]) for own in (self.tagger.topics, topics))
            raise SettingError(
                f"against: {self.name} shares no topic with this model. It knows {theirs}; this model knows {ours}. "
                "Give a model of the same topics."
            )


@dataclass(frozen=True, eq=False)
class Measured:
    """What is reported: decisions about examples, and how they were made.

    Attributes
    ----------
    examples : sequence of Example
        `Decided.rows` are their numbers.
    decided : Decided
    quality : Evaluation
        Of `decided`, for all topics of the tagger.
    origin : {"evaluation", "cross-validation"}
    group, by_group, group_quality
        What was held out as a whole, such as ``outlet``, the decisions, and their quality; None if nothing was.
    test, test_quality
        Which examples were kept apart as a test, and the quality of the finished model on them; None if none were.
    learning_curve : tuple of LearningPoint
    ignored : mapping of str to int
        Topic that the tagger does not know to number of its tags, which were ignored.
    sources : tuple of str
        Names of the files of the examples.
    """

    examples: Sequence[Example]
    decided: Decided
    quality: Evaluation
    origin: Origin = "evaluation"
    group: str = ""
    by_group: Decided | None = None
    group_quality: Evaluation | None = None
    test: str = ""
    test_quality: Evaluation | None = None
    learning_curve: tuple[LearningPoint, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


def make_report(
    tagger: "Tagger", measured: Measured, *, name: str, rival: Rival | None = None, texts: bool = True
) -> Report:
    """Make a report.

    Parameters
    ----------
    tagger : Tagger
        Its terms are shown, and it explains the most wrong texts.
    measured : Measured
    name : str
        The name of the model.
    rival : Rival, optional
        Another tagger, on the same examples.
    texts : bool, default=True
        Whether to show the texts of the most wrong examples, and words that the model does not know.

    Raises
    ------
    SettingError
        The rival shares no topic with the tagger.
    """
    decided = measured.decided.take_topics(tagger.topics)
    if rival and rival.name == name:
        rival = replace(rival, name="the other model")
    theirs = _decide_rival(rival, measured, decided)
    others = [(f"{measured.group} held out", measured.by_group)] if measured.by_group else []
    others += [(rival.name, theirs)] if rival and theirs else []
    coverage, silences = summarize_coverage(tagger, (own.text for own in measured.examples), with_words=texts)
    topics = _report_topics(tagger, measured.quality, decided, others, [silences[row] for row in decided.rows.tolist()])
    average_precision = [own.curves[0].average_precision for own in topics]
    return Report(
        name=name,
        origin=measured.origin,
        quality=measured.quality,
        averages=average_topics([own.errors for own in topics], average_precision),
        topics=topics,
        pairs=tuple(count_pairs(decided)),
        coverage=coverage,
        texts=explain_worst(tagger, measured.examples, decided, with_texts=texts),
        has_texts=texts,
        ignored=dict(measured.ignored),
        provenance=trace(tagger, measured.examples, measured.sources),
        group=measured.group,
        group_quality=measured.group_quality,
        test=measured.test,
        test_quality=measured.test_quality,
        against=_compare(rival, measured.examples, decided, theirs) if rival and theirs else None,
        learning_curve=measured.learning_curve,
        notes=tuple(note(measured, rival.name if rival else "")),
    )


def _decide_rival(rival: Rival | None, measured: Measured, decided: Decided) -> Decided | None:
    if rival is None:
        return None
    rival.check_shares_topic(decided.topics)
    return decide_likewise(rival.tagger, measured.examples, decided)


def _report_topics(
    tagger: "Tagger",
    quality: Evaluation,
    decided: Decided,
    others: Sequence[tuple[str, Decided]],
    silences: Sequence[Silence],
) -> tuple[TopicReport, ...]:
    model, terms = tagger.model, TermWeights(tagger.model)
    needed: list[float | None] = [None] * len(tagger.topics)
    if model.task == "multi":
        needed = list(
            needed_scores(model, model.thresholds, np.zeros((1, len(needed)), np.float32))[0].round(4).tolist()
        )
    reports = []
    for column, (topic, own, errors) in enumerate(
        zip(tagger.topics, quality.topics, count_errors(decided), strict=True)
    ):
        figures = measure_topic(decided, column, float(model.thresholds[column]), needed[column], others, silences)
        terms_for, terms_against = terms.strongest_words(column, _N_TERMS)
        reports.append(
            TopicReport(
                topic=topic,
                quality=own,
                errors=errors,
                terms_for=terms_for,
                terms_against=terms_against,
                **vars(figures),
            )
        )
    return tuple(reports)


def _compare(rival: Rival, examples: Sequence[Example], decided: Decided, theirs: Decided) -> Comparison:
    ours = decided.take_topics(theirs.topics)
    has_examples = bool(len(ours.gold))
    n_disagreements, disagreements = find_disagreements(ours, theirs, [examples[row].id for row in ours.rows.tolist()])
    return Comparison(
        name=rival.name,
        overall=compare_overall(ours, theirs) if has_examples else {},
        topics=tuple(compare_each(ours, theirs)) if has_examples else (),
        topics_only_this=tuple(topic for topic in decided.topics if topic not in theirs.topics),
        topics_only_other=tuple(topic for topic in rival.tagger.topics if topic not in theirs.topics),
        n_disagreements=n_disagreements,
        disagreements=tuple(disagreements),
    )
