"""What a system must answer to be compared.

Two kinds: a `Rival` decides by itself; a `ScoringRival` only scores, and `out_of_fold.Tuned` makes a rival of it by
choosing setting and thresholds on the training part, for all in the same way.
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
        Of each text; no article is divided when a rival is tuned.
    one_tag : bool
        Each text has exactly one topic, and the highest score is what counts.
    """

    texts: list[str]
    gold: Bools
    topics: tuple[str, ...]
    articles: list[str]
    one_tag: bool = False


class Scorer(Protocol):
    """A fitted model that scores."""

    def scores(self, texts: list[str]) -> Floats:
        """Return scores of shape (n_texts, n_topics); higher is likelier, -inf is never."""

    def save(self, folder: Path) -> None:
        """Write all that the model needs beyond installed packages into an empty folder."""


class Fitted(Scorer, Protocol):
    """A fitted model that decides."""

    setting: Mapping[str, Any]  # what was chosen on the training part
    last_fit_s: float | None  # seconds of the last fit alone, where known apart from the choice of settings

    def tags(self, texts: list[str]) -> Bools:
        """Return the tags given, shape (n_texts, n_topics)."""


class Rival(Protocol):
    """A system that decides by itself."""

    def fit(self, part: TrainingPart) -> Fitted:
        """Learn from the examples."""


class ScoringRival(Protocol):
    """A system that scores; each setting is tried out of fold."""

    settings: Sequence[Mapping[str, Any]]

    def fit(self, texts: list[str], gold: Bools, **setting: Any) -> Scorer:
        """Learn from texts and their tags, with one of `settings`."""
