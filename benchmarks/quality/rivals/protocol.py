"""The interface of compared systems.

There are two kinds. A `Rival` decides by itself. A `ScoringRival` only scores; `out_of_fold.Tuned` makes it a rival by
choosing setting and thresholds on the training part, in the same way for all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class TrainingPart:
    """Labelled texts to learn from.

    Attributes
    ----------
    texts : list of str
    gold : ndarray of bool, shape (n_texts, n_topics)
    topics : tuple of str
    articles : list of str
        The article of each text.
    folds : ndarray of int, shape (n_texts,)
        The fold of each text when a rival is tuned, the same for all rivals. Articles, equal texts and near copies stay
        in one fold.
    one_tag : bool
        Whether each text has exactly one topic.
    """

    texts: list[str]
    gold: Bools
    topics: tuple[str, ...]
    articles: list[str]
    folds: NDArray[np.integer[Any]]
    one_tag: bool = False


class Scorer(Protocol):
    """A fitted model that scores."""

    def scores(self, texts: list[str]) -> Floats:
        """Return scores of shape (n_texts, n_topics); higher is likelier, and -inf is never a tag."""

    def save(self, folder: Path) -> None:
        """Write everything that the model needs, except installed packages, into an empty folder."""


class Fitted(Protocol):
    """A fitted model that decides."""

    setting: Mapping[str, Any]  # the setting chosen on the training part
    last_fit_s: float | None  # seconds of the last fit only; None if unknown

    def tags(self, texts: list[str]) -> Bools:
        """Return the given tags, shape (n_texts, n_topics)."""

    def save(self, folder: Path) -> None:
        """Write everything that the model needs, except installed packages, into an empty folder."""


class Rival(Protocol):
    """A system that decides by itself."""

    def fit(self, part: TrainingPart) -> Fitted:
        """Learn from the examples."""


class ScoringRival(Protocol):
    """A system that scores; each setting is tried out of fold."""

    settings: Sequence[Mapping[str, Any]]

    def fit(self, texts: list[str], gold: Bools, **setting: Any) -> Scorer:
        """Learn from texts and their tags, with one of `settings`."""
