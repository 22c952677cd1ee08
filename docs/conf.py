"""How Sphinx builds the documentation; ``make docs`` runs it, with warnings as errors."""

import re
from typing import Any

from topictag import __version__

project = "topictag"
author = "The topictag authors"
copyright = "The topictag authors"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "numpydoc"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

default_role = "py:obj"  # docstrings write `Tagger.tag`, and Sphinx makes it a link
numpydoc_show_class_members = False  # autodoc lists them
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the sections of the docstrings give types
maximum_signature_line_length = 90

html_theme = "furo"
html_title = f"topictag {version}"
html_static_path: list[str] = []
html_theme_options = {"navigation_with_keys": True}


def setup(app: Any) -> None:
    """Keep ``file:line`` in docstrings from becoming a link."""
    app.connect("autodoc-process-docstring", _quote_places, priority=400)


def _quote_places(_app: Any, _what: str, _name: str, _obj: Any, _options: Any, lines: list[str]) -> None:
    lines[:] = [re.sub(r"(?<!`)file:line(?!`)", "``file:line``", line) for line in lines]
