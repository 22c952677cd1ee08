"""``tag_many`` of this checkout beside another revision's, in turns: ``python -m benchmarks.speed.against REVISION``.

The revision is checked out into a folder that goes afterwards, and its scan is built there.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.datasets import data_argument, sample_corpus
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


def main() -> None:
    """Build, time, print."""
    parser = data_argument(__doc__)
    parser.add_argument("revision", help="what git knows it by")
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    drawn = sample_corpus(options.data, options.texts, seed=5)
    clean = [text for text in drawn if read_text(text) == text]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        other = _build(options.revision, folder / "other")
        rows = []
        for what, texts in ((f"{len(clean):,} texts of plain prose", clean), (f"all {len(drawn):,} as drawn", drawn)):
            (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
            before, after = _race([other, ROOT], folder / "texts.json", options.rounds)
            ratio = median(b / a for a, b in zip(before, after, strict=True))
            rows.append([what, f"{1000 * median(before):.1f} ms", f"{1000 * median(after):.1f} ms", f"{ratio:.2f}"])
        _git("worktree", "remove", "--force", str(other))
    print(markdown_table(["tag_many, one thread", options.revision, "here", "here ÷ there"], rows))


def _build(revision: str, folder: Path) -> Path:
    _git("worktree", "add", "--detach", str(folder), revision)
    subprocess.run([sys.executable, "setup.py", "build_ext", "--inplace"], cwd=folder, check=True, capture_output=True)
    return folder


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True)  # noqa: S607 (whichever git there is)


def _race(checkouts: list[Path], texts: Path, n_rounds: int) -> list[list[float]]:
    """Return seconds of each round, by checkout; every one reads the shipped model of its own."""
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


if __name__ == "__main__":
    main()
