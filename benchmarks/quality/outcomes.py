"""Outcomes of rivals kept in a folder: a rival runs again only if something that its outcome depends on has changed.

A file contains tags as numbers of topics, costs, settings, and digests. It contains nothing of the texts.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.basis import Basis
from benchmarks.quality.rivals.run import Costs
from benchmarks.quality.running import Outcome

from topictag.files import write_atomically

_VERSION = 1


class KeptOutcomes:
    """Outcomes in the files TASK/RIVAL.json of a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def find(self, task: str, rival: str, basis: Basis) -> Outcome | None:
        """Return the kept outcome that has this basis, or None; say on standard error what has changed.

        Raises
        ------
        SystemExit
            The file of the outcome is damaged or not of this program.
        """
        path = self._path(task, rival)
        if path is None or not path.exists():
            return None
        kept = _read(path)
        if changed := [name for name in basis if kept["basis"].get(name) != basis[name]]:
            print(f"{path}: measured again, because of other {', '.join(changed)}", file=sys.stderr)
            return None
        return _unpack(kept)

    def keep(self, task: str, rival: str, basis: Basis, outcome: Outcome) -> None:
        """Write an outcome with its basis."""
        if path := self._path(task, rival):
            path.parent.mkdir(parents=True, exist_ok=True)
            record = {"version": _VERSION, "basis": basis, **_pack(outcome)}
            write_atomically(json.dumps(record, ensure_ascii=False).encode(), path)

    def _path(self, task: str, rival: str) -> Path | None:
        return self._folder and self._folder / task / f"{rival}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        kept = None
    if not isinstance(kept, dict) or kept.get("version") != _VERSION:
        raise SystemExit(
            f"{path}: this is no kept outcome of version {_VERSION}. Delete it, or give another folder with --outcomes."
        )
    return kept


def _pack(outcome: Outcome) -> dict[str, Any]:
    return {
        "n_topics": outcome.tagged.shape[1],
        "tagged": [np.flatnonzero(own).tolist() for own in outcome.tagged],
        "costs": asdict(outcome.costs),
        "settings": outcome.settings,
        "measured": outcome.measured,
        "learning": outcome.learning,
    }


def _unpack(kept: Mapping[str, Any]) -> Outcome:
    tagged = np.zeros((len(kept["tagged"]), kept["n_topics"]), dtype=bool)
    for row, topics in zip(tagged, kept["tagged"], strict=True):
        row[topics] = True
    return Outcome(tagged, Costs(**kept["costs"]), kept["settings"], kept["measured"], kept["learning"])
