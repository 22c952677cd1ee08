"""Training on the written set, out-of-fold calibration included: seconds and peak memory of the whole command."""

import argparse
from statistics import median

from benchmarks.reporting import save_results
from benchmarks.speed.processes import in_turns, repository_path

from topictag.examples.reading import read_examples


def main() -> None:
    """Train in fresh processes, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results")
    options = parser.parse_args()
    data = repository_path("training_data/written")
    command = ("-m", "topictag", "train", data, "--output", "model.safetensors", "--quiet")
    runs = in_turns({"train": command}, options.rounds)["train"]
    wall_s, peak_bytes = median(run.wall_s for run in runs), int(median(run.peak_bytes for run in runs))
    n_examples = len(read_examples(data))
    print(
        f"topictag train training_data/written: {n_examples} examples, five-fold calibration included, "
        f"{wall_s:.1f} s (median of {len(runs)}), peak memory {peak_bytes / 1e6:.0f} MB"
    )
    if options.keep:
        save_results("training", {"n_examples": n_examples, "wall_s": round(wall_s, 2), "peak_bytes": peak_bytes})


if __name__ == "__main__":
    main()
