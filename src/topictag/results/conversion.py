"""What a conversion of labelled data did."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Conversion:
    """A conversion from one format of labelled data to another.

    Attributes
    ----------
    n_texts : int
        Number of texts that were written.
    format : str
        Name of the format that was written.
    topics : tuple of str
        All topics of the data, in alphabetical order.
    problems : tuple of str
        What happened in reading that you should know: annotators who disagree, records that were left out.
    losses : tuple of str
        What the format cannot hold of the data, a sentence each; empty if reading the file gives everything back.
    """

    n_texts: int
    format: str
    topics: tuple[str, ...]
    problems: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only: ``{"version": 1, "n_texts", …}``."""
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        return {"version": self.VERSION, **fields}
