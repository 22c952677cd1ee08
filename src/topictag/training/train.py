"""Training, start to end: examples → terms → out-of-fold scores → decisions → final fit → compiled model."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain

from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.errors import SettingError
from topictag.examples.example import Example
from topictag.examples.gold import gold_rows
from topictag.examples.reading import Source, read_examples
from topictag.model.tables import Model
from topictag.text.language import is_russian
from topictag.text.lemmas import Lemmatizer
from topictag.text.paragraphs import iter_paragraphs
from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.text.words import word_forms
from topictag.training.background.tables import Background
from topictag.training.classifier import Bools
from topictag.training.compiling import compile_model
from topictag.training.decisions import Decisions
from topictag.training.fitting import fit_layer
from topictag.training.folds import Groups, group_examples
from topictag.training.out_of_fold import Document, describe_quality, join_paragraphs, score_out_of_fold
from topictag.training.pairs import PlacedTerms, add_frequent_pairs
from topictag.training.provenance import describe_background, describe_data, describe_environment
from topictag.training.requirements import check_trainable
from topictag.training.scale import choose_scale
from topictag.training.settings import TrainingSettings
from topictag.training.targets import Target, make_targets
from topictag.training.unreliable import warn_of_topics, warn_training
from topictag.training.vectorizer import LemmaTfidfVectorizer, fit_rows


def train_model(
    source: Source,
    settings: TrainingSettings | None = None,
    *,
    background: Background | None = None,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    progress: bool = False,
) -> Model:
    """Train and compile a model.

    Parameters
    ----------
    source : path or iterable
        What `read_examples` takes.
    settings : TrainingSettings, optional
    background : Background, optional
        Vectors learnt from unlabelled text, with the same analysis settings.
    lemmatizer : Lemmatizer, optional
        pymorphy3 when left out.
    description : str, optional
        Goes into the metadata as it is.
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
    TrainingWarning
        A topic cannot be relied upon; the message names it.
    """
    settings, lemmatizer = settings or TrainingSettings(), lemmatizer or shared_lemmatizer()
    _check_background(background, settings)
    data = _prepare(read_examples(source), TermAnalyzer(lemmatizer, settings.analysis), progress)
    targets = make_targets(data.topics, settings.precision, settings.recall)
    vectorizer = LemmaTfidfVectorizer(
        lemmatizer=lemmatizer,
        analysis=settings.analysis,
        min_df=settings.min_df,
        background=background,
        max_pairs=settings.max_pairs,
    )
    joined = [join_paragraphs(document) for document in data.documents]
    # One thread: sums in another order have other last bits, and the same data must give the same bytes.
    with threadpool_limits(1):
        rows = fit_rows(vectorizer, joined, data.gold)
        scale, tried = _choose_scale(vectorizer, joined, data, settings, progress)
        layer = fit_layer(vectorizer, rows, data.gold, settings.C, scale)
        unseen = score_out_of_fold(
            vectorizer, data.documents, data.gold, data.groups, settings,
            scale=scale, targets=targets, progress=progress,
        )  # fmt: skip
        decisions = unseen.fit_decisions()
        quality = unseen.measure(data.topics)
    _warn(data, decisions, targets, background)
    metadata = {
        "description": description,
        "data": describe_data(data.examples, data.topics, data.groups),
        "settings": asdict(settings),
        "thresholds_for": dict(zip(data.topics, map(str, targets), strict=True)),
        "background": describe_background(background, scale, tried),
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


def _choose_scale(
    vectorizer: LemmaTfidfVectorizer,
    documents: Sequence[Sequence[str]],
    data: "_Data",
    settings: TrainingSettings,
    progress: bool,
) -> tuple[float, dict[str, float]]:
    """Return the background's scale: 0 without one, the user's, or the best of those tried."""
    if vectorizer.background is None:
        return 0.0, {}
    if settings.background_scale is not None:
        return settings.background_scale, {}
    return choose_scale(vectorizer, documents, data.gold, data.groups, settings, progress=progress)


@dataclass(frozen=True, eq=False)
class _Data:
    """Examples as training needs them: the i-th document, row of `gold` and group belong together."""

    examples: Sequence[Example]
    topics: tuple[str, ...]
    documents: Sequence[Document]
    gold: Bools
    groups: Groups
    forms: frozenset[str]


def _prepare(examples: Sequence[Example], analyzer: TermAnalyzer, progress: bool) -> _Data:
    topics = tuple(sorted({tag for example in examples for tag in example.tags}))
    check_trainable(examples, topics)
    texts = [[word_forms(span.text) for span in iter_paragraphs(example.text)] for example in examples]
    bar = tqdm(texts, "reading texts", unit=" texts", disable=not progress)
    same_text = [tuple(chain.from_iterable(text)) for text in texts]
    return _Data(
        examples=examples,
        topics=topics,
        documents=add_frequent_pairs(
            [[_read_paragraph(forms, analyzer) for forms in text] for text in bar], analyzer.analysis.pair_window
        ),
        gold=gold_rows(examples, topics),
        groups=group_examples([example.article for example in examples], same_text),
        forms=frozenset(chain.from_iterable(same_text)),
    )


def _read_paragraph(forms: list[str], analyzer: TermAnalyzer) -> PlacedTerms:
    """Return a paragraph's terms, none for one that tagging would refuse to read."""
    return analyzer.placed_terms(forms) if is_russian(forms) else []


def _warn(data: _Data, decisions: Decisions, targets: Sequence[Target], background: Background | None) -> None:
    """Say what cannot be relied upon."""
    terms = {term for document in data.documents for paragraph in document for term in paragraph}
    if background is not None and terms.isdisjoint(background.terms):
        warn_training(
            "The examples share no word with the background vectors, so these teach nothing. Make vectors from texts "
            "of the same kind."
        )
    foreign = [e for e, own in zip(data.examples, data.documents, strict=True) if data.forms and not any(own)]
    if foreign:
        warn_training(
            f"{len(foreign)} of {len(data.examples)} examples hold nothing that can be read as Russian and teach "
            f"nothing; the first is {foreign[0].place or foreign[0].id}. Look at them."
        )
    warn_of_topics(data.topics, data.gold, data.groups, decisions, targets)
