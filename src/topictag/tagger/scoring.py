"""Giving numbers: probabilities and scores of all topics, and how much of a text can be read at all."""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from topictag.chunks import map_chunks
from topictag.columns import require_text
from topictag.errors import InputTypeError, SettingError
from topictag.tagger.options import check_mode
from topictag.tagger.tagging import Tagging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from topictag.columns import Missing
    from topictag.model.explanation import Explainer
    from topictag.model.word_terms import WordTerms
    from topictag.results.explanation import Explanation
    from topictag.results.quality import Task
    from topictag.results.tagging import Coverage
    from topictag.text.wrapping import ParagraphMode


class Scoring(Tagging):
    """Gives tags and numbers with one model; see `Tagger`."""

    @cached_property
    def _vocabulary(self) -> WordTerms:
        from topictag.model.word_terms import WordTerms

        return WordTerms(self._model, self._scorer.find_form)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that this tagger can give, in the order of the columns of `probabilities` and `scores`."""
        return self._model.topics

    @property
    def task(self) -> Task:
        """Whether a text gets any number of topics ("multi"), or only its most probable one ("single").

        Examples
        --------
        >>> import topictag
        >>> topictag.load().task
        'multi'
        """
        return self._model.task

    @property
    def thresholds(self) -> dict[str, float]:
        """Each topic's minimum probability, positive: `tag` gives topics with ``probabilities >= thresholds``.

        With the task "single", `tag` gives only the most probable of these, and a trained tagger has practically no
        thresholds: all are the smallest positive number.
        """
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
            read. `tag_many` gives the topics with ``probabilities >= list(thresholds.values())``. With the task
            "single", rows sum to 1 (or to 0 where nothing can be read), and `tag_many` gives only the first topic with
            the highest probability, if that reaches its threshold.

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

    def explain(
        self,
        text: str,
        topics: Iterable[str] | None = None,
        *,
        paragraphs: ParagraphMode = "auto",
        thresholds: float | Mapping[str, float] | None = None,
    ) -> Explanation:
        """Explain the tags of a text, and why it lacks others: exactly, and with places in the text.

        Parameters
        ----------
        text : str
            See `tag`.
        topics : iterable of str, optional
            The topics to explain; all by default, whether the text has them or not.
        paragraphs, thresholds
            See `tag`.

        Returns
        -------
        Explanation
            For each paragraph and topic the score, the probability, the threshold, and what each term contributes. It
            prints as text, and notebooks show it in colour. A paragraph and topic are laid open when you read them, so
            a long text costs little until then.

        Raises
        ------
        InputTypeError
            `text` is not a str, or `topics` is not several names.
        SettingError
            An option is out of range, or names an unknown topic; or `topics` is empty.

        Examples
        --------
        >>> import topictag
        >>> explanation = topictag.load().explain("Нефть дорожает, переговоры о мире сорваны.", ["energy"])
        >>> energy = explanation.topic("energy")
        >>> abs(sum(own.contribution for own in energy.contributions) + energy.intercept - energy.score) < 1e-6
        True
        """
        require_text(text, "text")
        own = None
        if thresholds is not None:
            from topictag.model.decisions import override_thresholds

            own = override_thresholds(self._model, thresholds)
        return self._explainer.explain(text, self._number_topics(topics), check_mode(paragraphs), own)

    @cached_property
    def _explainer(self) -> Explainer:
        from topictag.model.explanation import Explainer

        return Explainer(self._model, self._vocabulary, self._scorer)

    def _number_topics(self, topics: Iterable[str] | None, owner: str = "this model") -> Sequence[int]:
        """Return the numbers of topics in the order of the model; all for None."""
        named = self._list_topics(topics)
        if named is None:
            return range(len(self.topics))
        from topictag.names import check_topic

        for topic in named:
            check_topic(topic, self.topics, owner, option="topics")
        return [number for number, topic in enumerate(self.topics) if topic in named]

    def _list_topics(self, topics: Iterable[str] | None) -> list[str] | None:
        """Return the names that were given; None for all topics."""
        from collections.abc import Iterable

        if topics is None:
            return None
        if isinstance(topics, str):
            raise InputTypeError(f"topics must be several names, not a str. Give a list: [{topics!r}].")
        if not isinstance(topics, Iterable):
            raise InputTypeError(
                f"topics must be several names, not {type(topics).__name__}. Give a list, such as "
                f"[{self.topics[0]!r}], or leave it out for all topics."
            )
        if named := list(topics):
            return named
        raise SettingError("topics is empty, so there is nothing to show. Name a topic, or leave it out.")

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
