"""Whatever the data holds, a message that quotes it is short, and quoting does not fail."""

import sys

import pytest

from topictag.errors import DataError
from topictag.labelled.quotes import quote, quote_fields, shorten
from topictag.labelled.reading import read_examples


class Rude:
    def __repr__(self):
        raise RuntimeError


def deep():
    inner = []
    for _ in range(10 * sys.getrecursionlimit()):
        inner = [inner]
    return inner


VALUES = [10**5000, -(10**5000), "a" * 10**6, deep(), Rude(), [["a" * 100] * 100] * 100, {"k" * 10**6: 1}, None, 1.5]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_any_value_can_be_quoted(value):
    assert 0 < len(quote(value)) <= 80


@pytest.mark.parametrize("value", [10**5000, deep(), Rude()], ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("field", ["id", "article", "text", "tags", "title", "paragraphs", "sha256"])
def test_odd_values_of_any_field_are_told_in_one_line(field, value):
    record = {"id": "a", "text": "Нефть.", "tags": [], field: value}
    if field == "title":
        record["paragraphs"] = [{"text": "Нефть.", "tags": []}]
    if field == "sha256":
        del record["text"]
    with pytest.raises(DataError, match=r"example 1(, paragraph 1)?: ") as caught:
        read_examples([record])
    assert len(str(caught.value)) < 300


def test_tags_that_cannot_be_hashed_are_told_too():
    with pytest.raises(DataError, match=r"example 1: the tag \['a'\] is not a topic name"):
        read_examples([("Нефть.", [["a"]])])


def test_fields_are_listed_as_far_as_anybody_reads():
    assert quote_fields({"id": 1, 5: 2}) == "id, 5"
    assert quote_fields({}) == "none"
    many = quote_fields({f"field {n}": 1 for n in range(1000)})
    assert many.endswith("field 11 and 988 more")
    assert len(quote_fields({"k" * 10**6: 1})) == len(shorten("k" * 10**6)) == 80
