"""``topictag bench``: how fast a model is, here and on your own texts."""

from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path

import click

from topictag.api.tagging import load
from topictag.cli.options import echo_json, max_line_option, model_option
from topictag.errors import DataError
from topictag.labelled.corpus import corpus_files, iter_corpus
from topictag.reports.terminal import print_speed
from topictag.speed import measure_speed, random_texts
from topictag.tagger import Tagger

_MAX_TEXTS = 20_000  # chosen: a pass takes about 50 ms, long enough to measure and short enough to wait for
_MIN_TEXTS = 5000  # chosen: enough to divide among threads


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@model_option
@click.option("--rounds", "n_rounds", type=click.IntRange(1), default=7, show_default=True, help="Number of passes.")
@max_line_option("a line of FILE")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def bench(file: Path | None, model: Path | None, n_rounds: int, max_line_bytes: int, as_json: bool) -> None:
    """Measure the speed of a model.

    FILE: texts of the kind that you tag, plain text or JSONL, also as .gz, .xz or .zst. The first 20,000 paragraphs
    are used; fewer than 5,000 are repeated. Without FILE, the texts are random words of the model. They show that
    everything runs, but not the speed on your own texts.
    """
    tagger = load(model)
    texts, what = _collect_texts(tagger, file, max_line_bytes)
    speed = measure_speed(tagger, texts, n_rounds=n_rounds)
    if as_json:
        echo_json(asdict(speed))
    else:
        print_speed(speed, what)


def _collect_texts(tagger: Tagger, file: Path | None, max_line_bytes: int) -> tuple[list[str], str]:
    """Return texts, and a description of them."""
    if file is None:
        return random_texts(tagger, _MIN_TEXTS), "texts of random words (give a FILE to measure your own)"
    texts = list(islice(iter_corpus(corpus_files(file), max_line_bytes=max_line_bytes), _MAX_TEXTS))
    if not texts:
        raise DataError(f"{file}: contains no text. Give a file with one paragraph per line.")
    if len(texts) >= _MIN_TEXTS:
        return texts, f"paragraphs of {file}"
    return list(islice(cycle(texts), _MIN_TEXTS)), f"texts: the {len(texts)} paragraphs of {file}, repeated"
