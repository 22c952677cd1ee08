"""Suggesting texts to label."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from topictag.curation.suggesting.reading import Texts
    from topictag.labelled.formats.format import ReadOptions
    from topictag.labelled.reading import Source
    from topictag.results.suggestion import Suggestions
    from topictag.tagger import Tagger

N, AUDIT, SEED = 50, 0.2, 0  # chosen


def suggest(
    tagger: Tagger | str | PathLike[str],
    texts: Texts,
    n: int = N,
    *,
    labelled: Source | None = None,
    audit: float = AUDIT,
    seed: int = SEED,
    previous: Tagger | str | PathLike[str] | None = None,
    options: ReadOptions | None = None,
) -> Suggestions:
    """Suggest texts whose labels would teach a tagger most.

    Parameters
    ----------
    tagger : Tagger or path
        A path names a model file, or a registry, whose current version is loaded. What it knows decides what it would
        learn from.
    texts : path or iterable
        Unlabelled texts of the kind that you tag, any number of them: JSONL with "text", and "id" if there is one,
        plain text with one paragraph per line, or a folder of such files, also compressed; or an iterable of str, or of
        mappings like the records. They are read once, as a stream.
    n : int, default=50
        Number of suggestions.
    labelled : path or iterable, optional
        Examples that are labelled already, as for `train`. They are not suggested again, nor are near copies of them,
        and they say which topics are rare. Labels by identifier need no corpus; near copies of these are not known. By
        default, the examples that the tagger learnt from say which topics are rare, and nothing is left out.
    audit : float, default=0.2
        Share of the suggestions, or of the texts if there are fewer, that is drawn at random, in [0, 1]. Suggested
        texts are harder than others, so a model looks worse on them than it is. The audit is a uniform sample of the
        distinct texts that are neither labelled nor near copies of labelled ones, and what is measured on it is
        unbiased for these. Texts that differ in spaces and case only are one. It may contain texts that the tagger
        cannot read.
    seed : int, default=0
        Seed of the audit. Give another one for each batch.
    previous : Tagger or path, optional
        The tagger before the last labels were added. By what these have changed, `Suggestions.outlook` says what as
        many labels again would gain.
    options : ReadOptions, optional
        The format of `labelled` and its columns.

    Returns
    -------
    Suggestions
        A tuple of `Suggestion`: the best first, with the audit spread evenly among them. Fewer than `n` if there are
        not enough texts. Near copies of each other are suggested only by chance, in the audit.

    Raises
    ------
    DataError
        The texts or the examples cannot be read, all texts are labelled already or near copies of labelled ones, or the
        tagger can read none of them.
    SettingError
        `n`, `audit` or `seed` is out of range, or `previous` has not learnt from fewer examples than `tagger`.
    InputTypeError
        `texts` is neither a path nor an iterable of texts, or `tagger` is neither a Tagger nor a path.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The model cannot be loaded.
    MissingExtraError
        The extra ``train`` is not installed.

    Warns
    -----
    DataWarning
        The audit is empty, because the share rounds to none; or different texts with one id are suggested.

    Notes
    -----
    Each topic in turn chooses the text whose log-odds are nearest to those of its threshold [1]_, or to those of the
    best other topic where topics compete. A topic's share of the turns is proportional to ``1 / sqrt(examples + 1)``. A
    text like those chosen before counts as further away [2]_; how alike texts are is the cosine of their words after
    latent semantic analysis. A topic of `labelled` that the tagger does not know chooses texts like its examples.

    References
    ----------
    .. [1] D. D. Lewis, W. A. Gale. A sequential algorithm for training text classifiers. SIGIR 1994.
    .. [2] K. Brinker. Incorporating diversity in active learning with support vector machines. ICML 2003.

    Examples
    --------
    >>> import topictag
    >>> texts = ["Газопровод остановлен.", "Сборная победила.", "Переговоры о поставках газа.", "Нефть дорожает."]
    >>> for own in topictag.suggest(topictag.load(), texts, 2, audit=0):
    ...     print(own.rank, own.reason, own.topic, own.text)
    1 uncertain Afghanistan Газопровод остановлен.
    2 uncertain partnership programmes Переговоры о поставках газа.
    """
    from topictag.extras import require_extra

    require_extra("train", "Suggesting texts")
    from topictag.curation.suggesting.labelled import Labelled
    from topictag.curation.suggesting.reading import iter_unlabelled
    from topictag.curation.suggestion import suggest_texts
    from topictag.labelled.reading import read_labelled
    from topictag.loading import take_tagger
    from topictag.ranges import RealNumbers, WholeNumbers

    taken = take_tagger(tagger, "tagger")
    older = None if previous is None else take_tagger(previous, "previous")
    n, seed = WholeNumbers(1).check("n", n), WholeNumbers(0).check("seed", seed)
    audit = RealNumbers(0, 1).check("audit", audit)
    pending = iter_unlabelled(texts)
    known = None if labelled is None else Labelled.of(read_labelled(labelled, options=options))
    return suggest_texts(taken, pending, n, labelled=known, audit=audit, seed=seed, previous=older)
