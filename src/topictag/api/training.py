"""Training and calibrating taggers, and learning background vectors."""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from typing import TYPE_CHECKING, Any

from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from topictag.labelled.example import Example
    from topictag.labelled.reading import Corpus, Source
    from topictag.text.lemmas import Lemmatizer
    from topictag.training.background.settings import BackgroundSettings
    from topictag.training.background.vectors import Background
    from topictag.training.settings import TrainingSettings

CALIBRATION_SETTINGS = ("precision", "recall", "n_folds", "seed")


def train(
    examples: Source,
    settings: TrainingSettings | None = None,
    *,
    corpus: Corpus = (),
    auxiliary: Source | None = None,
    background: str | PathLike[str] | Background | None = None,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    n_jobs: int = 1,
    progress: bool = False,
    **named: Any,
) -> Tagger:
    """Train a tagger on labelled examples: any topics, any number of them.

    Parameters
    ----------
    examples : path or iterable
        A JSONL file or a folder of them, or an iterable of `Example`, of mappings ``{"text", "tags"}``, or of
        ``(text, tags)`` pairs.
    settings : TrainingSettings, optional
        All settings with their defaults and ranges stand in `TrainingSettings`.
    corpus : path, or iterable of paths, optional
        JSONL files with "id" and "text", also as .gz or .xz, with the texts of labels by identifier, which are records
        ``{"id", "sha256", "tags"}`` without a text. Without a corpus these labels are left out.
    auxiliary : path or iterable, optional
        Further examples to learn from, of another kind than the texts that the model is for: older ones, written ones,
        somebody else's. Topics, thresholds, probabilities and quality rest on `examples` alone.
    background : path or Background, optional
        Background vectors that `build_background` or ``topictag background`` has learnt from unlabelled texts of the
        same kind. The model then also knows words that no example contains. The fewer the examples, the more it helps.
    lemmatizer : Lemmatizer, optional
        Anything with the methods of `topictag.text.lemmas.Lemmatizer`; pymorphy3 when left out.
    description : str, optional
        What the model is and what it learnt from; kept in its record and its card.
    n_jobs : int, default=1
        Number of processes for cross-validation, where that takes longer than starting them; -1 for one per core. The
        model is the same.
    progress : bool, default=False
        Show progress bars on standard error.
    **named
        Single settings by name, in place of those in `settings`: ``train(examples, C=1, precision=0.9)``.

    Returns
    -------
    Tagger
        `Tagger.quality` is its quality, measured out of fold; `Tagger.save` keeps it all.

    Raises
    ------
    DataError
        The examples cannot be read; with file:line.
    TrainingError
        They cannot train a model: a topic with fewer than two examples for or against it, an empty vocabulary.
    SettingError
        A setting is out of range, or the background was made with other analysis settings.
    InputTypeError
        A keyword is no setting.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The background file is missing, damaged or has another format version.
    MissingExtraError
        The extra ``train`` is not installed.

    Warns
    -----
    TrainingWarning
        A topic cannot be relied upon.
    DataWarning
        Labels by identifier are left out, or carry a topic that no other example does; or auxiliary examples do.

    Examples
    --------
    >>> import topictag
    >>> sport = ["Хоккеисты выиграли матч.", "Матч отменён.", "Матч хоккеистов.", "Завтра матч."]
    >>> culture = ["Театр показал балет.", "Театр закрыт.", "Балет в театре.", "Снова театр."]
    >>> tagger = topictag.train([(text, ["sport"]) for text in sport] + [(text, ["culture"]) for text in culture])
    >>> tagger.topics
    ('culture', 'sport')
    >>> list(tagger.tag("Хоккеисты начали матч."))
    ['sport']
    """
    from topictag.extras import require_extra

    require_extra("train", "Training")
    from topictag.labelled.reading import corpus_parts, read_examples
    from topictag.training.setting import take_settings
    from topictag.training.settings import TrainingSettings

    settings, parts = take_settings(TrainingSettings, settings, named), corpus_parts(corpus)
    return train_on(
        read_examples(examples, corpus=parts),
        settings,
        auxiliary=() if auxiliary is None else read_examples(auxiliary, corpus=parts),
        background=background,
        lemmatizer=lemmatizer,
        description=description,
        n_jobs=n_jobs,
        progress=progress,
    )


def train_on(
    examples: Sequence[Example],
    settings: TrainingSettings,
    *,
    background: str | PathLike[str] | Background | None = None,
    **options: Any,
) -> Tagger:
    """Train a tagger on examples that have been read; `options` are those of `train_model`."""
    from topictag.training.background.storage import take_background
    from topictag.training.train import train_model

    return Tagger(train_model(examples, settings, background=take_background(background), **options))


def calibrate(
    tagger: Tagger,
    examples: Source,
    settings: TrainingSettings | None = None,
    *,
    corpus: Corpus = (),
    **named: Any,
) -> Tagger:
    """Fit a tagger's probabilities and thresholds to a sample of your own texts, without training it again.

    Probabilities and thresholds hold for texts like those that they were learnt from. Give a few hundred labelled texts
    of the kind that you tag, drawn as they come. What the tagger knows of words stays as it is.

    Parameters
    ----------
    tagger : Tagger
        Is not changed.
    examples : path or iterable
        As for `train`, but not those that the tagger was trained on.
    settings : TrainingSettings, optional
        Only `precision`, `recall`, `n_folds` and `seed` matter here.
    corpus : path, or iterable of paths, optional
        As for `train`.
    **named
        Those four by name, in place of those in `settings`.

    Returns
    -------
    Tagger
        `Tagger.quality` is measured on the sample, by cross-validation.

    Raises
    ------
    DataError
        The examples cannot be read, or carry a topic that the tagger does not know.
    SettingError
        A setting is out of range.
    InputTypeError
        A keyword is none of the four.
    MissingExtraError
        The extra ``train`` is not installed.

    Warns
    -----
    TrainingWarning
        A topic has too few examples and keeps its calibration, or does not reach its target.

    Examples
    --------
    >>> import topictag
    >>> energy = ["Нефть дорожает.", "Газ дешевеет.", "АЭС пущена.", "Новый газопровод.", "Цены на нефть упали."]
    >>> other = ["Премьера балета.", "Матч отменён.", "Снег в горах.", "Открыт музей.", "Концерт в парке."]
    >>> sample = [(text, ["energy"]) for text in energy] + [(text, []) for text in other]
    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):  # the other topics have no example here
    ...     tagger = topictag.calibrate(topictag.load(), sample, precision={"energy": 0.95})
    >>> tagger.record.thresholds_for["energy"]
    'precision 0.95'
    """
    from topictag.extras import require_extra

    require_extra("train", "Calibration")
    from topictag.labelled.reading import read_examples
    from topictag.training.setting import take_settings
    from topictag.training.settings import TrainingSettings

    settings = take_settings(TrainingSettings, settings, named, only=CALIBRATION_SETTINGS)
    return calibrate_on(tagger, read_examples(examples, corpus=corpus), settings)


def calibrate_on(tagger: Tagger, examples: Sequence[Example], settings: TrainingSettings) -> Tagger:
    """Calibrate a tagger on examples that have been read."""
    from topictag.training.calibrate import calibrate_model

    scores = tagger.scores(example.text for example in examples)
    return Tagger(calibrate_model(tagger.model, examples, scores, settings))


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
        A file of plain text (a paragraph per line) or JSONL (field "text"), also as .gz or .xz; a folder of such
        files; or paragraphs. It is read once, however large it is.
    output : path, optional
        Also write the vectors to this file. Whether that is possible is found out before the work begins.
    settings : BackgroundSettings, optional
        All settings with their defaults and ranges stand in `topictag.training.background.settings`.
    lemmatizer : Lemmatizer, optional
        As for `train`.
    description : str, optional
        Where the texts come from; kept in the file and in the models that are trained with it.
    progress : bool, default=False
        Show progress bars on standard error.
    **named
        Single settings by name, in place of those in `settings`.

    Returns
    -------
    Background
        The same corpus and settings give the same vectors. Give them to `train`; `Background.save` writes them.

    Raises
    ------
    DataError
        The corpus cannot be read; with file:line.
    TrainingError
        It is too small, or not Russian.
    SettingError
        A setting is out of range.
    OutputError
        The file cannot be written.
    InputTypeError
        The corpus is neither a path nor an iterable of str, or a keyword is no setting.
    MissingExtraError
        The extra ``train`` is not installed.
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
