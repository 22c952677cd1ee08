"""``topictag bench``: how fast a model is on this machine and on your own texts."""

import json
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path

import click

from topictag.api.tagging import load
from topictag.cli.names import printable
from topictag.cli.options import model_option
from topictag.errors import DataError
from topictag.labelled.corpus import corpus_files, iter_corpus
from topictag.reports.terminal import print_speed
from topictag.speed import measure_speed, random_texts
from topictag.tagger import Tagger

_MAX_TEXTS = 20_000  # chosen: a pass takes about 50 ms, long enough to time and short enough to wait for
_MIN_TEXTS = 5000  # chosen: enough to divide among threads


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@model_option
@click.option("--rounds", type=click.IntRange(1), default=7, show_default=True, help="Number of passes over the texts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def bench(file: Path | None, model: Path | None, rounds: int, as_json: bool) -> None:
    """Measure how fast a model tags the paragraphs of FILE: plain text or JSONL, also as .gz, .xz or .zst.

    At most the first 20,000 paragraphs are read. If there are fewer than 5,000, they are repeated. Without FILE, the
    texts are random words of the model: this shows only that everything runs. For real figures, give texts of the kind
    that you tag.
    """
    tagger = load(model)
    texts, what = _random(tagger) if file is None else _read(file)
    speed = measure_speed(tagger, texts, n_rounds=rounds)
    if as_json:
        click.echo(json.dumps(asdict(speed), indent=2))
    else:
        print_speed(speed, what)


def _random(tagger: Tagger) -> tuple[list[str], str]:
    return random_texts(tagger, _MIN_TEXTS), "texts of random words; give a FILE of your own texts"


def _read(file: Path) -> tuple[list[str], str]:
    """Return the texts to tag and how to call them."""
    texts, what = list(islice(iter_corpus(corpus_files(file)), _MAX_TEXTS)), f"paragraphs of {printable(file)}"
    if not texts:
        raise DataError(f"{file}: the file has no text. Give a file with one paragraph per line.")
    if len(texts) < _MIN_TEXTS:
        return list(islice(cycle(texts), _MIN_TEXTS)), f"texts, the {len(texts)} {what} repeated"
    return texts, what
