"""Training taggers."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from os import PathLike
from typing import TYPE_CHECKING, Any

from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from topictag.api.reporting import ReportFile
    from topictag.labelled.example import Example
    from topictag.labelled.hints import Hint, HintSource
    from topictag.labelled.reading import Corpus, Source
    from topictag.tagger.reporting import Rival
    from topictag.text.lemmas import Lemmatizer
    from topictag.training.background.vectors import Background
    from topictag.training.holdout import Holdout
    from topictag.training.settings import TrainingSettings
    from topictag.training.trained import Trained


def train(
    examples: Source | None = None,
    settings: TrainingSettings | None = None,
    *,
    corpus: Corpus = (),
    auxiliary: Source | None = None,
    background: str | PathLike[str] | Background | None = None,
    hints: HintSource | None = None,
    group: str | None = None,
    split: Sequence[str] | None = None,
    test_share: float | None = None,
    test: Source | None = None,
    write_test: str | PathLike[str] | None = None,
    lemmatizer: Lemmatizer | None = None,
    description: str = "",
    n_jobs: int = 1,
    progress: bool = False,
    report: str | PathLike[str] | ReportFile | None = None,
    **named: Any,
) -> Tagger:
    """Train a tagger on labelled examples, hints or both, for any topics.

    Parameters
    ----------
    examples : path or iterable, optional
        A JSONL file or a folder of them, or an iterable of `Example`, of mappings ``{"text", "tags"}``, or of
        ``(text, tags)`` pairs. They may be few or missing if there are hints.
    settings : TrainingSettings, optional
        `TrainingSettings` documents all settings with their defaults and ranges.
    corpus : path, or iterable of paths, optional
        JSONL files with "id" and "text", also as .gz, .xz or .zst: the texts of labels by identifier, which are records
        ``{"id", "sha256", "tags"}`` without a text. Without a corpus, these labels are left out.
    auxiliary : path or iterable, optional
        Further examples to learn from, of another kind than the texts that the model is for: older, written, or from
        another source. Topics, thresholds, probabilities and quality depend on `examples` alone.
    background : path or Background, optional
        Background vectors that `build_background` or ``topictag background`` has learnt from unlabelled texts of the
        same kind. The model then also knows words that no example contains. It helps most with few examples.
    hints : path or iterable, optional
        What you know of the topics: a table ``topic<TAB>term<TAB>strength``, a folder of such .tsv files, or ``(topic,
        term, strength)``. A term is a word or two words near each other, a strength a whole number from -3 (strongly
        against) to 3 (strongly for). The model then also knows words that no example contains. A topic with hints for
        it needs no examples: its probability is then not calibrated, and a text gets it for one strong term or as much
        by others. With a background, words near the hinted ones count too.
    group : str, optional
        A field of the records or of the corpus, such as ``"outlet"``, for texts of outlets from which there are no
        examples: cross-validation also holds out all examples with the same value, chooses settings, calibration and
        thresholds by these folds, and measures quality by both (`ModelRecord.by_group`). `Example` objects have it as
        `Example.group`. By default, only articles are held out.
    split : sequence of str, optional
        A field of the records and its value, such as ``("split", "test")``; or several values. Examples with one of the
        values are the test: the model does not learn from them, and is measured on them once it is finished
        (`ModelRecord.test`). Examples with other values, such as ``"validation"``, are learnt from, except those that
        share an article, a paragraph or a near copy with the test. `Example` objects have the value as `Example.split`.
    test_share : float, optional
        Share of the examples to draw at random as a test, in (0, 1), instead of `split`. Articles, near copies
        and texts that share a paragraph stay together, each topic has about its share, and `min_support` examples of
        each topic stay to learn from.
    test : path or iterable, optional
        Other examples that are the test, as for `examples`, instead of `split`: those that an earlier training wrote,
        for example. Examples that share an article, a paragraph or a near copy with them are not learnt from.
    write_test : path, optional
        Also write the test to this JSONL file, to measure later models on it. Labels by identifier stay labels.
    lemmatizer : Lemmatizer, optional
        An object with the methods of `topictag.text.lemmas.Lemmatizer`; pymorphy3 by default.
    description : str, optional
        What the model is and what it has learnt from; stored in its record and shown in its card.
    n_jobs : int, default=1
        Number of threads, and of processes for the forms of many lemmas; -1 for one per core. It does not change the
        model.
    progress : bool, default=False
        Show progress bars on standard error.
    report : path or ReportFile, optional
        Also write a report of the cross-validation to this file, as a page of HTML, and beside it as JSON. `ReportFile`
        documents its options: another model to compare with, a report without texts, a learning curve. If it cannot be
        written in the end, you get the tagger and a warning.
    **named
        Single settings by name, which override `settings`: ``train(examples, C=1, precision=0.9)``.

    Returns
    -------
    Tagger
        `Tagger.quality` is its quality, measured out of fold; `Tagger.save` writes the tagger to a file.

    Raises
    ------
    DataError
        The examples or the hints cannot be read, or an example has no `group`; with file:line. Or no example is in the
        test, or none outside it.
    TrainingError
        There are neither examples nor hints; or no topic has hints for it, or `min_support` examples for it and against
        it; or the vocabulary is empty.
    SettingError
        A setting is out of range, names an unknown topic, needs a background or auxiliary examples that are missing, or
        differs from the background's analysis settings; `split` and `test_share` are both given, or `write_test`
        without them; or the model to compare with knows none of the topics.
    InputTypeError
        A source is neither a path nor an iterable, `group` is not the name of a field, `split` is not a field with
        values, or a keyword is not a setting.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The file of the background, or of the model to compare with, is missing, damaged or has another format version.
    OutputError
        The report or the test cannot be written, or would overwrite a file that is read here, or one beside the page
        that is not the data of a report. Training has not started then.
    MissingExtraError
        The extra ``train`` is not installed, ``report`` for a report, or ``zstd`` for a .zst file.

    Warns
    -----
    TrainingWarning
        A topic has fewer than `min_support` examples for it or against it, and is left out or relies on its hints; a
        topic is unreliable, examples contain no Russian content word, the background shares no word with them or with
        the hints, or hints are read as other words. Or the report could not be written after training.
    DataWarning
        Labels by identifier are left out, or a topic occurs only in them or only in auxiliary examples. Or examples are
        left out because they copy the test, or the test leaves too few of a topic.

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
    from topictag.api.final_test import check_test_file, choose_holdout, save_test
    from topictag.api.inputs import list_inputs, only_paths
    from topictag.api.reporting import ReportFile, prepare_report, save_trained
    from topictag.labelled.hints import read_hints
    from topictag.labelled.reading import corpus_parts, read_examples
    from topictag.training.holdout import Holdout
    from topictag.training.setting import take_settings
    from topictag.training.settings import TrainingSettings

    settings, parts = take_settings(TrainingSettings, settings, named), corpus_parts(corpus)
    holdout = choose_holdout(split, test_share, test)
    wanted = ReportFile(report) if isinstance(report, str | PathLike) else report
    rival = None
    inputs = (
        list_inputs([examples, auxiliary, test], parts, hints, background) if wanted or write_test is not None else []
    )
    if write_test is not None:
        check_test_file(write_test, holdout, inputs)
    if wanted:
        rival = prepare_report(wanted, inputs, only_paths(write_test))
    labelled = []
    if test is not None:
        holdout = Holdout.of(read_examples(test, corpus=parts, group=group))
    if examples is not None:
        field = holdout.field_name if holdout else None
        labelled = read_examples(examples, corpus=parts, may_be_empty=hints is not None, group=group, split=field)
    tagger, trained = train_measured(
        labelled,
        settings,
        auxiliary=() if auxiliary is None else read_examples(auxiliary, corpus=parts, group=group),
        background=background,
        hints=() if hints is None else read_hints(hints),
        group=group,
        holdout=holdout,
        lemmatizer=lemmatizer,
        description=description,
        n_jobs=n_jobs,
        progress=progress,
        report=wanted,
        rival=rival,
    )
    if write_test is not None and holdout:
        save_test(trained.test, write_test, group=group, holdout=holdout)
    if wanted:
        save_trained(tagger, trained, wanted, rival, only_paths(examples, *parts))
    return tagger


def train_on(examples: Sequence[Example], settings: TrainingSettings, **options: Any) -> Tagger:
    """Train a tagger on examples in memory; `options` are those of `train_measured`."""
    return train_measured(examples, settings, **options)[0]


def train_measured(
    examples: Sequence[Example],
    settings: TrainingSettings,
    *,
    background: str | PathLike[str] | Background | None = None,
    hints: Sequence[Hint] = (),
    report: ReportFile | None = None,
    rival: Rival | None = None,
    auxiliary: Sequence[Example] = (),
    holdout: Holdout | None = None,
    **options: Any,
) -> tuple[Tagger, Trained]:
    """Train a tagger, and return it with what cross-validation decided; `options` are those of `train_and_measure`.

    With `holdout`, a test is kept apart and scored once with the finished model.
    """
    from topictag.api.final_test import score_test
    from topictag.training.background.storage import take_background
    from topictag.training.train import train_and_measure

    hinted = {hint.topic for hint in hints if hint.strength > 0}
    if rival and (topics := sorted(hinted.union(*(example.tags for example in examples)))):
        rival.check_shares_topic(topics)
    test: Sequence[Example] = ()
    if holdout:
        from topictag.training.splitting import split_examples

        parts = split_examples(examples, auxiliary, holdout, settings, hinted=hinted)
        examples, auxiliary, test, settings = parts.examples, parts.auxiliary, parts.test, parts.settings
    trained = train_and_measure(
        examples,
        settings,
        background=take_background(background),
        hints=hints,
        auxiliary=auxiliary,
        learning_curve=bool(report and report.learning_curve),
        **options,
    )
    if holdout:
        trained = score_test(trained, test, holdout)
    return Tagger(trained.model), trained
