"""topictag with its shipped model: the native scan on one and two threads and with grams, and the reference scorer."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
from benchmarks.quality.rivals.protocol import Bools

import topictag
from topictag import Tagger
from topictag.chunks import map_chunks
from topictag.model.compiled import Model
from topictag.model.gram_table import GramTable
from topictag.model.reference import ReferenceScorer
from topictag.text.grams import iter_grams

_Tags = list[dict[str, float]]
_N_GRAMS = 20_000


class Native:
    """`topictag.tag_many`, and `topictag.tag` for single calls."""

    title = "topictag, native scan"
    n_texts: int | None = None
    has_latency = True
    n_jobs = 1

    @staticmethod
    def make(folder: Path, texts: list[str], gold: Bools) -> None:
        """Do nothing: the model is shipped."""

    def __init__(self, folder: Path) -> None:
        scorer = topictag.load().scorer
        if scorer != "native":
            raise SystemExit(
                f"topictag uses its {scorer} scorer. Install a C compiler with Python's headers, then topictag."
            )

    def prepare(self, texts: list[str]) -> list[str]:
        """Return the texts as they are."""
        return texts

    def run(self, texts: list[str]) -> _Tags:
        """Tag all."""
        return topictag.tag_many(texts, n_jobs=self.n_jobs)

    def run_one(self, text: str) -> dict[str, float]:
        """Tag one."""
        return topictag.tag(text)


class NativeOnTwoThreads(Native):
    """The same with ``n_jobs=2``."""

    title = "topictag, native scan, two threads"
    has_latency = False
    n_jobs = 2


class NativeWithGrams(Native):
    """The shipped model with the most frequent character n-grams of its own words and small random weights."""

    title = f"topictag, native scan, with {_N_GRAMS:,} character n-grams"
    has_latency = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._tagger = Tagger(_with_grams(topictag.load().model))

    def run(self, texts: list[str]) -> _Tags:
        """Tag all."""
        return self._tagger.tag_many(texts)


class Reference(Native):
    """The scorer without a compiler; it caches words."""

    title = "topictag, reference scorer"
    n_texts = 5000

    def __init__(self, folder: Path) -> None:
        self._tags: Callable[[list[str]], _Tags] = ReferenceScorer(topictag.load().model).tags

    def run(self, texts: list[str]) -> _Tags:
        """Tag all, in the chunks of `tag_many`."""
        return list(chain.from_iterable(map_chunks(self._tags, texts)))

    def run_one(self, text: str) -> dict[str, float]:
        """Tag one."""
        return self._tags([text])[0]


def _with_grams(model: Model) -> Model:
    counts = Counter(gram for form in model.forms.words() for gram in iter_grams(form))
    grams, rng = GramTable.of(gram for gram, _ in counts.most_common(_N_GRAMS)), np.random.default_rng(0)
    empty, kept = model.member_bounds[:0], slice(model.first_gram)
    coef = rng.normal(scale=0.01, size=(len(grams), len(model.topics))).astype(np.float32)
    return replace(
        model,
        grams=grams,
        groups=model.groups[:0],
        member_bounds=empty,
        members=empty,
        idf=np.concatenate([model.idf[kept], rng.uniform(1, 10, len(grams)).astype(np.float32)]),
        coef=np.concatenate([model.coef[kept], coef]),
    )
