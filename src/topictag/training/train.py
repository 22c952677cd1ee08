"""Training, start to end: examples and hints → terms → recipe, fit, out-of-fold scores, decisions → compiled model."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from topictag.caution import warn_caller
from topictag.errors import SettingError, TrainingError, TrainingWarning
from topictag.labelled.example import Example
from topictag.labelled.hints import Hint
from topictag.model.compiled import Model
from topictag.model.header import check_text
from topictag.model.record import ModelRecord
from topictag.ranges import check_n_jobs
from topictag.results.quality import Task
from topictag.text.lemmas import Lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background.vectors import Background
from topictag.training.compiling import compile_model
from topictag.training.decisions.targets import Target, make_targets
from topictag.training.decisions.unreliable import warn_of_rare_topics, warn_of_topics, warn_of_undivided
from topictag.training.features.pymorphy import take_lemmatizer
from topictag.training.learning import Learnt, add_hinted, learn_from_examples, learn_from_hints
from topictag.training.preparing import Prepared, prepare
from topictag.training.provenance import (
    describe_auxiliary,
    describe_background,
    describe_data,
    describe_environment,
    describe_groups,
    describe_hints,
    describe_search,
)
from topictag.training.requirements import check_groups
from topictag.training.settings import TrainingSettings
from topictag.training.task import choose_task
from topictag.training.trained import Trained
from topictag.training.validation.parallel import Workers
from topictag.training.validation.space import may_need_function_words


def train_model(examples: Sequence[Example], settings: TrainingSettings | None = None, **options: Any) -> Model:
    """Train and compile a model; the parameters are those of `train_and_measure`."""
    return train_and_measure(examples, settings, **options).model


def train_and_measure(
    examples: Sequence[Example],
    settings: TrainingSettings | None = None,
    *,
    auxiliary: Sequence[Example] = (),
    background: Background | None = None,
    hints: Sequence[Hint] = (),
    group: str | None = None,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    n_jobs: int = 1,
    progress: bool = False,
    learning_curve: bool = False,
) -> Trained:
    """Train and compile a model, and keep what cross-validation decided; `topictag.train` documents the parameters.

    Parameters
    ----------
    examples : sequence of Example
    settings : TrainingSettings, optional
    auxiliary : sequence of Example, optional
        Further examples to learn from; quality is never measured on them.
    background : Background, optional
        Vectors learnt from unlabelled text, with the same analysis settings.
    hints : sequence of Hint, optional
        What is known of the topics. A topic with hints for it needs no examples.
    group : str, optional
        What `Example.group` is. Settings, calibration and thresholds are then those for other groups.
    lemmatizer : Lemmatizer, optional
        pymorphy3 by default.
    description : str, optional
        Stored unchanged in the record.
    n_jobs : int, default=1
        Number of threads, and of processes for the forms of many lemmas; -1 for one per core. It does not change the
        model.
    progress : bool, default=False
        Show progress bars on standard error.
    learning_curve : bool, default=False
        Also measure models that learn from a part of the articles.

    Returns
    -------
    Trained

    Raises
    ------
    TrainingError
        The examples and hints cannot train a model, or examples have no tag or several with the task "single".
    SettingError
        A setting does not fit the task, the topics, the background or the auxiliary examples; or `n_jobs` is invalid.
    DataError
        `group` is given, but there are no examples, some have no group, or all have the same.

    Warns
    -----
    DataWarning
        Only auxiliary examples carry a topic.
    TrainingWarning
        A topic is left out, unreliable or without examples, an example teaches nothing, or the background shares no
        word with the examples or the hints.
    """
    check_text(description, "description")
    settings, workers = settings or TrainingSettings(), Workers(check_n_jobs(n_jobs), progress)
    _check_background(background, settings)
    _check_given(examples, auxiliary, hints, settings)
    if group is not None:
        check_groups(group, examples, auxiliary)
    task = choose_task(examples, settings, hinted={hint.topic for hint in hints if hint.strength > 0})
    analyzer = TermAnalyzer(take_lemmatizer(lemmatizer), settings.analysis)
    data = prepare(
        examples,
        auxiliary,
        analyzer,
        hints=hints,
        min_support=settings.min_support,
        task=task,
        with_grams=settings.max_grams != 0,
        with_function_words=may_need_function_words(settings),
        by_group=group is not None,
        progress=progress,
    )
    if data.hinted and settings.hint_scale == 0:
        raise SettingError(
            f"hint_scale is 0, but there is nothing to know about {', '.join(data.hinted)} except hints. Leave it out."
        )
    if task == "single" and len(data.topics) + len(data.hinted) < 2:
        raise TrainingError("task is 'single', but there is only one topic. Add another, or leave task out.")
    for problem in data.left_out.values():
        warn_caller(problem, TrainingWarning)
    with threadpool_limits(1):  # the order of a sum changes its last bits, and the same data must give the same bytes
        learnt, targets = _learn(data, settings, background, task, workers, learning_curve)
    _warn(data, learnt, targets, background, settings)
    warn_of_rare_topics(learnt.quality)
    complete = add_hinted(learnt, data.hinted)
    record = ModelRecord(
        description=description,
        data=describe_data(data.examples, data.topics, data.repeats),
        settings=_describe_settings(settings, learnt),
        thresholds_for={} if task == "single" else _describe_thresholds(data, targets),
        built_with=describe_environment(analyzer.lemmatizer.version),
        quality=complete.quality,
        auxiliary=describe_auxiliary(data.auxiliary, data.topics, learnt.found.recipe),
        background=describe_background(background, learnt.found.recipe),
        hints=describe_hints(hints, data.hinted),
        search=describe_search(learnt.found),
        by_group=describe_groups(group, data.examples, complete.quality_by_group),
        articles=learnt.articles,
    )
    model = compile_model(
        complete.topics,
        complete.vocabulary,
        complete.layer,
        complete.decisions,
        analyzer,
        seen_forms=data.forms,
        record=record,
        n_jobs=workers.n_jobs,
        progress=progress,
    )
    return Trained(model, data.examples, learnt.unseen, learnt.unseen_by_group, learnt.learning_curve)


def _learn(
    data: Prepared,
    settings: TrainingSettings,
    background: Background | None,
    task: Task,
    workers: Workers,
    learning_curve: bool,
) -> tuple[Learnt, Sequence[Target]]:
    """Learn the topics that have examples; return them with their targets."""
    if not data.topics:
        if data.auxiliary:
            raise TrainingError(
                "No topic has enough examples, so auxiliary examples cannot be measured. Give them as examples."
            )
        if not data.hinted or data.sample.hints is None:
            raise TrainingError("No hint speaks for a topic, so there is nothing to tag. Add hints or examples.")
        return learn_from_hints(data.sample.hints, data.sample, settings, background, task), []
    # Targets may name topics that are left out; these come last.
    named = (*data.topics, *data.left_out)
    targets = make_targets(named, settings.precision, settings.recall)[: len(data.topics)]
    return learn_from_examples(
        data.topics,
        data.sample,
        settings,
        background,
        targets=targets,
        task=task,
        workers=workers,
        learning_curve=learning_curve,
    ), targets


def _describe_settings(settings: TrainingSettings, learnt: Learnt) -> dict[str, Any]:
    """Return the settings; without `articles` if no example has several paragraphs, as earlier versions wrote them."""
    values = settings.to_dict()
    if learnt.articles is None and settings.articles == TrainingSettings.articles:
        del values["articles"]
    return values


def _describe_thresholds(data: Prepared, targets: Sequence[Target]) -> dict[str, str]:
    aims = {**dict(zip(data.topics, map(str, targets), strict=True)), **dict.fromkeys(data.hinted, "hints")}
    return dict(sorted(aims.items()))


def _check_given(
    examples: Sequence[Example], auxiliary: Sequence[Example], hints: Sequence[Hint], settings: TrainingSettings
) -> None:
    if not auxiliary and settings.auxiliary_weight is not None:
        raise SettingError("auxiliary_weight is set, but there are no auxiliary examples. Give some, or leave it out.")
    if not hints and settings.hint_scale is not None:
        raise SettingError("hint_scale is set, but there are no hints. Give some, or leave it out.")
    if examples:
        return
    if not hints:
        raise TrainingError("There are neither examples nor hints, so there is nothing to learn from. Give some.")
    if auxiliary:
        raise TrainingError("Auxiliary examples are learnt together with others, but there are none. Give some.")
    if all(hint.strength < 0 for hint in hints):
        raise TrainingError("No hint speaks for a topic, so there is nothing to tag. Add hints of a strength above 0.")


def _check_background(background: Background | None, settings: TrainingSettings) -> None:
    if background is None and settings.background_scale is not None:
        raise SettingError("background_scale is set, but there are no background vectors. Give some, or leave it out.")
    if background is not None and not background.analysis.reads_words_as(settings.analysis):
        raise SettingError(
            f"The background vectors were made with {background.analysis}, but training uses {settings.analysis}, so "
            "their terms would differ. Use the same settings for both."
        )


def _warn(
    data: Prepared,
    learnt: Learnt,
    targets: Sequence[Target],
    background: Background | None,
    settings: TrainingSettings,
) -> None:
    """Warn about what is unreliable."""
    sample = data.sample
    if data.hinted:
        is_multi = settings.task == "auto" and bool(data.examples) and choose_task(data.examples, settings) == "single"
        _warn_of_hinted(data, is_multi, background)
    if not data.topics:
        return
    own = sample if learnt.found.recipe.has_function_words else sample.without_function_words()
    counts = own.counts
    if background is not None and frozenset(counts.terms).isdisjoint(background.terms):
        warn_caller(
            "The examples share no word with the background vectors, so the vectors contribute nothing. Make vectors "
            "from texts of the same kind.",
            TrainingWarning,
        )
    examples = [*data.examples, *data.auxiliary]
    sizes = np.diff(counts.matrix.indptr).tolist()
    foreign = [example for example, size in zip(examples, sizes, strict=True) if data.forms and not size]
    if foreign:
        warn_caller(
            f"{len(foreign)} of {len(examples)} examples contain no Russian content word, so training learns nothing "
            f"from them. The first is {foreign[0].place or foreign[0].id}. Check them.",
            TrainingWarning,
        )
    if sample.own_outlets is not None:
        warn_of_undivided(data.topics, sample.own_gold, sample.own_outlets, data.examples, sample.own_known)
    warn_of_topics(data.topics, sample.own_gold, sample.groups, learnt.decisions, targets, known=sample.own_known)


def _warn_of_hinted(data: Prepared, is_multi: bool, background: Background | None) -> None:
    """Warn about topics without enough examples, and about hints that the background does not know."""
    if data.examples:
        close = {topic: get_close_matches(topic, data.topics, 1) for topic in data.hinted}
        named = [f"{topic!r}" + (f" (did you mean {own[0]!r}?)" if own else "") for topic, own in close.items()]
        change = (
            " Because of them, a text may get any number of topics, though each example has one." if is_multi else ""
        )
        warn_caller(
            f"Topics without enough examples rely on their hints alone, and are not calibrated: {', '.join(named)}."
            f"{change} Add examples, or run `topictag calibrate` on a labelled sample.",
            TrainingWarning,
        )
    hints = data.sample.hints
    if background is not None and hints is not None and hints.lemmas.isdisjoint(background.terms):
        warn_caller(
            "The hints share no word with the background vectors, so the vectors contribute nothing. Make vectors from "
            "Russian texts of the same kind.",
            TrainingWarning,
        )
