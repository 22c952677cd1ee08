"""Which terms an update has moved most."""

import numpy as np

from topictag.model.compiled import Model
from topictag.model.term_weights import TermWeights, strongest
from topictag.results.difference import WeightChange
from topictag.training.updating.update import UpdatedModel


def find_moved(before: Model, found: UpdatedModel, n: int) -> dict[str, tuple[WeightChange, ...]]:
    """Return for each topic that was learnt the terms whose effect has changed most.

    Parameters
    ----------
    before : Model
    found : UpdatedModel
    n : int
        Maximum number of terms per topic.
    """
    old, new = TermWeights(before), TermWeights(found.model)
    moved = {}
    for topic in (*found.plan.updated, *found.plan.added):
        effects = new.effects(found.model.topics.index(topic)).astype(np.float64)
        former = np.zeros(len(effects))
        if topic in before.topics:
            former[found.places] = old.effects(before.topics.index(topic))
        moved[topic] = tuple(
            WeightChange(new.name(term), new.kind(term), float(former[term]), float(effects[term]))
            for term in strongest(abs(effects - former), n)
        )
    return moved
