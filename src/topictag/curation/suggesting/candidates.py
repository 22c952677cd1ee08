"""Candidates from a stream of texts of any length: those nearest to a decision, and a random sample."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.curation.suggesting.closeness import measure_distances
from topictag.curation.suggesting.lots import Lots
from topictag.model.compiled import Model
from topictag.model.scorer import Scorer

_CHUNK = 2048  # chosen: texts scored at a time
_WAITING = 4  # chosen: chunks that wait before their candidates are thinned out


@dataclass(frozen=True)
class UnlabelledText:
    """A text that may be labelled.

    Attributes
    ----------
    id : str
    text : str
    fields : mapping
        What else the record says.
    """

    id: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Candidates:
    """Some of the texts of a stream, and their scores.

    Attributes
    ----------
    texts : sequence of UnlabelledText
    scores : ndarray of float32, shape (n_texts, n_topics)
        -inf where the text cannot be read.
    """

    texts: Sequence[UnlabelledText]
    scores: NDArray[np.float32]

    def take(self, numbers: NDArray[np.intp]) -> "Candidates":
        """Return some of them."""
        return Candidates([self.texts[number] for number in numbers.tolist()], self.scores[numbers])

    def join(self, others: "Candidates") -> "Candidates":
        """Return both."""
        return Candidates([*self.texts, *others.texts], np.concatenate([self.scores, others.scores]))


@dataclass(frozen=True, eq=False)
class Drawn:
    """What a stream leaves behind.

    Attributes
    ----------
    nearest : Candidates
        Those nearest to the decision about some topic; each can be read.
    sample : Candidates
        Drawn at random from all distinct texts that are not copies, in random order.
    n_texts, n_unread : int
        Number of all texts, and of those that the model cannot read.
    """

    nearest: Candidates
    sample: Candidates
    n_texts: int
    n_unread: int


def draw_candidates(
    model: Model,
    scorer: Scorer,
    texts: Iterable[UnlabelledText],
    *,
    n_nearest: Sequence[int],
    n_sample: int,
    seed: int,
    is_copy: Callable[[str], bool],
) -> Drawn:
    """Read a stream once, in chunks.

    Parameters
    ----------
    model : Model
    scorer : Scorer
        That of the model.
    texts : iterable of UnlabelledText
    n_nearest : sequence of int
        How many texts to keep for each topic.
    n_sample : int
        Size of the random sample, at least 1.
    seed : int
        Seed of the sample.
    is_copy : callable
        Whether a text is a copy of a labelled one, which is not in the sample. It is not asked about every text.
    """
    lots = Lots(n_sample, seed, is_copy)
    nearest = sample = Candidates([], np.zeros((0, len(model.topics)), np.float32))
    n_texts, n_unread = 0, 0
    for chunk in _iter_chunks(texts):
        scores = scorer.scores([own.text for own in chunk])
        is_read = np.isfinite(scores).all(axis=1)
        n_texts, n_unread = n_texts + len(chunk), n_unread + int((~is_read).sum())
        every = Candidates(chunk, scores)
        # What the model cannot read may be drawn as well: otherwise nobody would ever see what it misses.
        sample = sample.join(every).take(lots.draw([own.text for own in chunk]))
        nearest = nearest.join(every.take(np.flatnonzero(is_read)))
        if len(nearest.texts) > _WAITING * _CHUNK + 2 * sum(n_nearest):
            nearest = _keep_nearest(model, nearest, n_nearest)
    return Drawn(_keep_nearest(model, nearest, n_nearest), sample, n_texts, n_unread)


def _iter_chunks(texts: Iterable[UnlabelledText]) -> Iterator[list[UnlabelledText]]:
    pending = iter(texts)
    while chunk := list(islice(pending, _CHUNK)):
        yield chunk


def _keep_nearest(model: Model, candidates: Candidates, n_nearest: Sequence[int]) -> Candidates:
    """Return the candidates that are among the nearest to the decision about some topic, in order; equal texts once."""
    first = {own.text: number for number, own in reversed([*enumerate(candidates.texts)])}
    distinct = candidates.take(np.array(sorted(first.values()), dtype=np.intp))
    distances = measure_distances(model, distinct.scores)
    kept = [np.argsort(distances[:, topic], kind="stable")[:n] for topic, n in enumerate(n_nearest) if n]
    return distinct.take(np.unique(np.concatenate([*kept, np.zeros(0, np.intp)])))
