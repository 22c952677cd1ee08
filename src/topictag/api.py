"""The functions behind ``import topictag``: one line each over the default tagger, which loads once.

Training is imported when it is asked for, so that whoever only tags never waits for scikit-learn.
"""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

from typing import TYPE_CHECKING, Any

from topictag.loading import load_tagger, shipped_tagger
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from os import PathLike

    import numpy as np
    from numpy.typing import NDArray

    from topictag.columns import Missing
    from topictag.labelled.reading import Corpus, Source
    from topictag.results import CheckReport, Paragraph
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
        Russian news, one paragraph or several: prose, a piece of a web page, a post, a mail.
    paragraphs, thresholds, top
        As `Tagger.tag`.

    Returns
    -------
    dict of str to float
        Topic to probability in [0, 1], highest first, only topics over their threshold; ``{}`` when none. Probabilities
        are calibrated on the training data, per paragraph; a text takes the highest of its paragraphs.

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
    return shipped_tagger() if path is None else load_tagger(path)


def train(
    examples: Source,
    *,
    corpus: Corpus = (),
    auxiliary: Source | None = None,
    auxiliary_weight: float | None = None,
    background: str | PathLike[str] | None = None,
    background_scale: float | None = None,
    precision: float | Mapping[str, float] | None = None,
    recall: float | Mapping[str, float] | None = None,
    C: float = 5.0,  # noqa: N803 (scikit-learn's name)
    min_df: int = 2,
    family_letters: int = 5,
    max_pairs: int = 1000,
    n_folds: int = 5,
    seed: int = 0,
    description: str = "",
    n_jobs: int = 1,
    progress: bool = False,
) -> Tagger:
    """Train a tagger on labelled examples: any topics, any number of them.

    Parameters
    ----------
    examples : path or iterable
        A JSONL file or a folder of them, or an iterable of `Example`, of mappings ``{"text", "tags"}``, or of
        ``(text, tags)`` pairs.
    corpus : path, or iterable of paths, optional
        JSONL files with "id" and "text", also as .gz or .xz, that hold the texts of labels by identifier, records
        ``{"id", "sha256", "tags"}`` without a text. Without it these are left out.
    auxiliary : path or iterable, optional
        Further examples to learn from, of another kind than the texts that the model is for: older ones, written ones,
        somebody else's. Topics, thresholds, probabilities and quality rest on `examples` alone.
    auxiliary_weight : float, optional
        How much one of them counts against one of `examples` in the fit, from 0 up. Chosen by cross-validation when
        left out; among a few dozen examples that choice is mostly luck. With 0 they are left out altogether.
    background : path, optional
        A file of background vectors, made by ``topictag background`` from unlabelled texts of the same kind: the model
        then also knows words that no example holds. The fewer the examples, the more it helps.
    background_scale : float, optional
        How much the background counts, from 0 up; chosen by cross-validation when left out. With 0 its vectors are
        left out, but its words and their frequencies are not.
    precision, recall : float or mapping of str to float, optional
        In (0, 1]. Choose thresholds that reach this precision (and then the highest recall), or this recall (and then
        the highest precision), on out-of-fold scores: for all topics, or by topic, ``"*"`` being all others. Where
        neither is given, thresholds have the best F1.
    C : float, default=5.0
        Inverse strength of the L2 regularisation, positive. More for much data, less for little.
    min_df : int, default=2
        A term must occur in so many examples.
    family_letters : int, default=5
        Length of word families; 0 for none.
    max_pairs : int, default=1000
        Most pairs of lemmas at most eight words apart (мирный + договор) to take as further terms: those that tell
        topics apart best, of the pairs that occur in five examples; 0 for none.
    n_folds : int, default=5
        Parts for out-of-fold calibration, thresholds and quality, at least 2. An article stays in one part, and so do
        equal texts, unless it holds all that is known for or against a topic (a `TrainingWarning` says so).
    seed : int, default=0
        Settles ties when examples are dealt to folds. The same examples and settings give the same model.
    description : str, optional
        What the model is and what it learnt from, kept in its metadata and its card.
    n_jobs : int, default=1
        Processes to cross-validate on, where that takes longer than starting them; -1 for one a core. The model is the
        same.
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
        A setting is out of range, or the background was made with other analysis settings.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The background file is missing, damaged or of another format version.
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
    from topictag.text.analysis import Analysis
    from topictag.training.background.storage import load_background
    from topictag.training.settings import TrainingSettings
    from topictag.training.train import train_model

    settings = TrainingSettings(
        analysis=Analysis(family_letters=family_letters),
        C=C,
        background_scale=background_scale,
        auxiliary_weight=auxiliary_weight,
        precision=precision,
        recall=recall,
        min_df=min_df,
        max_pairs=max_pairs,
        n_folds=n_folds,
        seed=seed,
    )
    vectors = None if background is None else load_background(background)
    parts = corpus_parts(corpus)
    labelled = read_examples(examples, corpus=parts)
    further = None if auxiliary is None else read_examples(auxiliary, corpus=parts)
    model = train_model(
        labelled,
        settings,
        auxiliary=further,
        background=vectors,
        description=description,
        n_jobs=n_jobs,
        progress=progress,
    )
    return Tagger(model)


def calibrate(
    tagger: Tagger,
    examples: Source,
    *,
    corpus: Corpus = (),
    precision: float | Mapping[str, float] | None = None,
    recall: float | Mapping[str, float] | None = None,
    n_folds: int = 5,
    seed: int = 0,
) -> Tagger:
    """Fit a tagger's probabilities and thresholds to a sample of your own texts, without training it again.

    Probabilities and thresholds hold for texts like those that they were learnt from. A few hundred labelled texts
    of the kind that you tag, drawn as they come, set them right for it; what the tagger knows of words stays as it is.

    Parameters
    ----------
    tagger : Tagger
        Stays as it is.
    examples : path or iterable
        As `train` takes them; not those that the tagger was trained on.
    corpus : path, or iterable of paths, optional
        As in `train`.
    precision, recall : float or mapping of str to float, optional
        As in `train`.
    n_folds : int, default=5
        Parts of the cross-validation that measures the result.
    seed : int, default=0
        Settles ties when examples are dealt to folds.

    Returns
    -------
    Tagger
        ``metadata["quality"]`` is measured on the sample, by cross-validation.

    Raises
    ------
    DataError
        The examples cannot be read, or carry a topic that the tagger does not know.
    SettingError
        A setting is out of range.
    MissingExtraError
        The extra ``train`` is not installed.

    Warns
    -----
    TrainingWarning
        A topic has too few examples and keeps its calibration, or does not reach what is wanted of it.

    Examples
    --------
    >>> import topictag
    >>> energy = ["Нефть дорожает.", "Газ дешевеет.", "АЭС пущена.", "Новый газопровод.", "Цены на нефть упали."]
    >>> other = ["Премьера балета.", "Матч отменён.", "Снег в горах.", "Открыт музей.", "Концерт в парке."]
    >>> sample = [(text, ["energy"]) for text in energy] + [(text, []) for text in other]
    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):  # the other topics have no example here
    ...     tagger = topictag.calibrate(topictag.load(), sample, precision={"energy": 0.95})
    >>> tagger.metadata["thresholds_for"]["energy"]
    'precision 0.95'
    """
    from topictag.extras import require_extra

    require_extra("train", "Calibration")

    from topictag.labelled.reading import read_examples
    from topictag.training.calibrate import calibrate_model
    from topictag.training.settings import TrainingSettings

    settings = TrainingSettings(precision=precision, recall=recall, n_folds=n_folds, seed=seed)
    labelled = read_examples(examples, corpus=corpus)
    scores = tagger.scores(example.text for example in labelled)
    return Tagger(calibrate_model(tagger.model, labelled, scores, settings))


def check(
    *examples: Source,
    against: Source | None = None,
    corpus: Corpus = (),
    contradictions: bool = False,
    background: str | PathLike[str] | None = None,
    progress: bool = False,
) -> CheckReport:
    """Look for what is wrong with labelled data, before a model learns it.

    Records that cannot be read, ids and texts that stand twice, one text with different tags, near duplicates, phrases
    that stand in several texts, topics with few examples, odd lengths, other languages.

    Parameters
    ----------
    *examples : path or iterable
        Each as `train` takes it; checked together.
    against : path or iterable, optional
        Examples to be measured on: nothing of them may stand in `examples`.
    corpus : path, or iterable of paths, optional
        As in `train`: where the texts of labels by identifier lie.
    contradictions : bool, default=False
        Also look for tags that a cross-validated model contradicts. Trains a model several times and needs the extra
        ``labels``.
    background : path, optional
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
        A background is given and contradictions are not asked for.
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
    from topictag.training.background.storage import load_background

    if background is not None and not contradictions:
        raise SettingError("Background vectors are given, but contradictions are not asked for. Ask for them too.")
    return check_examples(
        examples,
        against=[] if against is None else [against],
        corpus=corpus_parts(corpus),
        contradictions=contradictions,
        background=None if background is None else load_background(background),
        progress=progress,
    )


def build_background(
    corpus: str | PathLike[str] | Iterable[str],
    output: str | PathLike[str],
    *,
    min_df: int = 10,
    max_terms: int = 50_000,
    paragraph_dimensions: int = 100,
    window_dimensions: int = 200,
    family_letters: int = 5,
    seed: int = 0,
    description: str = "",
    progress: bool = False,
) -> None:
    """Learn background vectors from unlabelled Russian texts, for `train`.

    Parameters
    ----------
    corpus : path, or iterable of str
        A file of plain text (a paragraph a line) or JSONL (field "text"), either also as .gz or .xz; a folder of such
        files; or paragraphs. Read once, however large it is.
    output : path
        The file to write.
    min_df : int, default=10
        Paragraphs that a term must occur in: a lemma to get a vector, a family to have its frequency kept.
    max_terms : int, default=50,000
        At most so many terms, the most frequent, are kept.
    paragraph_dimensions, window_dimensions : int, default=100, 200
        Length of the two parts of a vector: what shares its paragraphs, and what stands within five words of it.
    family_letters : int, default=5
        Length of word families; the same as in training.
    seed : int, default=0
        Of the randomised factorisation. The same corpus and settings give the same file.
    description : str, optional
        Where the texts come from; kept in the file and in the models made with it.
    progress : bool, default=False
        Show progress bars on standard error.

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
        The corpus is neither a path nor an iterable of str.
    MissingExtraError
        The extra ``train`` is not installed.
    """
    from topictag.extras import require_extra

    require_extra("train", "Learning background vectors")

    from collections.abc import Iterable
    from os import PathLike
    from pathlib import Path

    from topictag.errors import InputTypeError
    from topictag.files import check_outputs
    from topictag.labelled.corpus import corpus_files, iter_corpus
    from topictag.text.analysis import Analysis
    from topictag.training.background.build import build_background as build
    from topictag.training.background.settings import BackgroundSettings
    from topictag.training.background.storage import save_background

    settings = BackgroundSettings(
        analysis=Analysis(family_letters=family_letters),
        min_df=min_df,
        max_terms=max_terms,
        paragraph_dimensions=paragraph_dimensions,
        window_dimensions=window_dimensions,
        seed=seed,
    )
    inputs: list[Path] = []
    if isinstance(corpus, str | PathLike):
        inputs = corpus_files(corpus)
        corpus = iter_corpus(inputs)
    elif not isinstance(corpus, Iterable) or isinstance(corpus, bytes):
        raise InputTypeError(f"A corpus comes as a path or as an iterable of str, not {corpus!r:.80}.")
    check_outputs([output], inputs)
    save_background(build(corpus, settings, description=description, progress=progress), output)
