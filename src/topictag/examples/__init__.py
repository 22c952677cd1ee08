"""Deprecated: this package is now `topictag.labelled`."""

from topictag.moved import alias_modules

alias_modules(
    __name__,
    "topictag.labelled",
    [
        "corpus",
        "example",
        "gold",
        "identifiers",
        "json_values",
        "labels",
        "lines",
        "opening",
        "reading",
        "records",
        "zstandard",
    ],
)
