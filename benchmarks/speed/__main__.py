"""Speed, cold start, growth and training in one run, and which limits are met: ``python -m benchmarks.speed``.

Without the real news, it measures on the paragraphs of training_data/written.
"""

import json
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results, add_data_option
from benchmarks.quality.running import run_module
from benchmarks.readme import write_readme
from benchmarks.reporting import ROOT
from benchmarks.speed import report
from benchmarks.speed.load import load_labelled, load_texts
from benchmarks.speed.racing import make_models, race
from benchmarks.speed.rivals.registry import NAMES, is_installed
from benchmarks.speed.training import write_examples

import topictag

_MODEL = ROOT / "models" / "default.safetensors"


def measure(options: Namespace) -> dict[str, Any]:
    """Return the results of all rivals that can run; name the others."""
    if options.keep and find_spec("matplotlib") is None:
        raise SystemExit("--keep draws a plot and needs matplotlib: pip install 'topictag[bench]'.")
    names = [name for name in NAMES if is_installed(name) and not is_unbuilt(name)]
    for name in NAMES:
        if name not in names:
            print(f"NOT RUN: {name}: {_obstacle(name)}")
    with tempfile.TemporaryDirectory() as folder:
        return measure_rivals(options, names, Path(folder))


def measure_rivals(options: Namespace, names: list[str], folder: Path) -> dict[str, Any]:
    """Return the results of some rivals; `folder` takes texts and models."""
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
        "growth": _run("growth", folder, options.max_texts),
        **({"training": _run("training", folder, options.trainings)} if options.trainings else {}),
    }


def is_unbuilt(name: str) -> bool:
    """Return whether a rival needs the native scan and it is not built."""
    return name.startswith("native") and topictag.load().scorer != "native"


def add_options(parser: ArgumentParser) -> None:
    """Add the sizes of the measurements."""
    add_data_option(parser)
    parser.add_argument("--texts", type=_positive, default=20_000, help="number of texts in a pass")
    parser.add_argument("--rounds", type=_positive, default=15, help="number of passes of each rival, in turns")
    parser.add_argument("--max-texts", type=int, default=1_000_000, help="length of the longest stream")
    parser.add_argument("--trainings", type=int, default=3, help="number of runs of each training; 0 for none")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def _run(module: str, folder: Path, n: int) -> Any:
    return json.loads(run_module(f"benchmarks.speed.{module}", str(folder), str(n)))


def _obstacle(name: str) -> str:
    if is_installed(name):
        return "topictag was installed without a C compiler. Install one with Python's headers, then topictag again."
    return "its library is not installed: pip install 'topictag[bench]'."


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _draw(results: Results) -> None:
    report.plot_growth(results, ROOT / "docs" / "growth.svg")
    write_readme()


BENCHMARK = Benchmark(
    name="speed",
    description=__doc__,
    measure=measure,
    tables={
        "speed": report.race_table,
        "start": report.start_table,
        "growth": report.growth_table,
        "training": report.training_table,
        "limits": report.limits_table,
    },
    document="docs/speed.md",
    add_options=add_options,
    draw=_draw,
)

if __name__ == "__main__":
    BENCHMARK.run()
