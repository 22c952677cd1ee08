"""What README and the pages of docs show is what happens."""

import doctest

import pytest

PAGES = {"README.md": 10, "docs/recipes.md": 25}


@pytest.mark.parametrize("page", PAGES)
def test_python_examples_give_the_output_shown(root, page):
    result = doctest.testfile(str(root / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert result.attempted >= PAGES[page]
    assert result.failed == 0
