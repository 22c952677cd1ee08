"""Fitting a finished model's calibration and thresholds to another sample; its weights stay as they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError
from topictag.evaluation.evaluate import evaluate_decisions
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows
from topictag.model.compiled import Model
from topictag.model.decisions import decide, probabilities
from topictag.text.reading import text_forms
from topictag.training.arrays import Bools
from topictag.training.decisions.targets import make_targets
from topictag.training.decisions.unreliable import warn_of_topics, warn_training
from topictag.training.provenance import describe_data
from topictag.training.settings import TrainingSettings
from topictag.training.validation.folds import deal_folds, group_examples
from topictag.training.validation.out_of_fold import OutOfFold

_FEWEST = 5  # chosen, with the topic and without: fewer say less than what the model already holds


def calibrate_model(
    model: Model, examples: Sequence[Example], scores: NDArray[np.float32], settings: TrainingSettings
) -> Model:
    """Return the model with other slopes, offsets and thresholds.

    Parameters
    ----------
    model : Model
    examples : sequence of Example
    scores : ndarray of float32, shape (n_examples, n_topics)
        The model's own, -inf where it can read nothing.
    settings : TrainingSettings
        Targets, number of folds and seed; the rest is of no meaning here.

    Returns
    -------
    Model
        A topic with fewer than five examples for or against it keeps what it had.

    Raises
    ------
    DataError
        An example carries a topic that the model does not know.
    SettingError
        A target names an unknown topic.

    Warns
    -----
    TrainingWarning
        A topic keeps its calibration, cannot be relied upon, or does not reach its target; or the examples are those
        that the model was trained on.
    """
    gold = gold_rows(examples, model.topics)
    targets = make_targets(model.topics, settings.precision, settings.recall)
    groups = group_examples(
        [example.article for example in examples], [tuple(text_forms(example.text)) for example in examples]
    )
    described = describe_data(examples, model.topics, groups)
    learnt_from = (model.metadata.get(part, {}).get("fingerprint") for part in ("data", "auxiliary"))
    if described["fingerprint"] in learnt_from:
        warn_training(
            "The model was trained on these very examples, so its scores on them look better than they are. Take "
            "others."
        )
    kept = _topics_with_enough(model, gold)
    folds = deal_folds(gold, groups, settings.n_folds, settings.seed)[None]
    own = [targets[topic] for topic in kept]
    sample = OutOfFold(folds, scores[None, :, kept].astype(np.float64), gold[:, kept], groups, own)
    decisions = sample.fit_decisions()
    topics = [model.topics[topic] for topic in kept]
    warn_of_topics(topics, sample.gold, groups, decisions, own)
    metadata = {
        **model.metadata,
        "thresholds_for": {
            **model.metadata.get("thresholds_for", {}),
            **{topic: str(target) for topic, target in zip(topics, own, strict=True)},
        },
        "calibrated_on": described,
        "quality": _measure(model, scores, gold, sample, kept),
    }
    return replace(
        model,
        slope=_put(model.slope, kept, decisions.slope),
        offset=_put(model.offset, kept, decisions.offset),
        thresholds=_put(model.thresholds, kept, decisions.thresholds),
        metadata=metadata,
    )


def _topics_with_enough(model: Model, gold: Bools) -> list[int]:
    """Return the numbers of the topics that can be calibrated, and warn of the others."""
    enough = np.minimum(gold.sum(axis=0), (~gold).sum(axis=0)) >= _FEWEST
    if not enough.any():
        raise DataError(
            f"No topic of the model has {_FEWEST} examples with it and {_FEWEST} without among the {len(gold)}. "
            "Add examples."
        )
    for number in np.flatnonzero(~enough).tolist():
        warn_training(
            f"The topic {model.topics[number]!r} has {gold[:, number].sum()} of {len(gold)} examples; with fewer than "
            f"{_FEWEST} for or against it, it keeps its calibration and threshold. Add examples."
        )
    return np.flatnonzero(enough).tolist()


def _measure(
    model: Model, scores: NDArray[np.float32], gold: Bools, sample: OutOfFold, kept: list[int]
) -> dict[str, Any]:
    """Evaluate all topics: the calibrated ones by cross-validation, the others with what they had."""
    probability = probabilities(model, scores).astype(np.float64)
    tagged = decide(model.thresholds, probability.astype(np.float32))
    tagged[:, kept], probability[:, kept] = sample.decide_unseen()
    quality = evaluate_decisions(model.topics, gold, tagged, sample.groups.tolist(), probability=probability)
    n_folds = int(sample.folds.max()) + 1
    method = f"cross-validation of the calibration on {len(gold)} examples, in {n_folds} parts"
    return {"method": method, **quality.to_dict()}


def _put(values: NDArray[np.float32], places: list[int], new: NDArray[np.float64]) -> NDArray[np.float32]:
    changed = values.copy()
    changed[places] = new
    return changed
