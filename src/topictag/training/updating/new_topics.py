"""Probabilities, thresholds and quality of new topics, from scores of examples that their fit has not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.evaluation.evaluate import evaluate_decisions
from topictag.results.quality import TopicQuality
from topictag.training.arrays import Floats, Groups
from topictag.training.decisions.learning import Decisions
from topictag.training.decisions.targets import Target
from topictag.training.decisions.unreliable import warn_of_topics
from topictag.training.updating.fitting import Labelled, fit_new_topics
from topictag.training.updating.pairs import PairChoice
from topictag.training.updating.texts import TextRows
from topictag.training.validation.folds import count_deals, deal_folds
from topictag.training.validation.out_of_fold import OutOfFold

_N_FOLDS = 5  # as in training
_MOST_DEALS = 5  # chosen: a deal takes a tenth of a second with 400 examples


class NewTopics(NamedTuple):
    """How scores become tags, and how good these are."""

    decisions: Decisions
    quality: tuple[TopicQuality, ...]


@dataclass(frozen=True, eq=False)
class FoldPairs:
    """Pairs that were added for new topics: each fold has only those that its own examples choose.

    Attributes
    ----------
    choice : PairChoice
    columns : mapping of str to int
        The term numbers of the pairs that were added.
    """

    choice: PairChoice
    columns: Mapping[str, int]

    def keep_chosen(self, rows: csr_array, texts: NDArray[np.intp]) -> csr_array:
        """Return rows without the added pairs that these texts do not choose."""
        chosen = self.choice.choose(texts)
        kept = np.ones(rows.shape[1])
        kept[[column for pair, column in self.columns.items() if pair not in chosen]] = 0.0
        return csr_array(rows.multiply(kept))


def decide_new_topics(
    topics: Sequence[str],
    labelled: Labelled,
    rows: TextRows,
    groups: Groups,
    C: float,  # noqa: N803
    pairs: FoldPairs,
) -> NewTopics:
    """Learn calibration and thresholds of new topics by cross-validation, as training does.

    Parameters
    ----------
    topics : sequence of str
    labelled : Labelled
        The examples with the labels of these topics.
    rows : TextRows
        The same examples.
    groups : ndarray of int, shape (n_examples,)
        Examples of one group stay in one fold.
    C : float
    pairs : FoldPairs
    """
    n_deals = count_deals(len(groups), least=1, most=_MOST_DEALS)
    folds = np.stack([deal_folds(labelled.gold, groups, _N_FOLDS, seed, labelled.known) for seed in range(n_deals)])
    scores = np.stack([_score_unseen(labelled, rows, own, C, pairs) for own in folds])
    sample = OutOfFold(folds, scores, labelled.gold, groups, known=labelled.known)
    decisions = sample.fit_decisions()
    warn_of_topics(topics, labelled.gold, groups, decisions, [Target()] * len(topics), known=labelled.known)
    tagged, probability = sample.decide_unseen()
    quality = evaluate_decisions(
        tuple(topics), labelled.gold, tagged, groups.tolist(), known=labelled.known, probability=probability
    )
    return NewTopics(decisions, quality.topics)


def _score_unseen(
    labelled: Labelled,
    rows: TextRows,
    folds: NDArray[np.intp],
    C: float,  # noqa: N803
    pairs: FoldPairs,
) -> Floats:
    scores = np.zeros(labelled.gold.shape)
    for fold in np.unique(folds):
        inside = folds == fold
        kept = pairs.keep_chosen(labelled.rows, np.flatnonzero(~inside))
        layer = fit_new_topics(Labelled(kept, labelled.gold, labelled.known).take(~inside), C)
        scores[inside] = rows.scores(layer.coef.T, layer.intercept)[inside]
    return scores
