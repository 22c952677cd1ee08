"""The parts of a task as files, which the processes of all rivals read: training texts with tags and folds, test texts.

Test texts are written without their tags. The folds in which a rival is tuned are dealt here, once for all rivals.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.words import words
from benchmarks.quality.tasks import Part, Task
from numpy.typing import NDArray

from topictag.labelled.example import Example
from topictag.training.validation.copies import group_copies
from topictag.training.validation.folds import deal_folds, group_examples

N_FOLDS = 3


def write_parts(task: Task, folder: Path) -> list[Path]:
    """Write each part of a task to a folder of its own inside `folder`, and return these folders."""
    folders = [folder / task.name / str(number) for number in range(len(task.parts))]
    for part, own in zip(task.parts, folders, strict=True):
        own.mkdir(parents=True)
        _write_json(own / "task.json", [{"topics": task.topics, "one_tag": task.one_tag}])
        _write_json(own / "train.jsonl", map(_record, part.train, deal_tuning_folds(task, part).tolist()))
        _write_json(own / "test.jsonl", ({"text": example.text} for example in part.test))
    return folders


def deal_tuning_folds(task: Task, part: Part) -> NDArray[np.integer[Any]]:
    """Return the fold of each training example; articles, equal texts and near copies stay in one fold."""
    texts = [example.text for example in part.train]
    groups = group_examples([example.article for example in part.train], texts, group_copies(list(map(words, texts))))
    return deal_folds(task.gold(part.train), groups, N_FOLDS, seed=0)


def _record(example: Example, fold: int) -> Mapping[str, Any]:
    return {"text": example.text, "tags": sorted(example.tags), "article": example.article, "fold": fold}


def _write_json(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
