"""Annif's folder: a text in x.txt, and its subjects in x.tsv (URI, tab, label) or x.key (a label a line)."""

import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from topictag.errors import DataError, OutputError
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.losing import lost_fields, lost_nuls, lost_texts
from topictag.labelled.formats.subjects import Subjects, own_uris, to_uri, without_uris
from topictag.labelled.lines import iter_parts, limit_total
from topictag.labelled.opening import NAME_ENCODING, PACKED, bare_name, check_decoded, files_below, open_text

_SUBJECTS = (".tsv", ".key")
_UNLABELLED = PassedOver("no file of subjects, .tsv or .key, is beside the text")
_SAFE = re.compile(r"[\w(][\w ().,+=@-]{0,79}(?<![ .])")
_LOST = {"^\ufeff": "A byte order mark at the beginning of {n} is lost."}


class AnnifFolderFormat:
    """A folder of texts, each with a file of subjects beside it."""

    name = "annif-folder"
    summary = "folder of Annif: x.txt, and its subjects in x.tsv or x.key"
    ending = ""

    def recognises(self, head: Head) -> bool:
        """Return whether this is a folder."""
        return head.kind == "folder"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the texts of a folder, without those of its subfolders; the name of a file is the id."""
        subjects = Subjects(options.tags)
        texts = sorted((file for file in path.iterdir() if _is_text(file) and file.is_file()), key=_stem)
        for text in texts:
            try:
                yield str(text), _read(text, subjects, options)
            except DataError as error:
                yield str(text), error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is neither a text nor a subject."""
        n_renamed = sum(name != record.get("id") for name, record in zip(_file_names(records), records, strict=True))
        return [
            *lost_fields(without_uris(records), ["id"]),
            *([f"The name of a file is the id, so {n_renamed} of {len(records)} ids change."] if n_renamed else []),
            *lost_texts(records, _LOST),
            *lost_nuls(records),
        ]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write two files per record into a new folder."""
        if path.exists():
            raise OutputError(f"{path}: exists. Give the name of a new folder.")
        temporary = path.with_name(f".topictag-{secrets.token_hex(8)}")
        try:
            try:
                temporary.mkdir()
                for name, record in zip(_file_names(records), records, strict=True):
                    _write(record["text"], temporary / f"{name}.txt")
                    _write("".join(_lines(record)), temporary / f"{name}.tsv")
                temporary.rename(path)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror}). Nothing was written.") from error


def find_folders(path: Path) -> list[Path]:
    """Return the folders, of a folder and those in it, in which a text has its subjects beside it."""
    texts = files_below(path, lambda file: _is_text(file) and _subject_file(file) is not None)
    return sorted({file.parent for file in texts})


def is_subject_file(file: Path) -> bool:
    """Return whether a file of subjects has its text beside it."""
    return any(file.with_name(f"{file.stem}.txt{packed}").is_file() for packed in ("", *PACKED))


def _is_text(file: Path) -> bool:
    return Path(bare_name(file)).suffix == ".txt"


def _subject_file(text: Path) -> Path | None:
    """Return the file of subjects beside a text, or None; as in Annif, .tsv goes before .key."""
    stem = _stem(text)
    return next((own for ending in _SUBJECTS if (own := text.with_name(stem + ending)).is_file()), None)


def _stem(text: Path) -> str:
    is_packed = text.suffix.lower() in PACKED
    return Path(text.stem).stem if is_packed else text.stem


def _read(text: Path, subjects: Subjects, options: ReadOptions) -> dict[str, Any] | PassedOver:
    topics = _subject_file(text)
    if topics is None:
        return _UNLABELLED
    lines = _read_whole(topics, options).splitlines()
    tagged = subjects.read((_parse(line) for line in lines if line.strip()), str(topics))
    return {"id": _stem(text), "text": _read_whole(text, options), **tagged}


def _read_whole(file: Path, options: ReadOptions) -> str:
    with open_text(file, encoding=options.encoding) as stream:
        text = "".join(limit_total(iter_parts(stream), f"{file}: the text", options.max_line_bytes))
    check_decoded(text, str(file), options.encoding, NAME_ENCODING)
    return text


def _parse(line: str) -> tuple[str, str]:
    """Return URI and label: of each line, Annif takes what is in angle brackets, and then the next cell."""
    uri = ""
    for cell in filter(None, map(str.strip, line.split("\t"))):
        if cell.startswith("<") and cell.endswith(">"):
            uri = cell[1:-1].strip()
        else:
            return uri, cell
    return uri, ""


def _lines(record: Record) -> Iterator[str]:
    uris = own_uris(record)
    for topic in record["tags"]:
        uri = to_uri(topic, uris)
        has_label = uri != topic and not (topic.startswith("<") and topic.endswith(">"))
        yield f"<{uri}>\t{topic}\n" if has_label else f"<{uri}>\n"


def _file_names(records: Sequence[Record]) -> list[str]:
    """Return a name for each record: its id, or a number if that cannot be the name of a file."""
    ids = [str(record.get("id", "")) for record in records]
    names = [own if _SAFE.fullmatch(own) else "" for own in ids]
    taken, numbers = {name.casefold() for name in names}, (f"{number:06}" for number in count(1))
    return [name or next(number for number in numbers if number not in taken) for name in names]


def _write(text: str, path: Path) -> None:
    path.write_text(text.replace("\0", ""), encoding="utf-8", newline="")
