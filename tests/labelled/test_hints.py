"""Hints are read from tables and from Python, and what cannot be a hint is told with its place."""

import gzip

import pytest

from topictag.errors import DataError, InputTypeError
from topictag.labelled.hints import Hint, read_hints


def test_a_table_is_read(tmp_path):
    path = tmp_path / "hints.tsv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\ufeff# topics\n\nenergy\tсолнечная панель\t3\r\nenergy\tвыставка\t-1\r\n")
    first, second = read_hints(path)
    assert first == Hint("energy", "солнечная панель", 3)
    assert (second.strength, second.place) == (-1, f"{path}:4")


def test_repetitions_count_once_and_order_does_not_matter_in_pairs():
    hints = read_hints([("a", "мир договор", 2)], [("a", "договор мир", 2), ("b", "мир договор", 1)])
    assert [(hint.topic, hint.strength) for hint in hints] == [("a", 2), ("b", 1)]


def test_hints_that_contradict_are_both_named():
    with pytest.raises(DataError, match=r"hint 2: 'нефть' has the strength -2 for 'energy', but 3 at hint 1"):
        read_hints([("energy", "нефть", 3), ("energy", "нефть", -2)])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("energy\tнефть", "a topic, a term and a strength"),
        ("energy\tнефть\tmuch", "the strength 'much' is not a whole number"),
        ("energy\tнефть\t0", "without 0, not 0"),
        ("energy\tнефть\t4", "from -3 to 3"),
        ("energy\tцена на нефть\t3", "one word, or two"),
        ("energy\t\t3", "one word, or two"),
        ("\tнефть\t3", "a topic, a term and a strength"),
    ],
)
def test_a_line_that_is_no_hint_is_told_with_its_place(tmp_path, line, message):
    path = tmp_path / "hints.tsv"
    path.write_text(f"energy\tгаз\t3\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read_hints(path)
    assert str(caught.value).startswith(f"{path}:2: ")


@pytest.mark.parametrize("source", [3, b"hints.tsv", None])
def test_what_is_no_source_is_refused(source):
    with pytest.raises(InputTypeError, match="hints must be a path"):
        read_hints(source)


@pytest.mark.parametrize("item", [("energy", "нефть"), "энергия", ("energy", "нефть", True), ("energy", 5, 3)])
def test_what_is_no_hint_is_refused(item):
    with pytest.raises(DataError, match="hint 1"):
        read_hints([item])


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DataError, match=r"none\.tsv: does not exist"):
        read_hints(tmp_path / "none.tsv")


def test_a_fourth_column_is_a_comment(tmp_path):
    path = tmp_path / "hints.tsv"
    path.write_text("energy\tнефть\t3\t# in 14 paragraphs\nenergy\tгаз\t2\n", encoding="utf-8")
    assert [(hint.term, hint.strength) for hint in read_hints(path)] == [("нефть", 3), ("газ", 2)]
    path.write_text("energy\tнефть\t3\tin 14 paragraphs\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"hints.tsv:1: a line must have a topic, a term and a strength"):
        read_hints(path)


def test_a_folder_is_all_its_tables(tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "b.tsv").write_text("energy\tгаз\t2\n", encoding="utf-8")
    (tmp_path / "more" / "a.tsv").write_text("energy\tнефть\t3\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no table", encoding="utf-8")
    assert [hint.term for hint in read_hints(tmp_path)] == ["газ", "нефть"]


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"the folder contains no \.tsv file\. Give a folder of tables of hints"):
        read_hints(tmp_path)
