"""The time of the retraining loop: an export of a labelling tool in, a promoted model out.

The data are 5,000 real labelled paragraphs as an export of Label Studio. The model that they are compared with has
learnt from 3,000 others, and is the current one of a registry. Each step is a command in a process of its own, as a
user runs it, with default settings.
"""

import random
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import corpora
from benchmarks.reporting import ROOT, markdown_table

import topictag
from topictag.labelled.example import Example
from topictag.labelled.formats.choosing import find_format
from topictag.labelled.reading import read_examples

N_NEW, N_OLD = 5000, 3000
LIMIT_S = 120
_LABELS = ("real_news.labels.jsonl", "outlets.labels.jsonl")


def measure(options: Namespace) -> dict[str, Any]:
    """Return the seconds of each command."""
    labels = [ROOT / "training_data" / name for name in _LABELS]
    examples = read_examples(*labels, corpus=corpora(options.data))
    random.Random(0).shuffle(examples)
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write_export(examples[:N_NEW], folder / "export.json")
        old = topictag.train(examples[N_NEW : N_NEW + N_OLD], effort="quick", n_jobs=-1)
        old.save(folder / "old.safetensors")
        _run(folder, ["promote", "old.safetensors", "registry", "--create"])
        steps = {
            "convert": ["convert", "export.json", "data.jsonl"],
            "check": ["check", "data.jsonl", "--fix", "clean.jsonl", "--quiet"],
            "train": ["train", "clean.jsonl", "--test-share", "0.2", "--write-test", "test.jsonl"],
            "compare": ["compare", "registry", "new.safetensors", "test.jsonl", "--json"],
            "promote": ["promote", "new.safetensors", "registry", "--compared", "compared.json"],
        }
        steps["train"] += ["--output", "new.safetensors", "--quiet"]
        return {"n_examples": N_NEW, "seconds": {step: _run(folder, own) for step, own in steps.items()}}


def _write_export(examples: Sequence[Example], path: Path) -> None:
    records = [{"id": own.id, "text": own.text, "tags": sorted(own.tags), "article": own.article} for own in examples]
    topics = sorted(frozenset().union(*(own.tags for own in examples)))
    find_format("label-studio").write(records, path, topics)


def _run(folder: Path, arguments: Sequence[str]) -> float:
    """Run a command and return its seconds; what `compare` prints is kept."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "topictag", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    is_verdict = arguments[0] in ("check", "compare") and done.returncode == 1
    if done.returncode and not is_verdict:
        raise RuntimeError(f"topictag {' '.join(arguments)}: {done.stderr}")
    if arguments[0] == "compare":
        (folder / "compared.json").write_text(done.stdout, encoding="utf-8")
    return seconds


def make_table(results: Results) -> str:
    """Return a row per command, and whether the limit is met."""
    rows = [[f"`topictag {step}`", f"{seconds:.1f} s"] for step, seconds in results["seconds"].items()]
    total = sum(results["seconds"].values())
    table = markdown_table([f"{results['n_examples']:,} examples", "time"], [*rows, ["all", f"{total:.1f} s"]])
    return f"{table}\n\nLimit: {LIMIT_S} s in all: {'met' if total <= LIMIT_S else '**not met**'}."


BENCHMARK = Benchmark(
    name="loop",
    description=__doc__,
    measure=measure,
    tables={"loop": make_table},
    document="docs/retraining.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
