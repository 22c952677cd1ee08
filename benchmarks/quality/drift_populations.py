"""Populations of real news for `benchmarks.quality.drift`: months, years and outlets, article by article."""

import json
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import require_file

MIN_HALF = 30  # articles of half a month: as many as drift needs
MIN_POPULATION = 300  # articles of a population that others are compared with
_LONGEST_CHANGE = 20  # populations of a corpus, the largest ones
_MONTH, _YEAR = len("2022-10"), len("2022")


@dataclass(frozen=True)
class Population:
    """Texts of one outlet, or of one month or year of it.

    Attributes
    ----------
    name : str
    articles : tuple of tuple of str
        The paragraphs of each article.
    """

    name: str
    articles: tuple[tuple[str, ...], ...]

    def draw(self, rng: np.random.Generator, n: int) -> tuple["Population", "Population"]:
        """Return `n` articles drawn at random, and the others."""
        order = rng.permutation(len(self.articles))
        drawn, rest = (tuple(self.articles[number] for number in own) for own in (order[:n], order[n:]))
        return Population(self.name, drawn), Population(self.name, rest)

    def texts(self) -> Iterator[tuple[str, int]]:
        """Yield each paragraph with the number of its article."""
        return ((text, number) for number, own in enumerate(self.articles) for text in own)


def read_months(folder: Path, name: str) -> list[Population]:
    """Return each month of an outlet with enough articles for two halves."""
    rows = (row for row in _read(folder, name) if len(row["date"]) >= _MONTH)
    return _group(rows, lambda row: f"{row['outlet']} {row['date'][:_MONTH]}", 2 * MIN_HALF)


def read_years(folder: Path, name: str) -> list[Population]:
    """Return each year of an outlet that has enough articles; an outlet without dates is one population."""
    found = _group(_read(folder, name), lambda row: f"{row['outlet']} {row['date'][:_YEAR]}".strip(), MIN_POPULATION)
    return sorted(found, key=lambda own: -len(own.articles))[:_LONGEST_CHANGE]


def _group(rows: Iterable[Mapping[str, str]], name: Callable[[Mapping[str, str]], str], least: int) -> list[Population]:
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        groups[name(row)][row["article"]].append(row["text"])
    found = [Population(own, tuple(map(tuple, articles.values()))) for own, articles in groups.items()]
    return [own for own in found if len(own.articles) >= least]


def _read(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield rows with outlet, date and article; the ids of corpus.jsonl.xz name the article before their last part."""
    with lzma.open(require_file(folder / name), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            article = row.get("article") or row["id"].rpartition("-")[0]
            yield {
                "outlet": row.get("outlet") or row["source"],
                "date": row["date"] or "",
                "article": article,
                "text": row["text"],
            }
