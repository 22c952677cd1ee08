"""Speed, start, growth and training in one run, and which limits hold: ``python -m benchmarks.speed``."""

import argparse
import json
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument
from benchmarks.quality.running import run_module
from benchmarks.readme import write_readme
from benchmarks.reporting import ROOT, save_results, update_readme
from benchmarks.speed import report
from benchmarks.speed.load import load_labelled, load_texts
from benchmarks.speed.racing import make_models, race
from benchmarks.speed.rivals.registry import NAMES, is_installed
from benchmarks.speed.training import write_examples

import topictag

_MODEL = ROOT / "models" / "default.safetensors"


def main() -> None:
    """Measure, print, keep."""
    options = _parse()
    if options.keep and find_spec("matplotlib") is None:
        raise SystemExit("--keep draws a plot. pip install 'topictag[bench]' first.")
    names = [name for name in NAMES if is_installed(name) and not _is_unbuilt(name)]
    for name in NAMES:
        if name not in names:
            print(f"NOT RUN: {name}: {_obstacle(name)}")
    with tempfile.TemporaryDirectory() as folder:
        results = measure(options, names, Path(folder))
    tables = {
        "speed": report.race_table(results),
        "start": report.start_table(results),
        "growth": report.growth_table(results),
        **({"training": report.training_table(results)} if options.trainings else {}),
        "limits": report.limits_table(results),
    }
    print(*tables.values(), sep="\n\n")
    if options.keep:
        save_results("speed", results)
        write_readme()
        for name, table in tables.items():
            update_readme(name, table, document="docs/speed.md")
        report.plot_growth(results, ROOT / "docs" / "growth.svg")


def measure(options: argparse.Namespace, names: list[str], folder: Path) -> dict[str, Any]:
    """Return all results; `folder` takes texts and models."""
    texts, what = load_texts(options.data, options.texts)
    examples, tags, learnt = load_labelled(options.data)
    topics = sorted({tag for own in tags for tag in own})
    gold = [[topic in own for topic in topics] for own in tags]
    _write(folder / "texts.json", texts)
    _write(folder / "examples.json", {"texts": examples, "gold": gold})
    write_examples(examples, tags, folder)
    make_models(names, folder)
    return {
        "texts": f"{len(texts):,} {what}, {np.mean([len(text) for text in texts]):.0f} characters on average",
        "learnt": learnt,
        "scorer": topictag.load().scorer,
        "model_bytes": _MODEL.stat().st_size,
        "race": race(names, folder, options.rounds),
        "start": _run("start", folder, options.rounds),
        "growth": _run("growth", folder, options.most_texts),
        **({"training": _run("training", folder, options.trainings)} if options.trainings else {}),
    }


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def _run(module: str, folder: Path, n: int) -> Any:
    return json.loads(run_module(f"benchmarks.speed.{module}", str(folder), str(n)))


def _parse() -> argparse.Namespace:
    parser = data_argument(__doc__)
    parser.add_argument("--texts", type=_positive, default=20_000, help="how many texts a pass has")
    parser.add_argument("--rounds", type=_positive, default=15, help="passes of each rival, in turns")
    parser.add_argument("--most-texts", type=int, default=1_000_000, help="the longest stream")
    parser.add_argument("--trainings", type=int, default=3, help="runs of each training; 0 for none")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results, README.md and docs/speed.md")
    return parser.parse_args()


def _obstacle(name: str) -> str:
    if is_installed(name):
        return "topictag was installed without a C compiler; install one with Python's headers, and topictag again."
    return "its library is not installed: pip install 'topictag[bench]'."


def _is_unbuilt(name: str) -> bool:
    return name.startswith("native") and topictag.load().scorer != "native"


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
