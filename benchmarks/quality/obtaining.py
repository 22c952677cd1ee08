"""Obtaining the outcomes of rivals on a task: kept ones where nothing has changed, new ones elsewhere."""

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.basis import describe_basis
from benchmarks.quality.outcomes import KeptOutcomes
from benchmarks.quality.parts import write_parts
from benchmarks.quality.rivals.registry import RIVALS, Resources
from benchmarks.quality.running import Outcome, run_rival
from benchmarks.quality.tasks import Task
from benchmarks.quality.word_vectors import WordVectors


@dataclass(frozen=True)
class Setup:
    """What a comparison works with.

    Attributes
    ----------
    folder : Path
        A temporary folder for texts and the output of the processes.
    resources : Resources
    vectors : WordVectors or None
        Learns ``resources.vectors``; None if there is no corpus to learn from.
    kept : KeptOutcomes
    only_kept : collection of str
        Rivals that are not run, only taken from `kept`.
    """

    folder: Path
    resources: Resources = field(default_factory=Resources)
    vectors: WordVectors | None = None
    kept: KeptOutcomes = field(default_factory=KeptOutcomes)
    only_kept: Collection[str] = ()


def obtain_outcomes(
    task: Task, obstacles: Mapping[str, str | None], setup: Setup
) -> tuple[dict[str, Outcome], dict[str, str]]:
    """Return the outcomes of the rivals without an obstacle, and why the others did not run; say that, too."""
    parts = write_parts(task, setup.folder)
    origins = {"vectors": setup.vectors.digest()} if setup.vectors else {}
    outcomes, not_run = dict[str, Outcome](), dict[str, str]()

    def leave_out(name: str, reason: str) -> None:
        not_run[name] = reason
        print(f"NOT RUN on {task.name}: {name}: {reason}", file=sys.stderr)

    for name, obstacle in obstacles.items():
        if obstacle:
            leave_out(name, obstacle)
            continue
        basis = describe_basis(name, parts, setup.resources, origins)
        outcome = setup.kept.find(task.name, name, basis)
        if outcome is None and name in setup.only_kept:
            leave_out(name, "it would take too long")
            continue
        if outcome is None:
            learning = setup.vectors.learn() if setup.vectors and RIVALS[name].resource == "vectors" else None
            outcome = run_rival(name, parts, setup.resources, learning)
            setup.kept.keep(task.name, name, basis, outcome)
        print(f"{task.name}: {name} trained in {outcome.costs.train_s:.1f} s", file=sys.stderr, flush=True)
        outcomes[name] = outcome
    return outcomes, not_run
