"""Learning background vectors."""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from topictag.text.lemmas import Lemmatizer
    from topictag.training.background.settings import BackgroundSettings
    from topictag.training.background.vectors import Background


def build_background(
    corpus: str | PathLike[str] | Iterable[str],
    output: str | PathLike[str] | None = None,
    *,
    settings: BackgroundSettings | None = None,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    progress: bool = False,
    **named: Any,
) -> Background:
    """Learn background vectors from unlabelled Russian texts, for `train`.

    Parameters
    ----------
    corpus : path, or iterable of str
        A file of plain text (a paragraph per line) or JSONL (field "text"), also as .gz, .xz or .zst; a folder
        of such files; or paragraphs. It is read once, however large it is.
    output : path, optional
        Also write the vectors to this file. An output that cannot be written raises an error before the work begins.
    settings : BackgroundSettings, optional
        `BackgroundSettings` documents all settings with their defaults and ranges.
    lemmatizer : Lemmatizer, optional
        See `train`.
    description : str, optional
        Where the texts come from; stored in the file and in the models that are trained with it.
    progress : bool, default=False
        Show progress bars on standard error.
    **named
        Single settings by name, which override `settings`.

    Returns
    -------
    Background
        The same corpus and settings give the same vectors. Pass them to `train`; `Background.save` writes them.

    Raises
    ------
    DataError
        The corpus cannot be read; with file:line.
    TrainingError
        The corpus is too small, or not Russian.
    SettingError
        A setting is out of range.
    OutputError
        The file cannot be written.
    InputTypeError
        The corpus is neither a path nor an iterable of str, or a keyword is not a setting.
    MissingExtraError
        The extra ``train`` is not installed, or ``zstd`` for a .zst file.
    """
    from topictag.extras import require_extra

    require_extra("train", "Learning background vectors")
    from topictag.files import check_outputs
    from topictag.labelled.corpus import take_corpus
    from topictag.training.background.build import build_background as build
    from topictag.training.background.settings import BackgroundSettings
    from topictag.training.setting import take_settings

    settings = take_settings(BackgroundSettings, settings, named)
    texts, inputs = take_corpus(corpus)
    if output is not None:
        check_outputs([output], inputs)
    background = build(texts, settings, lemmatizer=lemmatizer, description=description, progress=progress)
    if output is not None:
        background.save(output)
    return background
