"""Wall time and peak memory of a command in a fresh process, measured from outside."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from benchmarks.reporting import ROOT


@dataclass(frozen=True)
class Run:
    """One run of a command.

    Attributes
    ----------
    wall_s : float
        Seconds from start to exit.
    peak_bytes : int
        Highest resident memory.
    cpu_s : float
        Seconds of processor time, of all threads together: other processes change it little.
    """

    wall_s: float
    peak_bytes: int
    cpu_s: float = 0.0


def run_python(*arguments: str, **environment: str) -> Run:
    """Run this Python with the arguments in an empty folder, where it finds only installed packages.

    Keyword arguments are added to the environment. On Linux the peak starts at the memory of the calling process, which
    should therefore be small.
    """
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed with exit status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, KiB on Linux
    return Run(wall_s, usage.ru_maxrss * unit, usage.ru_utime + usage.ru_stime)


def in_turns(
    commands: dict[str, tuple[str, ...]], n_rounds: int, *, warm_up: bool = True, **environment: str
) -> dict[str, list[Run]]:
    """Run commands in turns, A B C A B C …, so that other load hits all alike; one more round may warm up."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(n_rounds + warm_up):
        for name, arguments in commands.items():
            run = run_python(*arguments, **environment)
            if number >= warm_up:
                runs[name].append(run)
    return runs


def repository_path(name: str) -> str:
    """Return an absolute path in the repository, for processes that run elsewhere."""
    return str(ROOT / name)
