"""Whether explanations name the words that matter: tags that disappear when words are taken out.

Paragraphs of both corpora that no label names are drawn at random. For each of their tags, five words are taken out,
with all occurrences of their lemmas: the five with the highest totals in the explanation; the same, explained again
after each word; the five that are found by trying each word at each step, which is about the best that any choice can
do; and five content words at random. The table shows the share of tags that disappear.
"""

import random
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import iter_unlabelled
from benchmarks.reporting import markdown_table

import topictag
from topictag.reports.figures import write_percent
from topictag.results.contribution import Place
from topictag.results.topic_explanation import TopicExplanation

N_WORDS = 5
N_TAGS = 3000
LENGTHS = (40, 80)  # words: bounds of three classes
CLASSES = ("up to 40 words", "41 to 80 words", "over 80 words")
Words: TypeAlias = dict[str, list[Place]]
Choice: TypeAlias = Callable[[topictag.Tagger, str, str], str]


def measure(options: Namespace) -> dict[str, Any]:
    """Return for each topic and class of length how many tags there are, and how many disappear with each choice."""
    tagger = topictag.load(options.model)
    counts = defaultdict[str, Counter[str]](Counter)
    n = 0
    for text in _draw(options.data):
        for topic in tagger.tag(text):
            lost = [name for name, choose in CHOICES.items() if topic not in tagger.tag(choose(tagger, text, topic))]
            for row in (topic, _length_class(text), "all"):
                counts[row].update(["n", *lost])
            n += 1
        if n >= options.tags:
            break
    return {"n_words": N_WORDS, "rows": {row: dict(own) for row, own in counts.items()}}


def take_strongest(tagger: topictag.Tagger, text: str, topic: str) -> str:
    """Take out the words with the highest totals."""
    explanation = tagger.explain(text, [topic]).topic(topic)
    words = _content_words(explanation)
    return _without(text, [words[word] for word in _rank(explanation)[:N_WORDS]])


def take_step_by_step(tagger: topictag.Tagger, text: str, topic: str) -> str:
    """Take out the word with the highest total, and explain again."""
    for _ in range(N_WORDS):
        if not (explanation := tagger.explain(text, [topic]).topic(topic)).words:
            break
        text = _without(text, [_content_words(explanation)[_rank(explanation)[0]]])
    return text


def take_best(tagger: topictag.Tagger, text: str, topic: str) -> str:
    """Take out the word without which the score is lowest, and go on."""
    column = tagger.topics.index(topic)
    for _ in range(N_WORDS):
        words = _content_words(tagger.explain(text, [topic]).topic(topic))
        if not words:
            break
        tried = [_without(text, [places]) for places in words.values()]
        text = tried[int(tagger.scores(tried)[:, column].argmin())]
    return text


def take_random(tagger: topictag.Tagger, text: str, topic: str) -> str:
    """Take out content words at random, whether the model knows them or not."""
    explanation = tagger.explain(text, [topic])
    words = _content_words(explanation.topic(topic))
    for own in explanation.unread:
        if own.reason == "unknown word":
            words.setdefault(text[own.start : own.end].lower(), []).append((own.start, own.end))
    chosen = random.Random(text).sample(sorted(words), min(N_WORDS, len(words)))
    return _without(text, [words[word] for word in chosen])


CHOICES: dict[str, Choice] = {
    "strongest": take_strongest,
    "step by step": take_step_by_step,
    "best": take_best,
    "random": take_random,
}


def _content_words(topic: TopicExplanation) -> Words:
    """Return the places of each word that counts, by its lemma, or else its form."""
    words = Words()
    for own in topic.words:
        words.setdefault(own.lemma or own.form, []).append((own.start, own.end))
    return words


def _rank(topic: TopicExplanation) -> list[str]:
    """Return the words by the sum of their totals, the highest first."""
    totals = Counter[str]()
    for own in topic.words:
        totals[own.lemma or own.form] += own.total
    return [word for word, _ in totals.most_common()]


def _without(text: str, words: Sequence[list[Place]]) -> str:
    for start, end in sorted((place for places in words for place in places), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _length_class(text: str) -> str:
    n = len(text.split())
    short, long = LENGTHS
    return (
        f"up to {short} words" if n <= short else f"{short + 1} to {long} words" if n <= long else f"over {long} words"
    )


def _draw(data: Path) -> Iterator[str]:
    """Yield paragraphs that no label names, in random order, each on one line."""
    texts = [record["text"] for record in iter_unlabelled(data)]
    random.Random(0).shuffle(texts)
    return (" ".join(text.split()) for text in texts)


def make_table(results: Results) -> str:
    """Return one row per topic and class of length, and one for all tags."""
    rows = results["rows"]
    order = [*sorted(rows.keys() - {"all", *CLASSES}), *CLASSES, "all"]
    cells = [
        [name, f"{own['n']:,}", *(write_percent(own.get(choice, 0) / own["n"]) for choice in CHOICES)]
        for name in order
        if (own := rows.get(name))
    ]
    heading = ["the five strongest", "explained again after each", "the best five", "five at random"]
    return markdown_table(["tags that disappear without", "tags", *heading], cells)


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="model file (the shipped model)")
    parser.add_argument("--tags", type=int, default=N_TAGS, help="number of tags (%(default)s)")


BENCHMARK = Benchmark(
    name="deletion",
    description=__doc__,
    measure=measure,
    tables={"deletion": make_table},
    document="docs/explanations.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
