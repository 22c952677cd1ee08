"""``topictag update``: a model and new examples in, a model that has learnt from them out, unless it is worse."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from topictag.api.tagging import load
from topictag.api.updated import Check, Update
from topictag.api.updating import require_check, update_on
from topictag.cli.judging_options import judging_options
from topictag.cli.options import corpus_option, echo_json, input_files, max_line_option
from topictag.cli.reading_options import reading_options
from topictag.cli.status import report_with_status_2
from topictag.cli.warnings import report_warnings
from topictag.errors import OutputError, WorseModelError
from topictag.extras import require_extra
from topictag.files import check_outputs
from topictag.labelled.corpus import corpus_files, iter_corpus
from topictag.labelled.example import Example
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples
from topictag.registry.pointer import is_registry
from topictag.reports.escapes import printable
from topictag.reports.update_text import write_update
from topictag.tagger import Tagger


@click.command()
@click.argument("model", type=click.Path(path_type=Path))
@click.argument("new", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="NEW...")
@corpus_option
@reading_options
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), help="The model file to write; may be MODEL itself."
)
@click.option(
    "--replay",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A sample of the examples that MODEL has learnt from. A new topic needs some that lack it. Can be repeated.",
)
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Labelled examples, not among NEW, on which MODEL is measured before and after. Can be repeated.",
)
@click.option("--no-check", is_flag=True, help="Do without --against.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="A further model than which the updated one must not be worse, such as the one before several updates.",
)
@judging_options
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Unlabelled texts (.txt or JSONL): how many of them get other tags? Can be repeated.",
)
@click.option("--only", multiple=True, metavar="TOPIC", help="Learn this topic only, known or new. Can be repeated.")
@click.option("--only-new", is_flag=True, help="Learn only topics that MODEL does not know.")
@click.option(
    "--strength",
    type=float,
    default=1.0,
    show_default=True,
    help="How strongly known topics hold to their weights; 2 changes them less, 0.5 more.",
)
@click.option(
    "--min-df",
    type=int,
    default=2,
    show_default=True,
    help="Minimum number of new examples with a word that MODEL does not know, for it to become a term.",
)
@max_line_option("a line of the examples, the texts or the corpus")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--quiet", is_flag=True, help="Print nothing.")
@click.pass_context
def update(
    context: click.Context,
    /,
    model: Path,
    new: tuple[Path, ...],
    corpus: tuple[Path, ...],
    output: Path,
    replay: tuple[Path, ...],
    against: tuple[Path, ...],
    no_check: bool,
    baseline: Path | None,
    with_average: bool,
    min_loss: float,
    ignore_other_topics: bool,
    texts: tuple[Path, ...],
    only: tuple[str, ...],
    only_new: bool,
    strength: float,
    min_df: int,
    reading: ReadOptions,
    max_line_bytes: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Learn from new examples without the old ones.

    MODEL is a file, or - for the shipped model. NEW are labelled examples, as for `topictag train`. Topics of MODEL are
    learnt further, and hold to their weights; other topics that NEW names are added.

    \b
    Exit status
      0     the updated model was written
      1     it is significantly worse on the examples of --against, and was not written
      2     an error in an input, an output or an option
    """  # noqa: D301 (click wants the character, not the escape)
    with report_with_status_2(context):
        require_extra("train", "Updating")
        require_check(has_against=bool(against), check=not no_check, has_baseline=baseline is not None)
        unlabelled = [file for source in texts for file in corpus_files(source)]
        if is_registry(output):
            raise OutputError(
                f"{output}: is a registry. Write the model to a file, and promote it: topictag promote FILE {output}"
            )
        check_outputs([output], [*input_files([*new, *replay, *against], corpus), *unlabelled])

        others = replace(reading, format="")  # the format is that of NEW

        def read(sources: Sequence[Path], options: ReadOptions = others) -> list[Example]:
            if not sources:
                return []
            return read_examples(*sources, corpus=corpus, max_line_bytes=max_line_bytes, options=options)

        with report_warnings():
            tagger = _load(model)
            try:
                found = update_on(
                    tagger,
                    read(new, reading),
                    replay=read(replay),
                    check=Check(
                        read(against),
                        None if baseline is None else _load(baseline),
                        with_average,
                        min_loss,
                        ignore_other_topics,
                    )
                    if against
                    else None,
                    texts=iter_corpus(unlabelled, max_line_bytes=max_line_bytes) if texts else None,
                    only=only or None,
                    only_new=only_new,
                    strength=strength,
                    min_df=min_df,
                )
            except WorseModelError as error:
                _echo(error.update, as_json=as_json, quiet=quiet)
                click.echo(f"Error: {printable(str(error))} {printable(output)} was not written.", err=True)
                context.exit(1)
            found.tagger.save(output)
    _echo(found, as_json=as_json, quiet=quiet)
    if not quiet and not as_json:
        click.echo(f"\nUse it: topictag tag --model {printable(output)} FILE")


def _load(model: Path) -> Tagger:
    return load(None if str(model) == "-" else model)


def _echo(found: Update, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        echo_json(found.changes.to_dict())
    elif not quiet:
        click.echo(write_update(found.changes))
