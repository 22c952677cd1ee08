"""Lists of topics in one cell: what separates them, and when only the user can know."""

import pytest

from topictag.errors import DataError
from topictag.labelled.formats.cells import guess_separator, join_cells, split_cell


@pytest.mark.parametrize(
    ("cells", "separator"),
    [
        (["energy|sport", "crime, law and justice"], "|"),
        (["war, peace; sport", "war, peace"], ";"),
        (["a,b", "a", "b"], ","),
        (["a, b", "b, c", "a, c"], ","),
        (["a#b", "b", "a"], "#"),
        (["energy", "sport", ""], "|"),
        (['["a, b", "c"]', "energy"], "|"),
        ([], "|"),
    ],
)
def test_the_separator_that_cells_show(cells, separator):
    assert guess_separator(cells, "news.csv") == separator


@pytest.mark.parametrize(
    "cells",
    [
        ["crime, law and justice", "sport"],
        ["economy, business and finance", "economy"],  # only one of the parts occurs elsewhere
        ["a,b", "a", "b", "C#"],
        ["C#", "F#"],
    ],
)
def test_a_comma_that_may_be_part_of_a_name_is_asked_about(cells):
    with pytest.raises(DataError, match=r'news\.csv: "." may separate topics .* --separator'):
        guess_separator(cells, "news.csv")


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("", []),
        ("  ", []),
        (" energy |sport| ", ["energy", "sport"]),
        ('["a, b", "c|d"]', ["a, b", "c|d"]),
        ("['peace talks', 'sport']", ["peace talks", "sport"]),
        ("[]", []),
        ("[spam]", ["[spam]"]),
    ],
)
def test_a_cell(cell, topics):
    assert split_cell(cell, "|", "news.csv:2") == topics


@pytest.mark.parametrize("cell", ["['energy' 'sport']", "['energy', sport]", '["a" "b"]'])
def test_a_list_that_is_none_is_an_error(cell):
    with pytest.raises(DataError, match=r"news\.csv:2: not a list of topics"):
        split_cell(cell, "|", "news.csv:2")


def test_names_with_separators_are_written_as_lists():
    assert join_cells([["energy", "sport"], []]) == ["energy|sport", ""]
    assert join_cells([["law, order"], ["a|b"], []]) == ['["law, order"]', '["a|b"]', ""]
    assert join_cells([["law, order", "sport"], ["sport"]]) == ["law, order|sport", "sport"]


def test_two_separators_are_asked_about():
    told = (
        r"news\.csv: both '\|' and ';' .* as in 'sport\|football' and 'energy;gas'.*--separator \"\|\" or --separator"
    )
    with pytest.raises(DataError, match=told):
        guess_separator(["energy;gas", "sport|football"], "news.csv")
    assert guess_separator(['["energy;gas"]', "sport|football"], "news.csv") == "|"
    assert join_cells([["energy;gas"], ["football", "sport"]]) == ['["energy;gas"]', '["football", "sport"]']
