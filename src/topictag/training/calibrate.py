"""Fitting a finished model's calibration and thresholds to another sample; its weights stay as they are."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError, TrainingWarning
from topictag.examples.example import Example
from topictag.examples.gold import gold_rows
from topictag.model.tables import Model
from topictag.text.words import word_forms
from topictag.training.classifier import Bools
from topictag.training.decisions import Decisions
from topictag.training.folds import deal_folds, group_examples
from topictag.training.out_of_fold import OutOfFold
from topictag.training.provenance import describe_data
from topictag.training.settings import TrainingSettings
from topictag.training.targets import make_targets

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
        A topic keeps its calibration, or does not reach its target.
    """
    gold = gold_rows(examples, model.topics)
    targets = make_targets(model.topics, settings.precision, settings.recall)
    enough = np.minimum(gold.sum(axis=0), (~gold).sum(axis=0)) >= _FEWEST
    groups = group_examples(
        [example.article for example in examples], [tuple(word_forms(example.text)) for example in examples]
    )
    folds = deal_folds(gold, groups, settings.n_folds, settings.seed)[None]
    kept = np.flatnonzero(enough)
    sample = OutOfFold(
        folds, scores[None, :, kept].astype(np.float64), gold[:, kept], groups, [targets[topic] for topic in kept]
    )
    if not kept.size:
        raise DataError(
            f"No topic of the model has {_FEWEST} examples with it and {_FEWEST} without among the {len(examples)}. "
            "Add examples."
        )
    decisions = sample.fit_decisions()
    topics = [model.topics[topic] for topic in kept]
    _warn(model.topics, enough, decisions, [str(targets[topic]) for topic in kept], gold)
    method = f"cross-validation of the calibration on {len(examples)} examples, in {folds.max() + 1} parts"
    metadata = {
        **model.metadata,
        "thresholds_for": {**model.metadata.get("thresholds_for", {}), **_names(topics, targets, kept)},
        "calibrated_on": describe_data(examples, model.topics, groups),
        "quality": {"method": method, **sample.measure(topics).to_dict()},
    }
    return replace(
        model,
        slope=_put(model.slope, kept, decisions.slope),
        offset=_put(model.offset, kept, decisions.offset),
        thresholds=_put(model.thresholds, kept, decisions.thresholds),
        metadata=metadata,
    )


def _names(topics: Sequence[str], targets: Sequence[Any], kept: NDArray[np.intp]) -> dict[str, str]:
    return {topic: str(targets[number]) for topic, number in zip(topics, kept.tolist(), strict=True)}


def _put(values: NDArray[np.float32], places: NDArray[np.intp], new: NDArray[np.float64]) -> NDArray[np.float32]:
    changed = values.copy()
    changed[places] = new
    return changed


def _warn(topics: Sequence[str], enough: Bools, decisions: Decisions, targets: Sequence[str], gold: Bools) -> None:
    for number in np.flatnonzero(~enough).tolist():
        warnings.warn(
            f"The topic {topics[number]!r} has {gold[:, number].sum()} of {len(gold)} examples; with fewer than "
            f"{_FEWEST} for or against it, it keeps its calibration and threshold. Add examples.",
            TrainingWarning,
            stacklevel=4,
        )
    for place, number in enumerate(np.flatnonzero(enough).tolist()):
        if not decisions.reached[place]:
            warnings.warn(
                f"The topic {topics[number]!r} does not reach {targets[place]} at any threshold; it has the one that "
                "comes closest. Lower the target, or train again with more examples.",
                TrainingWarning,
                stacklevel=4,
            )
