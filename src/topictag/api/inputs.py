"""The files that sources of training name: an output must not overwrite them."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from topictag.labelled.hints import HintSource
    from topictag.labelled.reading import Source


def list_inputs(
    labelled: Iterable[Source | None], corpus: Iterable[str | PathLike[str]], hints: HintSource | None, background: Any
) -> list[str | PathLike[str]]:
    """Return the files that are read; sources in memory have none.

    Raises
    ------
    DataError
        A path does not exist, or names a folder without files that can be read.
    """
    from topictag.labelled.corpus import corpus_files
    from topictag.labelled.hints import hint_files
    from topictag.labelled.reading import data_files

    found: list[Path] = [file for source in only_paths(*labelled) for file in data_files(source)]
    found += [file for source in corpus for file in corpus_files(source)]
    found += [file for source in only_paths(hints) for file in hint_files(source)]
    return [*found, *only_paths(background)]


def only_paths(*sources: Any) -> list[str | PathLike[str]]:
    """Return those sources that are paths."""
    return [source for source in sources if isinstance(source, str | PathLike)]
