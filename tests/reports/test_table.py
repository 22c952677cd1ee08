"""Tables are plain text, whatever the cells hold."""

from topictag.reports.table import format_table


def test_columns_are_as_wide_as_their_widest_cell():
    assert format_table([["энергия", "1"], ["", "10000"]], ["тема", "n"]).splitlines() == [
        "  тема         n",
        "  --------------",
        "  энергия      1",
        "           10000",
    ]


def test_a_heading_is_optional_and_no_rows_are_a_heading():
    assert format_table([["a", "b"]]) == "  a  b"
    assert format_table([], ["a", "b"]) == "  a  b\n  ----"


def test_cells_are_escaped():
    assert format_table([["a\x1b[31m\n", "1"]]) == "  a\\x1b[31m\\n  1"
