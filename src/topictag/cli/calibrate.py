"""``topictag calibrate``: fits a model's probabilities and thresholds to a labelled sample."""

from pathlib import Path
from typing import Any

import click

from topictag.api.calibrating import CALIBRATION_SETTINGS, calibrate_on
from topictag.api.tagging import load
from topictag.cli.options import corpus_option, data_argument, input_files, max_line_option
from topictag.cli.reading_options import reading_options
from topictag.cli.setting_options import settings_options
from topictag.cli.warnings import report_warnings
from topictag.extras import require_extra
from topictag.files import check_outputs
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples
from topictag.reports.escapes import printable
from topictag.reports.terminal import print_quality
from topictag.training.settings import TrainingSettings


@click.command()
@click.argument("model", type=click.Path(path_type=Path))
@data_argument
@corpus_option
@reading_options
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), help="The model file to write; may be MODEL itself."
)
@settings_options(TrainingSettings, only=CALIBRATION_SETTINGS)
@max_line_option("a line of DATA or of the corpus")
@click.option("--quiet", is_flag=True, help="No table.")
def calibrate(
    model: Path,
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    reading: ReadOptions,
    output: Path,
    max_line_bytes: int,
    quiet: bool,
    **settings: Any,
) -> None:
    """Fit probabilities and thresholds to your own texts.

    The words that MODEL knows and their weights stay as they are. MODEL is a file, or - for the shipped model. DATA is
    a labelled sample of the texts that you tag, as for `topictag train`, but not what MODEL was trained on.
    """
    require_extra("train", "Calibration")
    own = TrainingSettings.from_dict(settings)
    check_outputs([output], input_files(data, corpus))
    with report_warnings():
        examples = read_examples(*data, corpus=corpus, max_line_bytes=max_line_bytes, options=reading)
        tagger = calibrate_on(load(None if str(model) == "-" else model), examples, own)
        tagger.save(output)
    if not quiet:
        print_quality(tagger.quality, tagger.thresholds)
        click.echo(f"\nUse it: topictag tag --model {printable(output)} FILE")
