"""Updating a model: how long it takes, what it gains and forgets, and a new topic against training from scratch.

Models learn from the labels of training_data/real_news.labels.jsonl, in three folds by article, with one recipe and
without background vectors or hints. No test paragraph is read.

- Time: `topictag update` of the shipped model as a command, from a cold start, with 200 examples of other outlets.
- A new topic: one topic is taken out of the labels, and a model learns the others. Then 60 examples with the topic, and
  kept examples that lack it, add it. "From scratch" learns all topics at once, from the same 60 examples and all that
  lack the topic. Figures are on the third fold, pooled.
- Other outlets: the model is updated with 200 examples of some outlets (training_data/outlets.labels.jsonl), and
  measured on their other articles and on the held-out fold of its own.
"""

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from json import dumps
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import corpora
from benchmarks.quality.rivals.protocol import Bools
from benchmarks.reporting import ROOT, markdown_table

from topictag import Tagger
from topictag.api.updating import update_on
from topictag.evaluation import metrics
from topictag.evaluation.comparison import compare_decisions, compare_topics
from topictag.evaluation.resampling import Resamples
from topictag.labelled.example import Example
from topictag.labelled.gold import gold_rows
from topictag.labelled.reading import read_examples
from topictag.training.settings import TrainingSettings
from topictag.training.train import train_model
from topictag.training.updating.update import update_model
from topictag.training.validation.folds import deal_folds, group_examples

TRAINING_DATA = ROOT / "training_data"
RECIPE = TrainingSettings(
    C=5.0, min_df=2, max_pairs=1000, families="yes", max_grams=0, function_words="no", negation="no"
)
OUTLETS = {
    "gazeta.uz, podrobno.uz": ("gazeta.uz", "podrobno.uz"),
    "Interfax, RIA, Lenta, RBC": ("interfax.ru", "ria.ru", "lenta.ru", "rbc.ru"),
    "kremlin.ru, kenesh.kg": ("kremlin.ru", "kenesh.kg"),
}
N_FOLDS, N_NEW, N_AGAINST, N_TOPIC, KEPT = 3, 200, 1000, 60, (300, 1000)
STRENGTHS = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25, 0.1)
HOLDS = (1.0, 0.01, 0.0001)

Update = Callable[[Tagger, Sequence[Example], Sequence[Example]], Tagger]


def measure(options: Namespace) -> dict[str, Any]:
    """Measure all three."""
    own = read_examples(TRAINING_DATA / "real_news.labels.jsonl", corpus=corpora(options.data))
    others = read_examples(TRAINING_DATA / "outlets.labels.jsonl", corpus=corpora(options.data), group="outlet")
    topics = sorted({tag for example in own for tag in example.tags})
    folds = deal_folds(gold_rows(own, topics), _groups(own), N_FOLDS, 0)
    drawn = _draw(others, N_NEW + N_AGAINST, 0)
    return {
        "time": _time_updates(drawn[:N_NEW], drawn[N_NEW:], options.repeats),
        "new_topic": _add_topics(own, topics, folds),
        **_learn_outlets(own, others, topics, folds),
    }


def _groups(examples: Sequence[Example]) -> np.ndarray:
    return group_examples([own.article for own in examples], [own.text for own in examples])


def _draw(examples: Sequence[Example], n: int, seed: int) -> list[Example]:
    return [examples[number] for number in np.random.default_rng(seed).permutation(len(examples))[:n]]


def _train(examples: Sequence[Example]) -> Tagger:
    return Tagger(train_model(examples, RECIPE))


def _decide(tagger: Tagger, examples: Sequence[Example], topics: Sequence[str]) -> Bools:
    tags = tagger.tag_many([example.text for example in examples])
    return np.array([[topic in own for topic in topics] for own in tags])


def _time_updates(new: Sequence[Example], against: Sequence[Example], repeats: int) -> dict[str, Any]:
    """Time the command with the shipped model, in turns: starting, reading, updating, perhaps comparing, and writing.

    The examples to measure on are some that the model has learnt from: here only the time matters.
    """
    with TemporaryDirectory() as folder:
        paths = [_write(own, Path(folder) / name) for own, name in ((new, "new.jsonl"), (against, "against.jsonl"))]
        output = str(Path(folder) / "updated.safetensors")
        command = [sys.executable, "-m", "topictag", "update", "-", paths[0], "--output", output]
        checks = {"unchecked": ["--no-check"], "checked": ["--against", paths[1]]}
        seconds: dict[str, list[float]] = {name: [] for name in checks}
        for _ in range(repeats):
            for name, options in checks.items():
                start = perf_counter()
                done = subprocess.run([*command, *options], capture_output=True, check=False)
                if done.returncode not in (0, 1):  # 1: significantly worse, which takes as long
                    raise RuntimeError(done.stderr.decode())
                seconds[name].append(round(perf_counter() - start, 2))
    return {"n_examples": len(new), "n_against": len(against), "seconds": seconds}


def _write(examples: Sequence[Example], path: Path) -> str:
    rows = [dumps({"id": own.id, "text": own.text, "tags": sorted(own.tags)}) for own in examples]
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def _add_topics(own: Sequence[Example], topics: Sequence[str], folds: np.ndarray) -> dict[str, Any]:
    """Add each topic to a model of the others, and learn all topics at once from the same examples."""
    gold = gold_rows(own, topics)
    tagged = {name: np.zeros_like(gold) for name in ("scratch", *map(str, KEPT))}
    for column, topic in enumerate(topics):
        for fold in range(N_FOLDS):
            learnt = [example for example, place in zip(own, folds.tolist(), strict=True) if place != fold]
            inside = np.flatnonzero(folds == fold)
            test = [own[number] for number in inside]
            new = _draw([example for example in learnt if topic in example.tags], N_TOPIC, fold)
            lacking = _draw([example for example in learnt if topic not in example.tags], len(learnt), fold)
            base = _train([_without(example, topic) for example in learnt])
            taggers = {"scratch": _train([*new, *lacking])}
            for n_kept in KEPT:
                found = update_on(base, new, replay=lacking[:n_kept], only_new=True)
                taggers[str(n_kept)] = found.tagger
            for name, tagger in taggers.items():
                tagged[name][inside, column] = _decide(tagger, test, [topic])[:, 0]
    resamples = Resamples.over(_groups(own).tolist())
    return {"topics": topics, "support": gold.sum(axis=0).tolist(), **_compare(gold, tagged, "scratch", resamples)}


def _without(example: Example, topic: str) -> Example:
    return replace(example, tags=example.tags - {topic}, unknown=example.unknown - {topic})


def _compare(gold: Bools, tagged: dict[str, Bools], reference: str, resamples: Resamples) -> dict[str, Any]:
    """Return F1 by topic and macro-F1 of all systems, with the differences from one of them."""
    figures = {}
    for name, own in tagged.items():
        counts = resamples.count(gold, own)[0]
        figures[name] = {
            "f1": metrics.f1_by_topic(counts).round(4).tolist(),
            "macro_f1": round(float(metrics.macro_f1(counts)), 4),
            "by_topic": [asdict(each) for each in compare_topics(gold, own, tagged[reference], resamples)],
            "difference": asdict(compare_decisions(gold, own, tagged[reference], resamples)["macro_f1"]),
        }
    return {"systems": figures}


def _learn_outlets(
    own: Sequence[Example], others: Sequence[Example], topics: Sequence[str], folds: np.ndarray
) -> dict[str, Any]:
    """Update models with examples of other outlets; measure on these outlets and on their own texts."""
    systems: dict[str, Update] = {
        "before": lambda tagger, _new, _kept: tagger,
        "update": lambda tagger, new, _kept: _update(tagger, new),
        "update with 300 kept examples": lambda tagger, new, kept: _update(tagger, new, replay=kept[:300]),
        "training again on all": lambda _tagger, new, kept: _train([*kept, *new]),
    }
    variants: dict[str, Update] = {f"strength {own:g}": _vary(strength=own) for own in STRENGTHS}
    variants |= {f"hold {own:g}": _vary(hold=own) for own in HOLDS}
    found: dict[str, dict[str, list[tuple[Bools, Bools, list[str]]]]] = {name: {} for name in (*systems, *variants)}
    for fold in range(N_FOLDS):
        learnt = [example for example, place in zip(own, folds.tolist(), strict=True) if place != fold]
        held_out = [example for example, place in zip(own, folds.tolist(), strict=True) if place == fold]
        tagger = _train(learnt)
        for outlet, names in OUTLETS.items():
            new, test = _divide([example for example in others if example.group in names], fold)
            for name, update in (systems | variants).items():
                updated = update(tagger, new, _draw(learnt, len(learnt), fold))
                for part, texts in ((outlet, test), ("own texts", held_out)):
                    decided = gold_rows(texts, topics), _decide(updated, texts, topics), [e.article for e in texts]
                    found[name].setdefault(part, []).append(decided)
    return {
        "outlets": _pool({name: found[name] for name in systems}),
        "choice": _pool({name: found[name] for name in ("before", *variants)}),
    }


def _update(tagger: Tagger, new: Sequence[Example], **options: Any) -> Tagger:
    return update_on(tagger, new, **options).tagger


def _vary(**options: float) -> Update:
    return lambda tagger, new, _kept: Tagger(update_model(tagger.model, new, **options).model)


def _divide(examples: Sequence[Example], seed: int) -> tuple[list[Example], list[Example]]:
    """Return some 200 examples to learn from, and those of other articles."""
    groups = _groups(examples)
    chosen: set[int] = set()
    n_chosen = 0
    for group in np.random.default_rng(seed).permutation(groups.max() + 1).tolist():
        if n_chosen < N_NEW:
            chosen.add(group)
            n_chosen += int((groups == group).sum())
    parts = [(example, group in chosen) for example, group in zip(examples, groups.tolist(), strict=True)]
    return [example for example, is_new in parts if is_new], [example for example, is_new in parts if not is_new]


def _pool(found: dict[str, dict[str, list[tuple[Bools, Bools, list[str]]]]]) -> dict[str, Any]:
    """Return macro-F1 of all systems by part, with differences from the model before."""
    pooled: dict[str, Any] = {}
    for part in found["before"]:
        gold = np.concatenate([own for own, _, _ in found["before"][part]])
        articles = [article for _, _, names in found["before"][part] for article in names]
        tagged = {name: np.concatenate([own for _, own, _ in parts[part]]) for name, parts in found.items()}
        pooled[part] = {
            name: {"macro_f1": own["macro_f1"], "difference": own["difference"]}
            for name, own in _compare(gold, tagged, "before", Resamples.over(articles))["systems"].items()
        }
    return pooled


def make_time_table(results: Results) -> str:
    """Return the time of the command."""
    own = results["time"]
    names = {"unchecked": "`--no-check`", "checked": f"`--against` {own['n_against']:,} examples"}
    rows = [
        [names[name], f"{median(seconds):.1f} s", f"{min(seconds):.1f} – {max(seconds):.1f} s"]
        for name, seconds in own["seconds"].items()
    ]
    n_repeats = len(own["seconds"]["checked"])
    heading = [f"{own['n_examples']} new examples", f"median of {n_repeats}", "fastest and slowest"]
    return markdown_table(heading, rows)


def make_topic_table(results: Results) -> str:
    """Return the F1 of added topics."""
    own = results["new_topic"]
    systems, kept = own["systems"], [str(n) for n in KEPT]
    rows = [
        [
            topic,
            f"{systems['scratch']['f1'][number]:.3f}",
            *(_cell(systems[name]["f1"][number], systems[name]["by_topic"][number]) for name in kept),
        ]
        for number, topic in enumerate(own["topics"])
    ]
    rows.append(
        ["mean", f"{systems['scratch']['macro_f1']:.3f}"]
        + [_cell(systems[name]["macro_f1"], systems[name]["difference"]) for name in kept]
    )
    return markdown_table(["new topic", "F1 from scratch", *(f"update, {name} kept examples" for name in kept)], rows)


def make_outlet_table(results: Results) -> str:
    """Return macro-F1 on the new outlets and on the model's own texts."""
    return _table(results["outlets"])


def make_choice_table(results: Results) -> str:
    """Return macro-F1 by the strength of the penalties."""
    return _table(results["choice"])


def _table(parts: dict[str, Any]) -> str:
    names: Iterable[str] = next(iter(parts.values()))
    rows = [
        [
            name,
            *(
                f"{own['before']['macro_f1']:.3f}"
                if name == "before"
                else _cell(own[name]["macro_f1"], own[name]["difference"])
                for own in parts.values()
            ),
        ]
        for name in names
    ]
    return markdown_table(["macro-F1", *parts], rows)


def _cell(figure: float, difference: dict[str, float]) -> str:
    value, low, high = (f"{difference[name]:+.3f}".replace("-", "−") for name in ("value", "low", "high"))
    return f"{figure:.3f} ({value} [{low} to {high}])"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--repeats", type=int, default=7, help="number of timed updates (default: 7)")


BENCHMARK = Benchmark(
    name="updating",
    description=__doc__,
    measure=measure,
    tables={
        "updating_time": make_time_table,
        "updating_topic": make_topic_table,
        "updating_outlets": make_outlet_table,
        "updating_choice": make_choice_table,
    },
    document="docs/updating.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
