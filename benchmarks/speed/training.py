"""Training with out-of-fold calibration: seconds and peak memory of the whole command, in fresh processes.

``python -m benchmarks.speed.training FOLDER ROUNDS`` prints figures as JSON; see `benchmarks.speed.start`. FOLDER has
the labelled texts that `write_examples` wrote.
"""

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed.processes import in_turns, repository_path

N_EXAMPLES = 2400
PLAIN, BACKGROUND = "train", "train-background"
_FILE = "train.jsonl"


def write_examples(texts: Sequence[str], tags: Sequence[Sequence[str]], folder: Path) -> None:
    """Write a random sample of examples to the file that the measurement reads."""
    rows = list(zip(texts, tags, strict=True))
    rows = random.Random(0).sample(rows, min(N_EXAMPLES, len(rows)))
    lines = (
        json.dumps({"id": f"{number}", "text": text, "tags": list(own)}, ensure_ascii=False)
        for number, (text, own) in enumerate(rows)
    )
    (folder / _FILE).write_text("\n".join(lines), encoding="utf-8")


def measure_training(folder: Path, n_rounds: int) -> dict[str, Any]:
    """Run ``topictag train`` on the examples, without and with background vectors, in turns."""
    path = folder / _FILE
    command = ("-m", "topictag", "train", str(path), "--output", "model.safetensors", "--quiet")
    vectors = ("--background", repository_path("training_data/background.safetensors"))
    runs = in_turns({PLAIN: command, BACKGROUND: (*command, *vectors)}, n_rounds, warm_up=False)
    return {
        "n_examples": len(path.read_text(encoding="utf-8").split("\n")),
        **{
            name: {
                "median_s": median(run.wall_s for run in own),
                "peak_bytes": int(median(run.peak_bytes for run in own)),
            }
            for name, own in runs.items()
        },
    }


if __name__ == "__main__":
    print(json.dumps(measure_training(Path(sys.argv[1]), int(sys.argv[2]))))
