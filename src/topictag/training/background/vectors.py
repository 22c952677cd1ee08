"""What background vectors are: terms, how many paragraphs contain each, and a vector for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.text.analysis import Analysis


@dataclass(frozen=True, eq=False)
class Background:
    """Vectors of terms, learnt from unlabelled text.

    Attributes
    ----------
    analysis : Analysis
        How words became terms.
    terms : tuple of str
        Sorted; families carry their mark.
    document_frequencies : ndarray of int32, shape (n_terms,)
        Number of paragraphs that contain each term.
    n_paragraphs : int
        Number of paragraphs in the corpus.
    vectors : ndarray of float32, shape (n_terms, n_dimensions)
        Scaled so that a paragraph's TF-IDF row times the vectors has length 1 on average; 0 for families.
    metadata : mapping
        What the vectors were made of; JSON types only.
    """

    analysis: Analysis
    terms: tuple[str, ...]
    document_frequencies: NDArray[np.int32]
    n_paragraphs: int
    vectors: NDArray[np.float32]
    metadata: Mapping[str, Any]

    @property
    def description(self) -> str:
        """Where the texts come from."""
        return str(self.metadata.get("description", ""))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the vectors to one ``.safetensors`` file, atomically; the same vectors give the same bytes.

        Raises
        ------
        OutputError
            The file cannot be written; an existing one is untouched.
        """
        from topictag.training.background.storage import save_background

        save_background(self, path)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Each term's row."""
        return {term: number for number, term in enumerate(self.terms)}

    def __deepcopy__(self, memo: object) -> "Background":
        return self  # it never changes, so scikit-learn's clones may share it
