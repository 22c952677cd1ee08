"""The profile of texts: counts from which shares and their variances follow, and no text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Self

import numpy as np

from topictag.errors import DataError, InputTypeError
from topictag.files import write_atomically
from topictag.monitoring.ratios import RatioSums
from topictag.results.quality import Estimate

KIND = "topictag profile"
VERSION = 1
# Chosen: log-odds of probabilities from 0.018 to 0.982. Where all probabilities are lower, differences mean little: no
# threshold is near.
EDGES = np.arange(-4, 4.125, 0.25)
_SUMS = ("paragraphs", "words", "tags", "scores")
_MAX_CHARACTERS = 1 << 26  # chosen: a profile of thousands of topics is shorter
_AGAIN = "Make it again: topictag watch MODEL TEXTS --save-reference FILE"


@dataclass(frozen=True, eq=False)
class Profile:
    """What drift compares: the counts of some texts under one model.

    A profile contains counts, and the unknown words that are in three articles or more. It contains no text, so it can
    be kept where an archive cannot. Make one by `topictag.profile`.

    Attributes
    ----------
    model : str
        Digest of the model.
    model_name : str
        File that the model was read from; empty for a model that was not saved.
    topics : tuple of str
    n_articles, n_paragraphs : int
    paragraphs, words : RatioSums
        Paragraphs that are not read, of all paragraphs; unknown words, of all words of Russian paragraphs.
    tags : RatioSums
        Shape (n_topics,): paragraphs with each tag, of those that are read.
    scores : RatioSums
        Shape (n_topics, n_edges): paragraphs whose log-odds are below each edge, of those that are read.
    prevalence : tuple of Estimate or None
        For each topic, None where the model does not say what its calibration was fitted to.
    unknown : mapping of str to int
        Unknown word to number of articles with it, highest first.
    n_left_out : int
        Words that `unknown` leaves out are in at most this many articles.
    """

    model: str
    model_name: str
    topics: tuple[str, ...]
    n_articles: int
    n_paragraphs: int
    paragraphs: RatioSums
    words: RatioSums
    tags: RatioSums
    scores: RatioSums
    prevalence: tuple[Estimate | None, ...]
    unknown: Mapping[str, int]
    n_left_out: int

    def to_dict(self) -> dict[str, Any]:
        """Return the profile as plain dicts and lists, with types of JSON only."""
        own = {name: value for name, value in vars(self).items() if name not in _SUMS}
        sums = {name: _write_sums(getattr(self, name)) for name in _SUMS}
        prevalence = [None if found is None else asdict(found) for found in self.prevalence]
        head = {"kind": KIND, "version": VERSION}
        return {**head, **own, "topics": list(self.topics), "prevalence": prevalence, **sums}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Self:
        """Return the profile from the output of `to_dict`.

        Raises
        ------
        KeyError, TypeError, ValueError
            A field is missing, or has a wrong type or value.
        """
        n_topics = len(fields["topics"])
        shapes = {"paragraphs": (), "words": (), "tags": (n_topics,), "scores": (n_topics, len(EDGES))}
        n_articles, n_paragraphs = (_count(fields[name]) for name in ("n_articles", "n_paragraphs"))
        prevalence = tuple(None if own is None else Estimate(**own) for own in fields["prevalence"])
        if len(prevalence) != n_topics:
            raise ValueError(f"{len(prevalence)} figures of prevalence for {n_topics} topics")
        return cls(
            model=str(fields["model"]),
            model_name=str(fields["model_name"]),
            topics=tuple(map(str, fields["topics"])),
            n_articles=n_articles,
            n_paragraphs=n_paragraphs,
            **{name: _read_sums(fields[name], n_articles, shape) for name, shape in shapes.items()},
            prevalence=prevalence,
            unknown={str(word): _count(n) for word, n in fields["unknown"].items()},
            n_left_out=_count(fields["n_left_out"]),
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Write the profile to a JSON file, atomically; raises `OutputError` if it cannot be written."""
        write_atomically((json.dumps(self.to_dict(), ensure_ascii=False) + "\n").encode("utf-8"), path)


def read_profile(path: str | PathLike[str]) -> Profile:
    """Return the profile in a file.

    Raises
    ------
    DataError
        The file cannot be read, is not a profile, or a later version of topictag wrote it.
    InputTypeError
        `path` is not a path.
    """
    if not isinstance(path, str | PathLike):
        raise InputTypeError(f"A profile must be a path or a Profile, not {type(path).__name__}.")
    try:
        fields = json.loads(Path(path).read_text(encoding="utf-8-sig"))  # some editors add a mark
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}). {_AGAIN}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}: is not a profile, or a damaged one ({error!s:.80}). {_AGAIN}") from error
    if not isinstance(fields, dict) or fields.get("kind") != KIND:
        raise DataError(f"{path}: JSON, but not a profile of topictag. {_AGAIN}")
    if fields.get("version") != VERSION:
        raise DataError(
            f"{path}: the profile has version {fields.get('version')!r:.20}; this topictag reads version {VERSION}. "
            f"Update topictag, or make the profile again."
        )
    try:
        return Profile.from_dict(fields)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        problem = f"lacks {error}" if isinstance(error, KeyError) else f"has a wrong value ({error!s:.80})"
        raise DataError(f"{path}: the profile {problem}. {_AGAIN}") from error


def is_profile(path: Path) -> bool:
    """Return whether a file is a profile, as `Profile.save` writes it or formatted otherwise.

    A first line that is an object of its own decides, so that JSON Lines are not read whole.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            beginning = file.readline(_MAX_CHARACTERS).lstrip()
            while beginning == "" and (line := file.readline(_MAX_CHARACTERS)):
                beginning = line.lstrip()
            if not beginning.startswith("{"):
                return False
            if (found := _read_object(beginning)) is None:
                found = _read_object(beginning + file.read(_MAX_CHARACTERS))
    except (OSError, ValueError):
        return False
    return found is not None and found.get("kind") == KIND


def _read_object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _write_sums(sums: RatioSums) -> dict[str, Any]:
    arrays = {name: getattr(sums, name).tolist() for name in ("parts", "part_squares", "products")}
    return {"whole": sums.whole, "whole_squares": sums.whole_squares, **arrays}


def _read_sums(fields: Mapping[str, Any], n_articles: int, shape: tuple[int, ...]) -> RatioSums:
    arrays = {name: np.asarray(fields[name], np.float64) for name in ("parts", "part_squares", "products")}
    whole, squares = float(fields["whole"]), float(fields["whole_squares"])
    if any(own.shape != shape for own in arrays.values()):
        raise ValueError("the sums do not have one number per topic and edge")
    numbers = [whole, squares, *(number for own in arrays.values() for number in own.ravel().tolist())]
    if not all(0 <= number < float("inf") for number in numbers) or (arrays["parts"] > whole).any():
        raise ValueError("a sum is negative, infinite or larger than the whole")
    return RatioSums(n_articles, whole, squares, **arrays)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r:.40} is not a count")
    return value
