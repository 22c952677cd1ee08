"""The classifier: `topictag.train` with scikit-learn's interface."""

from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from topictag.api.training import train_on
from topictag.caution import warn_caller
from topictag.columns import check_texts, iter_column
from topictag.errors import InputTypeError, SettingError, TrainingWarning
from topictag.labelled.example import Example
from topictag.model.decisions import decide, log_odds, softmax
from topictag.sklearn.parameters import add_parameters, read_settings
from topictag.training.settings import TrainingSettings

_WITHOUT = ("auxiliary_weight", "hint_scale")  # fit takes neither auxiliary examples nor hints
_SETTINGS = tuple(own.name for own in TrainingSettings.list_settings() if own.name not in _WITHOUT)
_MORE_LIKELY_THAN_NOT = 0.5
_WORDLESS = "—"  # stands for an empty text, which an example cannot be
_LOWEST = -1e6  # chosen: stands for a score of -inf, which scikit-learn's metrics refuse


@add_parameters(_SETTINGS, {"background": None, "lemmatizer": None, "n_jobs": 1})
class TopicTagClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Learn topics of Russian texts: one topic per text, or any number of them.

    The type of y decides the task: one label per text is "single", an indicator matrix is "multi". `task` may only
    repeat it. With one label per text, the most probable one is given, so `precision` and `recall` are refused.
    Works in `Pipeline`, `cross_val_score` and `GridSearchCV`. Each `fit` cross-validates for calibration and
    thresholds, on `n_folds` folds dealt three to ten times, so a grid search fits many times as many models as its
    grid says.

    Parameters
    ----------
    background : path or Background, optional
    lemmatizer : Lemmatizer, optional
        pymorphy3 by default.
    n_jobs : int, default=1
        Number of threads within a fit.

    Attributes
    ----------
    classes_ : ndarray, shape (n_topics,)
        The labels in sorted order. For an indicator matrix, the numbers of its columns; for a DataFrame, their names.
    tagger_ : Tagger
        The trained tagger. Its topics are the classes as str.

    Examples
    --------
    >>> texts = ["Хоккеисты выиграли матч.", "Матч отменён.", "Матч хоккеистов.", "Завтра матч."]
    >>> texts += ["Театр показал балет.", "Театр закрыт.", "Балет в театре.", "Снова театр."]
    >>> classifier = TopicTagClassifier().fit(texts, ["sport"] * 4 + ["culture"] * 4)
    >>> classifier.predict(["Хоккеисты начали матч."]).tolist()
    ['sport']
    """

    def fit(self, texts: Iterable[str], y: Any) -> "TopicTagClassifier":
        """Train.

        Parameters
        ----------
        texts : iterable of str
        y : array-like
            One label per text, or an indicator matrix of shape (n_texts, n_topics), also a sparse one. In a matrix of
            floats, NaN means that it is unknown whether the text has the topic: the text then does not count for it.

        Raises
        ------
        InputTypeError
            `texts` or `y` has the wrong type, or their lengths differ.
        TrainingError
            The examples cannot train a model.
        SettingError
            A setting is out of range, or does not fit y.
        """
        column = _read_texts(texts)
        labels = _read_labels(y)
        if len(labels) != len(column):
            raise InputTypeError(f"There are {len(column)} texts and {len(labels)} rows of y. Give one row per text.")
        is_multilabel = labels.ndim == 2
        settings = _settle_task(read_settings(self, _SETTINGS), is_multilabel)
        classes = _name_columns(y, labels) if is_multilabel else np.unique(labels)
        gold = labels == 1 if is_multilabel else labels[:, None] == classes
        known = _find_known(labels) if is_multilabel else np.ones_like(gold)
        names = [normalize("NFC", str(label)) for label in classes.tolist()]  # as examples have them
        if len(set(names)) < len(names):
            raise InputTypeError("Two labels of y are the same text. Rename one.")
        shares, learnable = gold.sum(axis=0) / np.maximum(known.sum(axis=0), 1), np.ones(len(names), dtype=bool)
        if is_multilabel:
            learnable = _find_learnable(gold, known, names, settings.min_support)
        examples = [
            Example(
                id=f"text {number}",
                text=text if text.strip() else _WORDLESS,
                tags=frozenset(name for name, due in zip(names, row, strict=True) if due),
                article=f"text {number}",
                unknown=frozenset(name for name, left_out in zip(names, hidden, strict=True) if left_out),
            )
            for number, (text, row, hidden) in enumerate(
                zip(column, (gold & learnable).tolist(), (~known & learnable).tolist(), strict=True)
            )
        ]
        tagger = train_on(
            examples,
            settings,
            background=self.background,
            lemmatizer=self.lemmatizer,
            n_jobs=self.n_jobs,
        )
        # All at once, so that a fit that fails leaves the estimator as it was.
        self.tagger_, self.classes_, self.is_multilabel_ = tagger, classes, is_multilabel
        self._columns = [names.index(topic) for topic in tagger.topics]
        # A label that is left out is never the most probable one of those that compete.
        constant = np.where(learnable, 0.0, shares) if is_multilabel else np.full(len(names), -np.inf)
        self._shares, self._constant = shares, constant
        return self

    def predict_proba(self, texts: Iterable[str]) -> NDArray[np.float64]:
        """Return calibrated probabilities, shape (n_texts, n_topics).

        With one label per text, they sum to 1; a text that cannot be read gets the shares of the classes among the
        training texts.
        """
        check_is_fitted(self)
        if self.is_multilabel_:
            return self._spread(self.tagger_.probabilities(_read_texts(texts)), self._constant)
        return softmax(self._joint_odds(texts))

    def decision_function(self, texts: Iterable[str]) -> NDArray[np.float64]:
        """Return calibrated log-odds, all finite.

        Returns
        -------
        ndarray of float64
            With an indicator matrix: log-odds minus those of the threshold, shape (n_texts, n_topics), which are
            positive above the threshold. With one label per text: `predict_proba` is their softmax; shape (n_texts,
            n_topics), or (n_texts,) for two topics, which is the difference of both.
        """
        check_is_fitted(self)
        if not self.is_multilabel_:
            odds = self._joint_odds(texts)
            return odds[:, 1] - odds[:, 0] if len(self.classes_) == 2 else odds
        scores = log_odds(self.tagger_.model, self.tagger_.scores(_read_texts(texts)))
        threshold = np.clip(list(self.tagger_.thresholds.values()), 1e-7, 1 - 1e-7)
        above = np.maximum(scores - np.log(threshold / (1 - threshold)), _LOWEST)
        return self._spread(above, np.where(self._is_always, -_LOWEST, _LOWEST))

    def predict(self, texts: Iterable[str]) -> NDArray[Any]:
        """Return the most probable label of each text, or an indicator matrix of its topics if `fit` was given one."""
        check_is_fitted(self)
        if not self.is_multilabel_:
            best: NDArray[Any] = self.classes_[self.predict_proba(texts).argmax(axis=1)]
            return best
        given = decide(self.tagger_.model.thresholds, self.tagger_.probabilities(_read_texts(texts)))
        return self._spread(given, self._is_always.astype(np.int64))

    def _joint_odds(self, texts: Iterable[str]) -> NDArray[np.float64]:
        """Return the log-odds of labels that compete; for a text that cannot be read, those of the classes' shares."""
        odds = self._spread(log_odds(self.tagger_.model, self.tagger_.scores(_read_texts(texts))), self._constant)
        odds[np.isneginf(odds).all(axis=1)] = np.log(self._shares)
        return odds

    @property
    def _is_always(self) -> NDArray[np.bool_]:
        """Which columns cannot be learnt and are given to every text."""
        always: NDArray[np.bool_] = self._constant > _MORE_LIKELY_THAN_NOT
        return always

    def _spread(self, values: NDArray[Any], constant: NDArray[Any]) -> NDArray[Any]:
        """Return the values of the tagger's topics in the columns of y, and the constants in the other columns."""
        spread: NDArray[Any] = np.tile(constant, (len(values), 1))
        spread[:, self._columns] = values
        return spread

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        tags.classifier_tags.multi_label = True
        tags.no_validation = True
        return tags


def _settle_task(settings: TrainingSettings, is_multilabel: bool) -> TrainingSettings:
    """Return the settings with the task that y implies; raise `SettingError` if they contradict it."""
    task = "multi" if is_multilabel else "single"
    if settings.task not in ("auto", task):
        what = "is an indicator matrix" if is_multilabel else "has one label per text"
        raise SettingError(f"task is {settings.task!r}, but y {what}, which is the task {task!r}. Leave task out.")
    return settings.change({"task": task})


def _find_learnable(
    gold: NDArray[np.bool_], known: NDArray[np.bool_], names: list[str], least: int
) -> NDArray[np.bool_]:
    """Return which columns have enough examples of both kinds, and warn about the others that have any."""
    fewest = np.minimum(gold.sum(axis=0), (known & ~gold).sum(axis=0))
    learnable: NDArray[np.bool_] = fewest >= least
    for name in [name for name, few, own in zip(names, fewest, gold.T, strict=True) if few < least and own.any()]:
        warn_caller(
            f"The topic {name!r} needs {least} texts with it and {least} without. It gets its share as a constant "
            "probability. Add texts.",
            TrainingWarning,
        )
    return learnable


def _read_texts(texts: Iterable[str]) -> list[str]:
    return check_texts(list(iter_column(texts, "raise")), 0, "raise")


def _read_labels(y: Any) -> NDArray[Any]:
    if y is None:
        y = ()
    try:
        labels = y.toarray() if issparse(y) else np.asarray(y)
    except ValueError:  # lists of different lengths
        labels = np.empty(0, dtype=object)
    has_lists = labels.dtype == object and any(isinstance(label, list | tuple | set | frozenset) for label in labels)
    if labels.ndim not in (1, 2) or not len(labels) or has_lists:
        raise InputTypeError(
            "y must contain one label per text or be an indicator matrix. Convert lists of topics with "
            "MultiLabelBinarizer().fit_transform(y)."
        )
    if labels.ndim == 2 and labels.shape[1] == 1 and labels.dtype.kind in "OUS":  # a column of labels
        labels = labels.ravel()
    if labels.ndim == 1:
        _check_labels(labels)
    elif not np.isin(labels[_find_known(labels)], (0, 1)).all():
        raise InputTypeError("An indicator matrix y must contain 0 and 1 only, and NaN where a topic is unknown.")
    return labels


def _find_known(labels: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where an indicator matrix is not NaN."""
    known: NDArray[np.bool_] = ~np.isnan(labels) if labels.dtype.kind == "f" else np.ones(labels.shape, dtype=bool)
    return known


def _check_labels(labels: NDArray[Any]) -> None:
    missing = [number for number, label in enumerate(labels.tolist()) if label is None or label != label]
    if missing:
        raise InputTypeError(f"y[{missing[0]}] is missing ({labels[missing[0]]!r}). Give each text a label.")


def _name_columns(y: Any, labels: NDArray[Any]) -> NDArray[Any]:
    """Return the names of the columns of a DataFrame, or else their numbers."""
    return np.asarray(y.columns) if hasattr(y, "columns") else np.arange(labels.shape[1])
