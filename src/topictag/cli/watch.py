"""``topictag watch``: new texts and a reference in, what has changed out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from topictag.api.monitoring import ALPHA, BOUND, SCORE_BOUND, check_bounds
from topictag.api.tagging import load
from topictag.cli.options import echo_json, max_line_option
from topictag.cli.status import report_with_status_2
from topictag.cli.tagging.articles import ArticleReader
from topictag.cli.tagging.sources import Source, find_sources
from topictag.errors import DataError, ModelError, OutputError
from topictag.files import check_outputs
from topictag.monitoring.comparison import compare_profiles
from topictag.monitoring.counting import count_texts
from topictag.monitoring.profile import Profile, is_profile, read_profile
from topictag.reports.escapes import printable
from topictag.results.drift import check_page_name
from topictag.tagger import Tagger

_ORDER = (
    "MODEL comes first, or - for the shipped model, and TEXTS follow: "
    "topictag watch - april.jsonl --reference march.jsonl"
)
_PARAGRAPHS_COUNT = (
    "each paragraph of plain text counts as an article. If some belong together, alarms may be false: give one file "
    'per article, or records with the field "article".'
)


@click.command()
@click.argument("model", type=click.Path(path_type=Path))
@click.argument("texts", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="TEXTS...")
@click.option(
    "--reference",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Texts to compare with, or a profile of them that --save-reference wrote. Can be repeated for texts.",
)
@click.option(
    "--save-reference",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the profile of TEXTS to FILE: counts without any text, as a later --reference.",
)
@click.option(
    "--alpha",
    type=float,
    default=ALPHA,
    show_default=True,
    help="Maximum probability of an alarm of any kind if nothing has changed.",
)
@click.option(
    "--bound",
    type=float,
    default=BOUND,
    show_default=True,
    help="Minimum change of a share that counts: 0.02 are two percentage points.",
)
@click.option(
    "--score-bound",
    type=float,
    default=SCORE_BOUND,
    show_default=True,
    help="Minimum distance of two distributions of probabilities that counts.",
)
@click.option("--field", "text_field", help="Field or column with the text, as for `topictag tag`.")
@click.option(
    "--article",
    "article_field",
    metavar="NAME",
    help="Field or column that names the article; at least one record must have it. [default: article, which no record "
    "needs]",
)
@click.option(
    "--unit",
    type=click.Choice(["auto", "file", "paragraph"]),
    default="auto",
    show_default=True,
    help="What an article is in plain text. auto: a file if there are at least 30 files, otherwise a paragraph.",
)
@click.option(
    "--paragraphs",
    type=click.Choice(["auto", "lines", "blank"]),
    default="auto",
    show_default=True,
    help="What ends a paragraph, as for `topictag tag`.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a page of HTML to FILE, whose name ends in .html or .htm.",
)
@max_line_option("a JSON line, of a row of a table, and of a JSON document or a page, which are read whole")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.pass_context
def watch(
    context: click.Context,
    /,
    model: Path,
    texts: tuple[Path, ...],
    reference: tuple[Path, ...],
    save_reference: Path | None,
    report: Path | None,
    as_json: bool,
    alpha: float,
    bound: float,
    score_bound: float,
    **reading: Any,
) -> None:
    """Compare new texts with a reference, without labels.

    MODEL comes first: a file, or - for the shipped model. TEXTS and the reference are files or folders as for
    `topictag tag`. Paragraphs of one article are alike, so articles are what is compared: give records with the field
    "article" if an article is spread over several of them.

    Something has changed if a difference is significant (--alpha) and large (--bound, --score-bound). A large
    difference that is not significant may be chance: the answer then says from which change on samples of this size
    show one. A significant difference that is small is named, and does not alarm.

    \b
    Exit status
      0     no change is both significant and large, or a profile was saved
      1     something has changed
      2     an error in an input, an output or an option
    """  # noqa: D301 (click wants the character, not the escape)
    if not texts:
        raise click.UsageError(f"TEXTS are missing. {_ORDER}")
    if not reference and (save_reference is None or report or as_json):
        raise click.UsageError("Give --reference with texts or a profile, or --save-reference FILE to make a profile.")
    with report_with_status_2(context):
        bounds, reader = check_bounds(alpha, bound, score_bound), ArticleReader(**reading)
        new, before = find_sources(texts), _find_reference(reference)
        read = [source.path for source in (*new, *before)]
        inputs = [*read, *reference, *([] if str(model) == "-" else [model])]
        outputs = [path for path in (save_reference, report) if path]
        check_outputs(outputs, dict.fromkeys(map(Path.absolute, inputs)))
        _check_outside(outputs, [*texts, *reference])
        if report:
            check_page_name(report)
        tagger = _load(model)
        _warn([*reader.list_idle_options([*new, *before]), *_find_shared(new, before)])
        counted = _count(tagger, reader, new, "TEXTS")
        if save_reference:
            counted.save(save_reference)
        if not reference:
            click.echo(f"{printable(str(save_reference))}: the profile of {counted.n_articles} articles.")
            return
        kept = _count(tagger, reader, before, "--reference") if before else read_profile(reference[0])
        found = replace(
            compare_profiles(counted, kept, bounds),
            inputs=tuple(map(printable, texts)),
            reference_inputs=tuple(map(printable, reference)),
        )
        if report:
            found.save(report)
    echo_json(found.to_dict()) if as_json else click.echo(str(found))
    context.exit(1 if found.has_drifted else 0)


def _check_outside(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Raise `OutputError` for an output in a folder that is read: the next comparison would take it for a text."""
    folders = [path for path in inputs if path.is_dir()]
    for output in outputs:
        for folder in folders:
            if output.resolve().is_relative_to(folder.resolve()):
                raise OutputError(
                    f"{output}: is in the folder {folder}, whose files are read as texts, so the next comparison would "
                    "read it too. Give a file in another folder."
                )


def _load(model: Path) -> Tagger:
    try:
        return load(None if str(model) == "-" else model)
    except ModelError as error:
        raise type(error)(f"{error} {_ORDER}") from error


def _find_shared(new: list[Source], before: list[Source]) -> Iterator[str]:
    """Yield a warning if files are among the texts and in the reference."""
    known = {source.path.resolve() for source in before}
    shared = [source.name for source in new if source.path.resolve() in known]
    if shared:
        files = f"{len(shared)} files, such as {shared[0]}" if len(shared) > 1 else shared[0]
        yield (
            f"Warning: TEXTS and --reference both contain {files}. What is compared with itself has not changed. Give "
            "other texts as the reference."
        )


def _warn(messages: Iterable[str]) -> None:
    for message in messages:
        click.echo(message, err=True)


def _find_reference(paths: tuple[Path, ...]) -> list[Source]:
    """Return the texts of the reference; none if it is a profile."""
    profiles = [path for path in paths if is_profile(path)]
    if profiles and len(paths) > 1:
        raise DataError(f"{profiles[0]}: is a profile, which cannot be joined with another reference. Give it alone.")
    return [] if profiles else find_sources(paths)


def _count(tagger: Tagger, reader: ArticleReader, sources: list[Source], name: str) -> Profile:
    if reader.unit == "auto" and reader.choose_unit(sources) == "paragraph":
        _warn([f"{name}: {_PARAGRAPHS_COUNT}"])
    return count_texts(tagger, reader.read(sources, name), name, reader.paragraphs)
