"""How long training takes as it comes, by size: commands with their default settings, in fresh processes.

``python -m benchmarks.speed.training_sizes [--data DIR] [--keep]``; the largest takes minutes and gigabytes. Outlets of
unlabelled news stand for topics: they are many, and known for every text.
"""

import json
import lzma
import tempfile
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import corpus_path, load_appeals, require_file
from benchmarks.reporting import ROOT, markdown_table
from benchmarks.speed.processes import Run, run_python

_OTHERS = "other outlets"
_SEVERAL = 5500, 30
_MANY = 100_000, 12
# Seconds, and bytes: chosen before anything was measured.
_LIMITS = {"appeals": (6, None), "outlets and years": (15, None), "news": (60, None), "outlets": (90, 3e9)}


def measure(options: Namespace) -> dict[str, Any]:
    """Return seconds and peak memory of each run, and what it learnt from."""
    with tempfile.TemporaryDirectory() as folder:
        return {"runs": dict(_measure_all(options.data, Path(folder)))}


def _measure_all(data: Path, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    texts, tags = load_appeals(data, "train")
    yield _measure("appeals", folder, texts, tags)
    rows = read_outlets(data)
    yield _measure("outlets and years", folder, *_two_tags(rows))
    path = folder / "news.safetensors"
    run = run_python(*_TRAIN, *_news_arguments(data), "--output", str(path))
    yield "news", _describe(run, path, n_bytes=None)
    yield _measure("outlets", folder, *tag_outlets(rows))


_TRAIN = ("-m", "topictag", "train", "--quiet")


def _measure(
    name: str, folder: Path, texts: Sequence[str], tags: Sequence[Sequence[str]]
) -> tuple[str, dict[str, Any]]:
    """Train on texts with their tags."""
    path, model = folder / f"{name}.jsonl", folder / f"{name}.safetensors"
    lines = (
        json.dumps({"id": f"{number}", "text": text, "tags": list(own)}, ensure_ascii=False)
        for number, (text, own) in enumerate(zip(texts, tags, strict=True))
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    run = run_python(*_TRAIN, str(path), "--output", str(model))
    return name, _describe(run, model, n_bytes=sum(len(text.encode()) for text in texts))


def _describe(run: Run, path: Path, *, n_bytes: int | None) -> dict[str, Any]:
    import topictag

    tagger = topictag.load(path)
    record = tagger.record
    return {
        "n_examples": record.data.n_examples + (record.auxiliary.n_examples if record.auxiliary else 0),
        "n_topics": len(tagger.topics),
        "has_background": record.background is not None,
        "n_bytes": n_bytes,
        "wall_s": run.wall_s,
        "peak_bytes": run.peak_bytes,
        "chosen": dict(record.search.chosen) if record.search else {},
    }


def _news_arguments(data: Path) -> list[str]:
    """Return the examples of the shipped model, and what they need."""
    labels = ROOT / "training_data"
    arguments = [str(labels / "real_news.labels.jsonl"), "--corpus", str(corpus_path(data).resolve())]
    for name in ("real_news.picked.labels.jsonl", "written"):
        arguments += ["--auxiliary", str(labels / name)]
    return [*arguments, "--background", str(BACKGROUND)]


def read_outlets(data: Path) -> list[dict[str, str]]:
    """Return the first 100,000 texts of the second corpus, with their outlets and dates."""
    with lzma.open(require_file(data / "corpus2.jsonl.xz"), "rt", encoding="utf-8") as file:
        return list(islice(map(json.loads, file), _MANY[0]))


def tag_outlets(rows: Sequence[Mapping[str, str]]) -> tuple[list[str], list[list[str]]]:
    """Return texts with their outlet, if it is among the largest."""
    largest = _largest([row["outlet"] for row in rows], _MANY[1] - 1)
    return [row["text"] for row in rows], [[row["outlet"] if row["outlet"] in largest else _OTHERS] for row in rows]


def _two_tags(rows: Sequence[Mapping[str, str]]) -> tuple[list[str], list[list[str]]]:
    """Return texts with their outlet and their year, if these are among the most frequent ones."""
    n_texts, n_topics = _SEVERAL
    drawn = [row for row in rows if row["date"]][:: len(rows) // (2 * n_texts)][:n_texts]
    outlets = _largest([row["outlet"] for row in drawn], n_topics // 2)
    years = _largest([row["date"][:4] for row in drawn], n_topics // 2)
    named = [[own for own in (row["outlet"], row["date"][:4]) if own in outlets | years] for row in drawn]
    return [row["text"] for row in drawn], named


def _largest(names: Sequence[str], n: int) -> frozenset[str]:
    return frozenset(name for name, _ in Counter(names).most_common(n))


def make_table(results: Results) -> str:
    """Return one row per run, with its limits."""
    rows = [
        [
            f"{own['n_examples']:,} × {own['n_topics']}{', with background' if own['has_background'] else ''}",
            f"{own['wall_s']:.1f} s",
            f"{_LIMITS[name][0]} s",
            f"{own['peak_bytes'] / 1e9:.2f} GB",
            f"{_LIMITS[name][1] / 1e9:.0f} GB" if _LIMITS[name][1] else "–",
        ]
        for name, own in results["runs"].items()
    ]
    table = markdown_table(["examples × topics", "time", "wanted", "peak memory", "wanted"], rows)
    small, large = results["runs"]["appeals"], results["runs"]["outlets"]
    growth = large["peak_bytes"] - small["peak_bytes"] - large["n_bytes"] + small["n_bytes"]
    per_text = growth / (large["n_examples"] - small["n_examples"])
    return f"{table}\n\nMemory per text, beyond the text itself: {per_text / 1e3:.1f} kB (1.5 kB wanted)."


BENCHMARK = Benchmark(
    name="training_sizes",
    description=__doc__,
    measure=measure,
    tables={"training_sizes": make_table},
    document="docs/training.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
