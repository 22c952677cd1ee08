"""Checking labelled data."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING

from topictag.labelled.lines import MAX_LINE_BYTES

if TYPE_CHECKING:
    from os import PathLike

    from topictag.labelled.hints import HintSource
    from topictag.labelled.reading import Corpus, Source
    from topictag.results.checking import CheckReport
    from topictag.training.background.vectors import Background


def check(
    *examples: Source,
    against: Source | None = None,
    corpus: Corpus = (),
    contradictions: bool = False,
    background: str | PathLike[str] | Background | None = None,
    hints: HintSource | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
    progress: bool = False,
) -> CheckReport:
    """Find problems in labelled data, before a model learns from it.

    It finds unreadable records, repeated ids and texts, one text with different tags, near duplicates, phrases that
    several texts share, topics with few examples, unusual lengths, and other languages.

    Parameters
    ----------
    *examples : path or iterable
        Labelled examples, each as for `train`; they are checked together.
    against : path or iterable, optional
        Examples for measuring quality: none of them may also occur in `examples`.
    corpus : path, or iterable of paths, optional
        See `train`: where to find the texts of labels by identifier.
    contradictions : bool, default=False
        Also find tags that a cross-validated model contradicts. This trains a model several times and needs the extra
        ``labels``.
    background : path or Background, optional
        Background vectors for the model of `contradictions`.
    hints : path or iterable, optional
        Hints as for `train`. Also find those that the examples contradict: words that speak for a topic, but occur
        mostly in examples without it, or the other way round.
    max_line_bytes : int, default=64,000,000
        Maximum length of a line in a file, in bytes of UTF-8.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    CheckReport
        All findings, and counts of topics and of topic pairs.

    Raises
    ------
    InputTypeError
        A source is neither a path nor an iterable.
    DataError
        The hints cannot be read; with file:line.
    SettingError
        `background` is given without `contradictions`, or `max_line_bytes` is not a positive whole number.
    MissingExtraError
        The extra ``check`` is not installed, or for contradictions ``labels``.

    Examples
    --------
    >>> import topictag
    >>> report = topictag.check([("Нефть подорожала вдвое.", ["energy"]), ("Нефть подорожала вдвое!", [])])
    >>> report.findings[0].severity, report.findings[0].check
    ('error', 'conflicting tags')
    """
    from topictag.extras import require_extra

    require_extra("labels" if contradictions else "check", "Checking labelled data")
    from topictag.curation.check import check_examples
    from topictag.errors import SettingError
    from topictag.labelled.reading import corpus_parts
    from topictag.training.background.storage import take_background

    if background is not None and not contradictions:
        raise SettingError("background has an effect only with contradictions=True. Set both, or neither.")
    return check_examples(
        examples,
        against=[] if against is None else [against],
        corpus=corpus_parts(corpus),
        contradictions=contradictions,
        background=take_background(background),
        hints=hints,
        max_line_bytes=max_line_bytes,
        progress=progress,
    )
