"""Scorers: one protocol for the native scan and the reference, and the choice between the two."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from topictag.model.checks import check_model
from topictag.model.compiled import Model
from topictag.text.wrapping import ParagraphMode


class Scorer(Protocol):
    """Scores and tags texts with one model; safe to share between threads.

    The score of a text for a topic is the best score of its paragraphs. `paragraphs` says what ends a paragraph. With
    None, texts have already been read (`topictag.text.reading.read_text`), and every line is a paragraph.
    """

    @property
    def name(self) -> str:
        """``native`` or ``reference``."""

    def scores(self, texts: Sequence[str], paragraphs: ParagraphMode | None = "auto") -> NDArray[np.float32]:
        """Return scores, shape (n_texts, n_topics); -inf for a text without a paragraph that can be read."""

    def probabilities(self, texts: Sequence[str], paragraphs: ParagraphMode | None = "auto") -> NDArray[np.float32]:
        """Return the calibrated probabilities of all topics, shape (n_texts, n_topics); 0 if nothing can be read."""

    def find_form(self, form: str) -> int:
        """Return the number of a normalised word in the model's table of forms, or -1."""

    def tags(
        self,
        texts: Sequence[str],
        paragraphs: ParagraphMode | None = "auto",
        thresholds: NDArray[np.float32] | None = None,
        top: int = 0,
    ) -> list[dict[str, float]]:
        """Return for each text its tags with their probabilities, highest first.

        `thresholds` replace those of the model. With `top`, a text gets that many topics, whatever their probability,
        or none if nothing in it can be read.
        """


def make_scorer(model: Model, place: str = "Tagger(model)") -> Scorer:
    """Check a model and return its scorer: native, or the reference if topictag was installed without a compiler.

    Parameters
    ----------
    model : Model
        From a file, a pickle or anywhere else. Its scorer reads wherever the arrays point, so they are checked here.
    place : str
        Where the model comes from; begins the message.

    Raises
    ------
    InputTypeError, ModelFormatError
        As `topictag.model.checks.check_model`.
    """
    check_model(model, place)
    try:
        scanner = import_module("topictag.model.native.scanner")
    except ModuleNotFoundError:  # not built; a scan that is built but broken is an error, not a reason to be slow
        from topictag.model.reference import ReferenceScorer

        return ReferenceScorer(model)
    scorer: Scorer = scanner.NativeScorer(model)
    return scorer
