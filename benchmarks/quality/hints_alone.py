"""How far hints go without labels, and with few: on the topics of the shipped model, and on topics that it lacks.

``few_hints``: development paragraphs in three parts by source; each part is scored by taggers that have seen labels of
the other parts alone. ``new_topics``: benchmarks/quality/new_topics.tsv, about 30 hints per topic written from
knowledge alone, on training parts of SIB-200 and of the sensitive topics, without any label. ``suggested_hints``: what
`topictag hints` suggests for 20 hints per topic, compared with the whole list. ``--hints`` is a folder of tables
``term<TAB>strength``, named by topic.
"""

import warnings
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import development_sources, load_development_gold, load_sib200, sample_corpus
from benchmarks.quality.cross_validation import Unseen, make_examples, tag_unseen
from benchmarks.quality.hints import add_options, number_sources, read_folder
from benchmarks.quality.rivals.keywords import BEGINNINGS
from benchmarks.quality.rivals.words import words
from benchmarks.quality.score import macro_f1, mean_average_precision
from benchmarks.quality.tasks import make_task
from benchmarks.reporting import markdown_table
from threadpoolctl import threadpool_limits
from tqdm import tqdm

import topictag
from topictag.errors import TrainingWarning
from topictag.labelled.hints import Hint, read_hints
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.background.vectors import Background
from topictag.training.decisions.targets import Target
from topictag.training.features.hints import HintGroups
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.learning import learn_from_examples
from topictag.training.preparing import prepare
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_documents
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample

N_HINTS = 20
N_LABELS = (5, 20, 100)
_SEEDS = range(3)
_N_PARTS = 3
_N_SUGGESTED = 50
_N_UNLABELLED = 8000
# The defaults, without a search, which would take hours here.
_SETTINGS = TrainingSettings(
    C=5, min_df=2, max_pairs=1000, families="yes", max_grams=0, background_scale=1, hint_scale=0.25
)
_NEW_TOPICS = Path(__file__).with_name("new_topics.tsv")
# Chosen from knowledge alone, as those of the shipped topics.
_NEW_BEGINNINGS = {
    "sports": ("спорт", "футбол", "чемпион", "олимпи", "матч"),
    "health": ("здоров", "болезн", "врач", "больниц", "вирус"),
    "drugs": ("нарко", "героин", "кокаин", "конопл", "марихуан"),
    "gambling": ("казино", "ставк", "лотере", "азарт", "покер"),
}


@dataclass(frozen=True, eq=False)
class News:
    """Development paragraphs.

    Attributes
    ----------
    texts, topics : list of str
    sample : Sample
        The same paragraphs, read for training.
    parts : ndarray of int, shape (n_texts,)
        A source is in one part.
    """

    texts: list[str]
    topics: list[str]
    sample: Sample
    parts: np.ndarray

    @classmethod
    def load(cls, folder: Path, hints: Sequence[Hint]) -> "News":
        """Read the paragraphs; pairs among `hints` are kept, however rare."""
        texts, topics, gold = load_development_gold(folder)
        examples = make_examples(texts, topics, gold)
        sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), hints=hints).sample
        return cls(texts, topics, sample, number_sources(development_sources(folder)) % _N_PARTS)

    @property
    def gold(self) -> np.ndarray:
        """Gold tags, shape (n_texts, n_topics)."""
        return self.sample.gold

    def draw(self, part: int, n: int, seed: int) -> np.ndarray:
        """Return n paragraphs of each topic, and as many without a topic as all of these, outside a part."""
        rng = np.random.default_rng([seed, part, n])
        outside = rng.permutation(np.flatnonzero(self.parts != part))
        own = [outside[topic[outside]][:n] for topic in self.gold.T]
        tagless = outside[~self.gold[outside].any(axis=1)][: n * len(self.topics)]
        return np.unique(np.concatenate([*own, tagless]))


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures of the three tables."""
    background, topics = load_background(options.background), load_development_gold(options.data)[1]
    every = read_folder(options.hints or options.data / "hints", topics)
    few = choose_strongest(every, N_HINTS, background)
    # Some draws have few examples of a topic, and some hints are read by their lemmas.
    with warnings.catch_warnings(action="ignore", category=TrainingWarning), threadpool_limits(1):
        news = News.load(options.data, every)
        return {
            "n_hints": len(every),
            "new_topics": _measure_new_topics(options.data, background),
            "suggested": _measure_suggestions(options.data, news, every, few, background),
            "few_hints": _measure_labels(news, {f"{N_HINTS} hints": few, "all hints": every}, background),
        }


def choose_strongest(hints: Sequence[Hint], n: int, background: Background) -> list[Hint]:
    """Return for each topic the n strongest hints for it; among equals those that most paragraphs contain."""
    frequency = dict(zip(background.terms, background.document_frequencies.tolist(), strict=True))
    ranked = sorted(
        (hint for hint in hints if hint.strength > 0),
        key=lambda hint: (hint.topic, -hint.strength, -frequency.get(hint.term, 0)),
    )
    topics = sorted({hint.topic for hint in ranked})
    return [hint for topic in topics for hint in [own for own in ranked if own.topic == topic][:n]]


def _measure_labels(news: News, lists: dict[str, list[Hint]], background: Background) -> dict[str, Any]:
    found: dict[str, Any] = {"keyword rules": {"0": _figures(news.gold, _by_beginnings(news.texts, news.topics))}}
    for name, hints in lists.items():
        found[f"{name}, no background"] = {"0": _figures(news.gold, _tag(topictag.train(hints=hints), news))}
        found[name] = {"0": _figures(news.gold, _tag(topictag.train(hints=hints, background=background), news))}
    found["no hints"] = {}
    analyzer = TermAnalyzer(shared_lemmatizer())
    for name in (*lists, "no hints"):
        groups = HintGroups.of(lists[name], news.topics, analyzer) if name in lists else None
        sample = replace(news.sample, paragraphs=news.sample.paragraphs.with_hints(groups))
        for n in tqdm(N_LABELS, f"labels, {name}"):
            draws = [_measure_draw(replace(news, sample=sample), n, seed, background) for seed in _SEEDS]
            found[name][str(n)] = {figure: float(np.mean([own[figure] for own in draws])) for figure in draws[0]}
    return found


def _measure_draw(news: News, n: int, seed: int, background: Background) -> dict[str, float]:
    scores, tagged = np.zeros(news.gold.shape), np.zeros_like(news.gold)
    for part in range(_N_PARTS):
        learnt = learn_from_examples(
            tuple(news.topics),
            news.sample.take(news.draw(part, n, seed)),
            _SETTINGS,
            background,
            targets=[Target()] * len(news.topics),
            task="multi",
            workers=Workers(),
        )
        inside = np.flatnonzero(news.parts == part)
        scores[inside] = score_documents(learnt.vocabulary, learnt.layer, news.sample.paragraphs.take(inside))
        tagged[inside] = learnt.decisions.tags(scores[inside])
    return _figures(news.gold, Unseen(scores, tagged))


def _measure_new_topics(folder: Path, background: Background) -> dict[str, Any]:
    hints = read_hints(_NEW_TOPICS)
    texts, tags = load_sib200(folder, "train")
    sensitive = make_task("sensitive", folder).parts[0].train
    sets = {
        "SIB-200": (texts, tags, ["health", "sports"]),
        "sensitive topics": ([own.text for own in sensitive], [own.tags for own in sensitive], ["drugs", "gambling"]),
    }
    found = {}
    for name, (own_texts, own_tags, topics) in sets.items():
        gold = np.array([[topic in own for topic in topics] for own in own_tags])
        own_hints = [hint for hint in hints if hint.topic in topics]
        systems = {
            "keyword rules": _by_beginnings(own_texts, topics),
            "hints": tag_unseen(topictag.train(hints=own_hints), own_texts, topics),
            "hints + background": tag_unseen(topictag.train(hints=own_hints, background=background), own_texts, topics),
        }
        for number, topic in enumerate(topics):
            column = np.array([number])
            found[f"{topic} ({name})"] = {
                "n_texts": len(gold),
                "n_positive": int(gold[:, number].sum()),
                "n_hints": sum(hint.topic == topic for hint in own_hints),
                "systems": {
                    system: _figures(gold[:, column], Unseen(own.scores[:, column], own.tagged[:, column]))
                    for system, own in systems.items()
                },
            }
    return found


def _measure_suggestions(
    folder: Path, news: News, every: list[Hint], few: list[Hint], background: Background
) -> dict[str, Any]:
    labelled = set(news.texts)
    texts = [text for text in sample_corpus(folder, _N_UNLABELLED + len(labelled), 0) if text not in labelled]
    suggested = topictag.suggest_hints(few, texts[:_N_UNLABELLED], background=background, limit=_N_SUGGESTED)
    listed = {(hint.topic, hint.term): hint.strength for hint in every}
    strengths = [listed.get((own.topic, own.term), 0) for own in suggested]
    new = [Hint(own.topic, own.term, own.strength) for own in suggested]
    kept = [hint for hint, strength in zip(new, strengths, strict=True) if strength > 0]
    name = f"{N_HINTS} hints per topic"
    systems = {name: few, f"{name} and all suggestions": few + new, f"{name} and those in the list": few + kept}
    return {
        "n_suggested": len(suggested),
        "n_for": sum(strength > 0 for strength in strengths),
        "n_against": sum(strength < 0 for strength in strengths),
        "systems": {
            name: [
                _figures(news.gold, _tag(topictag.train(hints=hints, background=own), news))
                for own in (None, background)
            ]
            for name, hints in systems.items()
        },
    }


def _tag(tagger: topictag.Tagger, news: News) -> Unseen:
    return tag_unseen(tagger, news.texts, news.topics)


def _by_beginnings(texts: Sequence[str], topics: Sequence[str]) -> Unseen:
    """Score texts by the number of words with one of a topic's five beginnings; one is enough for the tag."""
    beginnings = [{**BEGINNINGS, **_NEW_BEGINNINGS}[topic] for topic in topics]
    scores = np.array([[sum(word.startswith(own) for word in words(text)) for own in beginnings] for text in texts])
    return Unseen(scores.astype(float), scores > 0)


def _figures(gold: np.ndarray, own: Unseen) -> dict[str, float]:
    return {
        "mean_average_precision": mean_average_precision(gold, own.scores),
        "macro_f1": macro_f1(gold, own.tagged),
    }


def make_few_hints_table(results: Results) -> str:
    """Return one row per system, with mAP and macro-F1 for each number of labels."""
    counts = ["0", *map(str, N_LABELS)]
    rows = [[name, *(_cell(by_count.get(n)) for n in counts)] for name, by_count in results["few_hints"].items()]
    head = [f"mAP / macro-F1, {results['n_hints']:,} hints in all", "no labels"]
    return markdown_table([*head, *(f"{n} labels per topic" for n in N_LABELS)], rows)


def make_new_topics_table(results: Results) -> str:
    """Return one row per new topic, with average precision and F1 for each system."""
    rows = [
        [topic, f"{own['n_positive']} of {own['n_texts']:,}", str(own["n_hints"]), *map(_cell, own["systems"].values())]
        for topic, own in results["new_topics"].items()
    ]
    systems = next(iter(results["new_topics"].values()))["systems"]
    return markdown_table(["AP / F1", "texts with it", "hints", *systems], rows)


def make_suggestions_table(results: Results) -> str:
    """Return one row per list of hints."""
    own = results["suggested"]
    share = f"{own['n_for']} of {own['n_suggested']} suggestions are in the list, {own['n_against']} against the topic"
    rows = [[name, *map(_cell, cells)] for name, cells in own["systems"].items()]
    return markdown_table([share, "mAP / macro-F1, no background", "with background"], rows)


def _cell(figures: dict[str, float] | None) -> str:
    return f"{figures['mean_average_precision']:.3f} / {figures['macro_f1']:.3f}" if figures else ""


BENCHMARK = Benchmark(
    name="hints_alone",
    description=__doc__,
    measure=measure,
    tables={
        "few_hints": make_few_hints_table,
        "new_topics": make_new_topics_table,
        "suggested_hints": make_suggestions_table,
    },
    document="docs/quality.md",
    needs_data=True,
    add_options=add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
