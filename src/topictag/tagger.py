"""Tagger: the face of a model. Everything that a user does with a trained model starts here.

A text is tagged paragraph by paragraph: paragraphs are what models learn from, and a long article would dilute its
own topics. A text's tags are the union of its paragraphs' tags.
"""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from topictag.chunks import map_chunks, require_text
from topictag.model.scorer import make_scorer

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from os import PathLike

    from numpy.typing import NDArray

    from topictag.examples.reading import Corpus, Source
    from topictag.model.tables import Model
    from topictag.model.vocabulary import Vocabulary
    from topictag.results import Coverage, Evaluation, Paragraph


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
        self._scorer = make_scorer(model)

    def __reduce__(self) -> tuple[type[Tagger], tuple[Model]]:
        return Tagger, (self._model,)  # each process has a scorer of its own

    def __repr__(self) -> str:
        return f"Tagger({', '.join(self.topics)})"

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        from topictag.model.vocabulary import Vocabulary

        return Vocabulary(self._model)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that this tagger can give, in the order of the columns of `scores`."""
        return self._model.topics

    @property
    def model(self) -> Model:
        """The compiled tables, read only."""
        return self._model

    @property
    def scorer(self) -> str:
        """What reads texts here: ``native``, or ``reference`` where topictag was installed without a compiler."""
        return self._scorer.name

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What the model was trained on, with what, and how good it measured; a copy."""
        from copy import deepcopy

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
        require_text(text, "text")
        return self._scorer.tags((text,))[0]

    def tag_many(self, texts: Iterable[str], *, n_jobs: int = 1) -> list[dict[str, float]]:
        """Tag texts.

        Parameters
        ----------
        texts : iterable of str
            Consumed once, in chunks.
        n_jobs : int, default=1
            Threads to use; -1 for one a core. The native scan runs on all of them at a time; the reference scorer gains
            nothing from a second one.

        Returns
        -------
        list of dict
            For each text what `tag` returns, in order.

        Raises
        ------
        InputTypeError
            `texts` is itself a str or no iterable, or an item is not a str; the message gives its index.
        SettingError
            `n_jobs` is 0 or no whole number.
        """
        return list(self.iter_tags(texts, n_jobs=n_jobs))

    def iter_tags(self, texts: Iterable[str], *, n_jobs: int = 1) -> Generator[dict[str, float], None, None]:
        """Tag texts one after the other, for more of them than a list would hold.

        Parameters
        ----------
        texts : iterable of str
            Read in chunks: 512 texts ahead of what comes out, and about 4,000 for each thread where there are several.
            Whoever waits for single texts to arrive calls `tag`.
        n_jobs : int, default=1
            As `tag_many`.

        Returns
        -------
        generator of dict
            For each text what `tag` returns, in order. Closing it, or dropping it, ends its threads.

        Raises
        ------
        InputTypeError, SettingError
            As `tag_many`; for an item as soon as it is read.

        Examples
        --------
        >>> import topictag
        >>> for tags in topictag.load().iter_tags(line for line in ["Нефть дорожает.", "Премьера балета."]):
        ...     print(list(tags))
        ['energy']
        []
        """
        return _join(map_chunks(self._scorer.tags, texts, n_jobs))

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
        from topictag.results import Paragraph
        from topictag.text.paragraphs import iter_paragraphs

        require_text(article, "article")
        spans = list(iter_paragraphs(article))
        tags = self._scorer.tags([span.text for span in spans])
        return [Paragraph(*span, tags=tagged) for span, tagged in zip(spans, tags, strict=True)]

    def scores(self, texts: Iterable[str], *, n_jobs: int = 1) -> NDArray[np.float32]:
        """Score texts, uncalibrated: the classifier's own numbers, for a model on top or a ranking.

        Parameters
        ----------
        texts : iterable of str
        n_jobs : int, default=1
            As `tag_many`.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            The highest score among a text's paragraphs; -inf for a text with no word that the model knows.

        Raises
        ------
        InputTypeError, SettingError
            As `tag_many`.
        """
        empty = np.empty((0, len(self.topics)), dtype=np.float32)
        return np.concatenate([empty, *map_chunks(self._scorer.scores, texts, n_jobs)])

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
        from topictag.results import Coverage
        from topictag.text.language import is_russian
        from topictag.text.paragraphs import iter_paragraphs
        from topictag.text.words import word_forms

        require_text(text, "text")
        paragraphs = [forms for span in iter_paragraphs(text) if (forms := word_forms(span.text))]
        terms = [(form, self._vocabulary.form_terms(form)) for forms in paragraphs for form in forms]
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
        from topictag.examples.gold import gold_rows
        from topictag.examples.reading import read_examples
        from topictag.model.decisions import decide, probabilities

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
        from topictag.model.storage import save_model

        save_model(self._model, path)


def _join(chunks: Generator[list[dict[str, float]], None, None]) -> Generator[dict[str, float], None, None]:
    with closing(chunks):
        for tags in chunks:
            yield from tags
