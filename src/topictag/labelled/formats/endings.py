"""Whether the name of a file that is written says what is in it: readers trust the ending of a name."""

from pathlib import Path

from topictag.errors import SettingError
from topictag.labelled.formats.format import Format
from topictag.labelled.opening import bare_name

_ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".parquet", ".spacy")
# Lines of JSON are often called .json, and topictag reads them so.
_ALSO = {".jsonl": (".ndjson", ".json"), ".tsv": (".txt",)}


def check_ending(path: Path, own: Format, *more: str) -> None:
    """Raise `SettingError` if the ending of a name says that the file is of another kind than a format writes.

    Parameters
    ----------
    path : path
        Names without an ending, or with one that means nothing to topictag, are left to the user.
    own : Format
    *more : str
        Further endings that are right.
    """
    ending = Path(bare_name(path)).suffix
    if own.ending and ending in _ENDINGS and ending not in (own.ending, *_ALSO.get(own.ending, ()), *more):
        raise SettingError(
            f"{path}: the format {own.name} cannot be written to a file whose name ends in {ending}, because readers "
            f"would take it for another format. Let the name end in {own.ending}, or choose another format: --to."
        )
