"""Drift without labels: profiles of texts, and what has changed between two of them."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING, Any

from topictag.loading import shipped_tagger

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from os import PathLike

    from topictag.monitoring.bounds import Bounds
    from topictag.monitoring.profile import Profile
    from topictag.results.drift import Drift
    from topictag.tagger import Tagger
    from topictag.text.wrapping import ParagraphMode

# Chosen: benchmarks.quality.drift shows what other values would give.
ALPHA, BOUND, SCORE_BOUND = 0.05, 0.02, 0.1


def drift(
    texts: Iterable[Any],
    reference: Iterable[Any] | str | PathLike[str] | Profile,
    *,
    tagger: Tagger | None = None,
    alpha: float = ALPHA,
    bound: float = BOUND,
    score_bound: float = SCORE_BOUND,
    paragraphs: ParagraphMode = "auto",
) -> Drift:
    """Compare new texts with a reference, without labels.

    Compared are the share of each tag, the distribution of each topic's probabilities, the paragraphs that are not
    read and the words that the model does not know. Something has changed if the difference is significant, corrected
    for the number of comparisons, and also reaches a bound, so that a million texts do not alarm for nothing.

    Parameters
    ----------
    texts : iterable of str, or of (str, hashable)
        The new texts. Each is an article of its own, and its paragraphs belong together. If an article is spread over
        several items, give pairs of a text and its article: paragraphs of one article are alike, and a test that takes
        them for independent alarms too often.
    reference : iterable, path or Profile
        Texts likewise, or a profile of `topictag.profile`, or the file of one: a path, or a str that ends in ``.json``
        or names a file.
    tagger : Tagger, optional
        The shipped one by default.
    alpha : float, default=0.05
        Maximum probability of an alarm of any kind if nothing has changed, in (0, 1).
    bound : float, default=0.02
        Minimum difference of a share that counts, in [0, 1]: 0.02 are two percentage points. Choose a smaller one for
        rare topics.
    score_bound : float, default=0.1
        Minimum distance of two distributions of probabilities that counts, in [0, 1].
    paragraphs : {"auto", "lines", "blank"}
        See `Tagger.tag`.

    Returns
    -------
    Drift
        `Drift.has_drifted` and `Drift.summary` come first. Notebooks show it as tables and plots; `Drift.save` writes a
        page or JSON.

    Raises
    ------
    DataError
        There are fewer than 30 articles on a side, or none can be read; or a profile cannot be read, or is of another
        model.
    InputTypeError
        `texts` or `reference` has another type, such as a single text; or an item is neither a text nor a pair.
    SettingError
        An option is out of range.

    Notes
    -----
    A share is a ratio of sums over articles, and so is its variance [1]_. Distributions are compared by the maximum
    difference of their cumulative shares at fixed probabilities, with a bound on its tail; p-values are corrected by
    Holm's method. Prevalence is estimated again by EM [2]_; its prior is the share of the topic in the data that the
    model was calibrated on.

    References
    ----------
    .. [1] W. G. Cochran. Sampling Techniques, 3rd edition, chapter 6. Wiley, 1977.
    .. [2] M. Saerens, P. Latinne, C. Decaestecker. Adjusting the outputs of a classifier to new a priori probabilities.
       Neural Computation 14, 2002.

    Examples
    --------
    >>> import topictag
    >>> before = ["Газопровод остановлен на ремонт.", "Сборная выиграла матч."] * 50
    >>> now = ["Посредники объявили о прекращении огня.", "Сборная выиграла матч."] * 50
    >>> found = topictag.drift(now, before)
    >>> [own.topic for own in found.topics if own.tagged.has_changed]
    ['energy', 'peace talks']
    """
    from os import PathLike

    from topictag.columns import iter_column
    from topictag.monitoring.comparison import compare_profiles
    from topictag.monitoring.profile import Profile
    from topictag.tagger.options import check_mode

    bounds = check_bounds(alpha, bound, score_bound)
    check_mode(paragraphs)
    items = iter_column(texts, "raise")  # before the reference, which may take long
    if isinstance(reference, Profile):
        before = reference
    elif isinstance(reference, str | PathLike):
        before = _read_kept(reference)
    else:
        before = _count(reference, tagger, "reference", paragraphs)
    return compare_profiles(_count(items, tagger, "texts", paragraphs), before, bounds)


def profile(texts: Iterable[Any], *, tagger: Tagger | None = None, paragraphs: ParagraphMode = "auto") -> Profile:
    """Count texts as a reference for `drift`, so that you need not keep them.

    Parameters
    ----------
    texts, tagger, paragraphs
        See `drift`.

    Returns
    -------
    Profile
        Counts and the most frequent unknown words; no text. `Profile.save` writes a JSON file.

    Raises
    ------
    DataError, InputTypeError, SettingError
        See `drift`.

    Examples
    --------
    >>> import topictag
    >>> before = topictag.profile(["Газопровод остановлен на ремонт.", "Сборная выиграла матч."] * 50)
    >>> before.n_articles
    100
    >>> topictag.drift(["Газопровод остановлен на ремонт.", "Сборная выиграла матч."] * 20, before).has_drifted
    False
    """
    from topictag.tagger.options import check_mode

    return _count(texts, tagger, "texts", check_mode(paragraphs))


def check_bounds(alpha: float, bound: float, score_bound: float) -> Bounds:
    """Return the bounds of `drift`; raises `SettingError` if one is out of range."""
    from topictag.monitoring.bounds import Bounds
    from topictag.ranges import RealNumbers

    return Bounds(
        RealNumbers(0, 1, excludes_least=True, excludes_most=True).check("alpha", alpha),
        RealNumbers(0, 1).check("bound", bound),
        RealNumbers(0, 1).check("score_bound", score_bound),
    )


def _read_kept(reference: str | PathLike[str]) -> Profile:
    """Return the profile in a file; a str that is no path is a text by mistake."""
    from os.path import isfile

    from topictag.errors import InputTypeError
    from topictag.monitoring.profile import read_profile

    is_path = not isinstance(reference, str) or reference.lower().endswith(".json")
    if not is_path and not isfile(reference):  # noqa: PTH113 (importing pathlib slows a cold start)
        raise InputTypeError(
            f"reference must be texts, a Profile or the file of one, not a single text ({reference!r:.60}). Put texts "
            "into a list: [text, text, …]. A profile's file, as Profile.save writes it, must exist or end in .json."
        )
    return read_profile(reference)


def _count(texts: Iterable[Any], tagger: Tagger | None, name: str, paragraphs: ParagraphMode) -> Profile:
    from topictag.columns import iter_column
    from topictag.monitoring.counting import count_texts

    pairs = _iter_pairs(iter_column(texts, "raise"), name)
    return count_texts(shipped_tagger() if tagger is None else tagger, pairs, name, paragraphs)


def _iter_pairs(items: Iterable[Any], name: str) -> Iterator[tuple[str, Hashable]]:
    """Yield each text with its article; one that is given alone is numbered."""
    from topictag.errors import InputTypeError

    for number, item in enumerate(items):
        if isinstance(item, str):
            yield item, ("", number)
        elif isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) and _is_hashable(item[1]):
            yield item
        else:
            raise InputTypeError(
                f"{name}[{number}] must be a str, or a pair of a str and its article, not {item!r:.60}. Give "
                "[text, text, …] or [(text, article), …], where an article is a str, a number or a tuple of them."
            )


def _is_hashable(article: object) -> bool:
    """Return whether a value can name an article; a tuple says only when it is asked."""
    try:
        hash(article)
    except TypeError:
        return False
    return True
