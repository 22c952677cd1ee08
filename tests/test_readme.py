"""What README shows is what happens."""

import doctest


def test_python_examples_give_the_output_shown(root):
    result = doctest.testfile(str(root / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert result.attempted > 3
    assert result.failed == 0
