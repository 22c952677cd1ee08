"""Where the figures of a report come from."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from topictag.errors import OutputError
from topictag.evaluation.metrics import number_groups
from topictag.labelled.example import Example
from topictag.results.provenance import Provenance
from topictag.version import __version__

if TYPE_CHECKING:
    from topictag.results.description import Description
    from topictag.tagger.tagger import Tagger


def trace(tagger: "Tagger", examples: Sequence[Example], sources: Iterable[str] = ()) -> Provenance:
    """Return what a report of a tagger on examples is made of; `sources` names the files of the examples."""
    own = _describe(tagger)
    return Provenance(
        version=__version__,
        digest=own.digest if own else "",
        sources=tuple(sources),
        n_examples=len(examples),
        n_articles=len({example.article for example in examples}),
        fingerprint=_fingerprint(examples),
        settings=dict(own.settings) if own else {},
        learnt_from=own.data if own else (),
    )


def _describe(tagger: "Tagger") -> "Description | None":
    try:
        return tagger.describe(top=0)
    except OutputError:  # a model in memory that cannot be written has no digest
        return None


def _fingerprint(examples: Sequence[Example]) -> str:
    """Return a SHA-256 over texts, tags and articles in order."""
    digest = sha256()
    articles = number_groups([example.article for example in examples]).tolist()
    for example, article in zip(examples, articles, strict=True):
        row = [example.text, sorted(example.tags), article, *filter(None, [sorted(example.unknown)])]
        digest.update(json.dumps(row).encode() + b"\n")
    return digest.hexdigest()
