"""The functions behind ``import topictag``: one line each over the default tagger, which loads once.

Training is imported when it is asked for, so that whoever only tags never waits for scikit-learn.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from os import PathLike
from threading import Lock

from topictag.examples.reading import Source
from topictag.model.storage import load_model
from topictag.results import Paragraph
from topictag.tagger import Tagger

_loading = Lock()


def tag(text: str) -> dict[str, float]:
    """Tag one text with the shipped model.

    Parameters
    ----------
    text : str
        Russian news, one paragraph or several (split at line breaks).

    Returns
    -------
    dict of str to float
        Topic to probability in [0, 1], highest first, only topics over their threshold; ``{}`` when none. Probabilities
        are calibrated on the training data, per paragraph; a text takes the highest of its paragraphs.

    Raises
    ------
    InputTypeError
        `text` is not a str.

    Examples
    --------
    >>> import topictag
    >>> list(topictag.tag("Посредники объявили о прекращении огня и обмене пленными."))
    ['peace talks']
    >>> topictag.tag("В театре прошла премьера балета.")
    {}
    """
    return load().tag(text)


def tag_many(texts: Iterable[str], *, n_jobs: int = 1) -> list[dict[str, float]]:
    """Tag texts with the shipped model; see `Tagger.tag_many`.

    Examples
    --------
    >>> import topictag
    >>> [list(tags) for tags in topictag.tag_many(["Газопровод остановлен на ремонт.", "Сборная выиграла матч."])]
    [['energy'], []]
    """
    return load().tag_many(texts, n_jobs=n_jobs)


def tag_paragraphs(article: str) -> list[Paragraph]:
    r"""Tag an article paragraph by paragraph with the shipped model; see `Tagger.tag_paragraphs`.

    Examples
    --------
    >>> import topictag
    >>> paragraphs = topictag.tag_paragraphs("Нефть дорожает третий день.\n\nВ городе открыли школу.")
    >>> [(paragraph.start, paragraph.end, list(paragraph.tags)) for paragraph in paragraphs]
    [(0, 27, ['energy']), (29, 52, [])]
    """
    return load().tag_paragraphs(article)


def load(path: str | PathLike[str] | None = None) -> Tagger:
    """Return a tagger: the one in a file, or the shipped one.

    Parameters
    ----------
    path : path, optional
        A model written by `Tagger.save` or ``topictag train``. Without it, the shipped model, loaded once for the
        whole process.

    Returns
    -------
    Tagger

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError
        There is no file, it is no model, or it is of another format version.
    InputTypeError
        `path` is no path.
    """
    if path is not None:
        return Tagger(load_model(path))
    with _loading:
        return _load_shipped()


def train(
    examples: Source,
    *,
    C: float = 5.0,  # noqa: N803 (scikit-learn's name)
    min_df: int = 2,
    family_letters: int = 5,
    n_folds: int = 5,
    seed: int = 0,
    description: str = "",
    progress: bool = False,
) -> Tagger:
    """Train a tagger on labelled examples: any topics, any number of them.

    Parameters
    ----------
    examples : path or iterable
        A JSONL file or a folder of them, or an iterable of `Example`, of mappings ``{"text", "tags"}``, or of
        ``(text, tags)`` pairs.
    C : float, default=5.0
        Inverse strength of the L2 regularisation, positive. More for much data, less for little.
    min_df : int, default=2
        A term must occur in so many examples.
    family_letters : int, default=5
        Length of word families; 0 for none.
    n_folds : int, default=5
        Parts for out-of-fold calibration, thresholds and quality, at least 2. An article stays in one part, and so do
        equal texts, unless it holds all that is known for or against a topic (a `TrainingWarning` says so).
    seed : int, default=0
        Settles ties when examples are dealt to folds. The same examples and settings give the same model.
    description : str, optional
        What the model is and what it learnt from, kept in its metadata and its card.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    Tagger
        `Tagger.metadata` holds its out-of-fold quality; `Tagger.save` keeps it.

    Raises
    ------
    DataError
        The examples cannot be read; with file:line.
    TrainingError
        They cannot train a model: a topic with fewer than two examples for or against it, an empty vocabulary.
    SettingError
        A setting is out of range.

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
    from topictag.text.analysis import Analysis
    from topictag.training.settings import TrainingSettings
    from topictag.training.train import train_model

    analysis = Analysis(family_letters=family_letters)
    settings = TrainingSettings(analysis=analysis, C=C, min_df=min_df, n_folds=n_folds, seed=seed)
    return Tagger(train_model(examples, settings, description=description, progress=progress))


@cache
def _load_shipped() -> Tagger:
    with as_file(files("topictag.shipped").joinpath("default.safetensors")) as path:
        return Tagger(load_model(path))
