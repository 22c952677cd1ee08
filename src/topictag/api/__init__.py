"""The functions behind ``import topictag``.

A function imports what only it needs when you call it, so that tagging never waits for scikit-learn.
"""

from typing import Any

__all__ = [  # of version 0.1
    "build_background",
    "calibrate",
    "check",
    "iter_tags",
    "load",
    "probabilities",
    "tag",
    "tag_many",
    "tag_paragraphs",
    "train",
]


def __getattr__(name: str) -> Any:
    """Return a function by the name that it had in version 0.1; deprecated."""
    from topictag.moved import find_moved

    return find_moved(__name__, dict.fromkeys(__all__, "topictag"))(name)
