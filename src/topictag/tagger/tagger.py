"""The tagger: everything that you do with a trained model starts here."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from topictag.chunks import map_chunks
from topictag.columns import require_text
from topictag.tagger.options import check_mode
from topictag.tagger.tagging import Tagging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from numpy.typing import NDArray

    from topictag.columns import Missing
    from topictag.labelled.reading import Corpus, Source
    from topictag.model.compiled import Model
    from topictag.model.record import ModelRecord
    from topictag.model.word_terms import WordTerms
    from topictag.results import Coverage, Evaluation
    from topictag.tagger.source import TaggerSource
    from topictag.text.wrapping import ParagraphMode


class Tagger(Tagging):
    """Tags Russian news texts with the topics of one model. Immutable, and safe to share between threads.

    The pickle of a tagger from a file contains only the file's path and checksum, and each process reads the file once.
    If the file is gone or changed, the pickle contains the whole model.

    Parameters
    ----------
    model : Model
        Compiled tables; `topictag.load` and `topictag.train` make them for you.
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
        super().__init__(model, "" if source is None else source.place)
        self._source = source

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
        """Where the model was read from; None for a model that this process made."""
        return self._source

    @property
    def scorer(self) -> str:
        """What reads texts: ``native``, or ``reference`` where topictag was installed without a compiler."""
        return self._scorer.name

    @property
    def record(self) -> ModelRecord:
        """What the model was made of, its settings, and its measured quality.

        Raises
        ------
        ModelVersionError, ModelFormatError
            A later version of topictag wrote the record, or it is damaged; tagging still works.
        """
        from topictag.model.record import ModelRecord

        return ModelRecord.from_dict(self._model.metadata)

    @property
    def quality(self) -> Evaluation:
        """Quality measured when the model was trained or calibrated; raises what `record` raises."""
        return self.record.quality

    @property
    def metadata(self) -> dict[str, Any]:
        """Deprecated: the record as stored in the model file; use `record`."""
        from copy import deepcopy

        from topictag.caution import warn_caller

        warn_caller(
            "Tagger.metadata is deprecated and will be removed in the next version. Use Tagger.record, or "
            "Tagger.record.to_dict().",
            DeprecationWarning,
        )
        return deepcopy(dict(self._model.metadata))

    @property
    def thresholds(self) -> dict[str, float]:
        """Each topic's minimum probability, positive: `tag` gives topics with ``probabilities >= thresholds``."""
        from topictag.model.decisions import effective_thresholds

        return dict(zip(self.topics, effective_thresholds(self._model.thresholds).tolist(), strict=True))

    def probabilities(
        self,
        texts: Iterable[Any],
        *,
        n_jobs: int = 1,
        missing: Missing = "raise",
        paragraphs: ParagraphMode = "auto",
    ) -> NDArray[np.float32]:
        """Return the calibrated probabilities of all topics, including those below their threshold.

        Parameters
        ----------
        texts : iterable of str
            See `tag_many`.
        n_jobs, missing, paragraphs
            See `tag_many`.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            In [0, 1], columns in the order of `topics`: the highest among a text's paragraphs, 0 where nothing can be
            read. `tag_many` gives the topics with ``probabilities >= list(thresholds.values())``.

        Raises
        ------
        InputTypeError, SettingError
            See `tag_many`.

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
        """Return uncalibrated scores, the classifier's own numbers, for a ranking.

        As input of another model, use `probabilities`, or set `unread` to a number: most estimators reject -inf.

        Parameters
        ----------
        texts : iterable of str
            See `tag_many`.
        n_jobs, missing, paragraphs
            See `tag_many`.
        unread : float, default=-inf
            Score of every topic for a text without a known word.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            The highest score among a text's paragraphs.

        Raises
        ------
        InputTypeError, SettingError
            See `tag_many`.
        """
        found = self._matrix(self._scorer.scores, texts, n_jobs, missing, paragraphs)
        if unread != -np.inf:
            found[np.isneginf(found)] = unread
        return found

    def coverage(self, text: str, *, paragraphs: ParagraphMode = "auto") -> Coverage:
        """Return how much of a text the model can read: a reason for an empty `tag`.

        Parameters
        ----------
        text : str
        paragraphs : {"auto", "lines", "blank"}
            See `tag`.

        Returns
        -------
        Coverage
            `Coverage.silence` is ``no word``, ``skipped: not Russian`` or ``nothing known`` for a text that cannot get
            a tag.

        Raises
        ------
        InputTypeError
            `text` is not a str.
        SettingError
            `paragraphs` is not one of the three.

        Examples
        --------
        >>> import topictag
        >>> topictag.load().coverage("Oil is up.").silence
        'skipped: not Russian'
        """
        from topictag.model.coverage import measure_coverage

        require_text(text, "text")
        return measure_coverage(self._vocabulary, text, check_mode(paragraphs))

    def evaluate(self, examples: Source, *, corpus: Corpus = ()) -> Evaluation:
        """Measure the tagger on labelled examples.

        Parameters
        ----------
        examples : path or iterable
            Anything that `topictag.train` takes.
        corpus : path, or iterable of paths, optional
            See `topictag.train`: where to find the texts of labels by identifier.

        Returns
        -------
        Evaluation

        Raises
        ------
        DataError
            The examples cannot be read, or carry a topic that this tagger does not know.
        InputTypeError
            `examples` or `corpus` is neither a path nor an iterable.

        Warns
        -----
        DataWarning
            Labels by identifier are left out, or carry a topic that no other example does.
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
            A file in an existing folder; `topictag.load` reads it.

        Raises
        ------
        OutputError
            The file cannot be written; an existing one is untouched.
        """
        from topictag.model.storage import save_model

        save_model(self._model, path)

    def _matrix(
        self,
        function: Callable[..., NDArray[np.float32]],
        texts: Iterable[Any],
        n_jobs: int,
        missing: Missing,
        paragraphs: ParagraphMode,
    ) -> NDArray[np.float32]:
        """Return the rows that the function gives for the texts, shape (n_texts, n_topics)."""
        empty = np.empty((0, len(self.topics)), dtype=np.float32)
        rows = map_chunks(partial(function, paragraphs=check_mode(paragraphs)), texts, n_jobs, missing=missing)
        return np.concatenate([empty, *rows])
