"""What benchmarks leave behind: JSON with versions and machine, and the README's tables between markers."""

import argparse
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_RESULTS = ROOT / "benchmarks" / "results"
_LIBRARIES = ("topictag", "numpy", "scipy", "scikit-learn", "pymorphy3", "safetensors")


def keep_argument(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the option of a benchmark that needs no real news."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    return parser


def save_results(name: str, results: Mapping[str, Any]) -> None:
    """Write results with what they were measured with and on to benchmarks/results/NAME.json."""
    environment = {
        "python": platform.python_version(),
        "libraries": {library: version(library) for library in _LIBRARIES},
        "system": platform.system(),
        "machine": platform.machine(),
        "n_cores": os.cpu_count(),
    }
    text = json.dumps({**results, "environment": environment}, ensure_ascii=False, indent=2)
    (_RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def update_readme(name: str, table: str, *, document: str = "README.md") -> None:
    """Put a table between ``<!-- NAME -->`` and ``<!-- /NAME -->`` in README.md, or in another document."""
    path = ROOT / document
    before, start, rest = path.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not start or not end:
        raise SystemExit(f"{document} has no markers <!-- {name} --> and <!-- /{name} -->.")
    path.write_text(f"{before}{start}{table}\n{end}{after}", encoding="utf-8")


def markdown_table(header: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; all columns but the first to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, rule, *rows])
