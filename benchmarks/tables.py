"""Write all generated tables again from the kept results, without measuring: ``python -m benchmarks.tables``.

Do this after a change to a table's code, or after moving the markers of a table. ``--check`` writes nothing; it lists
the tables that differ and exits with status 1 if there are any.
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module

from benchmarks.benchmark import Benchmark
from benchmarks.reporting import read_table

MODULES = (
    "quality.ablation.__main__",
    "quality.agreement",
    "quality.articles",
    "quality.attribution",
    "quality.background_choices",
    "quality.choices",
    "quality.compare",
    "quality.comparing",
    "quality.coverage",
    "quality.deletion",
    "quality.dressed",
    "quality.drift",
    "quality.errors",
    "quality.few_labels",
    "quality.form_table",
    "quality.hints",
    "quality.hints_alone",
    "quality.label_errors",
    "quality.learning_curve",
    "quality.other_outlets",
    "quality.pairs",
    "quality.rare_topics",
    "quality.real_news",
    "quality.search",
    "quality.second_look",
    "quality.silence",
    "quality.suggest.__main__",
    "quality.summary",
    "quality.thresholds",
    "quality.unseen_outlets",
    "quality.updating",
    "quality.wrapping",
    "report_pages",
    "speed.__main__",
    "speed.dressed",
    "speed.explaining",
    "speed.hostile",
    "speed.install",
    "speed.loop",
    "speed.sharing",
    "speed.training_sizes",
    "speed.training_growth",
    "speed.fit_loops",
)


def main() -> None:
    """Write the tables, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="list the tables that differ from the kept results")
    if parser.parse_args().check:
        outdated = list(find_outdated())
        print(*outdated, sep="\n")
        sys.exit(bool(outdated))
    for benchmark in all_benchmarks():
        benchmark.update_documents(benchmark.kept_results())


def all_benchmarks() -> Iterator[Benchmark]:
    """Yield each benchmark; a module has one as ``BENCHMARK``, or several as ``BENCHMARKS``."""
    for name in MODULES:
        module = import_module(f"benchmarks.{name}")
        yield from getattr(module, "BENCHMARKS", None) or [module.BENCHMARK]


def find_outdated() -> Iterator[str]:
    """Yield each table that a document lacks or that differs from the kept results, as ``document: marker``."""
    for benchmark in all_benchmarks():
        for marker, table in benchmark.make_tables(benchmark.kept_results()):
            shown = {own: read_table(marker, own) for own in benchmark.documents}
            if not any(shown.values()):
                yield f"{', '.join(benchmark.documents)}: {marker} (no markers)"
            yield from (f"{own}: {marker}" for own, text in shown.items() if text not in (None, table))


if __name__ == "__main__":
    main()
