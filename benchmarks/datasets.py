"""Real news to measure on, in ../shared/data or the folder given by ``--data``. It is never copied from there."""

import csv
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Share of annotators that makes a topic of the sensitive set count. Chosen on its V2 validation file: on the texts that
# are in both files, a share of 0.75 gives the labels of V2 in all but 14 of 18,306 decisions, 0.5 in all but 44.
SENSITIVE_SHARE = 0.75

DEFAULT_FOLDER = Path(__file__).parent.parent.parent / "shared" / "data"


def load_labelled(folder: Path) -> list[dict[str, Any]]:
    """Return the labelled test paragraphs, real_open.jsonl: id, text, tags, source, date, sampled."""
    return _load_rows(folder / "real_open.jsonl")


def load_other_outlets(folder: Path) -> list[dict[str, Any]]:
    """Return the labelled paragraphs of outlets that no model learns from, real_open2.jsonl, with the same fields."""
    return _load_rows(folder / "real_open2.jsonl")


def _load_rows(path: Path) -> list[dict[str, Any]]:
    with require_file(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_development(folder: Path) -> tuple[list[str], list[list[str]]]:
    """Return the development paragraphs, on which designs are chosen: texts and tags, real_train joined by id."""
    with require_file(folder / "real_train.labels.jsonl").open(encoding="utf-8") as lines:
        tags = {row["id"]: row["tags"] for row in map(json.loads, lines)}
    rows = [row for row in _corpus(folder) if row["id"] in tags]
    return [row["text"] for row in rows], [tags[row["id"]] for row in rows]


def load_development_gold(folder: Path) -> tuple[list[str], list[str], NDArray[np.bool_]]:
    """Return the development paragraphs as texts, topics, and gold tags of shape (n_texts, n_topics)."""
    texts, tags = load_development(folder)
    topics = sorted({tag for own in tags for tag in own})
    return texts, topics, np.array([[topic in own for topic in topics] for own in tags])


def development_sources(folder: Path) -> list[str]:
    """Return the source of each development paragraph, in the order of `load_development`."""
    with require_file(folder / "real_train.labels.jsonl").open(encoding="utf-8") as lines:
        sources = {row["id"]: row["source"] for row in map(json.loads, lines)}
    return [sources[row["id"]] for row in _corpus(folder) if row["id"] in sources]


def random_development(folder: Path) -> NDArray[np.bool_]:
    """Return which development paragraphs were drawn at random, in the order of `load_development`."""
    with require_file(folder / "real_train.labels.jsonl").open(encoding="utf-8") as lines:
        sampled = {row["id"]: row["sampled"] for row in map(json.loads, lines)}
    return np.array([sampled[row["id"]] == "random" for row in _corpus(folder) if row["id"] in sampled])


def load_sib200(folder: Path, part: str) -> tuple[list[str], list[list[str]]]:
    """Return a part of SIB-200 in Russian, "train", "dev" or "test": sentences, each with its one topic as tags."""
    path = require_file(folder / "sib200_ru" / f"{part}.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [row["text"] for row in rows], [[row["category"]] for row in rows]


def load_appeals(folder: Path, part: str) -> tuple[list[str], list[list[str]]]:
    """Return a part of the citizens' appeals, "train" or "test": texts, each with its one class as tags."""
    return _columns(folder / "rubrics" / f"kursk.{part}.jsonl")


def load_rubrics(folder: Path) -> tuple[list[str], list[list[str]]]:
    """Return articles of tgcontest, each with its one rubric as tags."""
    return _columns(folder / "rubrics" / "tg.all.jsonl")


def _columns(path: Path) -> tuple[list[str], list[list[str]]]:
    rows = _load_rows(path)
    return [row["text"] for row in rows], [row["tags"] for row in rows]


def load_sensitive(folder: Path, name: str) -> tuple[list[str], list[list[str]]]:
    """Return texts and tags of a file of the sensitive topics, such as "V2_test"."""
    path = require_file(folder / "sensitive_topics" / f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        shares = [(row.pop("text"), row) for row in csv.DictReader(file)]
    tags = [[topic for topic, share in row.items() if float(share) >= SENSITIVE_SHARE] for _, row in shares]
    return [text for text, _ in shares], tags


def read_corpus(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of the unlabelled corpus."""
    return (row["text"] for row in _corpus(folder))


def has_corpus(folder: Path) -> bool:
    """Return whether the folder has the unlabelled corpus."""
    return corpus_path(folder).exists()


def corpus_path(folder: Path) -> Path:
    """Return the file of the unlabelled corpus."""
    return folder / "corpus.jsonl.xz"


def sample_corpus(folder: Path, n: int, seed: int) -> list[str]:
    """Return n paragraphs of the unlabelled corpus, drawn without replacement."""
    return random.Random(seed).sample([row["text"] for row in _corpus(folder)], n)


def corpora(folder: Path) -> list[Path]:
    """Return the files of both unlabelled corpora, whose texts the training labels name."""
    return [require_file(corpus_path(folder)), require_file(folder / "corpus2.jsonl.xz")]


def iter_unlabelled(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of both corpora that no label of training_data names."""
    from topictag.labelled.corpus import iter_records  # late: some benchmarks measure processes without it

    labels = (Path(__file__).parent.parent / "training_data").glob("*.labels.jsonl")
    labelled = {json.loads(line)["id"] for path in labels for line in path.read_text(encoding="utf-8").splitlines()}
    return (record for _, record in iter_records(corpora(folder)) if record["id"] not in labelled)


def _corpus(folder: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(require_file(corpus_path(folder)), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def require_file(path: Path) -> Path:
    """Return the path; end the process with a message if it does not exist."""
    if not path.exists():
        raise SystemExit(f"NOT RUN: {path} does not exist. Give the folder of the real news with --data DIR.")
    return path
