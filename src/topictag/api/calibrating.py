"""Calibrating taggers: probabilities and thresholds for texts of another kind than those of training."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING, Any

from topictag.loading import take_tagger
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from topictag.labelled.example import Example
    from topictag.labelled.reading import Corpus, Source
    from topictag.training.settings import TrainingSettings

CALIBRATION_SETTINGS = ("precision", "recall", "n_folds", "seed")


def calibrate(
    tagger: Tagger | str | PathLike[str],
    examples: Source,
    settings: TrainingSettings | None = None,
    *,
    corpus: Corpus = (),
    **named: Any,
) -> Tagger:
    """Fit a tagger's probabilities and thresholds to a sample of your own texts, without training it again.

    Probabilities and thresholds are valid for texts like those from which they were learnt. Give a few hundred labelled
    texts of the kind that you tag, drawn at random. The weights of the words stay the same.

    Parameters
    ----------
    tagger : Tagger or path
        A path names a model file, or a registry, whose current version is loaded. It is not changed.
    examples : path or iterable
        As for `train`, but not the examples on which the tagger was trained.
    settings : TrainingSettings, optional
        Only `precision`, `recall`, `n_folds` and `seed` matter here.
    corpus : path, or iterable of paths, optional
        See `train`.
    **named
        These four by name, which override `settings`.

    Returns
    -------
    Tagger
        `Tagger.quality` is measured on the sample, by cross-validation.

    Raises
    ------
    DataError
        The examples cannot be read, carry a topic that the tagger does not know, or are too few for every topic.
    SettingError
        A setting is out of range or names an unknown topic.
    InputTypeError
        `tagger` is neither a Tagger nor a path, a source is neither a path nor an iterable, or a keyword is not one of
        the four.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The model cannot be loaded, or has no record that can be read.
    MissingExtraError
        The extra ``train`` is not installed.

    Warns
    -----
    TrainingWarning
        A topic has too few examples and keeps its calibration, is unreliable, or misses its target; or the tagger was
        trained on these examples.
    DataWarning
        Labels by identifier are left out, or a topic occurs only in them.

    Examples
    --------
    >>> import topictag
    >>> energy = ["Нефть дорожает.", "Газ дешевеет.", "АЭС пущена.", "Новый газопровод.", "Цены на нефть упали."]
    >>> other = ["Премьера балета.", "Матч отменён.", "Снег в горах.", "Открыт музей.", "Концерт в парке."]
    >>> sample = [(text, ["energy"]) for text in energy] + [(text, []) for text in other]
    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):  # the other topics have no example here
    ...     tagger = topictag.calibrate(topictag.load(), sample, precision={"energy": 0.95})
    >>> tagger.record.thresholds_for["energy"]
    'precision 0.95'
    """
    from topictag.extras import require_extra

    require_extra("train", "Calibration")
    from topictag.labelled.reading import read_examples
    from topictag.training.setting import take_settings
    from topictag.training.settings import TrainingSettings

    settings = take_settings(TrainingSettings, settings, named, only=CALIBRATION_SETTINGS)
    return calibrate_on(take_tagger(tagger, "tagger"), read_examples(examples, corpus=corpus), settings)


def calibrate_on(tagger: Tagger, examples: Sequence[Example], settings: TrainingSettings) -> Tagger:
    """Calibrate a tagger on examples in memory."""
    from topictag.training.calibrate import calibrate_model

    scores = tagger.scores(example.text for example in examples)
    return Tagger(calibrate_model(tagger.model, examples, scores, settings))
