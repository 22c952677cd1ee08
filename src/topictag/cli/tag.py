"""``topictag tag``: texts in, texts with their tags out."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click

from topictag.api import load
from topictag.cli.options import model_option
from topictag.errors import DataError
from topictag.examples.lines import iter_json_lines
from topictag.tagger import Tagger

_CHUNK_RECORDS = 512  # chosen: results appear soon, and a file of any size fits


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE...|-]")
@model_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "jsonl"]),
    help="text: each paragraph with its tags. jsonl: each record with the field `tagged`, topic to probability. "
    "[default: jsonl for files named *.jsonl, text otherwise]",
)
def tag(files: tuple[Path, ...], model: Path | None, kind: str | None) -> None:
    """Tag FILES, or standard input.

    A text is tagged paragraph by paragraph, split at line breaks. A JSONL record has a `text`, or `paragraphs` with a
    `text` each; its other fields but `tagged` come out as they went in.
    """
    tagger = load(model)
    for file in files or (Path("-"),):
        if len(files) > 1:
            click.secho(f"== {file} ==", err=True)
        if (kind or _kind_of(file)) == "jsonl":
            _tag_records(tagger, file)
        else:
            _tag_text(tagger, file)


def _kind_of(file: Path) -> str:
    return "jsonl" if file.suffix == ".jsonl" else "text"


def _tag_text(tagger: Tagger, file: Path) -> None:
    for paragraph in tagger.tag_paragraphs(_read_text(file)):
        tags = "  ".join(f"{topic} {probability:.2f}" for topic, probability in paragraph.tags.items())
        click.secho(f"[{tags or 'no topic'}]", bold=bool(tags), dim=not tags)
        click.echo(f"{paragraph.text}\n")


def _read_text(file: Path) -> str:
    with _open(file) as stream:
        data = stream.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{file}:{line}: not UTF-8 ({error.reason}). Save the text as UTF-8.") from error


def _tag_records(tagger: Tagger, file: Path) -> None:
    with _open(file) as stream:
        records = iter_json_lines(stream, str(file))
        while chunk := list(islice(records, _CHUNK_RECORDS)):
            _tag_chunk(tagger, chunk)


def _tag_chunk(tagger: Tagger, chunk: list[tuple[str, Any]]) -> None:
    parts = [_parts(record, place) for place, record in chunk]
    tagged = iter(tagger.tag_many(part["text"] for own in parts for part in own))
    for (_, record), own in zip(chunk, parts, strict=True):
        for part in own:
            part["tagged"] = {topic: round(probability, 4) for topic, probability in next(tagged).items()}
        click.echo(json.dumps(record, ensure_ascii=False))


def _parts(record: Any, place: str) -> list[dict[str, Any]]:
    """Return the objects of a record that hold a text: itself, or its paragraphs."""
    parts = record.get("paragraphs", [record]) if isinstance(record, dict) else None
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise DataError(f'{place}: a record is an object with a "text", or with "paragraphs" that have one each.')
    for part in parts:
        if not isinstance(part.get("text"), str):
            raise DataError(f'{place}: no "text", or one that is not a string. Plain text goes without --format jsonl.')
    return parts


@contextmanager
def _open(file: Path) -> Iterator[IO[bytes]]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror}).") from error
    with stream:
        yield stream
