"""Tables are the same columns by rich and as plain text, whatever the cells contain."""

import sys

import pytest

from topictag.reports.table import format_table


@pytest.fixture(params=["rich", "plain"], autouse=True)
def renderer(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.setitem(sys.modules, "rich.table", None)
    return request.param


def test_columns_are_as_wide_as_their_widest_cell(renderer):
    lines = format_table([["энергия", "1"], ["", "10000"]], ["тема", "n"]).splitlines()
    rule = " " * 2 + ("─" if renderer == "rich" else "-") * 15
    assert [lines[0], *lines[2:]] == ["  тема          n", "  энергия       1", "            10000"]
    assert lines[1].rstrip() == rule


def test_a_heading_is_optional_and_no_rows_are_a_heading():
    assert format_table([["a", "b"]]) == "  a   b"
    assert format_table([], ["a", "b"]).splitlines()[0] == "  a   b"


def test_cells_are_escaped():
    assert format_table([["a\x1b[31m\n[b]", "1"]]) == "  a\\x1b[31m\\n[b]   1"


def test_a_wide_table_is_not_squeezed():
    row = ["long name" * 30, "1", "2"]
    assert format_table([row]).split() == " ".join(row).split()
    assert len(format_table([row]).splitlines()) == 1


def test_further_columns_can_be_aligned_left():
    lines = format_table([["a", "x", "1"], ["bb", "yy", "22"]], ["", "name", "n"], left=(0, 1)).splitlines()
    assert lines[2:] == ["  a    x       1", "  bb   yy     22"]
