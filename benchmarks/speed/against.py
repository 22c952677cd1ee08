"""``tag_many`` and cold starts against another revision, in turns: ``python -m benchmarks.speed.against REVISION``.

The revision is checked out into a temporary folder, and its native scan is built there.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import sample_corpus
from benchmarks.quality.running import ONE_THREAD
from benchmarks.reporting import ROOT, markdown_table

from topictag.text.reading import read_text

_PASSES = """
import gc, json, sys, time
import topictag
texts = json.load(open(sys.argv[1], encoding="utf-8"))
tagger = topictag.load(sys.argv[2])
tagger.tag_many(texts)
for _ in sys.stdin:
    gc.collect()
    start = time.perf_counter()
    tagger.tag_many(texts)
    print(time.perf_counter() - start, flush=True)
"""


_STARTS = ("import topictag", "import topictag; topictag.tag('Нефть подорожала.')")


def measure(options: Namespace) -> dict[str, Any]:
    """Return the median times of both checkouts: on plain prose, on all texts, and of fresh processes."""
    drawn = sample_corpus(options.data, options.texts, seed=5)
    clean = [text for text in drawn if read_text(text) == text]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        other = _build(options.revision, folder / "other")
        figures: dict[str, list[float]] = {}
        for what, texts in ((f"{len(clean):,} texts of plain prose", clean), (f"all {len(drawn):,} as drawn", drawn)):
            (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
            figures[f"tag_many, {what}"] = _compare(_race([other, ROOT], folder / "texts.json", options.rounds))
        for code in _STARTS:
            figures[f"python -c {code!r:.40}"] = _compare(_race_starts([other, ROOT], code, options.rounds))
        _git("worktree", "remove", "--force", str(other))
    return {"revision": options.revision, "figures": figures}


def make_table(results: Results) -> str:
    """Return one row per measurement."""
    return markdown_table(
        ["one thread", results["revision"], "this checkout", "ratio"],
        [
            [what, f"{1000 * before:.1f} ms", f"{1000 * after:.1f} ms", f"{ratio:.2f}"]
            for what, (before, after, ratio) in results["figures"].items()
        ],
    )


def _build(revision: str, folder: Path) -> Path:
    _git("worktree", "add", "--detach", str(folder), revision)
    subprocess.run([sys.executable, "setup.py", "build_ext", "--inplace"], cwd=folder, check=True, capture_output=True)
    return folder


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True)  # noqa: S607 (any git will do)


def _race(checkouts: list[Path], texts: Path, n_rounds: int) -> list[list[float]]:
    """Return the seconds of each round by checkout; each uses its own shipped model."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _PASSES, str(texts), str(checkout / "models" / "default.safetensors")],
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(checkout / "src")},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for checkout in checkouts
    ]  # fmt: skip
    seconds: list[list[float]] = [[] for _ in processes]
    for _ in range(n_rounds):
        for own, process in zip(seconds, processes, strict=True):
            print(file=process.stdin, flush=True)
            own.append(float(process.stdout.readline()))  # type: ignore[union-attr]
    for process in processes:
        process.communicate()
    return seconds


def _race_starts(checkouts: list[Path], code: str, n_rounds: int) -> list[list[float]]:
    """Return the seconds of each fresh process by checkout, after one that fills the caches."""
    seconds: list[list[float]] = [[] for _ in checkouts]
    for _ in range(n_rounds + 1):
        for own, checkout in zip(seconds, checkouts, strict=True):
            environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(checkout / "src")}
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], env=environment, check=True)
            own.append(time.perf_counter() - start)
    return [own[1:] for own in seconds]


def _compare(seconds: list[list[float]]) -> list[float]:
    """Return the medians of both, and the median of their ratios in each round."""
    before, after = seconds
    return [median(before), median(after), median(b / a for a, b in zip(before, after, strict=True))]


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("revision", help="a revision that git knows")
    parser.add_argument("--texts", type=int, default=20_000, help="number of texts in a pass")
    parser.add_argument("--rounds", type=int, default=25, help="number of passes of each checkout, in turns")


BENCHMARK = Benchmark(
    name="against",
    description=__doc__,
    measure=measure,
    tables={"against": make_table},
    needs_data=True,
    is_saved=False,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
