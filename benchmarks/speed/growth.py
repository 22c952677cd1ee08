"""How time and memory grow: with the length of a text, the number of texts, topics, terms and threads.

Everything is measured in this process, with the native scan if it is built. Models with other numbers of topics and
terms are made from the shipped one, with random weights; their vocabulary starts with the most frequent words of the
texts.

``python -m benchmarks.speed.growth FOLDER MAX_TEXTS`` prints figures as JSON; see `benchmarks.speed.start`.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from benchmarks.quality.rivals.run import peak_bytes
from benchmarks.speed.timing import time_call

import topictag
from topictag import Tagger
from topictag.chunks import count_cores
from topictag.model.compiled import NO_TERM, Model
from topictag.model.decisions import probabilities
from topictag.model.gram_table import GramTable
from topictag.model.strings import pack_strings
from topictag.model.word_table import WordTable
from topictag.text.reading import text_forms

LENGTHS = (50, 100, 300, 1000, 3000, 10_000, 30_000, 100_000)
COUNTS = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
TOPICS = (5, 50, 500)
TERMS = (5000, 20_000, 50_000, 100_000, 200_000)
_MIN_WORDS = 200_000  # in a timed pass: enough to measure
_N_PASSES = 5


def measure_growth(texts: Sequence[str], *, max_texts: int, n_threads: int) -> dict[str, Any]:
    """Return all curves. Streams are measured first, because peak memory never falls."""
    counts = _by_count(texts, [n for n in COUNTS if n <= max_texts])
    some = list(texts[:2000])
    model = topictag.load().model
    return {
        "scorer": topictag.load().scorer,
        "texts": counts,
        "words": _by_length(texts),
        "topics": [_point(n, Tagger(_with_topics(model, n, some)), some) for n in TOPICS],
        "terms": [_point(n, Tagger(_with_terms(model, n, some)), some) for n in TERMS],
        "threads": [_point(n, topictag.load(), texts, n_jobs=n) for n in range(1, n_threads + 1)],
    }


def _by_count(texts: Sequence[str], counts: Sequence[int]) -> list[dict[str, Any]]:
    """Stream texts from a generator and drop each answer."""
    tagger, points = topictag.load(), []
    list(tagger.iter_tags(islice(cycle(texts), 5000)))
    for n in counts:
        wall_s = _time(
            lambda n=n: sum(1 for _ in tagger.iter_tags(islice(cycle(texts), n))), 1 if n > 1000 else _N_PASSES
        )
        points.append({"n": n, "us_per_text": 1e6 * wall_s / n, "peak_bytes": peak_bytes()})
    return points


def _by_length(texts: Sequence[str]) -> list[dict[str, Any]]:
    words, points = _endless_words(texts), []
    for n in LENGTHS:
        own = [" ".join(islice(words, n)) for _ in range(max(_MIN_WORDS // n, 1))]
        wall_s = _time(lambda own=own: topictag.tag_many(own))
        points.append({"n": n, "us_per_text": 1e6 * wall_s / len(own), "ns_per_word": 1e9 * wall_s / (n * len(own))})
    return points


def _endless_words(texts: Sequence[str]) -> Iterator[str]:
    return chain.from_iterable(text.split() for text in cycle(texts))


def _point(n: int, tagger: Tagger, texts: Sequence[str], *, n_jobs: int = 1) -> dict[str, Any]:
    wall_s = _time(lambda: tagger.tag_many(texts, n_jobs=n_jobs))
    n_tags = sum(map(len, tagger.tag_many(texts))) / len(texts)
    return {"n": n, "tags_a_text": n_tags, "us_per_text": 1e6 * wall_s / len(texts), "texts_per_s": len(texts) / wall_s}


def _time(call: Callable[[], Any], n_passes: int = _N_PASSES) -> float:
    """Return the median of some passes; if there are several, one more warms up."""
    if n_passes == 1:
        return time_call(call)
    return median([time_call(call) for _ in range(n_passes + 1)][1:])


def _with_topics(model: Model, n_topics: int, texts: Sequence[str]) -> Model:
    """Return the model with other topics and thresholds that give a text one tag on average."""
    rng = np.random.default_rng(0)
    drawn = replace(
        model,
        topics=tuple(f"topic {number}" for number in range(n_topics)),
        coef=rng.normal(size=(len(model.idf), n_topics)).astype(np.float32),
        intercept=np.zeros(n_topics, np.float32),
        slope=np.ones(n_topics, np.float32),
        offset=np.zeros(n_topics, np.float32),
        thresholds=np.zeros(n_topics, np.float32),
    )
    probability = probabilities(drawn, Tagger(drawn).scores(texts))
    return replace(drawn, thresholds=np.quantile(probability, 1 - 1 / n_topics, axis=0).astype(np.float32))


def _with_terms(model: Model, n_terms: int, texts: Sequence[str]) -> Model:
    """Return the model with other terms: each word is its own lemma, the most frequent words of the texts first."""
    counts = Counter(form for text in texts for form in text_forms(text))
    known = model.forms.words()
    random.Random(0).shuffle(known)
    words = sorted(islice(dict.fromkeys([*(form for form, _ in counts.most_common()), *known]), n_terms))
    forms, rng = WordTable.of(words), np.random.default_rng(0)
    numbers = {word: number for number, word in enumerate(words)}
    return replace(
        model,
        lemmas=pack_strings(words),
        families=WordTable.of([]),
        forms=forms,
        form_terms=np.array([[numbers[word], NO_TERM] for word in forms.words()], np.int32),
        pairs=np.empty((0, 2), np.int32),
        grams=GramTable.of(()),
        groups=model.groups[:0],
        member_bounds=model.member_bounds[:0],
        members=model.members[:0],
        idf=rng.uniform(1, 10, len(words)).astype(np.float32),
        coef=rng.normal(size=(len(words), len(model.topics))).astype(np.float32),
    )


if __name__ == "__main__":
    own = json.loads((Path(sys.argv[1]) / "texts.json").read_text(encoding="utf-8"))
    print(json.dumps(measure_growth(own, max_texts=int(sys.argv[2]), n_threads=count_cores())))
