"""Tagger: the face of a model. Everything that a user does with a trained model starts here.

A text is tagged paragraph by paragraph: paragraphs are what models learn from, and a long article would dilute its
own topics. A text's tags are the union of its paragraphs' tags.
"""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from contextlib import closing
from functools import cached_property, partial
from operator import index
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from topictag.chunks import map_chunks
from topictag.columns import require_text
from topictag.errors import SettingError
from topictag.model.scorer import make_scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from os import PathLike

    from numpy.typing import NDArray

    from topictag.columns import Missing
    from topictag.labelled.reading import Corpus, Source
    from topictag.model.compiled import Model
    from topictag.model.word_terms import WordTerms
    from topictag.results import Coverage, Evaluation, Paragraph
    from topictag.text.wrapping import ParagraphMode

_MODES = ("auto", "lines", "blank")


class TaggerSource(Protocol):
    """Where a tagger comes from, so that a pickle holds the place and not the model."""

    @property
    def place(self) -> str:
        """What messages about the model begin with."""

    def is_unchanged(self) -> bool:
        """Return whether the same tagger can be had there still."""

    def reopen(self) -> Tagger:
        """Return it."""


class Tagger:
    """Tags Russian news texts with the topics of one model. Immutable, and safe to share between threads.

    A pickled tagger that came from a file travels as the file's path and digest and is read once a process; one whose
    file is gone or changed travels whole.

    Parameters
    ----------
    model : Model
        Compiled tables. `topictag.load` and `topictag.train` make taggers without your ever holding any.
    source : TaggerSource, optional
        Where the model was read from.

    Raises
    ------
    InputTypeError
        `model` is no `Model`.
    ModelFormatError
        Its arrays do not fit together.

    Examples
    --------
    >>> import topictag
    >>> tagger = topictag.load()
    >>> tagger.topics
    ('Afghanistan', 'energy', 'partnership programmes', 'peace talks', 'security')
    >>> list(tagger.tag("Нефть марки Brent подорожала до 71 доллара за баррель."))
    ['energy']
    """

    def __init__(self, model: Model, *, source: TaggerSource | None = None) -> None:
        self._model = model
        self._source = source
        self._scorer = make_scorer(model) if source is None else make_scorer(model, source.place)

    def __reduce__(self) -> tuple[Callable[..., Tagger], tuple[Any, ...]]:
        if self._source is not None and self._source.is_unchanged():
            return self._source.reopen, ()
        return Tagger, (self._model,)

    def __repr__(self) -> str:
        return f"Tagger({', '.join(self.topics)})"

    @cached_property
    def _vocabulary(self) -> WordTerms:
        from topictag.model.word_terms import WordTerms

        return WordTerms(self._model)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that this tagger can give, in the order of the columns of `probabilities` and `scores`."""
        return self._model.topics

    @property
    def model(self) -> Model:
        """The compiled tables, read only."""
        return self._model

    @property
    def source(self) -> TaggerSource | None:
        """Where the model was read from; None for one that was made here."""
        return self._source

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
        """The probability from which each topic is given, positive: `tag` says ``probabilities >= thresholds``."""
        from topictag.model.decisions import effective_thresholds

        return dict(zip(self.topics, effective_thresholds(self._model.thresholds).tolist(), strict=True))

    def tag(
        self,
        text: str,
        *,
        paragraphs: ParagraphMode = "auto",
        thresholds: float | Mapping[str, float] | None = None,
        top: int | None = None,
    ) -> dict[str, float]:
        """Tag one text.

        Parameters
        ----------
        text : str
            Prose, a piece of a web page, a post, a mail: markup, addresses and file names are not read as words. One
            paragraph or several.
        paragraphs : {"auto", "lines", "blank"}
            What ends a paragraph: every line break; a blank line, so that words broken at the end of a line are joined;
            or, by default, blank lines where the text is hard-wrapped and line breaks elsewhere.
        thresholds : float, or mapping of str to float, optional
            Probabilities in [0, 1] from which topics are given, in place of the tagger's own: one for all, or by topic,
            ``"*"`` being all others.
        top : int, optional
            Give so many topics, those of the highest probability, whatever it is: 1 for tasks with one topic a text.
            A text that cannot be read gets none all the same.

        Returns
        -------
        dict of str to float
            Topic to probability in [0, 1], highest first, of the topics that reach their threshold in at least one
            paragraph; empty when none does. Of several paragraphs it is the highest probability.

        Raises
        ------
        InputTypeError
            `text` is not a str.
        SettingError
            An option is out of range, names an unknown topic, or both `thresholds` and `top` are given.

        Examples
        --------
        >>> import topictag
        >>> tagger = topictag.load()
        >>> text = "<p>Цены на нефть растут: <a href='https://example.org/?utm_source=x'>подробности</a>."
        >>> list(tagger.tag(text)), list(tagger.tag(text, thresholds={"energy": 1})), len(tagger.tag(text, top=2))
        (['energy'], [], 2)
        """
        require_text(text, "text")
        if thresholds is None and top is None and paragraphs == "auto":
            return self._scorer.tags((text,))[0]  # the way of nearly all calls, which take microseconds
        return self._tags(paragraphs, thresholds, top)((text,))[0]

    def tag_many(
        self,
        texts: Iterable[Any],
        *,
        n_jobs: int = 1,
        missing: Missing = "raise",
        paragraphs: ParagraphMode = "auto",
        thresholds: float | Mapping[str, float] | None = None,
        top: int | None = None,
    ) -> list[dict[str, float]]:
        """Tag texts.

        Parameters
        ----------
        texts : iterable of str
            A list, tuple or generator, a NumPy array, a pandas or polars Series, a pyarrow Array or ChunkedArray.
            Consumed once, in chunks.
        n_jobs : int, default=1
            Threads to use; -1 for one per core. The native scan runs on all of them at a time; the reference scorer
            gains nothing from a second one.
        missing : {"raise", "empty"}
            Whether None, NaN, pandas' NA and Arrow's null are an error or a text without a word.
        paragraphs, thresholds, top
            As `tag`.

        Returns
        -------
        list of dict
            For each text what `tag` returns, in order.

        Raises
        ------
        InputTypeError
            `texts` is a single str, a dict, a table or no iterable, or an item is missing or not a str; the message
            gives its index.
        SettingError
            An option is out of range.
        """
        return list(
            self.iter_tags(texts, n_jobs=n_jobs, missing=missing, paragraphs=paragraphs, thresholds=thresholds, top=top)
        )

    def iter_tags(
        self,
        texts: Iterable[Any],
        *,
        n_jobs: int = 1,
        missing: Missing = "raise",
        paragraphs: ParagraphMode = "auto",
        thresholds: float | Mapping[str, float] | None = None,
        top: int | None = None,
    ) -> Generator[dict[str, float], None, None]:
        """Tag texts one after the other, for more of them than a list would hold.

        Parameters
        ----------
        texts : iterable of str
            As `tag_many`. Read in chunks: 512 texts ahead of what comes out, and about 4,000 for each thread where
            there are several. Whoever waits for single texts to arrive calls `tag`.
        n_jobs, missing, paragraphs, thresholds, top
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
        return _join(map_chunks(self._tags(paragraphs, thresholds, top), texts, n_jobs, missing=missing))

    def tag_paragraphs(
        self,
        article: str,
        *,
        title: str | None = None,
        paragraphs: ParagraphMode = "auto",
        thresholds: float | Mapping[str, float] | None = None,
        top: int | None = None,
    ) -> list[Paragraph]:
        """Tag an article paragraph by paragraph.

        Parameters
        ----------
        article : str
        title : str, optional
            Tagged as one paragraph, the first, with `Paragraph.is_title`, whatever line breaks it holds.
        paragraphs, thresholds, top
            As `tag`.

        Returns
        -------
        list of Paragraph
            In order, each with its place in `article`, the title with its place in `title`. What holds nothing but
            markup is left out.

        Raises
        ------
        InputTypeError
            `article` or `title` is not a str.
        SettingError
            An option is out of range.
        """
        from topictag.results import Paragraph
        from topictag.text.reading import is_visible, read_paragraphs

        require_text(article, "article")
        tags_of = self._tags(paragraphs, thresholds, top, read=True)
        spans = [span for span in read_paragraphs(article, paragraphs) if is_visible(span.text)]
        texts, head = [span.text for span in spans], []
        if title is not None:
            require_text(title, "title")
            head = [title]
            texts.insert(0, " ".join(span.text for span in read_paragraphs(title, "lines")))
        tagged = iter(tags_of(texts))
        return [
            *(Paragraph(own, 0, len(own), next(tagged), is_title=True) for own in head),
            *(Paragraph(article[span.start : span.end], span.start, span.end, next(tagged)) for span in spans),
        ]

    def probabilities(
        self,
        texts: Iterable[Any],
        *,
        n_jobs: int = 1,
        missing: Missing = "raise",
        paragraphs: ParagraphMode = "auto",
    ) -> NDArray[np.float32]:
        """Return the calibrated probabilities of all topics, also of those below their threshold.

        Parameters
        ----------
        texts : iterable of str
            As `tag_many`.
        n_jobs, missing, paragraphs
            As `tag_many`.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            In [0, 1], columns in the order of `topics`: the highest among a text's paragraphs, 0 where nothing can be
            read. ``probabilities >= list(thresholds.values())`` is what `tag_many` gives.

        Raises
        ------
        InputTypeError, SettingError
            As `tag_many`.

        Examples
        --------
        >>> import topictag
        >>> tagger = topictag.load()
        >>> energy = tagger.probabilities(["Нефть дорожает.", "Oil is up."])[:, tagger.topics.index("energy")]
        >>> bool(energy[0] > 0.5), float(energy[1])
        (True, 0.0)
        """
        return self._matrix(self._scorer.probabilities, texts, n_jobs, missing, paragraphs)

    def scores(
        self,
        texts: Iterable[Any],
        *,
        n_jobs: int = 1,
        missing: Missing = "raise",
        paragraphs: ParagraphMode = "auto",
        unread: float = -np.inf,
    ) -> NDArray[np.float32]:
        """Score texts, uncalibrated: the classifier's own numbers, for a ranking.

        To feed another model, take `probabilities`, or give `unread` a number: most estimators refuse -inf.

        Parameters
        ----------
        texts : iterable of str
            As `tag_many`.
        n_jobs, missing, paragraphs
            As `tag_many`.
        unread : float, default=-inf
            Stands for every score of a text with no word that the model knows.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            The highest score among a text's paragraphs.

        Raises
        ------
        InputTypeError, SettingError
            As `tag_many`.
        """
        found = self._matrix(self._scorer.scores, texts, n_jobs, missing, paragraphs)
        if unread != -np.inf:
            found[np.isneginf(found)] = unread
        return found

    def coverage(self, text: str, *, paragraphs: ParagraphMode = "auto") -> Coverage:
        """Say how much of a text the model can read: the reason behind an empty `tag`.

        Parameters
        ----------
        text : str
        paragraphs : {"auto", "lines", "blank"}
            As `tag`.

        Returns
        -------
        Coverage
            `Coverage.silence` is ``no word``, ``skipped: not Russian`` or ``nothing known`` for a text that cannot get
            a tag.

        Raises
        ------
        InputTypeError
            `text` is not a str.

        Examples
        --------
        >>> import topictag
        >>> topictag.load().coverage("Oil is up.").silence
        'skipped: not Russian'
        """
        from topictag.model.coverage import measure_coverage

        require_text(text, "text")
        return measure_coverage(self._vocabulary, text, _check_mode(paragraphs))

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
        from topictag.labelled.gold import gold_rows
        from topictag.labelled.reading import read_examples
        from topictag.model.decisions import decide, probabilities

        labelled = read_examples(examples, corpus=corpus)
        gold = gold_rows(labelled, self.topics)
        probability = probabilities(self._model, self.scores(example.text for example in labelled))
        tagged = decide(self._model.thresholds, probability)
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

    def _tags(
        self,
        paragraphs: ParagraphMode,
        thresholds: float | Mapping[str, float] | None,
        top: int | None,
        *,
        read: bool = False,
    ) -> Callable[[Sequence[str]], list[dict[str, float]]]:
        """Return the function that tags texts as the options say; with `read`, texts that have been read."""
        mode = _check_mode(paragraphs)
        if thresholds is None and top is None and not read:
            return self._scorer.tags if mode == "auto" else partial(self._scorer.tags, paragraphs=mode)
        if thresholds is not None and top is not None:
            raise SettingError(
                "top gives topics whatever their probability, so it takes no thresholds. Give one of them."
            )
        return partial(
            self._scorer.tags,
            paragraphs=None if read else mode,
            thresholds=None if thresholds is None else self._thresholds(thresholds),
            top=0 if top is None else _check_top(top),
        )

    def _thresholds(self, wanted: float | Mapping[str, float]) -> NDArray[np.float32]:
        from topictag.model.decisions import override_thresholds

        return override_thresholds(self._model, wanted)

    def _matrix(
        self,
        function: Callable[..., NDArray[np.float32]],
        texts: Iterable[Any],
        n_jobs: int,
        missing: Missing,
        paragraphs: ParagraphMode,
    ) -> NDArray[np.float32]:
        """Return the rows that a function of texts gives, of shape (n_texts, n_topics)."""
        empty = np.empty((0, len(self.topics)), dtype=np.float32)
        rows = map_chunks(partial(function, paragraphs=_check_mode(paragraphs)), texts, n_jobs, missing=missing)
        return np.concatenate([empty, *rows])


def _check_mode(paragraphs: ParagraphMode) -> ParagraphMode:
    if paragraphs not in _MODES:
        raise SettingError(f"paragraphs must be one of {', '.join(_MODES)}, not {paragraphs!r:.40}.")
    return paragraphs


def _check_top(top: int) -> int:
    try:
        number = index(top)
    except TypeError as error:
        raise SettingError(f"top must be a whole number, not {top!r:.40}.") from error
    if number < 1 or isinstance(top, bool):
        raise SettingError(f"top must be at least 1, not {top!r}.")
    return number


def _join(chunks: Generator[list[dict[str, float]], None, None]) -> Generator[dict[str, float], None, None]:
    with closing(chunks):
        for tags in chunks:
            yield from tags
