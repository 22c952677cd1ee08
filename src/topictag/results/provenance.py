"""Where the figures of a report come from: model, data, settings."""

from dataclasses import dataclass
from typing import Any

from topictag.results.description import DataDescription


@dataclass(frozen=True)
class Provenance:
    """What a report was made of. There are no times and no folders in it: equal input gives an equal report.

    Attributes
    ----------
    version : str
        Of topictag, which made the report.
    digest : str
        SHA-256 of the model's file; empty for a model that cannot be written.
    sources : tuple of str
        Names of the files with the examples; empty for examples in memory.
    n_examples, n_articles : int
        All that were given, and number of different articles.
    fingerprint : str
        SHA-256 over texts, tags and articles of the examples in order; ids do not matter.
    settings : dict
        Those that the model was trained with, by name; empty if its record is missing.
    learnt_from : tuple of DataDescription
        What the model learnt from.
    """

    version: str
    digest: str
    sources: tuple[str, ...]
    n_examples: int
    n_articles: int
    fingerprint: str
    settings: dict[str, Any]
    learnt_from: tuple[DataDescription, ...]
