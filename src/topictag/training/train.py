"""Training, start to end: examples → terms → out-of-fold scores → decisions → final fit → compiled model."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.examples.example import Example
from topictag.examples.reading import Source, read_examples
from topictag.model.tables import Model
from topictag.text.lemmas import Lemmatizer
from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.text.words import word_forms
from topictag.training.classifier import Bools, fit_topics
from topictag.training.compiling import compile_model
from topictag.training.out_of_fold import describe_quality, score_out_of_fold
from topictag.training.provenance import describe_data, describe_environment
from topictag.training.requirements import check_trainable
from topictag.training.settings import TrainingSettings
from topictag.training.vectorizer import LemmaTfidfVectorizer, fit_rows


def train_model(
    source: Source,
    settings: TrainingSettings | None = None,
    *,
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
    """
    settings, lemmatizer = settings or TrainingSettings(), lemmatizer or shared_lemmatizer()
    data = _prepare(read_examples(source), TermAnalyzer(lemmatizer, settings.analysis), progress)
    vectorizer = LemmaTfidfVectorizer(lemmatizer=lemmatizer, analysis=settings.analysis, min_df=settings.min_df)
    # One thread: sums in another order have other last bits, and the same data must give the same bytes.
    with threadpool_limits(1):
        classifier = fit_topics(fit_rows(vectorizer, data.documents), data.gold, settings.C)
        unseen = score_out_of_fold(vectorizer, data.documents, data.gold, data.articles, settings, progress=progress)
        decisions = unseen.fit_decisions()
        quality = unseen.measure(data.topics, data.articles)
        metadata = {
            "description": description,
            "data": describe_data(data.examples, data.topics),
            "settings": asdict(settings),
            "built_with": describe_environment(lemmatizer.version),
            "quality": describe_quality(quality, int(unseen.folds.max()) + 1),
        }
    return compile_model(
        data.topics,
        vectorizer,
        classifier,
        decisions,
        seen_forms=data.forms,
        metadata=metadata,
        progress=progress,
    )


@dataclass(frozen=True, eq=False)
class _Data:
    """Examples as training needs them: the i-th document, row of `gold` and article belong together."""

    examples: Sequence[Example]
    topics: tuple[str, ...]
    documents: Sequence[Sequence[str]]
    gold: Bools
    articles: Sequence[str]
    forms: frozenset[str]


def _prepare(examples: Sequence[Example], analyzer: TermAnalyzer, progress: bool) -> _Data:
    topics = tuple(sorted({tag for example in examples for tag in example.tags}))
    check_trainable(examples, topics)
    words = [word_forms(example.text) for example in examples]
    bar = tqdm(words, "reading texts", unit=" texts", disable=not progress)
    return _Data(
        examples=examples,
        topics=topics,
        documents=[[term for form in forms for term in analyzer.terms(form)] for forms in bar],
        gold=np.array([[topic in example.tags for topic in topics] for example in examples]),
        articles=[example.article for example in examples],
        forms=frozenset(chain.from_iterable(words)),
    )
