"""Suggesting further hints."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from topictag.labelled.hints import HintSource
    from topictag.tagger import Tagger
    from topictag.text.lemmas import Lemmatizer
    from topictag.training.background.vectors import Background
    from topictag.training.suggesting import SuggestedHint


def suggest_hints(
    source: Tagger | HintSource,
    texts: str | PathLike[str] | Iterable[str],
    *,
    background: str | PathLike[str] | Background,
    topics: Sequence[str] = (),
    limit: int = 20,
    lemmatizer: Lemmatizer | None = None,
    progress: bool = False,
) -> tuple[SuggestedHint, ...]:
    """Suggest further hints for the topics of a tagger or of hints: words of unlabelled texts near those already known.

    Parameters
    ----------
    source : Tagger, path or iterable
        A tagger, whose hints and strongest words say what its topics are; or hints, as for `train`.
    texts : path, or iterable of str
        Unlabelled texts of the kind that you tag, as for `build_background`. Only words that occur in at least two of
        their paragraphs are suggested.
    background : path or Background
        Background vectors, which say what words are near each other.
    topics : sequence of str, optional
        Suggest for these topics only.
    limit : int, default=20
        Maximum number of suggestions per topic.
    lemmatizer : Lemmatizer, optional
        See `train`.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    tuple of SuggestedHint
        By topic, the nearest words first. Words that are hinted already are not suggested.

    Raises
    ------
    DataError
        The hints or the texts cannot be read, or the texts contain no Russian word.
    SettingError
        A topic is unknown, `limit` is out of range, or the background reads words in another way than the tagger.
    InputTypeError
        A source is neither a path nor an iterable.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The background file is missing, damaged or has another format version.
    MissingExtraError
        The extra ``train`` is not installed.

    Warns
    -----
    TrainingWarning
        No word of a topic is in the background, or hints are read as other words.

    Examples
    --------
    >>> import topictag
    >>> weather = ["Выпал снег, ударил мороз.", "Мороз и метель.", "Метель, снег и ветер.", "Ветер принёс метель."]
    >>> other = ["Варим суп.", "Суп и каша.", "Каша с маслом.", "Масло для супа."]
    >>> background = topictag.build_background(
    ...     20 * (weather + other), min_df=2, paragraph_dimensions=2, window_dimensions=2
    ... )
    >>> suggested = topictag.suggest_hints([("weather", "снег", 3)], weather + other, background=background, limit=3)
    >>> sorted(own.term for own in suggested), suggested[0].nearest
    (['ветер', 'метель', 'мороз'], ('снег',))
    """
    from topictag.extras import require_extra

    require_extra("train", "Suggesting hints")
    from topictag.errors import DataError, InputTypeError
    from topictag.labelled.corpus import take_corpus
    from topictag.labelled.hints import read_hints
    from topictag.ranges import WholeNumbers
    from topictag.tagger import Tagger
    from topictag.text.terms import TermAnalyzer
    from topictag.training.background.storage import take_background
    from topictag.training.features.pymorphy import take_lemmatizer
    from topictag.training.suggesting import known_of_hints, known_of_model, select_topics, suggest

    limit = WholeNumbers(1).check("limit", limit)
    vectors, own_lemmatizer = take_background(background), take_lemmatizer(lemmatizer)
    if vectors is None:
        raise InputTypeError("background must be a path or a Background. Give background vectors.")
    if isinstance(topics, str):
        raise InputTypeError(f"topics must be a list of topics, not a str. Pass [{topics!r}].")
    if isinstance(source, Tagger):
        analyzer = TermAnalyzer(own_lemmatizer, source.model.analysis)
        known = known_of_model(source.model)
    else:
        analyzer = TermAnalyzer(own_lemmatizer, vectors.analysis)
        known = known_of_hints(read_hints(source), analyzer)
        if not known:
            raise DataError("There are no hints, so there is nothing to suggest further ones for. Give some.")
    paragraphs, _ = take_corpus(texts)
    return suggest(select_topics(known, topics), paragraphs, vectors, analyzer, limit=limit, progress=progress)
