"""How Sphinx builds the documentation; ``make docs`` runs it, with warnings as errors."""

from importlib.util import find_spec

from topictag import __version__

project = "topictag"
author = "The topictag authors"
copyright = "The topictag authors"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.mathjax"]
# The estimators need the extra `train`; without it their page is left out.
exclude_patterns = [] if find_spec("sklearn") and find_spec("topictag.sklearn") else ["reference/sklearn.md"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

default_role = "py:obj"  # docstrings write `Tagger.tag`, and Sphinx makes it a link
napoleon_google_docstring = False
napoleon_use_ivar = True  # attributes of a dataclass stand in its docstring, once
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the sections of the docstrings give types
maximum_signature_line_length = 90

html_theme = "furo"
html_title = f"topictag {version}"
html_static_path: list[str] = []
html_theme_options = {"navigation_with_keys": True}
