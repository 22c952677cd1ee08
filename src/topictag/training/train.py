"""Training, start to end: examples → terms → out-of-fold scores → decisions → final fit → compiled model."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from threadpoolctl import threadpool_limits

from topictag.errors import SettingError
from topictag.labelled.reading import Source, read_examples
from topictag.model.compiled import Model
from topictag.text.lemmas import Lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background.vectors import Background
from topictag.training.compiling import compile_model
from topictag.training.decisions.learning import Decisions
from topictag.training.decisions.targets import Target, make_targets
from topictag.training.decisions.unreliable import warn_of_topics, warn_training
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer, fit_rows
from topictag.training.fitting.layer import fit_layer
from topictag.training.preparing import Prepared, prepare
from topictag.training.provenance import (
    describe_auxiliary,
    describe_background,
    describe_data,
    describe_environment,
)
from topictag.training.settings import TrainingSettings
from topictag.training.validation.choices import choose_auxiliary_weight, choose_scale
from topictag.training.validation.out_of_fold import describe_quality, score_out_of_fold
from topictag.training.validation.sample import Sample


def train_model(
    source: Source,
    settings: TrainingSettings | None = None,
    *,
    auxiliary: Source | None = None,
    background: Background | None = None,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    n_jobs: int = 1,
    progress: bool = False,
) -> Model:
    """Train and compile a model.

    Parameters
    ----------
    source : path or iterable
        What `read_examples` takes.
    settings : TrainingSettings, optional
    auxiliary : path or iterable, optional
        Further examples to learn from, never to be measured on.
    background : Background, optional
        Vectors learnt from unlabelled text, with the same analysis settings.
    lemmatizer : Lemmatizer, optional
        pymorphy3 when left out.
    description : str, optional
        Goes into the metadata as it is.
    n_jobs : int, default=1
        Processes to use; -1 for one a core. The model is the same.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    Model

    Raises
    ------
    DataError
        The examples cannot be read.
    TrainingError
        They cannot train a model.
    SettingError
        A setting does not fit the topics or the background.

    Warns
    -----
    DataWarning
        Auxiliary examples carry topics that the others do not know.
    TrainingWarning
        A topic cannot be relied upon; the message names it.
    """
    settings, lemmatizer = settings or TrainingSettings(), lemmatizer or shared_lemmatizer()
    _check_background(background, settings)
    if auxiliary is None and settings.auxiliary_weight is not None:
        raise SettingError("auxiliary_weight is set, but no auxiliary examples are given. Give them too.")
    further = [] if auxiliary is None else read_examples(auxiliary)
    analyzer = TermAnalyzer(lemmatizer, settings.analysis)
    data = prepare(read_examples(source), further, analyzer, progress=progress)
    targets = make_targets(data.topics, settings.precision, settings.recall)
    vectorizer = LemmaTfidfVectorizer(
        lemmatizer=lemmatizer,
        analysis=settings.analysis,
        min_df=settings.min_df,
        background=background,
        max_pairs=settings.max_pairs,
    )
    # One thread: sums in another order have other last bits, and the same data must give the same bytes.
    with threadpool_limits(1):
        sample, chosen = _choose(vectorizer, data.sample, settings, n_jobs, progress)
        rows = fit_rows(vectorizer, sample.counts, sample.gold)
        weights = sample.weights(chosen.weight)
        layer = fit_layer(vectorizer, rows, sample.gold, settings.C, chosen.scale, weights=weights)
        unseen = score_out_of_fold(
            vectorizer, sample, settings,
            scale=chosen.scale, auxiliary_weight=chosen.weight, targets=targets, n_jobs=n_jobs, progress=progress,
        )  # fmt: skip
        decisions = unseen.fit_decisions()
        quality = unseen.measure(data.topics)
    _warn(data, decisions, targets, background)
    metadata = {
        "description": description,
        "data": describe_data(data.examples, data.topics, sample.groups),
        "auxiliary": describe_auxiliary(data.auxiliary, data.topics, chosen.weight, chosen.tried_weights),
        "settings": asdict(settings),
        "thresholds_for": dict(zip(data.topics, map(str, targets), strict=True)),
        "background": describe_background(background, chosen.scale, chosen.tried_scales),
        "built_with": describe_environment(lemmatizer.version),
        "quality": describe_quality(quality, int(unseen.folds.max()) + 1),
    }
    return compile_model(
        data.topics,
        vectorizer,
        layer,
        decisions,
        seen_forms=data.forms,
        metadata=metadata,
        progress=progress,
    )


def _check_background(background: Background | None, settings: TrainingSettings) -> None:
    if background is None and settings.background_scale is not None:
        raise SettingError("background_scale is set, but no background is given. Give its file too.")
    if background is not None and not background.analysis.reads_words_as(settings.analysis):
        raise SettingError(
            f"The background vectors were made with {background.analysis}, but training is asked for "
            f"{settings.analysis}: their terms would not meet. Use the same settings for both."
        )


def _choose(
    vectorizer: LemmaTfidfVectorizer, sample: Sample, settings: TrainingSettings, n_jobs: int, progress: bool
) -> tuple[Sample, "_Choices"]:
    """Return how much auxiliary examples and the background count, and the sample without what counts nothing."""
    weight, tried_weights = settings.auxiliary_weight, dict[str, float]()
    if not sample.twins:
        weight = 0.0
    elif weight is None:
        weight, tried_weights = choose_auxiliary_weight(vectorizer, sample, settings, n_jobs=n_jobs, progress=progress)
    if not weight:
        sample = sample.without_auxiliary()
    scale, tried_scales = settings.background_scale, dict[str, float]()
    if vectorizer.background is None:
        scale = 0.0
    elif scale is None:
        scale, tried_scales = choose_scale(
            vectorizer, sample, settings, auxiliary_weight=weight, n_jobs=n_jobs, progress=progress
        )
    return sample, _Choices(weight, tried_weights, scale, tried_scales)


@dataclass(frozen=True)
class _Choices:
    """How much auxiliary examples and the background count, and the figures behind it where it was chosen."""

    weight: float
    tried_weights: Mapping[str, float]
    scale: float
    tried_scales: Mapping[str, float]


def _warn(data: Prepared, decisions: Decisions, targets: Sequence[Target], background: Background | None) -> None:
    """Say what cannot be relied upon."""
    sample = data.sample
    terms = {term for document in sample.documents for paragraph in document for term in paragraph}
    if background is not None and terms.isdisjoint(background.terms):
        warn_training(
            "The examples share no word with the background vectors, so these teach nothing. Make vectors from texts "
            "of the same kind."
        )
    examples = [*data.examples, *data.auxiliary]
    foreign = [e for e, own in zip(examples, sample.documents, strict=True) if data.forms and not any(own)]
    if foreign:
        warn_training(
            f"{len(foreign)} of {len(examples)} examples hold nothing that can be read as Russian and teach "
            f"nothing; the first is {foreign[0].place or foreign[0].id}. Look at them."
        )
    warn_of_topics(data.topics, sample.own_gold, sample.groups, decisions, targets)
