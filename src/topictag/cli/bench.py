"""``topictag bench``: how fast a model is, here and on your own texts."""

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

_MOST_TEXTS = 20_000  # chosen: a pass of some 50 ms, long beside the clock's grain and short beside anyone's patience
_LEAST_TEXTS = 5000  # chosen: enough to divide among threads


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@model_option
@click.option("--rounds", type=click.IntRange(1), default=7, show_default=True, help="Passes over the texts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def bench(file: Path | None, model: Path | None, rounds: int, as_json: bool) -> None:
    """Measure the speed of a model on the paragraphs of FILE: plain text or JSONL, also as .gz, .xz or .zst.

    The first 20,000 are taken; fewer than 5,000 are read again and again. Without FILE, words of the model are put
    together at random, which tells no more than that everything runs: give texts of the kind that you tag.
    """
    tagger = load(model)
    if file is None:
        texts, what = random_texts(tagger, _LEAST_TEXTS), "texts of random words; give a FILE of your own"
    else:
        texts, what = list(islice(iter_corpus(corpus_files(file)), _MOST_TEXTS)), f"paragraphs of {printable(file)}"
        if not texts:
            raise DataError(f"{file}: holds no text. Give a file with a paragraph a line.")
        if len(texts) < _LEAST_TEXTS:
            what = f"texts, the {len(texts)} {what} again and again"
            texts = list(islice(cycle(texts), _LEAST_TEXTS))
    speed = measure_speed(tagger, texts, n_rounds=rounds)
    if as_json:
        click.echo(json.dumps(asdict(speed), indent=2))
    else:
        print_speed(speed, what)
