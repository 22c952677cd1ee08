"""Topics that a new version lacks, and those that seem to have got another name."""

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.term_weights import TermWeights

_SAME = 0.8  # chosen: only names that are nearly certain are said


def find_renamed(old: Model, new: Model) -> dict[str, str]:
    """Return the topics that only `old` has and that look like a topic that only `new` has.

    Two topics look alike if the effects of the terms that both models have are correlated by at least 0.8. Each topic
    is named once, the most similar ones first.

    Returns
    -------
    dict of str to str
        Old name to new name.
    """
    removed = [topic for topic in old.topics if topic not in new.topics]
    added = [topic for topic in new.topics if topic not in old.topics]
    if not removed or not added:
        return {}
    before, after = TermWeights(old), TermWeights(new)
    places = {key: number for number, key in enumerate(after.keys())}
    pairs = [(number, places[key]) for number, key in enumerate(before.keys()) if key in places]
    ours, theirs = np.array(pairs, np.intp).reshape(-1, 2).T
    similarity = _standardise(before, ours, removed) @ _standardise(after, theirs, added).T
    renamed: dict[str, str] = {}
    for place in np.argsort(-similarity, axis=None, kind="stable").tolist():
        one, other = divmod(place, len(added))
        if similarity[one, other] < _SAME:
            break
        if removed[one] not in renamed and added[other] not in renamed.values():
            renamed[removed[one]] = added[other]
    return renamed


def _standardise(terms: TermWeights, numbers: NDArray[np.intp], topics: list[str]) -> NDArray[np.float64]:
    """Return the effects of terms, one row per topic, with mean 0 and length 1."""
    own = [terms.model.topics.index(topic) for topic in topics]
    effects = np.array([terms.effects(topic)[numbers] for topic in own], np.float64)
    if not effects.size:
        return np.zeros((len(topics), 0))
    effects -= effects.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(effects, axis=1, keepdims=True)
    return np.asarray(effects / np.maximum(lengths, np.finfo(np.float64).tiny), np.float64)
