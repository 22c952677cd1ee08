"""The labels of real news: identifiers, digests and tags; never a text, and every second reading accounted for."""

import csv
import json
import re

import pytest

import topictag
from topictag.labelled.reading import read_examples

TOPICS = {"Afghanistan", "energy", "partnership programmes", "peace talks", "security"}
FIELDS = ["id", "sha256", "source", "outlet", "tags", "sampled"]
AS_NEWS_COMES = {"real_news": {"keyword", "random"}, "outlets": {"hints", "random"}}
PICKED = {"real_news": {"predicted", "uncertain"}, "outlets": {"disagreement", "predicted", "uncertain"}}


@pytest.fixture(scope="module", params=["real_news", "outlets"])
def name(request):
    return request.param


@pytest.fixture(scope="module")
def paths(root, name):
    return [root / "training_data" / f"{name}.{part}jsonl" for part in ("labels.", "picked.labels.")]


@pytest.fixture(scope="module")
def labels(paths):
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def readings(root, name):
    with (root / "training_data" / f"{name}.readings.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_labels_hold_identifiers_and_no_text(labels):
    for row in labels:
        assert [field for field in row if field != "article"] == FIELDS
        assert re.fullmatch(r"[0-9a-z_]+-[0-9a-f]{12}-\d+|x\d{6}", row["id"])
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"])
        assert row["outlet"]
        assert row["tags"] == sorted(set(row["tags"]) & TOPICS)


def test_labels_that_a_model_picked_lie_apart(paths, name):
    drawn, picked = (
        {json.loads(line)["sampled"] for line in path.read_text(encoding="utf-8").splitlines()} for path in paths
    )
    assert drawn == AS_NEWS_COMES[name]
    assert picked == PICKED[name]


def test_labels_of_one_article_are_kept_together(labels, name):
    if name == "outlets":  # whose ids do not show the article
        assert all(row["article"] for row in labels)
        return
    by_article = {}
    for row in labels:
        by_article.setdefault(row["id"].rsplit("-", 1)[0], []).append(row)
    for article, rows in by_article.items():
        assert {row.get("article") for row in rows} == ({article} if len(rows) > 1 else {None})


def test_ids_and_texts_stand_once(labels):
    assert len({row["id"] for row in labels}) == len({row["sha256"] for row in labels}) == len(labels)


def test_a_label_is_what_most_readings_say(labels, readings):
    tags = {row["id"]: row["tags"] for row in labels}
    assert readings.keys() <= tags.keys()
    for identifier, row in readings.items():
        own = [set(filter(None, row[n].split("; "))) for n in ("first", "second", "third") if row[n] != "-"]
        kept = [topic for topic in sorted(TOPICS) if 2 * sum(topic in reading for reading in own) > len(own)]
        assert row["kept"] == "; ".join(kept)
        assert tags[identifier] == kept
        assert len(own) == 3 or own[0] == own[1], "readings that differ are settled by a third"


def test_every_text_is_in_the_corpus_as_it_was_labelled(paths, labels, real_data):
    examples = read_examples(*paths, corpus=[real_data / "corpus.jsonl.xz", real_data / "corpus2.jsonl.xz"])
    assert [example.id for example in examples] == [row["id"] for row in labels]


def test_the_gate_finds_no_error_and_nothing_shared_with_the_test_paragraphs(root, real_data):
    report = topictag.check(
        *sorted((root / "training_data").rglob("*.jsonl")),
        corpus=[real_data / "corpus.jsonl.xz", real_data / "corpus2.jsonl.xz"],
        against=real_data / "real_open.jsonl",
    )
    assert {finding.check for finding in report.findings} <= {"near duplicates", "repeated phrases"}
