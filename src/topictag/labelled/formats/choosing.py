"""All formats, and which one a file has."""

from collections.abc import Mapping
from pathlib import Path

from topictag.errors import DataError, SettingError
from topictag.labelled.formats.annif_folder import AnnifFolderFormat
from topictag.labelled.formats.annif_json import AnnifJsonFormat
from topictag.labelled.formats.annif_table import AnnifCsvFormat, AnnifTsvFormat
from topictag.labelled.formats.argilla import ArgillaFormat
from topictag.labelled.formats.docbin import DocBinFormat
from topictag.labelled.formats.doccano import DoccanoFormat
from topictag.labelled.formats.doccano_csv import DoccanoCsvFormat
from topictag.labelled.formats.fasttext import FastTextFormat
from topictag.labelled.formats.format import Format, Head, ReadOptions, UnrecognisedError
from topictag.labelled.formats.heading import read_head
from topictag.labelled.formats.huggingface import HuggingFaceFormat
from topictag.labelled.formats.label_studio import LabelStudioFormat
from topictag.labelled.formats.native import NativeFormat
from topictag.labelled.formats.parquet import ParquetFormat
from topictag.labelled.formats.prodigy import ProdigyFormat
from topictag.labelled.formats.spans import describe_spans, has_spans
from topictag.labelled.formats.table import TableFormat
from topictag.labelled.quotes import quote, quote_fields, shorten

_ASK_TOPICS = (
    "Ask for topics and export the answers: doccano has projects of the type text classification, and Prodigy has "
    "textcat.manual. If a field has topics, name it: --tags-field NAME."
)

# In the order in which they are asked: the first that recognises a file reads it.
FORMATS: Mapping[str, Format] = {
    own.name: own
    for own in (
        LabelStudioFormat(),  # before the native form: both have "annotations"
        NativeFormat(),
        ArgillaFormat(),
        ProdigyFormat(),
        DoccanoFormat(),
        DoccanoCsvFormat(),
        AnnifJsonFormat(),
        AnnifTsvFormat(),
        AnnifCsvFormat(),
        AnnifFolderFormat(),
        DocBinFormat(),
        ParquetFormat(),
        HuggingFaceFormat(),
        TableFormat(),
        FastTextFormat(),
    )
}

# The options of fields that a format has no use for, because it has no such field; Annif's files name topics by URI.
_LACKING: Mapping[str, tuple[str, ...]] = {
    "fasttext": ("text", "tags", "id", "article"),
    "annif-tsv": ("text", "id", "article"),
    "annif-folder": ("text", "id", "article"),
    "spacy": ("text", "tags", "id", "article"),
    "prodigy": ("tags",),
}


def find_format(name: str) -> Format:
    """Return the format with a name.

    Raises
    ------
    SettingError
        There is none.
    """
    if name not in FORMATS:
        raise SettingError(f"There is no format {quote(name)}. The formats are {', '.join(FORMATS)}.")
    return FORMATS[name]


def choose_format(path: Path, options: ReadOptions, *, is_certain: bool = True) -> Format:
    """Return the format of a file, as the options or else its content say.

    Parameters
    ----------
    path : path
    options : ReadOptions
    is_certain : bool, default=True
        Whether the file has labelled data for certain, because the user names it. In a folder, a table without columns
        of texts and topics is something else.

    Raises
    ------
    DataError
        The file cannot be read, or no format recognises it.
    SettingError
        There is no format of the name that the options give, or the format lacks a field that they name.
    """
    found = find_format(options.format) if options.format else _recognise(path, options, is_certain=is_certain)
    if lacking := [name for name in _LACKING.get(found.name, ()) if getattr(options, name)]:
        raise SettingError(
            f"{path}: the format {found.name} has no field to name for {' or '.join(lacking)}. Leave out "
            f"{' and '.join(f'--{name}-field' for name in lacking)} (in Python, ReadOptions.{lacking[0]}), or say "
            "which format it is: --from NAME."
        )
    return found


def _recognise(path: Path, options: ReadOptions, *, is_certain: bool) -> Format:
    head = read_head(path, options)
    found = next((own for own in FORMATS.values() if own.recognises(head)), None)
    if found:
        return found
    if head.record and (options.tags or options.topics):
        return FORMATS["huggingface"]  # takes any fields as text and tags
    if head.kind == "table" and (is_certain or options.text or options.tags or options.topics):
        return FORMATS["csv"]  # its message names the columns
    if "text" in head.record and has_spans(head.record):
        raise DataError(describe_spans(str(path), _ASK_TOPICS))
    if head.kind in ("json", "jsonl") and ("text" in head.record or not head.record):
        return FORMATS["native"]  # its message says what is missing
    raise UnrecognisedError(
        f"{path}: the format is not recognised ({_describe(head)}). Say which it is, --from "
        f"{'|'.join(FORMATS)}, and where text and tags are: --text-field NAME, --tags-field NAME."
    )


def _describe(head: Head) -> str:
    if head.record:
        return f"the fields are {quote_fields(head.record)}"
    return f"it begins «{shorten(head.lines[0])}»" if head.lines else "it is empty"
