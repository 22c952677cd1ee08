"""Fitting the calibration and thresholds of a finished model to another sample; its weights stay the same."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from topictag.caution import warn_caller
from topictag.errors import DataError, TrainingWarning
from topictag.evaluation.evaluate import evaluate_decisions
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows, known_rows
from topictag.labelled.single import require_single
from topictag.model.compiled import Model
from topictag.model.decisions import decide, probabilities
from topictag.model.parts import HintsRecord
from topictag.model.record import ModelRecord
from topictag.results.quality import Evaluation
from topictag.text.reading import paragraph_forms, text_forms
from topictag.training.arrays import Bools
from topictag.training.decisions.targets import Target, make_targets
from topictag.training.decisions.unreliable import warn_of_topics
from topictag.training.provenance import describe_data
from topictag.training.recalibrate import JointSample
from topictag.training.settings import TrainingSettings
from topictag.training.task import check_no_targets
from topictag.training.validation.folds import deal_folds, group_examples
from topictag.training.validation.out_of_fold import OutOfFold
from topictag.training.validation.sharing import group_texts

_FEWEST = 5  # chosen, with the topic and without: fewer say less than the model already knows


def calibrate_model(
    model: Model, examples: Sequence[Example], scores: NDArray[np.float32], settings: TrainingSettings
) -> Model:
    """Return the model with new slopes, offsets and thresholds.

    Parameters
    ----------
    model : Model
    examples : sequence of Example
    scores : ndarray of float32, shape (n_examples, n_topics)
        The model's scores of the examples; -inf where it can read nothing.
    settings : TrainingSettings
        Only targets, number of folds and seed matter here.

    Returns
    -------
    Model
        A topic with fewer than five examples for or against it keeps its calibration and threshold.

    Raises
    ------
    DataError
        An example carries a topic that the model does not know, or no topic has five examples for and against it; or
        an example does not have exactly one topic, as a model of the task "single" needs it.
    SettingError
        A target names an unknown topic, a topic has a target for both precision and recall, or the model has the task
        "single" and needs no threshold.

    Warns
    -----
    TrainingWarning
        A topic keeps its calibration, is unreliable, or misses its target; or the model was trained on these examples.
    """
    gold, known = gold_rows(examples, model.topics), known_rows(examples, model.topics)
    if model.task == "single":
        require_single(examples)
        check_no_targets(settings, "Leave it out.")
    targets = make_targets(model.topics, settings.precision, settings.recall)
    articles, words = [example.article for example in examples], [tuple(text_forms(own.text)) for own in examples]
    groups = group_examples(articles, words, group_texts([paragraph_forms(own.text) for own in examples]).tolist())
    record = ModelRecord.from_dict(model.metadata)
    described = describe_data(examples, model.topics, group_examples(articles, words))
    if described.fingerprint in record.fingerprints:
        warn_caller(
            "The model was trained on exactly these examples, so its scores on them are too good. Give other examples.",
            TrainingWarning,
        )
    kept = _topics_with_enough(model, gold, known)
    folds = deal_folds(gold, groups, settings.n_folds, settings.seed, known)[None]
    if model.task == "single":
        is_kept = np.isin(np.arange(len(model.topics)), kept)
        joint = JointSample(model, scores.astype(np.float64), gold, groups, folds[0], is_kept)
        return _calibrate_jointly(joint, replace(record, calibrated_on=described, by_group=None, test=None))
    own = [targets[topic] for topic in kept]
    sample = OutOfFold(
        folds, scores[None, :, kept].astype(np.float64), gold[:, kept], groups, own, known=known[:, kept]
    )
    decisions = sample.fit_decisions()
    topics = [model.topics[topic] for topic in kept]
    warn_of_topics(topics, sample.gold, groups, decisions, own, known=sample.known)
    record = replace(
        record,
        thresholds_for={**record.thresholds_for, **dict(zip(topics, map(str, own), strict=True))},
        calibrated_on=described,
        by_group=None,  # measured with the former decisions
        test=None,
        hints=_without(record.hints, topics),
        quality=_measure(model, scores, gold, known, sample, kept),
    )
    return replace(
        model,
        slope=_put(model.slope, kept, decisions.slope),
        offset=_put(model.offset, kept, decisions.offset),
        thresholds=_put(model.thresholds, kept, decisions.thresholds),
        metadata=record.to_dict(),
    )


def _calibrate_jointly(sample: JointSample, record: ModelRecord) -> Model:
    """Calibrate a model of exactly one topic per text; `record` is what its new record says beside the quality."""
    model, decisions = sample.model, sample.fit_decisions()
    kept = np.flatnonzero(sample.is_free).tolist()
    own = replace(decisions, learnt=decisions.learnt[kept], reached=decisions.reached[kept])
    topics = [model.topics[topic] for topic in kept]
    warn_of_topics(topics, sample.gold[:, kept], sample.groups, own, [Target()] * len(kept))
    quality = sample.measure(_describe_method(sample.folds, len(sample.gold)))
    return replace(
        model,
        slope=decisions.slope.astype(np.float32),
        offset=decisions.offset.astype(np.float32),
        metadata=replace(record, quality=quality, hints=_without(record.hints, topics)).to_dict(),
    )


def _without(hints: HintsRecord | None, calibrated: Sequence[str]) -> HintsRecord | None:
    """Return the record of hints without the topics that now have a calibration."""
    left = hints and tuple(topic for topic in hints.uncalibrated if topic not in calibrated)
    return hints and replace(hints, uncalibrated=left or ())


def _topics_with_enough(model: Model, gold: Bools, known: Bools) -> list[int]:
    """Return the numbers of the topics that can be calibrated, and warn about the others."""
    enough = np.minimum(gold.sum(axis=0), (known & ~gold).sum(axis=0)) >= _FEWEST
    if not enough.any():
        raise DataError(
            f"No topic of the model has {_FEWEST} examples with it and {_FEWEST} without it among the {len(gold)} "
            "examples. Add examples."
        )
    for number in np.flatnonzero(~enough).tolist():
        warn_caller(
            f"{gold[:, number].sum()} of {known[:, number].sum()} examples carry the topic {model.topics[number]!r}. "
            f"It keeps its calibration and threshold: at least {_FEWEST} must carry it and {_FEWEST} lack it. Add "
            "examples.",
            TrainingWarning,
        )
    return np.flatnonzero(enough).tolist()


def _measure(
    model: Model, scores: NDArray[np.float32], gold: Bools, known: Bools, sample: OutOfFold, kept: list[int]
) -> Evaluation:
    """Evaluate all topics: the calibrated ones by cross-validation, the others with their old calibration."""
    probability = probabilities(model, scores).astype(np.float64)
    tagged = decide(model.thresholds, probability.astype(np.float32), model.task)
    tagged[:, kept], probability[:, kept] = sample.decide_unseen()
    method = _describe_method(sample.folds, len(gold))
    return evaluate_decisions(
        model.topics, gold, tagged, sample.groups.tolist(), known=known, probability=probability, method=method
    )


def _describe_method(folds: NDArray[np.intp], n_examples: int) -> str:
    return f"{int(folds.max()) + 1}-fold cross-validation of the calibration on {n_examples} examples"


def _put(values: NDArray[np.float32], places: list[int], new: NDArray[np.float64]) -> NDArray[np.float32]:
    changed = values.copy()
    changed[places] = new
    return changed
