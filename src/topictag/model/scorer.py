"""What scores texts: one face for the native scan and for the reference, and which of the two runs here."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.text.wrapping import ParagraphMode


class Scorer(Protocol):
    """Scores and tags texts with one model; safe to share between threads.

    A text is scored paragraph by paragraph and takes, topic by topic, the best. `paragraphs` says what ends one; with
    None, texts have been read (`topictag.text.reading.read_text`), and every line is one.
    """

    @property
    def name(self) -> str:
        """``native`` or ``reference``."""

    def scores(self, texts: Sequence[str], paragraphs: ParagraphMode | None = "auto") -> NDArray[np.float32]:
        """Return scores, shape (n_texts, n_topics); -inf for a text with no paragraph that can be read."""

    def probabilities(self, texts: Sequence[str], paragraphs: ParagraphMode | None = "auto") -> NDArray[np.float32]:
        """Return the calibrated probabilities of all topics, shape (n_texts, n_topics); 0 where nothing can be read."""

    def tags(
        self,
        texts: Sequence[str],
        paragraphs: ParagraphMode | None = "auto",
        thresholds: NDArray[np.float32] | None = None,
        top: int = 0,
    ) -> list[dict[str, float]]:
        """Return for each text its tags with their probabilities, highest first.

        With `thresholds`, these stand for the model's; with `top`, a text gets so many topics whatever their
        probability, and none where nothing can be read.
        """


def make_scorer(model: Model) -> Scorer:
    """Return the native scan, or the reference where the package was installed without a compiler.

    Parameters
    ----------
    model : Model
        Checked tables.
    """
    try:
        scanner = import_module("topictag.model.native.scanner")
    except ModuleNotFoundError:  # not built; one that is built and broken is an error, and no slower tagger
        from topictag.model.reference import ReferenceScorer

        return ReferenceScorer(model)
    scorer: Scorer = scanner.NativeScorer(model)
    return scorer
