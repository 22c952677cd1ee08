"""Tagging a text, a column or stream of texts, or the paragraphs of an article.

A text is tagged paragraph by paragraph, as models learn from paragraphs, and a long article would dilute its own
topics. The tags of a text are the union of its paragraphs' tags.
"""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from contextlib import closing
from typing import TYPE_CHECKING, Any

from topictag.chunks import map_chunks
from topictag.columns import require_text
from topictag.model.scorer import make_scorer
from topictag.tagger.options import choose_call

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from topictag.columns import Missing
    from topictag.model.compiled import Model
    from topictag.results.tagging import Paragraph
    from topictag.text.wrapping import ParagraphMode


class Tagging:
    """Tags texts with one model.

    Parameters
    ----------
    model : Model
        Compiled tables.
    place : str
        Where the model comes from, for messages; empty for one that was made here.
    """

    def __init__(self, model: Model, place: str) -> None:
        self._model = model
        self._scorer = make_scorer(model, place) if place else make_scorer(model)

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
            One paragraph or several: prose, part of a web page, a post, a mail. Markup, addresses and file names do not
            count as words.
        paragraphs : {"auto", "lines", "blank"}
            What ends a paragraph: "lines", every line break; "blank", a blank line, and words broken at the end of a
            line are joined; "auto", blank lines where the text is hard-wrapped, and line breaks elsewhere.
        thresholds : float, or mapping of str to float, optional
            Minimum probabilities in [0, 1], in place of the tagger's own: one for all topics, or one per topic, where
            ``"*"`` means all others. A tagger of the task "single" abstains below them: ``thresholds=0.6`` gives no
            topic to a text whose most probable topic has a lower probability.
        top : int, optional
            Give this many topics, those with the highest probability, without a threshold, whatever the task. A text
            that cannot be read still gets none.

        Returns
        -------
        dict of str to float
            Topic to probability in [0, 1], highest first, for topics that reach their threshold in at least one
            paragraph; empty when none does. The probability is the highest among the paragraphs. A tagger of the task
            "single" gives only the most probable topic; a text that cannot be read gets none.

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
            return self._scorer.tags((text,))[0]  # nearly all calls take this path, in microseconds
        return choose_call(self._scorer, self._model, paragraphs, thresholds, top)((text,))[0]

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
            Number of threads; -1 for one per core. The native scan uses all of them in parallel; the reference scorer
            gains nothing from a second one.
        missing : {"raise", "empty"}
            Whether None, NaN, pandas' NA and Arrow's null raise an error or count as an empty text.
        paragraphs, thresholds, top
            See `tag`.

        Returns
        -------
        list of dict
            What `tag` returns for each text, in order.

        Raises
        ------
        InputTypeError
            `texts` is a single str, a dict, a table or not iterable, or an item is missing or not a str; the message
            gives its index.
        SettingError
            An option is out of range, names an unknown topic, or both `thresholds` and `top` are given.
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
        """Tag texts one after the other: for more texts than fit in memory.

        Parameters
        ----------
        texts : iterable of str
            See `tag_many`. Texts are read in chunks, up to 512 ahead of the results, or about 4,000 per thread with
            several threads. For texts that arrive one at a time, call `tag`.
        n_jobs, missing, paragraphs, thresholds, top
            See `tag_many`.

        Returns
        -------
        generator of dict
            What `tag` returns for each text, in order. Closing or deleting the generator ends its threads.

        Raises
        ------
        InputTypeError, SettingError
            See `tag_many`; an item raises when it is read.

        Examples
        --------
        >>> import topictag
        >>> for tags in topictag.load().iter_tags(line for line in ["Нефть дорожает.", "Премьера балета."]):
        ...     print(list(tags))
        ['energy']
        []
        """
        call = choose_call(self._scorer, self._model, paragraphs, thresholds, top)
        return _join(map_chunks(call, texts, n_jobs, missing=missing))

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
            Tagged as the first paragraph, with `Paragraph.is_title`; its line breaks end no paragraph.
        paragraphs, thresholds, top
            See `tag`.

        Returns
        -------
        list of Paragraph
            In order, each with its place in `article`, the title with its place in `title`. Paragraphs of nothing
            but markup are left out.

        Raises
        ------
        InputTypeError
            `article` or `title` is not a str.
        SettingError
            An option is out of range, names an unknown topic, or both `thresholds` and `top` are given.
        """
        from topictag.results.tagging import Paragraph
        from topictag.text.reading import is_visible, read_paragraphs

        require_text(article, "article")
        tags_of = choose_call(self._scorer, self._model, paragraphs, thresholds, top, read=True)
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


def _join(chunks: Generator[list[dict[str, float]], None, None]) -> Generator[dict[str, float], None, None]:
    with closing(chunks):
        for tags in chunks:
            yield from tags
