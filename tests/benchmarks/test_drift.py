"""The arithmetic of the benchmark of drift: populations by article, and changes by their size."""

import json
import lzma
from types import SimpleNamespace

import numpy as np
import pytest
from benchmarks.quality.drift import _count_band, _rest
from benchmarks.quality.drift_populations import Population, read_months, read_years

import topictag

ENERGY, SPORT = "Газопровод остановлен на ремонт.", "Сборная победила."


def write_corpus(folder, rows):
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "corpus.jsonl.xz").write_bytes(lzma.compress(lines.encode()))


def test_months_are_read_article_by_article(tmp_path):
    rows = [
        {"id": f"a-{article}-{number}", "source": "a", "date": date, "text": SPORT}
        for article in range(70)
        for number, date in enumerate(["2020-05-01", "2020-05-02"])
    ]
    rows += [{"id": "b-1-0", "source": "b", "date": "2020-05-01", "text": SPORT}]  # too few for two halves
    rows += [{"id": f"c-{number}-0", "source": "c", "date": None, "text": SPORT} for number in range(300)]
    write_corpus(tmp_path, rows)
    assert [(own.name, len(own.articles)) for own in read_months(tmp_path, "corpus.jsonl.xz")] == [("a 2020-05", 70)]
    assert [(own.name, len(own.articles)) for own in read_years(tmp_path, "corpus.jsonl.xz")] == [("c", 300)]


def test_what_is_drawn_is_not_in_the_rest():
    population = Population("a", tuple((f"{number}",) for number in range(50)))
    drawn, rest = population.draw(np.random.default_rng(0), 20)
    assert len(drawn.articles) == 20
    assert set(drawn.articles) | set(rest.articles) == set(population.articles)
    assert not set(drawn.articles) & set(rest.articles)


def test_the_shares_of_the_rest_are_those_of_its_texts():
    texts = [ENERGY, SPORT, SPORT] * 40
    whole, drawn, rest = (topictag.profile(own) for own in (texts, texts[:50], texts[50:]))
    assert _rest(whole, drawn) == pytest.approx(rest.tags.shares)


def test_only_topics_whose_difference_is_in_the_band_are_counted():
    topics = [SimpleNamespace(tagged=SimpleNamespace(has_changed=own)) for own in (True, True, False)]
    counted = _count_band([(SimpleNamespace(topics=topics), [0.03, -0.2, -0.04])], 0.02, 0.05)
    assert (counted["n"], counted["n_found"]) == (2, 1)
