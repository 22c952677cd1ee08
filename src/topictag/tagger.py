"""Tagger: the face of a model. Everything that a user does with a trained model starts here.

A text is tagged paragraph by paragraph: paragraphs are what models learn from, and a long article would dilute its
own topics. A text's tags are the union of its paragraphs' tags.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import chain, islice
from os import PathLike
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from topictag.errors import InputTypeError, SettingError
from topictag.examples.gold import gold_rows
from topictag.examples.reading import Corpus, Source, read_examples
from topictag.model.decisions import decide, probabilities
from topictag.model.scorer import ReferenceScorer
from topictag.model.storage import save_model
from topictag.model.tables import Model
from topictag.results import Coverage, Evaluation, Paragraph
from topictag.text.language import is_russian
from topictag.text.paragraphs import iter_paragraphs
from topictag.text.words import word_forms

# Chosen: enough for NumPy's overhead to vanish, little enough that a million texts stream through a few MB.
_CHUNK_TEXTS = 512

_Tags: TypeAlias = list[dict[str, float]]


class Tagger:
    """Tags Russian news texts with the topics of one model. Immutable, and safe to share between threads.

    Parameters
    ----------
    model : Model
        Compiled tables. `topictag.load` and `topictag.train` make taggers without your ever holding any.

    Examples
    --------
    >>> import topictag
    >>> tagger = topictag.load()
    >>> tagger.topics
    ('Afghanistan', 'energy', 'partnership programmes', 'peace talks', 'security')
    >>> list(tagger.tag("Нефть марки Brent подорожала до 71 доллара за баррель."))
    ['energy']
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._scorer = ReferenceScorer(model)

    def __reduce__(self) -> tuple[type["Tagger"], tuple[Model]]:
        return Tagger, (self._model,)  # the scorer's memo does not travel

    def __repr__(self) -> str:
        return f"Tagger({', '.join(self.topics)})"

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that this tagger can give, in the order of the columns of `scores`."""
        return self._model.topics

    @property
    def model(self) -> Model:
        """The compiled tables, read only."""
        return self._model

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What the model was trained on, with what, and how good it measured; a copy."""
        return deepcopy(dict(self._model.metadata))

    @property
    def thresholds(self) -> dict[str, float]:
        """The probability from which each topic is given."""
        return dict(zip(self.topics, self._model.thresholds.tolist(), strict=True))

    def tag(self, text: str) -> dict[str, float]:
        """Tag one text.

        Parameters
        ----------
        text : str
            One paragraph or several, split at line breaks.

        Returns
        -------
        dict of str to float
            Topic to probability in [0, 1], highest first, of the topics that reach their threshold in at least one
            paragraph; empty when none does. Of several paragraphs it is the highest probability.

        Raises
        ------
        InputTypeError
            `text` is not a str.
        """
        _require_text(text, "text")
        return self._tag_chunk([text])[0]

    def tag_many(self, texts: Iterable[str], *, n_jobs: int = 1) -> list[dict[str, float]]:
        """Tag texts.

        Parameters
        ----------
        texts : iterable of str
            Consumed once, in chunks.
        n_jobs : int, default=1
            Threads to use; -1 for one per core. Scoring in Python gains nothing from a second thread.

        Returns
        -------
        list of dict
            For each text what `tag` returns, in order.

        Raises
        ------
        InputTypeError
            `texts` is itself a str or no iterable, or an item is not a str; the message gives its index.
        SettingError
            `n_jobs` is 0.
        """
        return list(chain.from_iterable(_map_chunks(self._tag_chunk, _chunks(texts), n_jobs)))

    def tag_paragraphs(self, article: str) -> list[Paragraph]:
        """Tag an article paragraph by paragraph.

        Parameters
        ----------
        article : str
            Paragraphs stand between line breaks; blank ones are skipped.

        Returns
        -------
        list of Paragraph
            In order, each with its place in `article`.

        Raises
        ------
        InputTypeError
            `article` is not a str.
        """
        _require_text(article, "article")
        spans = list(iter_paragraphs(article))
        tags = self._tags(self._scorer.scores([span.text for span in spans]))
        return [Paragraph(*span, tags=tagged) for span, tagged in zip(spans, tags, strict=True)]

    def scores(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """Score texts, uncalibrated: the classifier's own numbers, for a model on top or a ranking.

        Parameters
        ----------
        texts : iterable of str

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            The highest score among a text's paragraphs; -inf for a text with no word that the model knows.

        Raises
        ------
        InputTypeError
            As `tag_many`.
        """
        empty = np.empty((0, len(self.topics)), dtype=np.float32)
        return np.concatenate([empty, *(self._score_chunk(chunk) for chunk in _chunks(texts))])

    def coverage(self, text: str) -> Coverage:
        """Say how much of a text the model can read: the reason behind an empty `tag`.

        Parameters
        ----------
        text : str

        Returns
        -------
        Coverage

        Raises
        ------
        InputTypeError
            `text` is not a str.
        """
        _require_text(text, "text")
        paragraphs = [forms for span in iter_paragraphs(text) if (forms := word_forms(span.text))]
        terms = [(form, self._scorer.form_terms(form)) for forms in paragraphs for form in forms]
        contentful = [(form, known) for form, known in terms if known is not None]
        unknown = dict.fromkeys(form for form, known in contentful if not known)
        return Coverage(
            n_words=len(contentful),
            n_known=sum(1 for _, known in contentful if known),
            unknown=tuple(unknown),
            n_paragraphs=len(paragraphs),
            n_russian=sum(map(is_russian, paragraphs)),
        )

    def evaluate(self, examples: Source, *, corpus: Corpus = ()) -> Evaluation:
        """Measure the tagger on labelled examples.

        Parameters
        ----------
        examples : path or iterable
            Anything that `topictag.train` takes.
        corpus : path, or iterable of paths, optional
            As in `topictag.train`: where the texts of labels by identifier lie.

        Returns
        -------
        Evaluation

        Raises
        ------
        DataError
            The examples cannot be read, or carry a topic that this tagger does not know.
        """
        from topictag.evaluation.evaluate import evaluate_decisions

        labelled = read_examples(examples, corpus=corpus)
        gold = gold_rows(labelled, self.topics)
        probability = probabilities(self._model, self.scores(example.text for example in labelled))
        tagged = decide(self._model, probability)
        articles = [example.article for example in labelled]
        return evaluate_decisions(self.topics, gold, tagged, articles, probability=probability)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the tagger to one ``.safetensors`` file, atomically.

        Parameters
        ----------
        path : path
            In a folder that exists; `topictag.load` reads it.

        Raises
        ------
        OutputError
            The file cannot be written; an existing one is untouched.
        """
        save_model(self._model, path)

    def _tag_chunk(self, texts: Sequence[str]) -> _Tags:
        return self._tags(self._score_chunk(texts))

    def _score_chunk(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score texts by their best paragraph, topic by topic."""
        paragraphs = [[span.text for span in iter_paragraphs(text)] for text in texts]
        scores = self._scorer.scores(list(chain.from_iterable(paragraphs)))
        if all(len(own) == 1 for own in paragraphs):
            return scores
        best = np.full((len(texts), len(self.topics)), -np.inf, dtype=np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(texts)), [len(own) for own in paragraphs]), scores)
        return best

    def _tags(self, scores: NDArray[np.float32]) -> _Tags:
        probability = probabilities(self._model, scores)
        given = decide(self._model, probability)
        tags: _Tags = [{} for _ in range(len(scores))]
        for row in np.flatnonzero(given.any(axis=1)):
            columns = np.flatnonzero(given[row])
            ranked = columns[np.argsort(-probability[row, columns], kind="stable")]
            tags[row] = {self.topics[column]: float(probability[row, column]) for column in ranked}
        return tags


def _require_text(value: object, name: str) -> None:
    if isinstance(value, str):
        return
    way_out = " Decode it first, for example value.decode('utf-8')." if isinstance(value, bytes | bytearray) else ""
    raise InputTypeError(f"{name} must be a str, not {type(value).__name__}.{way_out}")


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Cut an iterable of texts into checked lists; refuses what is no iterable of texts."""
    if isinstance(texts, str | bytes | bytearray) or not isinstance(texts, Iterable):
        raise InputTypeError(
            f"texts must be an iterable of str, not {type(texts).__name__}. Put a single text into a list: [text]."
        )
    return _iter_chunks(iter(texts))


def _iter_chunks(texts: Iterator[str]) -> Iterator[list[str]]:
    first = 0
    while chunk := list(islice(texts, _CHUNK_TEXTS)):
        for index, text in enumerate(chunk, first):
            _require_text(text, f"texts[{index}]")
        yield chunk
        first += len(chunk)


def _map_chunks(tag_chunk: Callable[[list[str]], _Tags], chunks: Iterator[list[str]], n_jobs: int) -> Iterator[_Tags]:
    if n_jobs == 0:
        raise SettingError("n_jobs must not be 0. Give the number of threads, or -1 for one a core.")
    if n_jobs == 1:
        return map(tag_chunk, chunks)
    from joblib import Parallel, delayed  # costs as much as NumPy to import; most callers never need it

    parallel = Parallel(n_jobs=n_jobs, backend="threading", return_as="generator")
    results: Iterator[_Tags] = parallel(delayed(tag_chunk)(chunk) for chunk in chunks)
    return results
