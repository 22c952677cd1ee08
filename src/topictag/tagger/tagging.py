"""Giving tags: to a text, to a column or a stream of texts, to the paragraphs of an article.

A text is tagged paragraph by paragraph: paragraphs are what models learn from, and a long article would dilute its own
topics. The tags of a text are the union of its paragraphs' tags.
"""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

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
    from topictag.results import Paragraph
    from topictag.text.wrapping import ParagraphMode


class Tagging:
    """Gives tags with one model.

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
