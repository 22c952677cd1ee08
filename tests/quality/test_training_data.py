"""The written set keeps its promises: how much of what it holds, and that every label was decided twice."""

import csv
import json
import re
from collections import Counter

import pytest

import topictag

TOPICS = {"Afghanistan", "energy", "partnership programmes", "peace talks", "security"}
FIELDS = ["id", "text", "tags", "voice", "region", "year", "near", "outlet"]


@pytest.fixture(scope="module")
def records(root):
    files = sorted((root / "training_data" / "written").glob("*.jsonl"))
    rows = [(file.stem, json.loads(line)) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert rows, "no written data found"
    assert all(row["voice"] == voice for voice, row in rows)
    return [row for _, row in rows]


def words(text):
    return re.findall(r"[^\W\d_]+", text.lower().replace("ё", "е"))


def test_every_record_has_all_fields_of_the_right_kind(records):
    for row in records:
        assert list(row) == FIELDS
        assert re.fullmatch(r"written-\d{4}", row["id"])
        assert set(row["tags"]) <= TOPICS
        assert row["tags"] == sorted(set(row["tags"]))
        assert set(row["near"]) <= TOPICS
        assert not (row["tags"] and row["near"])
        assert row["outlet"] == "written"
        assert 1999 <= row["year"] <= 2026
        assert row["region"]
        assert "\n" not in row["text"]
        assert row["text"] == row["text"].strip()


def test_ids_are_unique(records):
    assert max(Counter(row["id"] for row in records).values()) == 1


def test_there_is_enough_of_everything(records):
    support = Counter(tag for row in records for tag in row["tags"])
    assert len(records) >= 1000
    assert all(support[topic] >= 90 for topic in TOPICS)
    assert sum(not row["tags"] for row in records) >= 200
    assert sum(bool(row["near"]) for row in records) >= 100
    assert sum(len(row["tags"]) >= 2 for row in records) >= 150
    assert sum(row["voice"] == "communique" for row in records) >= 150


def test_texts_vary_in_length(records):
    lengths = sorted(len(words(row["text"])) for row in records)
    assert lengths[0] >= 10
    assert lengths[-1] <= 160
    assert lengths[len(lengths) // 10] < 35 < 75 < lengths[-len(lengths) // 10]


def test_no_opening_repeats(records):
    openings = Counter(tuple(words(row["text"])[:3]) for row in records)
    assert {opening for opening, n in openings.items() if n > 2} == set()


def test_the_gate_finds_nothing(root):
    """No near duplicates (Jaccard index of three-word runs over 0.3), no six words in more than three texts."""
    assert topictag.check(root / "training_data" / "written").findings == ()


def test_every_region_has_its_part_of_the_world(records, root):
    with (root / "training_data" / "written.regions.csv").open(encoding="utf-8", newline="") as file:
        part_of = {row["region"]: row["part"] for row in csv.DictReader(file)}
    assert part_of.keys() == {row["region"] for row in records}


def test_every_label_was_decided_by_two_readings(records, root):
    with (root / "training_data" / "written.readings.csv").open(encoding="utf-8", newline="") as file:
        readings = {row["id"]: row for row in csv.DictReader(file)}
    assert readings.keys() == {row["id"] for row in records}
    for row in records:
        reading = readings[row["id"]]
        assert reading["kept"] == "; ".join(row["tags"])
        if reading["first"] == reading["second"]:
            assert reading["kept"] == reading["first"]
        else:
            assert reading["reason"]
