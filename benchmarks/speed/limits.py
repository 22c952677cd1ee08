"""Limits on speed and memory, nearly all as ratios within one run, and whether they are met."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.speed import start, training
from benchmarks.speed.racing import times_as_fast

_Results = Mapping[str, Any]


@dataclass(frozen=True)
class Limit:
    """A limit of one figure.

    Attributes
    ----------
    name : str
    sign : {"≤", "≥"}
    wanted : float
    unit : str
    figure : callable
        From all results to the figure; raises KeyError if a rival that it needs did not run.
    """

    name: str
    sign: Literal["≤", "≥"]
    wanted: float
    unit: str
    figure: Callable[[_Results], float]

    def is_met(self, figure: float) -> bool:
        """Return whether a figure is within the limit."""
        return figure <= self.wanted if self.sign == "≤" else figure >= self.wanted


def _faster(other: str, name: str = "native") -> Callable[[_Results], float]:
    return lambda results: times_as_fast(results["race"], name, other)


def _growth(curve: str, key: str, first: int, last: int) -> Callable[[_Results], float]:
    def ratio(results: _Results) -> float:
        by_n = {point["n"]: point[key] for point in results["growth"][curve]}
        return float(by_n[last] / by_n[first])

    return ratio


def _native(key: str) -> Callable[[_Results], float]:
    return lambda results: float(results["race"]["native"][key])


def _start(name: str, key: str) -> Callable[[_Results], float]:
    return lambda results: float(results["start"][name][key])


LIMITS = (
    Limit("tag_many on one thread: time ÷ time of str.lower()", "≤", 3.0, "×", _native("floor_ratio")),
    Limit("time of fastText from raw text ÷ time of tag_many", "≥", 5.0, "×", _faster("fasttext-raw")),
    Limit("time of fastText from tokenised text ÷ time of tag_many", "≥", 2.5, "×", _faster("fasttext-tokenised")),
    Limit("time of scikit-learn with a lemma cache ÷ time of tag_many", "≥", 8.0, "×", _faster("sklearn-memoised")),
    Limit("time of scikit-learn ÷ time of tag_many", "≥", 100.0, "×", _faster("sklearn")),
    Limit("tag_many: time on one thread ÷ time on two", "≥", 1.7, "×", _faster("native", "native-2")),
    Limit("tag(text): median", "≤", 6.0, " µs", _native("call_median_us")),
    Limit("cold start of topictag ÷ import of NumPy", "≤", 1.4, "×", _start(start.OURS, "numpy_ratio")),
    Limit("topictag --help ÷ import topictag", "≤", 1.3, "×", _start(start.HELP, "import_ratio")),
    Limit("cold start of scikit-learn ÷ cold start of topictag", "≥", 6.0, "×", _start(start.SKLEARN, "ours_ratio")),
    Limit("peak memory to the first tag", "≤", 60.0, " MB", lambda r: r["start"][start.OURS]["peak_bytes"] / 1e6),
    Limit(
        "time per word: text of 100,000 words ÷ text of 50",
        "≤",
        1.25,
        "×",
        _growth("words", "ns_per_word", 50, 100_000),
    ),
    Limit(
        "time per text: stream of 1,000,000 texts ÷ stream of 1,000",
        "≤",
        1.25,
        "×",
        _growth("texts", "us_per_text", 1000, 1_000_000),
    ),
    Limit(
        "peak memory: stream of 1,000,000 texts ÷ stream of 10,000",
        "≤",
        1.05,
        "×",
        _growth("texts", "peak_bytes", 10_000, 1_000_000),
    ),
    Limit("model file", "≤", 14.0, " MB", lambda r: r["model_bytes"] / 1e6),
    Limit(
        "topictag train, at most 2,400 examples, five folds",
        "≤",
        15.0,
        " s",
        lambda r: r["training"][training.PLAIN]["median_s"],
    ),
)


def judge(results: _Results) -> list[list[str]]:
    """Return the rows of a table: limit, figure, wanted, and whether it is met or what did not run."""
    return [[limit.name, *_judge(limit, results)] for limit in LIMITS]


def _judge(limit: Limit, results: _Results) -> list[str]:
    wanted = f"{limit.sign} {limit.wanted:g}{limit.unit}"
    try:
        figure = limit.figure(results)
    except KeyError as missing:
        return ["–", wanted, f"not run ({missing.args[0]})"]
    written = f"{figure:.2f}" if figure < 10 else f"{figure:.0f}"
    return [written + limit.unit, wanted, "met" if limit.is_met(figure) else "NOT MET"]
