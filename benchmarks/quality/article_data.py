"""Articles with one list of tags, of which the tags of each paragraph are known: labelled paragraphs, merged."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import corpora, load_rubrics, require_file
from benchmarks.reporting import ROOT
from numpy.typing import NDArray

from topictag.labelled.corpus import iter_records
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Bools
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.pymorphy import shared_lemmatizer

LEAST_LABELLED = 3  # paragraphs with labels, of a real article
SIZES = 5, 15  # paragraphs of a merged article
PIECE = 60  # words, at least
N_FOLDS = 5


@dataclass(frozen=True, eq=False)
class Articles:
    """Articles, paragraph by paragraph.

    Attributes
    ----------
    paragraphs : Paragraphs
        An article is a document.
    gold : ndarray of bool, shape (n_paragraphs, n_topics)
    is_single : bool
        Whether each article has exactly one topic. Its paragraphs then have no labels of their own.
    """

    paragraphs: Paragraphs
    gold: Bools
    is_single: bool = False

    @classmethod
    def of(cls, articles: Sequence[Sequence[tuple[str, Sequence[str]]]], *, is_single: bool = False) -> "Articles":
        """Read articles: texts of paragraphs with their tags."""
        analyzer = TermAnalyzer(shared_lemmatizer())
        topics = sorted({tag for own in articles for _, tags in own for tag in tags})
        terms = [[[*analyzer.iter_terms(text)] for text, _ in own] for own in articles]
        gold = np.array([[topic in tags for topic in topics] for own in articles for _, tags in own])
        return cls(Paragraphs.of(terms), gold, is_single)

    @property
    def tags(self) -> Bools:
        """The topics of whole articles."""
        return np.logical_or.reduceat(self.gold, self.paragraphs.bounds[:-1], axis=0)

    def folds(self) -> NDArray[np.intp]:
        """Return the fold of each article."""
        return np.random.default_rng(0).permutation(len(self.paragraphs.bounds) - 1) % N_FOLDS

    def take(self, articles: NDArray[np.intp]) -> "Articles":
        """Return some articles, given by number."""
        own = np.isin(self.paragraphs.owners, articles)
        return replace(self, paragraphs=self.paragraphs.take(articles), gold=self.gold[own])

    def split(self, share: float) -> "Articles":
        """Return the same paragraphs, where some articles are labelled paragraph by paragraph: each is an article."""
        n = len(self.paragraphs.bounds) - 1
        is_split = np.random.default_rng(1).random(n) < share
        places = np.arange(len(self.gold) + 1)
        kept = np.isin(places, self.paragraphs.bounds) | np.append(is_split[self.paragraphs.owners], True)
        bounds = places[kept]
        return replace(self, paragraphs=replace(self.paragraphs, bounds=bounds, copies=np.arange(len(bounds) - 1)))


def read_real(folder: Path) -> Articles:
    """Return real articles with at least three labelled paragraphs; other paragraphs of theirs are left out."""
    labels = [ROOT / "training_data" / name for name in ("outlets.labels.jsonl", "outlets.picked.labels.jsonl")]
    articles = defaultdict[str, list[tuple[str, list[str]]]](list)
    for row in _join(folder, [row for path in labels for row in _rows(path)]):
        articles[row["article"]].append((row["text"], row["tags"]))
    return Articles.of([own for own in articles.values() if len(own) >= LEAST_LABELLED])


def read_merged(folder: Path) -> Articles:
    """Return articles of 5 to 15 paragraphs of one source, neighbours in time: they share less than real ones."""
    sources = defaultdict[str, list[dict[str, Any]]](list)
    for row in _join(folder, _rows(require_file(folder / "real_train.labels.jsonl"))):
        sources[row["source"]].append(row)
    rng, articles = np.random.default_rng(0), []
    for rows in sources.values():
        rows.sort(key=lambda row: row["date"] or "")
        first = 0
        while first < len(rows) - 1:
            size = int(rng.integers(SIZES[0], SIZES[1] + 1))
            articles.append([(row["text"], row["tags"]) for row in rows[first : first + size]])
            first += size
    return Articles.of(articles)


def read_pieces(folder: Path) -> Articles:
    """Return articles of one rubric each, cut into pieces of 60 words or more at the ends of sentences."""
    return Articles.of(
        [[(piece, tags) for piece in _cut(text)] for text, tags in zip(*load_rubrics(folder), strict=True)],
        is_single=True,
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _join(folder: Path, labels: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the records of both corpora that are labelled, with their tags."""
    by_id = {row["id"]: row for row in labels}
    for _, record in iter_records(corpora(folder)):
        if label := by_id.get(record["id"]):
            yield {**record, "tags": label["tags"]}


def _cut(text: str) -> list[str]:
    pieces, n_words = [""], 0
    for sentence in re.split(r"(?<=[.!?…])\s+", text):
        if n_words >= PIECE:
            pieces, n_words = [*pieces, ""], 0
        pieces[-1] += f" {sentence}"
        n_words += len(sentence.split())
    return pieces
