"""Checking labelled data."""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from topictag.labelled.reading import Corpus, Source
    from topictag.results import CheckReport
    from topictag.training.background.vectors import Background


def check(
    *examples: Source,
    against: Source | None = None,
    corpus: Corpus = (),
    contradictions: bool = False,
    background: str | PathLike[str] | Background | None = None,
    progress: bool = False,
) -> CheckReport:
    """Look for what is wrong with labelled data, before a model learns it.

    It finds records that cannot be read, ids and texts that occur twice, one text with different tags, near duplicates,
    phrases that several texts share, topics with few examples, odd lengths, and other languages.

    Parameters
    ----------
    *examples : path or iterable
        Each as for `train`; they are checked together.
    against : path or iterable, optional
        Examples to measure on: none of them may occur in `examples`.
    corpus : path, or iterable of paths, optional
        As for `train`: where the texts of labels by identifier are.
    contradictions : bool, default=False
        Also look for tags that a cross-validated model contradicts. Trains a model several times and needs the extra
        ``labels``.
    background : path or Background, optional
        Background vectors for the model that contradicts.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    CheckReport
        All findings, and counts of topics and of pairs of them.

    Raises
    ------
    InputTypeError
        A source is neither a path nor an iterable.
    SettingError
        There is a background, but no `contradictions`.
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
        raise SettingError("background serves contradictions=True alone. Set both, or neither.")
    return check_examples(
        examples,
        against=[] if against is None else [against],
        corpus=corpus_parts(corpus),
        contradictions=contradictions,
        background=take_background(background),
        progress=progress,
    )
