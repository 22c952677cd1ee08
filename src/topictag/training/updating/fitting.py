"""Fitting topics on the rows of a compiled model: known topics from their own weights, new topics from 0.

A known topic's weights and intercept are shrunk to the model's own, by a Gaussian prior that is centred on them:

``½ |v|² + ½ k d² + C Σ s_i (ln(1 + exp z_i) - t_i z_i)`` with ``z = o + X v + d``

is minimised over the changes v of the weights and d of the intercept. o are the scores that the model gives, t the
labels. This is the adaptation of Chelba and Acero (2006, "Adaptation of maximum entropy capitalizer: little data can
help a lot"), and the regularised multi-task learning of Evgeniou and Pontil (2004) with one task that is known. The
examples that the model has learnt from are not needed: the prior stands for them.

The weights s are those that its training gave: an example with the topic counts n / 2p, another n / 2(n - p), for the p
of its n examples that have the topic. Weights balanced on a few new examples would move the score of every text.
The penalty k of the intercept is C n, as if all n examples held it, because every text has the intercept, while most
terms occur in a few. Measured by ``benchmarks.quality.updating``.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats
from topictag.training.fitting.linear import TOLERANCE, Design, LinearTopics
from topictag.training.fitting.newton import fit_logistic
from topictag.training.fitting.problem import Features, Targets


@dataclass(frozen=True, eq=False)
class Labelled:
    """Rows of texts with their labels.

    Attributes
    ----------
    rows : sparse array of float64, shape (n_texts, n_terms)
    gold, known : ndarray of bool, shape (n_texts, n_topics)
        Which text has which topic, and where that is known.
    """

    rows: csr_array
    gold: Bools
    known: Bools

    def take(self, texts: Bools) -> "Labelled":
        """Return some of the texts."""
        return Labelled(self.rows[texts], self.gold[texts], self.known[texts])


@dataclass(frozen=True, eq=False)
class Prior:
    """The topics as a model has them.

    Attributes
    ----------
    layer : LinearTopics
    n_with, n_without : ndarray of float64, shape (n_topics,)
        Number of examples with the topic, and without it, that the model has learnt from.
    """

    layer: LinearTopics
    n_with: Floats
    n_without: Floats


def fit_known_topics(labelled: Labelled, prior: Prior, C: float, hold: float = 1.0) -> LinearTopics:  # noqa: N803
    """Return the topics of a model after an update.

    Parameters
    ----------
    labelled : Labelled
        Each topic has a text with it and one without.
    prior : Prior
    C : float
        Weight of the new examples against the prior.
    hold : float, default=1
        Share of the model's examples that hold the intercept.
    """
    total = prior.n_with + prior.n_without
    balanced = np.where(labelled.gold, total / (2 * prior.n_with), total / (2 * prior.n_without)) * labelled.known
    offsets = prior.layer.scores(labelled.rows)
    seen = np.unique(labelled.rows.indices)
    features = Features.of(csr_array(labelled.rows[:, seen]), np.empty((len(offsets), 0)))
    coef, intercept = prior.layer.coef.copy(), prior.layer.intercept.copy()
    for topic in range(len(total)):  # one by one, because the penalty of the intercept differs
        own = [topic]
        targets = Targets(
            labelled.gold[:, own].astype(np.float64), balanced[:, own], np.ones((len(seen), 1)), offsets[:, own]
        )
        penalty = C * hold * float(total[topic])
        changes = fit_logistic(features, targets, C, tolerance=TOLERANCE, intercept_penalty=penalty)[:, 0]
        coef[topic, seen] += changes[:-1]
        intercept[topic] += changes[-1]
    return LinearTopics(coef, intercept)


def fit_new_topics(labelled: Labelled, C: float) -> LinearTopics:  # noqa: N803
    """Return topics that a model does not know, fitted as training fits them."""
    design = Design.of(labelled.rows, labelled.gold, weights=labelled.known.astype(np.float64))
    return design.find_layer(C).direct
