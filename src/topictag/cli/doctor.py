"""``topictag doctor``: what is installed here, and what to do about each problem."""

from collections.abc import Iterator
from pathlib import Path

import click

from topictag.cli.installation import (
    CompilerFacts,
    ExtraFacts,
    Installation,
    ModelFacts,
    advise_to_build,
    inspect_installation,
)
from topictag.cli.options import model_option
from topictag.reports.escapes import printable

_WIDTH = 10


@click.command()
@model_option
@click.pass_context
def doctor(context: click.Context, /, model: Path | None) -> None:
    """Check the installation.

    Prints the versions, the scorer, whether the fit is native, the C compiler, the extras and the model, and what to do
    about each problem. The exit status is 0 if tagging works, else 1.
    """
    installation = inspect_installation(model)
    for line in describe(installation):
        click.echo(printable(line))
    context.exit(0 if installation.tags else 1)


def describe(installation: Installation) -> Iterator[str]:
    """Yield the facts as lines."""
    scorer = installation.scorer
    yield _line("topictag", installation.version)
    yield _line("Python", installation.python)
    yield _line("scorer", f"{scorer.name or 'none'}{scorer.reason and f': {scorer.reason}'}", scorer.advice)
    yield _line("fit", *_describe_fit(installation))
    yield _line("compiler", _describe_compiler(installation.compiler))
    yield _line("model", _describe_model(installation.model))
    for extra in (installation.base, *installation.extras):
        yield _line(extra.name, _describe_extra(extra), extra.advice and f"To install, run: {extra.advice}")
    yield ""
    yield "Tagging works." if installation.tags else "Tagging does not work."


def _line(name: str, *parts: str) -> str:
    return f"{name:{_WIDTH}} {'. '.join(filter(None, parts))}"


def _describe_fit(installation: Installation) -> tuple[str, str]:
    if installation.has_native_fit:
        return "native", ""
    return "slower: the native loops of the fit were not built", advise_to_build(installation.compiler)


def _describe_compiler(compiler: CompilerFacts) -> str:
    headers = "with Python's headers" if compiler.has_headers else "without Python's headers"
    return f"{compiler.path or 'none found'}, {headers}"


def _describe_model(model: ModelFacts) -> str:
    if model.problem:
        return f"cannot be used. {model.problem}"
    n_topics = f"{len(model.topics)} topics ({', '.join(model.topics)})"
    return f"{model.path}: {model.n_bytes / 1e6:.1f} MB, {n_topics}"


def _describe_extra(extra: ExtraFacts) -> str:
    installed = ", ".join(f"{name} {version}" for name, version in extra.versions.items())
    missing = f"missing: {', '.join(extra.missing)}" if extra.missing else ""
    return "; ".join(filter(None, [installed, missing]))
