"""Whether a topic was learnt at all: whether its examples score higher than the others, beyond chance."""

import numpy as np
from scipy.stats import mannwhitneyu

from topictag.training.arrays import Bools, Floats, Groups

_SIGNIFICANCE = 0.05  # chosen, one-sided


def ranks_better_than_chance(scores: Floats, gold: Bools, groups: Groups) -> bool:
    """Return whether examples of the topic score higher than others (Mann and Whitney, 1947; one-sided, 5 %).

    The examples of a group that carry the topic count as one, with their mean score; so do those that lack it.
    """
    if not gold.any() or gold.all():
        return False
    _, sides = np.unique(2 * groups + gold, return_inverse=True)
    means = np.bincount(sides, scores) / np.bincount(sides)
    positive = np.bincount(sides, gold) > 0
    return bool(mannwhitneyu(means[positive], means[~positive], alternative="greater").pvalue <= _SIGNIFICANCE)
