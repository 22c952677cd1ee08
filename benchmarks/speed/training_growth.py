"""How time and memory of training grow with examples and topics: each cell of a grid in a process of its own.

``python -m benchmarks.speed.training_growth [--data DIR] [--keep] [--minutes N]``. The texts are real news; the topics
are words: a text has the topic of a word that it contains, four times in five. So there is no quality to report. Where
there are too few texts, the longest are halved. The cheap cells come first; none begins after N minutes. The table has
seconds of processor time, which other processes change less than the time that passes, and the peak of memory.
"""

import json
import lzma
import random
import re
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import require_file
from benchmarks.reporting import markdown_table
from benchmarks.speed.processes import run_python

from topictag.text.function_words import is_function_word

SIZES = (1000, 10_000, 50_000, 200_000)
TOPICS = (5, 50, 500)
# Guesses that only order the cells: a text costs as much as so many topics, and a search as much as so many trainings.
_FIXED_COST, _SEARCH_COST = 10, 3
_TOPICS_A_TEXT = 1.5  # chosen; fewer with five topics, because frequent words are few
_LARGEST_SHARE = 0.1
_FEWEST = 5  # examples of a topic
_KEPT = 0.8
_THREADS = 2
_FIXED = {
    "--C": "5",
    "--min-df": "2",
    "--max-pairs": "1000",
    "--max-grams": "0",
    "--families": "yes",
    "--function-words": "no",
    "--negation": "no",
}


def measure(options: Namespace) -> dict[str, Any]:
    """Return seconds and peak memory of each cell, with fixed settings and with those that the data chooses."""
    cells: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        # In another process, because the peak of a process starts at the memory of the one that calls it.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as writer:
            writer.submit(write_all, options.data, Path(folder)).result()
        end = time.monotonic() + 60 * options.minutes
        for size, n_topics, search in sorted(product(SIZES, TOPICS, (False, True)), key=_cost):
            cell = {"n_examples": size, "n_topics": n_topics, "search": search}
            if time.monotonic() < end:
                cell |= _measure_cell(size, n_topics, Path(folder), search=search)
            cells.append(cell)
            print(cell, file=sys.stderr, flush=True)
    return {"cells": cells, "n_threads": _THREADS}


def _cost(cell: tuple[int, int, bool]) -> float:
    """Return about how long a cell takes, so that the cheap ones come first."""
    size, n_topics, search = cell
    return size * (n_topics + _FIXED_COST) * (_SEARCH_COST if search else 1)


def _measure_cell(size: int, n_topics: int, folder: Path, *, search: bool) -> dict[str, Any]:
    path, model = _file(folder, size, n_topics), folder / "model.safetensors"
    command = ["-m", "topictag", "train", str(path), "--output", str(model), "--quiet", "--jobs", str(_THREADS)]
    run = run_python(*command, *([] if search else chain.from_iterable(_FIXED.items())))
    return {"wall_s": run.wall_s, "cpu_s": run.cpu_s, "peak_bytes": run.peak_bytes, "model_bytes": model.stat().st_size}


def write_all(data: Path, folder: Path) -> None:
    """Write the examples of all cells."""
    texts = read_texts(data, max(SIZES))
    for size in SIZES:
        for n_topics in TOPICS:
            write_examples(texts[:size], n_topics, _file(folder, size, n_topics))


def _file(folder: Path, size: int, n_topics: int) -> Path:
    return folder / f"{size}_{n_topics}.jsonl"


def read_texts(data: Path, n_texts: int) -> list[str]:
    """Return news of both corpora, the first ones; the longest are halved if there are too few."""
    texts = list(dict.fromkeys(row["text"] for row in _iter_rows(data)))[:n_texts]
    lacking = n_texts - len(texts)
    for number in sorted(range(len(texts)), key=lambda own: -len(texts[own]))[: max(lacking, 0)]:
        words = texts[number].split()
        texts[number] = " ".join(words[: len(words) // 2])
        texts.append(" ".join(words[len(words) // 2 :]))
    return texts


def _iter_rows(data: Path) -> Iterator[dict[str, str]]:
    for name in ("corpus2.jsonl.xz", "corpus.jsonl.xz"):
        with lzma.open(require_file(data / name), "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


def write_examples(texts: Sequence[str], n_topics: int, path: Path) -> None:
    """Write texts with topics: words of about the same frequency, which four in five of their texts have as a tag."""
    words = [frozenset(re.findall("[а-я]{5,}", text.lower())) for text in texts]
    frequency = Counter(word for own in words for word in own if not is_function_word(word))
    wanted = max(min(_LARGEST_SHARE, _TOPICS_A_TEXT / n_topics) * len(texts), _FEWEST)
    topics = frozenset(sorted(frequency, key=lambda word: (abs(frequency[word] - wanted), word))[:n_topics])
    rng = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        for number, (text, own) in enumerate(zip(texts, words, strict=True)):
            tags = [word for word in sorted(own & topics) if rng.random() < _KEPT]
            print(json.dumps({"id": str(number), "text": text, "tags": tags}, ensure_ascii=False), file=file)


def make_table(results: Results) -> str:
    """Return one row per number of examples, with a column for each number of topics."""
    sizes, topics = (sorted({own[key] for own in results["cells"]}) for key in ("n_examples", "n_topics"))
    cells = {(own["n_examples"], own["n_topics"], own["search"]): own for own in results["cells"]}
    rows = [
        [f"{size:,}", how, *(_write(cells[size, n, search]) for n in topics)]
        for size in sizes
        for search, how in ((False, "fixed"), (True, "searched"))
        if any("wall_s" in cells[size, n, search] for n in topics)
    ]
    return markdown_table(["examples", "settings", *(f"{n} topics" for n in topics)], rows)


def _write(cell: dict[str, Any]) -> str:
    return f"{cell['cpu_s']:.0f} s, {cell['peak_bytes'] / 1e9:.1f} GB" if "wall_s" in cell else "–"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=120, help="no cell begins later")


BENCHMARK = Benchmark(
    name="training_growth",
    description=__doc__,
    measure=measure,
    tables={"training_growth": make_table},
    document="docs/training.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
