"""Real news to measure on. It lies beside the checkout or where ``--data`` says, and is never copied from there."""

import argparse
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEFAULT_FOLDER = Path(__file__).parent.parent.parent / "shared" / "data"


def data_argument(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the option that every benchmark on real news has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the real news")
    return parser


def load_labelled(folder: Path) -> list[dict[str, Any]]:
    """Return the labelled test paragraphs, real_open.jsonl: id, text, tags, source, date, sampled."""
    with _existing(folder / "real_open.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_development(folder: Path) -> tuple[list[str], list[list[str]]]:
    """Return the labelled paragraphs for choosing between designs: texts and tags, real_train joined by id."""
    with _existing(folder / "real_train.labels.jsonl").open(encoding="utf-8") as lines:
        tags = {row["id"]: row["tags"] for row in map(json.loads, lines)}
    rows = [row for row in _corpus(folder) if row["id"] in tags]
    return [row["text"] for row in rows], [tags[row["id"]] for row in rows]


def sample_corpus(folder: Path, n: int, seed: int) -> list[str]:
    """Return n paragraphs of the unlabelled corpus, drawn without replacement."""
    return random.Random(seed).sample([row["text"] for row in _corpus(folder)], n)


def _corpus(folder: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(_existing(folder / "corpus.jsonl.xz"), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise SystemExit(f"NOT RUN: {path} is absent. Give the folder of the real news with --data.")
    return path
