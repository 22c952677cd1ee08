"""``topictag inspect``: a model in, what it contains out."""

from collections.abc import Iterable
from pathlib import Path

import click

from topictag.api.tagging import load
from topictag.cli.options import check_license_option, echo_json, license_option
from topictag.files import check_outputs, write_atomically
from topictag.names import check_topic
from topictag.reports.card import make_card
from topictag.reports.differences import write_difference
from topictag.reports.escapes import printable
from topictag.reports.inspection import write_description, write_term
from topictag.tagger import Tagger


@click.command()
@click.argument("model", required=False, type=click.Path(path_type=Path), metavar="[MODEL]")
@click.option("--term", help="Show only what the model knows of a word, of two words, or of a family, such as перег*.")
@click.option(
    "--diff", "other", type=click.Path(path_type=Path), metavar="OTHER", help="Show what differs in another model."
)
@click.option("--topic", "topics", multiple=True, help="Show this topic only. Can be repeated.")
@click.option(
    "--top", type=click.IntRange(0), default=20, show_default=True, help="Maximum number of terms in each list."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--card", type=click.Path(path_type=Path), help="Only write a Markdown card of the model to this file.")
@license_option
def inspect(
    model: Path | None,
    term: str | None,
    other: Path | None,
    topics: tuple[str, ...],
    top: int,
    as_json: bool,
    card: Path | None,
    license_name: str,
) -> None:
    """Show what is in a model.

    MODEL: a file written by `topictag train`; the shipped model by default. Prints topics, training data, quality,
    settings, sizes and the strongest terms for and against each topic.
    """
    if sum(option is not None for option in (term, other, card)) > 1:
        raise click.UsageError("--term, --diff and --card exclude each other. Give one of them.")
    check_license_option(license_name, card)
    tagger = load(model)
    if card is not None:
        _write_card(tagger, card, license_name)
    elif term is not None:
        _show_term(tagger, term, topics, top, as_json=as_json)
    elif other is not None:
        difference = tagger.diff(load(other), top=top, topics=topics or None)
        _show(difference.to_dict() if as_json else write_difference(difference, top))
    else:
        description = tagger.describe(top=top, topics=topics or None)
        _show(description.to_dict() if as_json else write_description(description, top))


def _write_card(tagger: Tagger, card: Path, license_name: str) -> None:
    check_outputs([card], [Path(tagger.source.place)] if tagger.source else [], example="card.md")
    write_atomically(make_card(tagger, license_name=license_name).encode("utf-8"), card)
    click.echo(f"{printable(card)}: the card of the model.")


def _show_term(tagger: Tagger, term: str, topics: tuple[str, ...], top: int, *, as_json: bool) -> None:
    for topic in topics:
        check_topic(topic, tagger.topics, "this model", option="topics")
    shown = [topic for topic in tagger.topics if topic in topics or not topics]
    own = tagger.describe_term(term)
    _show(own.to_dict(top=top, topics=shown) if as_json else write_term(own, shown, top))


def _show(shown: dict[str, object] | Iterable[str]) -> None:
    if isinstance(shown, dict):
        echo_json(shown)
    else:
        click.echo("\n\n".join(shown))
