"""Texts in the dress that people have get the tags of their clean twins; written for this, in tests/data."""

from collections import Counter

import pytest
from benchmarks.quality.dressed import count_twins, read_twins

import topictag

DRESSES = {"html", "telegram", "rss", "email", "pdf", "mixed"}


@pytest.mark.parametrize(("name", "n", "least"), [("web", 120, 118), ("web_unseen", 60, 58)])
def test_nearly_all_get_the_same_tags_and_none_where_the_twin_has_none(name, n, least):
    counts = count_twins(read_twins(name))["all"]
    assert counts["n"] == n
    assert counts["n_same"] >= least
    assert counts["n_false"] == 0


def test_the_rows_are_distinct_and_in_all_dresses():
    rows = read_twins("web") + read_twins("web_unseen")
    assert max(Counter(row["clean"] for row in rows).values()) == 1
    assert {row["dress"] for row in rows} == DRESSES
    assert all(row["text"] != row["clean"] for row in rows)


def test_the_clean_twins_are_texts_that_the_model_can_tag():
    """The rows would prove nothing if the tagger were silent on both."""
    rows = read_twins("web") + read_twins("web_unseen")
    tagged = topictag.tag_many(row["clean"] for row in rows)
    right = sum(set(row["tags"]) == set(tags) for row, tags in zip(rows, tagged, strict=True))
    assert right >= 0.9 * len(rows)
    assert sum(map(bool, tagged)) > 100
