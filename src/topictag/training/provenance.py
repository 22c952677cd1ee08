"""What a model was made of, for its metadata: data and libraries.

There are no times or paths in it, so that the same training gives the same bytes.
"""

import json
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.metadata import version

from threadpoolctl import threadpool_info

from topictag.evaluation.metrics import number_groups
from topictag.labelled.example import Example
from topictag.labelled.hints import Hint
from topictag.model.parts import (
    AuxiliaryRecord,
    BackgroundRecord,
    DataRecord,
    GroupRecord,
    HintsRecord,
    SearchRecord,
    TrialRecord,
)
from topictag.results.quality import Evaluation
from topictag.training.arrays import Groups
from topictag.training.background.vectors import Background
from topictag.training.recipe import Recipe
from topictag.training.validation.search import Found

_LIBRARIES = ("topictag", "numpy", "scipy", "scikit-learn")


def describe_data(examples: Sequence[Example], topics: Sequence[str], groups: Groups) -> DataRecord:
    """Return counts and a fingerprint: SHA-256 over texts, tags and groups in order; ids do not matter."""
    digest = sha256()
    unknown = Counter(topic for example in examples for topic in example.unknown)
    for example, group in zip(examples, groups.tolist(), strict=True):
        row = json.dumps([example.text, sorted(example.tags), group, *filter(None, [sorted(example.unknown)])])
        digest.update(row.encode() + b"\n")
    return DataRecord(
        n_examples=len(examples),
        n_articles=len({example.article for example in examples}),
        n_distinct_texts=len({example.text for example in examples}),
        n_tagless=sum(example.is_tagless for example in examples),
        n_several_tags=sum(len(example.tags) > 1 for example in examples),
        support={topic: sum(topic in example.tags for example in examples) for topic in topics},
        fingerprint=digest.hexdigest(),
        unknown={topic: unknown[topic] for topic in topics if unknown[topic]},
    )


def describe_auxiliary(examples: Sequence[Example], topics: Sequence[str], recipe: Recipe) -> AuxiliaryRecord | None:
    """Return counts and a fingerprint of auxiliary examples, and their weight; None without them."""
    if not examples:
        return None
    groups = number_groups([example.article for example in examples])
    own = vars(describe_data(examples, topics, groups))
    return AuxiliaryRecord(**own, weight=recipe.auxiliary_weight)


def describe_background(background: Background | None, recipe: Recipe) -> BackgroundRecord | None:
    """Return the source and the weight of the background vectors; None without them."""
    if background is None:
        return None
    digest = sha256("\n".join(background.terms).encode())
    digest.update(background.document_frequencies.tobytes())
    digest.update(background.vectors.tobytes())
    return BackgroundRecord(
        description=background.description,
        n_paragraphs=background.n_paragraphs,
        n_terms=len(background.terms),
        n_dimensions=background.vectors.shape[1],
        fingerprint=digest.hexdigest(),
        scale=recipe.background_scale,
    )


def describe_hints(hints: Sequence[Hint], uncalibrated: Iterable[str]) -> HintsRecord | None:
    """Return counts and a fingerprint of hints, and the topics that have only hints; None without hints."""
    if not hints:
        return None
    rows = sorted((hint.topic, hint.term, hint.strength) for hint in hints)
    return HintsRecord(
        n_hints=len(hints),
        by_topic=dict(sorted(Counter(hint.topic for hint in hints).items())),
        fingerprint=sha256(json.dumps(rows).encode()).hexdigest(),
        uncalibrated=tuple(sorted(uncalibrated)),
    )


def describe_groups(name: str | None, examples: Sequence[Example], quality: Evaluation | None) -> GroupRecord | None:
    """Return the number of groups and the quality on groups that were held out; None if none were."""
    if name is None or quality is None:
        return None
    return GroupRecord(name, len({example.group for example in examples}), quality)


def describe_search(found: Found) -> SearchRecord:
    """Return the chosen recipe, and what was tried beside it."""
    trials = [TrialRecord(own.recipe.to_dict(), round(own.figure, 4), own.n_folds) for own in found.trials]
    return SearchRecord(measure=found.measure, chosen=found.recipe.to_dict(), trials=tuple(trials))


def describe_environment(lemmatizer_version: str) -> dict[str, str]:
    """Return what may change the last bits of a weight: library versions, processor family, BLAS kernels."""
    libraries = [library for library in threadpool_info() if library["user_api"] == "blas"]
    kernels = sorted({f"{library['internal_api']} {library.get('architecture', '')}".strip() for library in libraries})
    return {
        **{name: version(name) for name in _LIBRARIES},
        "lemmatizer": lemmatizer_version,
        "machine": platform.machine(),
        "kernels": ", ".join(kernels),
    }
