"""The README's short tables, made from kept results and from the shipped model: ``python -m benchmarks.readme``.

Benchmarks that keep results call `write_readme`. After ``make model``, run this module yourself. A test compares the
README with what `readme_tables` returns.
"""

from collections.abc import Mapping
from typing import Any

from benchmarks.quality.summary import load_comparisons, write_claim
from benchmarks.reporting import load_results, markdown_table, update_document
from benchmarks.speed.racing import times_as_fast

import topictag

_OVERALL = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "samples_f1": "samples F1"}
_RIVALS = {
    "native": "topictag",
    "fasttext-raw": "fastText, raw text",
    "sklearn-memoised": "scikit-learn + pymorphy3, lemmas cached",
    "reference": "topictag without a C compiler",
    "spacy": "spaCy, bag of words",
}


def write_readme() -> None:
    """Put the short tables between their markers in README.md."""
    for name, table in readme_tables().items():
        update_document(name, table, "README.md")


def readme_tables() -> dict[str, str]:
    """Return the README's tables by the names of their markers."""
    record = topictag.load().record
    by_outlet = {} if record.by_group is None else {"whole outlets held out": record.by_group.quality.to_dict()}
    return {
        "readme_quality": quality_table(
            {
                "cross-validation by article": record.quality.to_dict(),
                **by_outlet,
                "unseen news of known outlets": load_results("real_news")["all"],
                "news of other outlets": load_results("other_outlets")["all"],
            }
        ),
        "readme_comparison": write_claim(load_comparisons()),
        "readme_speed": speed_table(load_results("speed")),
    }


def quality_table(evaluations: Mapping[str, Mapping[str, Any]]) -> str:
    """Return F1 with intervals on several samples.

    Parameters
    ----------
    evaluations : mapping
        From the name of a sample to an `Evaluation` as a mapping; all of the same topics.
    """
    by_topic = [{row["topic"]: row["f1"] for row in own["topics"]} for own in evaluations.values()]
    rows = [[topic, *(_estimate(own[topic]) for own in by_topic)] for topic in by_topic[0]]
    rows += [
        [f"**{name}**", *(_estimate(own[field]) for own in evaluations.values())] for field, name in _OVERALL.items()
    ]
    headings = [f"{name}, {own['n_examples']:,}" for name, own in evaluations.items()]
    return markdown_table(["F1 [95 % interval]", *headings], rows)


def speed_table(results: Mapping[str, Any]) -> str:
    """Return five systems of the race, on one thread each, the fastest first."""
    race = results["race"]
    ranked = sorted(_RIVALS, key=lambda name: race[name]["floor_ratio"])
    rows = [
        [
            _RIVALS[name],
            f"{race[name]['texts_per_s']:,.0f}",
            f"{times_as_fast(race, 'native', name):,.1f}",
            f"{race[name]['call_median_us']:,.1f} µs",
        ]
        for name in ranked
    ]
    return markdown_table(["system, one thread", "texts/s", "time ÷ topictag", "a single call, median"], rows)


def _estimate(figures: Mapping[str, float]) -> str:
    return f"{figures['value']:.3f} [{figures['low']:.3f} – {figures['high']:.3f}]"


if __name__ == "__main__":
    write_readme()
