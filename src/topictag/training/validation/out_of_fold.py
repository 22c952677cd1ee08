"""Out-of-fold scores, and the decisions and the quality that are based on them.

Models that have not seen an example's fold score it as tagging does: by its best paragraph, and -inf where no word is
known. With few examples, one deal of the folds says as much about the deal as about the data, so the folds are dealt
several times and all scores count. Where they are dealt once, some of the folds can be enough. An example's own score
never enters the decision about it; but the scores of others come from models that may have learnt from it, as in any
cross-validation that is not nested.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from topictag.errors import TrainingError
from topictag.evaluation.decided import Decided
from topictag.results.quality import Evaluation, Task
from topictag.training.arrays import Bools, Floats, Groups, all_known
from topictag.training.background.vectors import Background
from topictag.training.decisions.joint import fit_joint_decisions
from topictag.training.decisions.learning import Decisions, decide_by_folds, fit_decisions
from topictag.training.decisions.targets import Target
from topictag.training.features.counts import TermCounts
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.articles import fit_articles
from topictag.training.fitting.layer import Fitted, fit_documents
from topictag.training.fitting.linear import LOOSE_TOLERANCE, LinearTopics
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.folds import count_deals
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Fold, Sample, list_folds

_MOST_DEALS = 10  # chosen
_MANY_DOCUMENTS = 5000  # chosen


@dataclass(frozen=True, eq=False)
class OutOfFold:
    """Scores of examples by models that have not seen them.

    Attributes
    ----------
    folds : ndarray of int, shape (n_deals, n_examples)
        The fold of each example in each deal.
    scores : ndarray of float64, shape (n_deals, n_examples, n_topics)
    gold : ndarray of bool, shape (n_examples, n_topics)
    groups : ndarray of int, shape (n_examples,)
    targets : sequence of Target, or None
        What each topic's threshold must reach; the best F1 when None.
    task : {"multi", "single"}
        Whether topics are decided one by one, or compete.
    n_folds : int
        Number of folds that each deal had; those of `folds` may be fewer.
    known : ndarray of bool, shape (n_examples, n_topics)
        Where it is known whether the example has the topic; everywhere by default. Nothing else is learnt or measured.
    outlets : ndarray of int, shape (n_examples,), optional
        If the folds held out whole outlets: that of each example. Intervals then resample outlets, not groups.
    rows : ndarray of int, shape (n_examples,), optional
        Numbers of the examples among the own documents of the sample; all of them by default.
    n_learnt : float
        How many own examples a fold's model has learnt from, on average; 0 if that was not counted.
    """

    folds: NDArray[np.intp]
    scores: Floats
    gold: Bools
    groups: Groups
    targets: Sequence[Target] | None = None
    task: Task = "multi"
    n_folds: int = 0
    known: Bools = field(default_factory=all_known)
    outlets: Groups | None = None
    rows: NDArray[np.intp] | None = None
    n_learnt: float = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", np.broadcast_to(self.known, self.gold.shape))
        object.__setattr__(self, "n_folds", self.n_folds or len(np.unique(self.folds[0])))

    def fit_decisions(self, among: NDArray[np.bool_] | slice = slice(None)) -> Decisions:
        """Learn calibration and thresholds from the scores of all deals, for all examples or some of them."""
        if self.task == "single":
            return fit_joint_decisions(self.scores[:, among], self.gold[among], self.groups[among])
        return fit_decisions(
            self.scores[:, among], self.gold[among], self.groups[among], self.targets, known=self.known[among]
        )

    def decide_unseen(self, by: "OutOfFold | None" = None) -> tuple[Bools, Floats]:
        """Return tags and probabilities of the first deal; the scores of the other folds decide each fold.

        Parameters
        ----------
        by : OutOfFold, optional
            Decide by its scores of the same examples, instead of these.

        Returns
        -------
        ndarray of bool, ndarray of float64, both of shape (n_examples, n_topics)
        """
        return decide_by_folds(self.folds[0], self.scores[0], (by or self).fit_decisions)

    def decide(self, topics: Sequence[str], by: "OutOfFold | None" = None) -> Decided:
        """Return what `decide_unseen` gives, ready for evaluation."""
        tagged, probability = self.decide_unseen(by)
        return Decided(
            topics=tuple(topics),
            gold=self.gold,
            known=self.known,
            tagged=tagged,
            probability=probability,
            scores=self.scores[0],
            articles=(self.groups if self.outlets is None else self.outlets).tolist(),
            rows=np.arange(len(self.gold)) if self.rows is None else self.rows,
            task=self.task,
            method=self._describe(by),
        )

    def measure(self, topics: Sequence[str], by: "OutOfFold | None" = None) -> Evaluation:
        """Evaluate what `decide_unseen` gives."""
        return self.decide(topics, by).evaluate()

    def _describe(self, by: "OutOfFold | None") -> str:
        n_scored = len(np.unique(self.folds[0]))
        part = "" if n_scored == self.n_folds else f" of which {n_scored} folds are scored"
        wholes = "" if self.outlets is None else " that holds out whole groups, which intervals resample"
        source = "" if by is None else ", from scores of models that have not seen its group"
        what = "calibration" if self.task == "single" else "calibration and thresholds"
        verb = "comes" if self.task == "single" else "come"
        how = f"{self.n_folds}-fold cross-validation{wholes}{part}"
        return f"{how}; {what} of each fold {verb} from the other folds{source}"


def score_out_of_fold(
    sample: Sample,
    settings: TrainingSettings,
    background: Background | None = None,
    *,
    recipe: Recipe,
    targets: Sequence[Target] | None = None,
    task: Task = "multi",
    least_deals: int | None = None,
    enough: int | None = None,
    share: float = 1.0,
    workers: Workers,
    near: Fitted | None = None,
    by_paragraph: bool = False,
) -> OutOfFold:
    """Score own documents with vocabularies and classifiers fitted on the other folds.

    Parameters
    ----------
    sample : Sample
    settings : TrainingSettings
    background : Background, optional
    recipe : Recipe
    targets : sequence of Target, optional
        What each topic's threshold must reach.
    task : {"multi", "single"}, default="multi"
        Whether topics are decided one by one, or compete.
    least_deals : int, optional
        Minimum number of deals. By default 2, because even with thousands of examples, thresholds change with the deal;
        1 with 5,000 documents or more, and where there are no thresholds.
    enough : int, optional
        With one deal, so many scored groups with each topic, and as many without, are enough: further folds are left
        out. By default, all are scored.
    share : float, default=1.0
        Share of the groups outside a fold that are learnt from. Smaller shares are parts of larger ones. Auxiliary
        documents are always learnt from.
    workers : Workers
        Compute the folds.
    near : Fitted, optional
        A fit of all documents, where the fits of the folds start. The objective has one minimum, so it does not matter
        to the scores, beyond the tolerance, that it has learnt from the held-out documents.
    by_paragraph : bool, default=False
        Whether the paragraphs of documents are learnt from, too; see `fit_articles`.

    Returns
    -------
    OutOfFold
        Scores of the own documents, without those of folds that are left out.
    """
    if least_deals is None:
        least_deals = 1 if task == "single" or sample.n_own >= _MANY_DOCUMENTS else 2
    n_deals = count_deals(sample.n_own, least=least_deals, most=_MOST_DEALS)
    seeds = np.random.SeedSequence(settings.seed).spawn(n_deals)
    deals = [sample.deal(settings.n_folds, seed) for seed in seeds]
    weights, scores = sample.weights(recipe.auxiliary_weight), np.zeros((len(deals), *sample.own_gold.shape))
    folds = list_folds(sample, deals)
    if enough and n_deals == 1:
        folds = _take_enough(folds, sample, enough, np.random.default_rng(settings.seed))
    if share < 1:
        folds = [_thin(fold, sample.groups, share, settings.seed) for fold in folds]
    paragraphs = sample.paragraphs_with_grams if recipe.max_grams else sample.paragraphs
    counts = paragraphs.documents
    learnt = None if by_paragraph else counts
    tasks = [(learnt, paragraphs, sample.gold, fold, weights, recipe, background, near) for fold in folds]
    for fold, own in zip(folds, workers.map(_score_fold, tasks, "cross-validating"), strict=True):
        scores[fold.deal, fold.inside] = own
    scored = np.unique(np.concatenate([fold.inside for fold in folds]))
    return OutOfFold(
        folds=np.stack(deals)[:, scored],
        scores=scores[:, scored],
        gold=sample.own_gold[scored],
        groups=sample.groups[scored],
        targets=targets,
        task=task,
        n_folds=len(np.unique(deals[0])),
        known=sample.own_known[scored],
        outlets=None if sample.own_outlets is None else sample.own_outlets[scored],
        rows=scored,
        n_learnt=float(np.mean([np.count_nonzero(fold.outside < fold.n_own) for fold in folds])),
    )


def _take_enough(folds: list[Fold], sample: Sample, enough: int, rng: np.random.Generator) -> list[Fold]:
    """Return some folds, two at least, with enough groups for and against each topic; all if none suffice.

    Their order is random: a deal begins with the largest groups, so its first folds are unlike the others.
    """
    gold, known = sample.own_gold, sample.own_known
    order = rng.permutation(len(folds)).tolist()
    n_groups = np.array([_count_groups(gold, known, sample.groups, folds[number].inside) for number in order])
    suffices = (np.cumsum(n_groups, axis=0) >= enough).all(axis=(1, 2))
    n_needed = max(int(suffices.argmax()) + 1, 2) if suffices.any() else len(folds)
    return [folds[number] for number in sorted(order[:n_needed])]


def _thin(fold: Fold, groups: Groups, share: float, seed: int) -> Fold:
    """Return a fold with a part of the groups that are learnt from."""
    order = np.random.default_rng(seed).permutation(int(groups.max()) + 1)
    own, auxiliary = fold.outside[fold.outside < fold.n_own], fold.outside[fold.outside >= fold.n_own]
    ranks = order[groups[own]]
    places = np.unique(ranks)
    bound = places[max(round(share * len(places)), 1) - 1]
    return replace(fold, outside=np.concatenate([own[ranks <= bound], auxiliary]))


def _count_groups(gold: Bools, known: Bools, groups: Groups, inside: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return how many groups have documents with each topic, and without it; shape (2, n_topics)."""
    sides = (gold & known)[inside], (~gold & known)[inside]
    return np.array([[len(np.unique(groups[inside][own])) for own in side.T] for side in sides])


def _score_fold(
    counts: TermCounts | None,
    paragraphs: Paragraphs,
    gold: Bools,
    fold: Fold,
    weights: Floats,
    recipe: Recipe,
    background: Background | None,
    near: Fitted | None,
) -> Floats:
    """Fit outside a fold, on whole documents or, without `counts`, on paragraphs, too; score inside, by paragraph."""
    arguments = gold[fold.outside], recipe, background, weights[fold.outside]
    try:
        if counts is None:
            outside = paragraphs.take(fold.outside)
            fitted = fit_articles(outside, *arguments, tolerance=LOOSE_TOLERANCE, near=near)
        else:
            fitted = fit_documents(counts.take(fold.outside), *arguments, tolerance=LOOSE_TOLERANCE, near=near)
    except TrainingError:  # too few examples outside this fold: no term is known
        return np.full((len(fold.inside), gold.shape[1]), -np.inf)
    return score_documents(fitted.vocabulary, fitted.layer, paragraphs.take(fold.inside))


def score_documents(vocabulary: Vocabulary, layer: LinearTopics, documents: Paragraphs) -> Floats:
    """Score documents as tagging does: by the best paragraph; -inf for a document without a known term."""
    rows = vocabulary.rows(documents.counts)
    scores = layer.scores(rows)
    scores[np.diff(rows.indptr) == 0] = -np.inf
    best: Floats = np.maximum.reduceat(scores, documents.bounds[:-1], axis=0)
    return best
