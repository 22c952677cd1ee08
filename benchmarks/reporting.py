"""Results as JSON with their environment, and generated tables between the markers of a document.

Nothing of topictag is imported here: some benchmarks measure the memory of processes that import this.
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
_LIBRARIES = ("topictag", "numpy", "scipy", "scikit-learn", "pymorphy3", "safetensors")


def save_results(name: str, results: Mapping[str, Any]) -> None:
    """Write results and the environment they were measured in to benchmarks/results/NAME.json."""
    environment = {
        "date": today(),
        "revision": find_revision(),
        "python": platform.python_version(),
        "libraries": {library: version(library) for library in _LIBRARIES},
        "system": platform.system(),
        "machine": platform.machine(),
        "n_cores": os.cpu_count(),
    }
    text = json.dumps({**results, "environment": environment}, ensure_ascii=False, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def load_results(name: str) -> dict[str, Any]:
    """Return the results of benchmarks/results/NAME.json without their environment."""
    results: dict[str, Any] = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    results.pop("environment", None)
    return results


def today() -> str:
    """Return the date in UTC, as in ``2026-11-24``."""
    return datetime.now(UTC).date().isoformat()


def find_revision() -> str:
    """Return the revision of this checkout, with a ``+`` if files differ from it; "unknown" without git."""
    try:
        run = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--exclude=*"],  # noqa: S607 (any git will do)
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return run.stdout.strip()


def read_table(name: str, document: str) -> str | None:
    """Return the text between ``<!-- NAME -->`` and ``<!-- /NAME -->`` in a document; None without the markers."""
    parts = _divide(name, document)
    return None if parts is None else parts[1]


def update_document(name: str, table: str, document: str) -> None:
    """Write a table between its markers in a document.

    Raises
    ------
    SystemExit
        The document has no such markers.
    """
    parts = _divide(name, document)
    if parts is None:
        raise SystemExit(f"{document}: add the markers <!-- {name} --> and <!-- /{name} --> where the table belongs.")
    (ROOT / document).write_text(f"{parts[0]}{table}{parts[2]}", encoding="utf-8")


def _divide(name: str, document: str) -> tuple[str, str, str] | None:
    """Return a document in three parts: before the table, the table, and after it."""
    before, start, rest = (ROOT / document).read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    table, end, after = rest.partition(f"\n<!-- /{name} -->")
    return (before + start, table, end + after) if start and end else None


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, rule, *rows])
