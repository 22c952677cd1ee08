"""How long it takes to find near copies among texts of random words, and how many are found.

Word frequencies follow Zipf's law. A twentieth of the texts repeat others with three words replaced. Prints one line.

    python -m benchmarks.speed.near_copies
"""

import time

import numpy as np

from topictag.training.validation.copies import group_copies

_N_TEXTS, _N_WORDS, _LENGTH = 100_000, 60_000, 40
_N_COPIES, _N_REPLACED = 5_000, 3


def main() -> None:
    """Measure once."""
    texts = _write_texts(np.random.default_rng(0))
    start = time.perf_counter()
    groups = group_copies(texts)
    seconds = time.perf_counter() - start
    found = (groups[:_N_COPIES] == groups[-_N_COPIES:]).mean()
    print(f"{_N_TEXTS:,} texts of {_LENGTH} words: {seconds:.1f} s, {found:.1%} of the copies found")


def _write_texts(rng: np.random.Generator) -> list[list[str]]:
    share = 1 / np.arange(1, _N_WORDS + 1)
    words = [f"слово{number}" for number in range(_N_WORDS)]
    numbers = rng.choice(_N_WORDS, size=(_N_TEXTS, _LENGTH), p=share / share.sum())
    numbers[-_N_COPIES:] = numbers[:_N_COPIES]
    for copy in numbers[-_N_COPIES:]:
        copy[rng.choice(_LENGTH, _N_REPLACED, replace=False)] = rng.choice(_N_WORDS, _N_REPLACED)
    return [[words[number] for number in text] for text in numbers.tolist()]


if __name__ == "__main__":
    main()
