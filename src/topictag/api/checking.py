"""Checking labelled data."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING

from topictag.labelled.lines import MAX_LINE_BYTES

if TYPE_CHECKING:
    from os import PathLike

    from topictag.labelled.formats.format import ReadOptions
    from topictag.labelled.hints import HintSource
    from topictag.labelled.reading import Corpus, Source
    from topictag.results.checking import CheckReport, Fixed
    from topictag.training.background.vectors import Background


def check(
    *examples: Source,
    against: Source | None = None,
    corpus: Corpus = (),
    contradictions: bool = False,
    background: str | PathLike[str] | Background | None = None,
    hints: HintSource | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
    options: ReadOptions | None = None,
    progress: bool = False,
) -> CheckReport:
    """Find problems in labelled data, before a model learns from it.

    It finds unreadable records, repeated ids and texts, one text with different tags, near duplicates, phrases that
    several texts share, topics with few examples, unusual lengths, and other languages.

    Parameters
    ----------
    *examples : path or iterable
        Labelled examples, each as for `train`; they are checked together.
    against : path or iterable, optional
        Examples for measuring quality: none of them may also occur in `examples`.
    corpus : path, or iterable of paths, optional
        See `train`: where to find the texts of labels by identifier.
    contradictions : bool, default=False
        Also find tags that a cross-validated model contradicts. This trains a model several times and needs the extra
        ``labels``.
    background : path or Background, optional
        Background vectors for the model of `contradictions`.
    hints : path or iterable, optional
        Hints as for `train`. Also find those that the examples contradict: words that speak for a topic, but occur
        mostly in examples without it, or the other way round.
    max_line_bytes : int, default=64,000,000
        Maximum length of a line in a file, in bytes of UTF-8.
    options : ReadOptions, optional
        The format of the examples and its columns, and what counts where annotators disagree.
    progress : bool, default=False
        Show progress bars on standard error.

    Returns
    -------
    CheckReport
        All findings, and counts of topics and of topic pairs.

    Raises
    ------
    InputTypeError
        A source is neither a path nor an iterable.
    DataError
        The hints cannot be read; with file:line.
    SettingError
        `background` is given without `contradictions`, or `max_line_bytes` is not a positive whole number.
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
        raise SettingError("background has an effect only with contradictions=True. Set both, or neither.")
    return check_examples(
        examples,
        against=[] if against is None else [against],
        corpus=corpus_parts(corpus),
        contradictions=contradictions,
        background=take_background(background),
        hints=hints,
        max_line_bytes=max_line_bytes,
        options=options,
        progress=progress,
    )


def fix(
    *examples: Source,
    output: str | PathLike[str],
    to: str = "",
    options: ReadOptions | None = None,
    corpus: Corpus = (),
) -> Fixed:
    """Write a clean copy of labelled data, in which each text occurs once; the data itself stays as it is.

    Records with the same words and numbers, and tags that do not contradict each other, become one: a topic that is
    unknown in one is known if another says it, the annotators of all count, and a field that the first one lacks is
    taken from another. Those of different articles all stay. Where they contradict each other or differ in "split", or
    one id has several texts, all of them go to a file beside the copy, for somebody to decide. Records that cannot be
    read are left out.

    Parameters
    ----------
    *examples : path or iterable
        Labelled data, as for `check`.
    output : path
        The file to write; its ending decides the format, as in `convert`. Records set aside are written beside it, with
        ``.conflicts.jsonl`` after its name.
    to : str, optional
        Name of the format.
    options : ReadOptions, optional
        As for `check`.
    corpus : path, or iterable of paths, optional
        The texts of labels by identifier. Without it, labels stay labels and are compared by checksum.

    Returns
    -------
    Fixed

    Raises
    ------
    DataError
        There is no example that can be read, or a file cannot be read to its end; nothing is written then.
    SettingError
        There is no such format, or the ending of `output` names none or another one.
    OutputError
        A file cannot be written, or is one of the sources.

    Examples
    --------
    >>> import pathlib, tempfile, topictag
    >>> copy = pathlib.Path(tempfile.mkdtemp()) / "clean.jsonl"
    >>> topictag.fix([("Нефть дорожает.", ["energy"]), ("Нефть дорожает!", ["energy"])], output=copy).n_merged
    1
    """
    from pathlib import Path

    from topictag.api.converting import choose_output_format, collect_for, write_records
    from topictag.curation.fixing import merge_equal
    from topictag.errors import DataError
    from topictag.labelled.reading import corpus_parts
    from topictag.labelled.writing import write_json_lines
    from topictag.results.checking import Fixed

    target = Path(output)
    chosen, aside = choose_output_format(target, to), target.with_name(f"{target.name}.conflicts.jsonl")
    errors = list[DataError]()
    collected = collect_for([target, aside], chosen, examples, options, corpus_parts(corpus), on_error=errors.append)
    merged = merge_equal(collected.records)
    losses = write_records(chosen, merged.records, target, collected.topics)
    if merged.conflicts or aside.exists():  # those of an earlier run must not look like those of this one
        write_json_lines(merged.conflicts, aside)
    return Fixed(
        n_texts=len(merged.records),
        n_merged=len(collected.records) - len(merged.records) - len(merged.conflicts),
        n_conflicts=len(merged.conflicts),
        n_unreadable=len(errors),
        conflicts=str(aside) if merged.conflicts else "",
        problems=(*collected.problems, *merged.problems),
        losses=losses,
    )
