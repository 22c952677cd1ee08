"""A benchmark as a command: it measures, prints its tables and, with ``--keep``, writes results and documents.

Tables are made from results in JSON alone. So ``python -m benchmarks.tables`` writes all tables again from the kept
results, without measuring.
"""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.datasets import DEFAULT_FOLDER
from benchmarks.reporting import ROOT, load_results, read_table, save_results, update_document

Results = dict[str, Any]
BACKGROUND = ROOT / "training_data" / "background.safetensors"


@dataclass(frozen=True)
class Benchmark:
    """One measurement and the tables that show it.

    Attributes
    ----------
    name : str
        Results are kept in benchmarks/results/NAME.json.
    description : str
        What ``--help`` says; usually the docstring of the module.
    measure : callable
        From the options to results of JSON types.
    tables : mapping of str to callable
        From the markers of each table to the function that makes it from results. An empty table is left out.
    document : str or tuple of str
        Documents with the tables, relative to the repository. A table is written to each of them that has its markers.
    needs_data : bool
        Whether it measures on real news. It then has the option ``--data`` and is skipped if the folder is absent.
    is_saved : bool
        Whether results are kept as JSON; False if measuring takes a moment and needs only the repository's own files.
    add_options : callable
        Adds further options to the command.
    draw : callable
        Draws plots from results; called with ``--keep``.
    """

    name: str
    description: str | None
    measure: Callable[[Namespace], Mapping[str, Any]]
    tables: Mapping[str, Callable[[Results], str]] = field(default_factory=dict)
    document: str | tuple[str, ...] = ()
    needs_data: bool = False
    is_saved: bool = True
    add_options: Callable[[ArgumentParser], None] = lambda _: None
    draw: Callable[[Results], None] = lambda _: None

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that may contain tables."""
        return (self.document,) if isinstance(self.document, str) else self.document

    def run(self, arguments: Sequence[str] | None = None) -> Results:
        """Measure with the options of the command line, print the tables, and keep them with ``--keep``.

        Raises
        ------
        SystemExit
            With status 0 if the benchmark needs real news and there is none; it says so on standard error.
        """
        options = self.parse(arguments)
        if self.needs_data:
            skip_without(options.data, self.name)
        results = as_json(self.measure(options))
        self.report(results, keep=options.keep)
        return results

    def parse(self, arguments: Sequence[str] | None = None) -> Namespace:
        """Return the options of a command line."""
        parser = ArgumentParser(description=self.description, formatter_class=RawDescriptionHelpFormatter)
        if self.needs_data:
            add_data_option(parser)
        self.add_options(parser)
        parser.add_argument("--keep", action="store_true", help=f"write {', '.join(self._kept())}")
        return parser.parse_args(arguments)

    def report(self, results: Results, *, keep: bool) -> None:
        """Print the tables; with ``--keep``, write results and documents."""
        tables = [table for _, table in self.make_tables(results)]
        if tables:
            print(*tables, sep="\n\n", flush=True)
        if keep:
            if self.is_saved:
                save_results(self.name, results)
            self.update_documents(results)
            self.draw(results)

    def kept_results(self) -> Results:
        """Return the kept results; results that are not saved are measured."""
        return load_results(self.name) if self.is_saved else as_json(self.measure(Namespace()))

    def make_tables(self, results: Results) -> Iterator[tuple[str, str]]:
        """Yield markers and table of each table that is not empty."""
        made = ((marker, make(results)) for marker, make in self.tables.items())
        return ((marker, table) for marker, table in made if table)

    def update_documents(self, results: Results) -> None:
        """Write each table between its markers.

        Raises
        ------
        SystemExit
            No document has the markers of a table.
        """
        for marker, table in self.make_tables(results):
            places = [own for own in self.documents if read_table(marker, own) is not None]
            for document in places or self.documents[:1]:
                update_document(marker, table, document)

    def _kept(self) -> list[str]:
        return [*([f"benchmarks/results/{self.name}.json"] if self.is_saved else []), *self.documents]


def as_json(results: Mapping[str, Any]) -> Results:
    """Return results after a round trip through JSON, so that tables do not depend on where results come from."""
    loaded: Results = json.loads(json.dumps(results))
    return loaded


def skip_without(folder: Path, name: str) -> None:
    """End the process with a message and status 0 if the folder of the real news does not exist."""
    if not folder.is_dir():
        print(f"NOT RUN: {name}: {folder} does not exist. Give the real news with --data DIR.", file=sys.stderr)
        raise SystemExit(0)


def add_data_option(parser: ArgumentParser) -> None:
    """Add ``--data``, the folder of the real news."""
    parser.add_argument(
        "--data", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="folder of the real news (../shared/data)"
    )


def add_background_option(parser: ArgumentParser) -> None:
    """Add ``--background``, a file of background vectors."""
    parser.add_argument(
        "--background", type=Path, default=BACKGROUND, metavar="FILE", help="background vectors (those of the model)"
    )
