"""What training learns from examples, hints or both: a layer, how its scores become tags, and how good that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from topictag.errors import SettingError, TrainingError
from topictag.evaluation.decided import Decided
from topictag.model.parts import ArticlesRecord
from topictag.results.quality import Estimate, Evaluation, Task, TopicQuality
from topictag.results.report import LearningPoint
from topictag.training.background.vectors import Background
from topictag.training.decisions.learning import Decisions
from topictag.training.decisions.targets import Target
from topictag.training.features.counts import TermCounts
from topictag.training.features.hints import HintGroups
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.articles import fit_articles
from topictag.training.fitting.layer import fit_documents
from topictag.training.fitting.linear import LinearTopics
from topictag.training.fitting.prior import hint_prior
from topictag.training.settings import TrainingSettings
from topictag.training.validation.articles import BY_PARAGRAPH, Way, choose_way, describe_ways, list_ways
from topictag.training.validation.learning_curve import measure_shares
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample
from topictag.training.validation.search import Found, search_recipe
from topictag.training.validation.space import Space

_BAR = 0.5  # the probability at which a score passes the bar of `hint_prior`
_UNKNOWN = Estimate(None, None, None)
_ENOUGH = 500  # chosen: the standard error of a recall is then 0.022 at most


@dataclass(frozen=True, eq=False)
class Learnt:
    """The result of learning; all parts have the same topics in the same order.

    Attributes
    ----------
    topics : tuple of str
    found : Found
        The recipe, and how it was chosen.
    vocabulary : Vocabulary
    layer : LinearTopics
    decisions : Decisions
    quality : Evaluation
        Measured on other articles than those learnt from.
    quality_by_group : Evaluation or None
        Measured on other groups, such as outlets, than those learnt from.
    unseen, unseen_by_group : Decided or None
        The decisions on which `quality` and `quality_by_group` rest; None without examples.
    learning_curve : tuple of LearningPoint
        Empty unless it was asked for.
    articles : ArticlesRecord or None
        How examples of several paragraphs were learnt; None without such examples.
    """

    topics: tuple[str, ...]
    found: Found
    vocabulary: Vocabulary
    layer: LinearTopics
    decisions: Decisions
    quality: Evaluation
    quality_by_group: Evaluation | None = None
    unseen: Decided | None = None
    unseen_by_group: Decided | None = None
    learning_curve: tuple[LearningPoint, ...] = ()
    articles: ArticlesRecord | None = None


def learn_from_examples(
    topics: tuple[str, ...],
    sample: Sample,
    settings: TrainingSettings,
    background: Background | None,
    *,
    targets: Sequence[Target],
    task: Task,
    workers: Workers,
    learning_curve: bool = False,
) -> Learnt:
    """Choose a recipe, fit all examples, and learn calibration, thresholds and quality from out-of-fold scores.

    If the sample has outlets, its folds hold out whole outlets, and these scores decide everything. Quality is then
    also measured by article, with the same decisions.
    """
    found = search_recipe(sample, settings, background, workers, task)
    recipe = found.recipe
    sample = sample if recipe.has_function_words else sample.without_function_words()
    sample = sample if recipe.auxiliary_weight else sample.without_auxiliary()
    paragraphs = sample.paragraphs_with_grams if recipe.max_grams else sample.paragraphs
    score = partial(
        score_out_of_fold,
        settings=settings,
        background=background,
        recipe=recipe,
        targets=targets,
        task=task,
        workers=workers,
    )

    def try_way(name: str) -> Way:
        given = sample.gold, recipe, background, sample.weights(recipe.auxiliary_weight)
        if name == BY_PARAGRAPH:
            fitted = fit_articles(paragraphs, *given, n_threads=workers.n_threads)
        else:
            fitted = fit_documents(paragraphs.documents, *given, n_threads=workers.n_threads)
        # Where outlets are held out, all folds count: outlets differ more than articles do.
        enough = _ENOUGH if sample.outlets is None else None
        return Way(name, fitted, score(sample, enough=enough, near=fitted, by_paragraph=name == BY_PARAGRAPH))

    tried = [try_way(name) for name in list_ways(paragraphs, settings.articles)]
    way = choose_way(tried)
    fitted, scored = way.fitted, way.scored
    score = partial(score, near=fitted, by_paragraph=way.name == BY_PARAGRAPH)
    if sample.outlets is None:
        unseen, by_group = scored.decide(topics), None
    else:
        unseen, by_group = score(sample.without_outlets()).decide(topics, by=scored), scored.decide(topics)
    return Learnt(
        topics,
        found,
        fitted.vocabulary,
        fitted.layer,
        scored.fit_decisions(),
        unseen.evaluate(),
        None if by_group is None else by_group.evaluate(),
        unseen,
        by_group,
        measure_shares(topics, sample.without_outlets(), score) if learning_curve else (),
        describe_ways(paragraphs, sample.n_own, way, tried),
    )


def learn_from_hints(
    hints: HintGroups, sample: Sample, settings: TrainingSettings, background: Background | None, task: Task
) -> Learnt:
    """Return what is known without examples: the vocabulary of hints and background, and no topic yet.

    Raises
    ------
    SettingError
        A setting needs examples.
    """
    for name in ("precision", "recall"):
        if getattr(settings, name) is not None:
            raise SettingError(
                f"{name} is set, but no topic has enough examples to measure it. Add examples, or leave it out."
            )
    recipe = Space.of(sample, settings, background).start
    vocabulary = Vocabulary.learn(
        replace(TermCounts.of([]), hints=hints), min_df=1, hint_scale=recipe.hint_scale, background=background
    )
    nothing = np.zeros(0)
    return Learnt(
        topics=(),
        found=Found(recipe),
        vocabulary=vocabulary,
        layer=LinearTopics(np.zeros((0, len(vocabulary.idf))), nothing),
        decisions=Decisions(nothing, nothing, nothing, nothing > 0, nothing > 0, task),
        quality=Evaluation(0, 0, (), _UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN),
    )


def add_hinted(learnt: Learnt, hinted: Mapping[str, int]) -> Learnt:
    """Return what is learnt together with topics that have no examples, in alphabetical order.

    Such a topic has the weights that its hints promise, and is given where the score passes their bar. Its probability
    is not calibrated, and its quality unknown.

    Parameters
    ----------
    learnt : Learnt
    hinted : mapping of str to int
        Topic to its number among the topics of the hints.
    """
    if not hinted:
        return learnt
    numbers = list(hinted.values())
    prior = hint_prior(learnt.vocabulary, learnt.found.recipe, max(numbers) + 1)
    if prior is None:
        raise TrainingError("The vocabulary has no hints, so topics without examples cannot be tagged.")
    ones, topics = np.ones(len(numbers)), (*learnt.topics, *hinted)
    order = sorted(range(len(topics)), key=topics.__getitem__)
    own = learnt.decisions
    is_known = ones > 0
    bar = ones * (_BAR if own.task == "multi" else 0.0)
    return replace(
        learnt,
        topics=tuple(topics[number] for number in order),
        layer=LinearTopics(
            np.concatenate([learnt.layer.coef, prior.coef[numbers]])[order],
            np.concatenate([learnt.layer.intercept, prior.intercept[numbers]])[order],
        ),
        decisions=Decisions(
            slope=np.concatenate([own.slope, ones])[order],
            offset=np.concatenate([own.offset, 0 * ones])[order],
            thresholds=np.concatenate([own.thresholds, bar])[order],
            learnt=np.concatenate([own.learnt, is_known])[order],
            reached=np.concatenate([own.reached, is_known])[order],
            task=own.task,
        ),
        quality=_add_unmeasured(learnt.quality, hinted, order, own.task),
        quality_by_group=learnt.quality_by_group and _add_unmeasured(learnt.quality_by_group, hinted, order, own.task),
    )


def _add_unmeasured(quality: Evaluation, topics: Iterable[str], order: Sequence[int], task: Task) -> Evaluation:
    """Return the evaluation with further topics, of which nothing is known; `order` is that of all topics."""
    own = (*quality.topics, *(TopicQuality(topic, 0, 0, None, None, _UNKNOWN) for topic in topics))
    return replace(quality, task=task, topics=tuple(own[number] for number in order))
