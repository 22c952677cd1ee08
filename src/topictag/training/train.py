"""Training, start to end: examples → terms → out-of-fold scores → decisions → final fit → compiled model."""

from collections.abc import Sequence
from dataclasses import replace

from threadpoolctl import threadpool_limits

from topictag.caution import warn_caller
from topictag.errors import SettingError, TrainingWarning
from topictag.labelled.example import Example
from topictag.labelled.hints import Hint
from topictag.model.compiled import Model
from topictag.model.header import check_text
from topictag.model.record import ModelRecord
from topictag.ranges import check_n_jobs
from topictag.text.lemmas import Lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background.vectors import Background
from topictag.training.compiling import compile_model
from topictag.training.decisions.learning import Decisions
from topictag.training.decisions.targets import Target, make_targets
from topictag.training.decisions.unreliable import warn_of_rare_topics, warn_of_topics
from topictag.training.features.pymorphy import take_lemmatizer
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import Prepared, prepare
from topictag.training.provenance import (
    describe_auxiliary,
    describe_background,
    describe_data,
    describe_environment,
    describe_hints,
    describe_search,
)
from topictag.training.settings import TrainingSettings
from topictag.training.task import choose_task
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.search import search_recipe
from topictag.training.validation.space import may_need_function_words


def train_model(
    examples: Sequence[Example],
    settings: TrainingSettings | None = None,
    *,
    auxiliary: Sequence[Example] = (),
    background: Background | None = None,
    hints: Sequence[Hint] = (),
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    n_jobs: int = 1,
    progress: bool = False,
) -> Model:
    """Train and compile a model; `topictag.train` documents the parameters.

    Parameters
    ----------
    examples : sequence of Example
    settings : TrainingSettings, optional
    auxiliary : sequence of Example, optional
        Further examples to learn from; quality is never measured on them.
    background : Background, optional
        Vectors learnt from unlabelled text, with the same analysis settings.
    hints : sequence of Hint, optional
        What is known of the topics.
    lemmatizer : Lemmatizer, optional
        pymorphy3 by default.
    description : str, optional
        Stored unchanged in the record.
    n_jobs : int, default=1
        Number of processes; -1 for one per core. It does not change the model.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    Model

    Raises
    ------
    TrainingError
        The examples cannot train a model, or have no tag or several with the task "single".
    SettingError
        A setting does not fit the task, the topics, the background or the auxiliary examples; or `n_jobs` is invalid.

    Warns
    -----
    DataWarning
        Only auxiliary examples carry a topic.
    TrainingWarning
        A topic is left out or unreliable, an example teaches nothing, or the background shares no word with the
        examples.
    """
    check_text(description, "description")
    settings, workers = settings or TrainingSettings(), Workers(check_n_jobs(n_jobs), progress)
    _check_background(background, settings)
    if not auxiliary and settings.auxiliary_weight is not None:
        raise SettingError("auxiliary_weight is set, but there are no auxiliary examples. Give some, or leave it out.")
    if not hints and settings.hint_scale is not None:
        raise SettingError("hint_scale is set, but there are no hints. Give some, or leave it out.")
    task = choose_task(examples, settings)
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
        progress=progress,
    )
    for problem in data.left_out.values():
        warn_caller(problem, TrainingWarning)
    # Targets may name topics that are left out; these come last.
    targets = make_targets((*data.topics, *data.left_out), settings.precision, settings.recall)[: len(data.topics)]
    # One thread: the order of a sum changes its last bits, and the same data must give the same bytes.
    with threadpool_limits(1):
        found = search_recipe(data.sample, settings, background, workers, task)
        recipe = found.recipe
        if not recipe.has_function_words:
            data = replace(data, sample=data.sample.without_function_words())
        sample = data.sample if recipe.auxiliary_weight else data.sample.without_auxiliary()
        counts = sample.counts_with_grams if recipe.max_grams else sample.counts
        fitted = fit_documents(counts, sample.gold, recipe, background, sample.weights(recipe.auxiliary_weight))
        unseen = score_out_of_fold(
            sample, settings, background, recipe=recipe, targets=targets, task=task, workers=workers, near=fitted
        )
        decisions = unseen.fit_decisions()
        quality = unseen.measure(data.topics)
    _warn(data, decisions, targets, background)
    warn_of_rare_topics(quality)
    record = ModelRecord(
        description=description,
        data=describe_data(data.examples, data.topics, data.repeats),
        settings=settings.to_dict(),
        thresholds_for={} if task == "single" else dict(zip(data.topics, map(str, targets), strict=True)),
        built_with=describe_environment(analyzer.lemmatizer.version),
        quality=quality,
        auxiliary=describe_auxiliary(data.auxiliary, data.topics, recipe),
        background=describe_background(background, recipe),
        hints=describe_hints(hints),
        search=describe_search(found),
    )
    return compile_model(
        data.topics,
        fitted.vocabulary,
        fitted.layer,
        decisions,
        analyzer,
        seen_forms=data.forms,
        record=record,
        progress=progress,
    )


def _check_background(background: Background | None, settings: TrainingSettings) -> None:
    if background is None and settings.background_scale is not None:
        raise SettingError("background_scale is set, but there are no background vectors. Give some, or leave it out.")
    if background is not None and not background.analysis.reads_words_as(settings.analysis):
        raise SettingError(
            f"The background vectors were made with {background.analysis}, but training uses {settings.analysis}, so "
            "their terms would differ. Use the same settings for both."
        )


def _warn(data: Prepared, decisions: Decisions, targets: Sequence[Target], background: Background | None) -> None:
    """Warn about what is unreliable."""
    sample = data.sample
    terms = {term for document in sample.documents for paragraph in document for term in paragraph}
    if background is not None and terms.isdisjoint(background.terms):
        warn_caller(
            "The examples share no word with the background vectors, so the vectors contribute nothing. Make vectors "
            "from texts of the same kind.",
            TrainingWarning,
        )
    examples = [*data.examples, *data.auxiliary]
    foreign = [e for e, own in zip(examples, sample.documents, strict=True) if data.forms and not any(own)]
    if foreign:
        warn_caller(
            f"{len(foreign)} of {len(examples)} examples contain no Russian content word, so training learns nothing "
            f"from them. The first is {foreign[0].place or foreign[0].id}. Check them.",
            TrainingWarning,
        )
    warn_of_topics(data.topics, sample.own_gold, sample.groups, decisions, targets, known=sample.own_known)
