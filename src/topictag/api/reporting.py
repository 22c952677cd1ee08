"""Reports of taggers: on labelled examples, and from the cross-validation of a training run."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import PurePath
from typing import TYPE_CHECKING

from topictag.caution import warn_caller
from topictag.errors import InputTypeError, TopictagError, TrainingWarning
from topictag.extras import require_extra
from topictag.loading import load_tagger, shipped_tagger
from topictag.results.report import Report, report_files
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from topictag.labelled.example import Example
    from topictag.labelled.reading import Corpus, Source
    from topictag.tagger.reporting import Rival
    from topictag.training.trained import Trained


@dataclass(frozen=True)
class ReportFile:
    """What `topictag.train` writes about its cross-validation.

    Attributes
    ----------
    path : path
        The page of HTML; its JSON twin is written beside it, with the ending ``.json``.
    against : path or Tagger, optional
        Another model, for a comparison on the same examples.
    texts : bool, default=True
        Whether to show texts, and words that the model does not know. Without them, ids and figures stay.
    learning_curve : bool, default=False
        Also measure models that learn from a part of the articles, which takes several times as long.

    Examples
    --------
    >>> import topictag
    >>> topictag.ReportFile("report.html", texts=False).files
    ('report.html', 'report.json')
    """

    path: str | PathLike[str]
    against: str | PathLike[str] | Tagger | None = None
    texts: bool = True
    learning_curve: bool = False

    @property
    def files(self) -> tuple[str, str]:
        """The files that are written."""
        return report_files(self.path)


def report(
    examples: Source,
    *,
    tagger: Tagger | None = None,
    corpus: Corpus = (),
    against: str | PathLike[str] | Tagger | None = None,
    texts: bool = True,
    ignore_other_topics: bool = False,
) -> Report:
    """Measure a tagger on labelled examples, and report curves, confusions and the texts that it gets most wrong.

    Parameters
    ----------
    examples : path or iterable
        Anything that `train` takes; the tagger should not have learnt from them. There may be none.
    tagger : Tagger, optional
        The shipped one by default.
    corpus : path, or iterable of paths, optional
        See `train`.
    against : path or Tagger, optional
        Another model, which is measured on the same examples and compared.
    texts : bool, default=True
        Whether to show texts, and words that the model does not know. Without them, ids and figures stay.
    ignore_other_topics : bool, default=False
        See `Tagger.evaluate`.

    Returns
    -------
    Report
        `Report.save` writes it as a page of HTML and as JSON.

    Raises
    ------
    DataError
        See `Tagger.evaluate`.
    SettingError
        `against` shares no topic with the tagger.
    InputTypeError
        `tagger` is not a `Tagger`, `against` neither a path nor a `Tagger`, or `examples` neither a path nor an
        iterable.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        `against` is a file that cannot be loaded.

    Warns
    -----
    DataWarning
        See `Tagger.evaluate`.

    Examples
    --------
    >>> import topictag
    >>> report = topictag.report([("Нефть дорожает.", ["energy"]), ("Открыт новый музей.", [])])
    >>> [own.term for own in report.topics[1].terms_for[:2]]
    ['нефтепровод', 'энергосистема']
    """
    from topictag.api.inputs import only_paths
    from topictag.labelled.reading import corpus_parts, read_examples

    if tagger is not None and not isinstance(tagger, Tagger):
        raise InputTypeError(
            f"tagger must be a Tagger, not {type(tagger).__name__}. Load a model: topictag.load(path)."
        )
    parts = corpus_parts(corpus)
    return report_on(
        tagger or shipped_tagger(),
        read_examples(examples, corpus=parts, may_be_empty=True),
        rival=load_rival(against),
        texts=texts,
        ignore_other_topics=ignore_other_topics,
        sources=only_paths(examples, *parts),
    )


def report_on(
    tagger: Tagger,
    examples: Sequence[Example],
    *,
    rival: Rival | None = None,
    texts: bool = True,
    ignore_other_topics: bool = False,
    sources: Iterable[str | PathLike[str]] = (),
) -> Report:
    """Report a tagger on examples in memory; `sources` are the files that they come from."""
    from topictag.tagger.deciding import decide_examples
    from topictag.tagger.reporting import Measured, make_report

    if rival:
        rival.check_shares_topic(tagger.topics)
    own = decide_examples(tagger, examples, ignore_other_topics=ignore_other_topics)
    quality = own.decided.evaluate()
    measured = Measured(own.examples, own.decided, quality, ignored=own.ignored, sources=_name_files(sources))
    return make_report(tagger, measured, name=name_tagger(tagger), rival=rival, texts=texts)


def report_trained(
    tagger: Tagger,
    trained: Trained,
    wanted: ReportFile,
    rival: Rival | None,
    *,
    name: str,
    sources: Iterable[str | PathLike[str]] = (),
) -> Report:
    """Report the cross-validation of a training run; `sources` are the files that the examples come from."""
    from topictag.evaluation.decided import decide_nothing
    from topictag.tagger.reporting import Measured, make_report

    by_group, test = tagger.record.by_group, tagger.record.test
    measured = Measured(
        trained.examples,
        trained.unseen or decide_nothing(tagger.topics, tagger.task),
        tagger.quality,
        "cross-validation",
        group=by_group.name if by_group else "",
        by_group=trained.unseen_by_group,
        group_quality=by_group.quality if by_group else None,
        test=test.how if test else "",
        test_quality=test.quality if test else None,
        learning_curve=trained.learning_curve,
        sources=_name_files(sources),
    )
    return make_report(tagger, measured, name=name, rival=rival, texts=wanted.texts)


def save_trained(
    tagger: Tagger, trained: Trained, wanted: ReportFile, rival: Rival | None, sources: Sequence[str | PathLike[str]]
) -> None:
    """Write the report of a training run, or warn that there is none."""
    try:
        report_trained(tagger, trained, wanted, rival, name="the new model", sources=sources).save(wanted.path)
    except Exception as error:  # noqa: BLE001 (whatever is wrong with the report, the training must not be lost)
        reason = str(error) if isinstance(error, TopictagError) else f"{type(error).__name__}: {error}"
        warn_caller(
            f"The tagger is trained, but its report is not written. {reason} Save the tagger; for a report of its "
            "cross-validation, train again.",
            TrainingWarning,
        )


def prepare_report(
    wanted: ReportFile, inputs: Iterable[str | PathLike[str]] = (), outputs: Iterable[str | PathLike[str]] = ()
) -> Rival | None:
    """Check that a report can be written, before the long work, and return the tagger to compare with.

    `inputs` and `outputs` are other files, which the report must not overwrite.
    """
    from topictag.api.inputs import only_paths
    from topictag.reports.report_files import check_report_files

    require_extra("report", "A report")
    check_report_files(wanted.path, [*inputs, *only_paths(wanted.against)], outputs)
    return load_rival(wanted.against)


def load_rival(against: str | PathLike[str] | Tagger | None) -> Rival | None:
    """Return the tagger to compare with."""
    from topictag.tagger.reporting import Rival

    if against is None:
        return None
    if isinstance(against, Tagger):
        return Rival(name_tagger(against), against)
    if not isinstance(against, str | PathLike):
        raise InputTypeError(f"against must be a path or a Tagger, not {type(against).__name__}.")
    return Rival(fspath(against), load_tagger(against))


def name_tagger(tagger: Tagger) -> str:
    """Return the file of a tagger's model, or what else it is."""
    if tagger is shipped_tagger():
        return "the shipped model"
    return PurePath(tagger.source.place).name if tagger.source else "a model in memory"


def _name_files(sources: Iterable[str | PathLike[str]]) -> tuple[str, ...]:
    """Return names without folders, which differ from one computer to another."""
    return tuple(PurePath(fspath(own)).name for own in sources)
