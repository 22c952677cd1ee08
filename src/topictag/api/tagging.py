"""Tagging with the shipped model: each function calls its tagger, which loads once per process."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING, Any

from topictag.loading import load_tagger, shipped_tagger
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from os import PathLike

    import numpy as np
    from numpy.typing import NDArray

    from topictag.columns import Missing
    from topictag.results.explanation import Explanation
    from topictag.results.tagging import Paragraph
    from topictag.text.wrapping import ParagraphMode


def tag(
    text: str,
    *,
    paragraphs: ParagraphMode = "auto",
    thresholds: float | Mapping[str, float] | None = None,
    top: int | None = None,
) -> dict[str, float]:
    """Tag one text with the shipped model; see `Tagger.tag`.

    Parameters
    ----------
    text : str
        Russian news, one paragraph or several: prose, part of a web page, a post, an e-mail.
    paragraphs, thresholds, top
        See `Tagger.tag`.

    Returns
    -------
    dict of str to float
        Topic to calibrated probability in [0, 1], highest first: the topics that reach their threshold in at least one
        paragraph. Empty if there are none.

    Raises
    ------
    InputTypeError
        `text` is not a str.
    SettingError
        An option is out of range.

    Examples
    --------
    >>> import topictag
    >>> list(topictag.tag("Посредники объявили о прекращении огня и обмене пленными."))
    ['peace talks']
    >>> topictag.tag("В театре прошла премьера балета.")
    {}
    """
    return load().tag(text, paragraphs=paragraphs, thresholds=thresholds, top=top)


def tag_many(
    texts: Iterable[Any],
    *,
    n_jobs: int = 1,
    missing: Missing = "raise",
    paragraphs: ParagraphMode = "auto",
    thresholds: float | Mapping[str, float] | None = None,
    top: int | None = None,
) -> list[dict[str, float]]:
    """Tag a column of texts with the shipped model; see `Tagger.tag_many`.

    Examples
    --------
    >>> import topictag
    >>> [list(tags) for tags in topictag.tag_many(["Газопровод остановлен на ремонт.", "Сборная выиграла матч."])]
    [['energy'], []]
    """
    return load().tag_many(texts, n_jobs=n_jobs, missing=missing, paragraphs=paragraphs, thresholds=thresholds, top=top)


def iter_tags(
    texts: Iterable[Any],
    *,
    n_jobs: int = 1,
    missing: Missing = "raise",
    paragraphs: ParagraphMode = "auto",
    thresholds: float | Mapping[str, float] | None = None,
    top: int | None = None,
) -> Generator[dict[str, float], None, None]:
    """Tag a stream of texts with the shipped model; see `Tagger.iter_tags`.

    Examples
    --------
    >>> import topictag
    >>> [list(tags) for tags in topictag.iter_tags(line for line in ["Газопровод остановлен на ремонт."])]
    [['energy']]
    """
    return load().iter_tags(
        texts, n_jobs=n_jobs, missing=missing, paragraphs=paragraphs, thresholds=thresholds, top=top
    )


def tag_paragraphs(
    article: str,
    *,
    title: str | None = None,
    paragraphs: ParagraphMode = "auto",
    thresholds: float | Mapping[str, float] | None = None,
    top: int | None = None,
) -> list[Paragraph]:
    r"""Tag an article paragraph by paragraph with the shipped model; see `Tagger.tag_paragraphs`.

    Examples
    --------
    >>> import topictag
    >>> paragraphs = topictag.tag_paragraphs("Нефть дорожает третий день.\n\nВ городе открыли школу.")
    >>> [(paragraph.start, paragraph.end, list(paragraph.tags)) for paragraph in paragraphs]
    [(0, 27, ['energy']), (29, 52, [])]
    """
    return load().tag_paragraphs(article, title=title, paragraphs=paragraphs, thresholds=thresholds, top=top)


def probabilities(
    texts: Iterable[Any], *, n_jobs: int = 1, missing: Missing = "raise", paragraphs: ParagraphMode = "auto"
) -> NDArray[np.float32]:
    """Return the probabilities of all topics of the shipped model; see `Tagger.probabilities`.

    Examples
    --------
    >>> import topictag
    >>> topictag.probabilities(["Газопровод остановлен на ремонт."]).shape
    (1, 5)
    """
    return load().probabilities(texts, n_jobs=n_jobs, missing=missing, paragraphs=paragraphs)


def explain(
    text: str,
    topics: Iterable[str] | None = None,
    *,
    paragraphs: ParagraphMode = "auto",
    thresholds: float | Mapping[str, float] | None = None,
) -> Explanation:
    """Explain the tags that the shipped model gives a text, and why it does not give others; see `Tagger.explain`.

    Examples
    --------
    >>> import topictag
    >>> energy = topictag.explain("Экспорт нефти сократился.").topic("energy")
    >>> [(own.term, own.kind) for own in energy.contributions[:2]]
    [('нефть', 'lemma'), ('energy +3', 'hints')]
    """
    return load().explain(text, topics, paragraphs=paragraphs, thresholds=thresholds)


def load(path: str | PathLike[str] | None = None, *, copy: bool = False) -> Tagger:
    """Load a tagger: the one in a file, the current one of a registry, or the shipped one.

    Parameters
    ----------
    path : path, optional
        A model file from `Tagger.save` or ``topictag train``, or a registry (`topictag.promote`), of which the current
        version is loaded; a later promote does not change the tagger. By default the shipped model, which loads once
        per process.
    copy : bool, default=False
        Read the model into memory. By default its file is mapped: processes share the memory, but when another program
        overwrites or truncates the file in place, tags are wrong or the process dies. Use ``copy=True`` for files that
        you do not control. `Tagger.save` and ``topictag train`` are safe: they replace the file, and a tagger that has
        mapped the old one keeps it.

    Returns
    -------
    Tagger

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The file does not exist, is not a model or is damaged, or has another format version; or this is so of a
        registry's current version, or of its pointer.
    InputTypeError
        `path` is not a path.
    """
    return shipped_tagger() if path is None and not copy else load_tagger(path, copy=copy)
