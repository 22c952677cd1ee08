"""Timing rivals in turns, each in its own process, which waits while the others run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from benchmarks.quality.running import ONE_THREAD, run_module
from benchmarks.reporting import ROOT
from benchmarks.speed.rivals.registry import FLOOR

_WORKER = "benchmarks.speed.worker"


class Worker:
    """The process of one rival."""

    def __init__(self, process: "subprocess.Popen[str]", name: str) -> None:
        self._process, self._name = process, name
        self.about = self._listen()

    def ask(self, order: str) -> dict[str, Any]:
        """Give an order and wait for the answer."""
        assert self._process.stdin is not None  # noqa: S101 (a pipe, as asked for)
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return self._listen()

    def time_pass(self) -> float:
        """Time one pass over the texts and return the seconds; end with an error unless each text has an answer."""
        answer = self.ask("pass")
        if answer["n_answers"] != self.about["n_texts"]:
            raise SystemExit(
                f"{self._name} gave {answer['n_answers']} answers for {self.about['n_texts']} texts. Fix the rival."
            )
        return float(answer["wall_s"])

    def _listen(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"The process of {self._name} ended early; its error is above.")
        answer: dict[str, Any] = json.loads(line)
        return answer


def make_models(names: Sequence[str], folder: Path) -> None:
    """Let each rival train its model on FOLDER/examples.json."""
    for name in names:
        run_module(_WORKER, name, str(folder), "make")


def race(names: Sequence[str], folder: Path, n_rounds: int) -> dict[str, Any]:
    """Time passes over FOLDER/texts.json in turns, A B C A B C …; return figures by rival."""
    with ExitStack() as stack:
        workers = {name: stack.enter_context(_working(name, folder)) for name in names}
        rounds = [{name: worker.time_pass() for name, worker in workers.items()} for _ in range(n_rounds)]
        calls = {name: worker.ask("latency")["calls_us"] for name, worker in workers.items()}
        peaks = {name: worker.ask("memory")["peak_bytes"] for name, worker in workers.items()}
        about = {name: worker.about for name, worker in workers.items()}
    per_character = [{name: own[name] / about[name]["n_characters"] for name in names} for own in rounds]
    return {
        name: {
            **about[name],
            "texts_per_s": about[name]["n_texts"] / median(own[name] for own in rounds),
            "megabytes_per_s": about[name]["n_bytes"] / 1e6 / median(own[name] for own in rounds),
            "floor_ratio": median(own[name] / own[FLOOR] for own in per_character),
            "rounds_s": [own[name] for own in rounds],
            "call_median_us": float(np.median(calls[name])) if calls[name] else None,
            "call_p99_us": float(np.percentile(calls[name], 99)) if calls[name] else None,
            "peak_bytes": peaks[name],
        }
        for name in names
    }


def times_as_fast(results: dict[str, Any], name: str, other: str) -> float:
    """Return the time of another rival per character divided by the time of this one: the median over rounds."""
    one, two = results[name], results[other]
    scale = one["n_characters"] / two["n_characters"]
    return scale * median(b / a for a, b in zip(one["rounds_s"], two["rounds_s"], strict=True))


@contextmanager
def _working(name: str, folder: Path) -> Iterator[Worker]:
    with subprocess.Popen(
        [sys.executable, "-m", _WORKER, name, str(folder)],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Worker(process, name)
        finally:
            process.kill()
