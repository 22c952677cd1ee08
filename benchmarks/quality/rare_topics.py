"""Thresholds of rare topics on simulated scores: the expected F1 by each rule, and the best F1 of any threshold.

The scores of a topic's examples are normal. Those of the others are standard normal, or have heavy tails (Student's t
with four degrees of freedom, variance 1), as where some texts share words with the topic. Calibration and threshold
are learnt from a sample; the expected F1 on other texts is exact, from the distributions.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.reporting import markdown_table
from scipy.special import expit, logit
from scipy.stats import norm
from scipy.stats import t as t_distribution

from topictag.training.decisions.calibration import fit_platt
from topictag.training.decisions.targets import Target
from topictag.training.decisions.thresholds import choose_threshold, expected_f1_threshold, find_cuts

Rule = Callable[[Any, Any], float]


@dataclass(frozen=True)
class Case:
    """A topic: its examples among all, the mean and deviation of their scores, and the tails of the others."""

    n_positive: int
    n: int
    mean: float
    deviation: float = 1.0
    heavy: bool = False

    def draw(self, rng: np.random.Generator) -> tuple[Any, Any]:
        """Return scores and gold of a sample."""
        gold = np.arange(self.n) < self.n_positive
        others = rng.standard_t(4, self.n) / np.sqrt(2) if self.heavy else rng.normal(size=self.n)
        return np.where(gold, self.mean + self.deviation * rng.normal(size=self.n), others), gold

    def expected_f1(self, threshold: Any) -> Any:
        """Return the F1 on other texts."""
        share = self.n_positive / self.n
        right = share * norm.sf((threshold - self.mean) / self.deviation)
        wrong = (1 - share) * (t_distribution.sf(threshold * np.sqrt(2), 4) if self.heavy else norm.sf(threshold))
        return 2 * right / (share + right + wrong)


CASES = (
    *(Case(n_positive, 10_000, 3.0) for n_positive in (5, 10, 20, 50, 200)),
    Case(10, 10_000, 2.0),
    Case(10, 10_000, 3.0, deviation=2.0),
    Case(10, 10_000, 3.0, deviation=0.5),
    *(Case(n_positive, 10_000, 4.0, heavy=True) for n_positive in (5, 10, 20, 50, 200)),
    Case(100, 1000, 2.0, heavy=True),
    Case(200, 400, 1.5),
)


def _blend(probability: Any, gold: Any) -> float:
    """Average the first two rules in log-odds: by the number of examples, and 25."""
    parts = np.clip([RULES["best on the examples"](probability, gold), expected_f1_threshold(probability)], 1e-3, 0.999)
    return float(expit(np.average(logit(parts), weights=[gold.sum(), 25])))


def _top(probability: Any, gold: Any) -> float:
    cuts = find_cuts(probability, gold)
    return float(cuts.thresholds[np.argmax(cuts.f1)])


RULES: dict[str, Rule] = {
    "best on the examples": _top,
    "best expected": lambda probability, _: expected_f1_threshold(probability),
    "mean of both": _blend,
    "as shipped": lambda probability, gold: choose_threshold(Target(), probability, gold)[0],
}


def measure(options: Namespace) -> dict[str, Any]:
    """Return the mean expected F1 of each rule in each case."""
    rng = np.random.default_rng(0)
    rows = []
    for case in CASES:
        reached = np.mean([_try_rules(case, rng) for _ in range(options.draws)], axis=0)
        best = float(case.expected_f1(np.linspace(-4, 15, 6000)).max())
        rows.append({**asdict(case), "best": best, "f1": dict(zip(RULES, reached.round(4).tolist(), strict=True))})
    return {"n_draws": options.draws, "cases": rows}


def _try_rules(case: Case, rng: np.random.Generator) -> list[float]:
    scores, gold = case.draw(rng)
    slope, offset = fit_platt(scores[None], gold)
    probability = expit(slope * scores + offset)
    thresholds = np.clip([rule(probability, gold) for rule in RULES.values()], 1e-12, 1 - 1e-12)
    return [float(case.expected_f1((logit(threshold) - offset) / slope)) for threshold in thresholds]


def make_table(results: Results) -> str:
    """Return a row for each case, with the mean of its draws."""
    rows = [
        [
            f"{case['n_positive']} of {case['n']:,}",
            f"{case['mean']:g} ± {case['deviation']:g}",
            "heavy tails" if case["heavy"] else "normal",
            *(f"{figure:.3f}" for figure in case["f1"].values()),
            f"{case['best']:.3f}",
        ]
        for case in results["cases"]
    ]
    heading = ["examples of the topic", "their scores", "others", *RULES, "best possible"]
    return f"Mean of {results['n_draws']} draws.\n\n{markdown_table(heading, rows)}"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--draws", type=int, default=20, help="number of samples per case (default: 20)")


BENCHMARK = Benchmark(
    name="rare_topics",
    description=__doc__,
    measure=measure,
    tables={"rare_topics": make_table},
    document="docs/quality.md",
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
