"""topictag with its shipped model: the native scan on one and two threads, and the reference scorer."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from benchmarks.quality.rivals.protocol import Bools

import topictag
from topictag.chunks import map_chunks
from topictag.model.reference import ReferenceScorer

_Tags = list[dict[str, float]]


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
