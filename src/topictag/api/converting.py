"""Converting labelled data between formats."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike
    from pathlib import Path

    from topictag.errors import DataError
    from topictag.labelled.converting import Collected
    from topictag.labelled.formats.format import Format, ReadOptions, Record
    from topictag.labelled.reading import Corpus, Source
    from topictag.results.conversion import Conversion
    from topictag.tagger import Tagger


def convert(
    *sources: Source,
    output: str | PathLike[str],
    to: str = "",
    options: ReadOptions | None = None,
    known: Sequence[str] = (),
    corpus: Corpus = (),
    predict: Tagger | None = None,
) -> Conversion:
    r"""Write labelled data in another format.

    Parameters
    ----------
    *sources : path or iterable
        Labelled data in any format, as for `train`.
    output : path
        The file to write. An ending .gz or .xz compresses it.
    to : str, optional
        Name of the format. By default the ending of `output` decides: .jsonl is the native form, .csv and .tsv are
        tables, .txt is fastText's, .parquet that of Hugging Face, .spacy that of spaCy.
    options : ReadOptions, optional
        Format and columns of the sources, and what counts where annotators disagree.
    known : sequence of str, optional
        The only topics that were looked for in this data, if there will be others beside it: all others are then
        unknown there, instead of absent.
    corpus : path, or iterable of paths, optional
        The texts of labels by identifier.
    predict : Tagger, optional
        Write texts to be labelled, with the tags of this tagger preset, for a labelling tool; `to` is then one of
        ``native``, ``label-studio``, ``prodigy``, ``doccano``, ``argilla`` and ``csv``. The sources are unlabelled
        texts: JSONL or plain text with one paragraph per line, or texts and records. What a model says is never read as
        a label.

    Returns
    -------
    Conversion
        What was written, and what the format cannot hold of it.

    Raises
    ------
    DataError
        The data cannot be read, with file:line; or it has labels without texts, which the format cannot hold.
    SettingError
        There is no such format, or the ending of `output` names none or another one; or `predict` is given with
        `options`, `known` or `corpus`, which say how labels are read.
    OutputError
        The file cannot be written, or is one of the sources.
    MissingExtraError
        A library that reads or writes the format is not installed.

    Examples
    --------
    >>> import tempfile, pathlib, topictag
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> done = topictag.convert([("Нефть дорожает.", ["energy"])], output=folder / "data.jsonl")
    >>> done.n_texts, done.format, done.losses
    (1, 'native', ())
    >>> (folder / "data.jsonl").read_text(encoding="utf-8")
    '{"text": "Нефть дорожает.", "tags": ["energy"]}\n'
    """
    from pathlib import Path

    from topictag.errors import DataError, InputTypeError
    from topictag.labelled.formats.format import take_names
    from topictag.labelled.reading import corpus_parts
    from topictag.labelled.tags import check_tags
    from topictag.results.conversion import Conversion
    from topictag.tagger import Tagger

    if not isinstance(predict, Tagger | None):
        raise InputTypeError(
            f"predict must be a Tagger, not {type(predict).__name__}. Load a model: topictag.load(path)."
        )
    known = sorted(check_tags(take_names("known", known), "known"))
    target, parts = Path(output), corpus_parts(corpus)
    if predict is not None:
        _check_unlabelled({"options": take_options(options) != take_options(None), "known": known, "corpus": parts})
        return _preset(sources, target, to, predict)
    chosen = choose_output_format(target, to)
    collected = collect_for([target], chosen, sources, options, parts, known=known)
    if chosen.name != "native" and (labels := [own for own in collected.records if "text" not in own]):
        raise DataError(
            f"{len(labels)} labels by identifier have no text, and the format {chosen.name} needs it; the first is "
            f"{labels[0]['id']}. Give the corpus with the texts: --corpus FILE on the command line, corpus= in Python."
        )
    losses = write_records(chosen, collected.records, target, collected.topics)
    return Conversion(len(collected.records), chosen.name, collected.topics, collected.problems, losses)


def _check_unlabelled(given: Mapping[str, object]) -> None:
    """Raise `SettingError` if something is given that only says how labels are read."""
    from topictag.errors import SettingError

    if found := [name for name, value in given.items() if value]:
        raise SettingError(
            f"{' and '.join(found)} would have no effect, because texts with predictions have no labels. Leave out "
            "predict or these (on the command line, --known, --corpus, --max-line, --from and the options beside it)."
        )


def _preset(sources: Sequence[Any], target: Path, to: str, tagger: Tagger) -> Conversion:
    from itertools import chain

    from topictag.api.inputs import only_paths
    from topictag.curation.suggesting.reading import iter_unlabelled
    from topictag.curation.suggesting.tasks import preset_tasks
    from topictag.errors import DataError, SettingError
    from topictag.files import check_outputs
    from topictag.labelled.corpus import corpus_files
    from topictag.labelled.formats.choosing import find_format
    from topictag.labelled.formats.endings import check_ending
    from topictag.labelled.formats.tasks import TASK_FORMATS, write_tasks
    from topictag.results.conversion import Conversion

    if to not in TASK_FORMATS:
        raise SettingError(
            f"Texts with predictions are written for a labelling tool. Name it: --to {'|'.join(TASK_FORMATS)} on the "
            "command line, to= in Python."
        )
    check_ending(target, find_format(to))
    check_outputs([target], [file for source in only_paths(*sources) for file in corpus_files(source)])
    tasks = list(preset_tasks(chain.from_iterable(map(iter_unlabelled, sources)), tagger))
    if not tasks:
        raise DataError("There are no texts. Give JSONL with a field text, or plain text.")
    write_tasks(tasks, target, to)
    return Conversion(len(tasks), to, tagger.topics)


def choose_output_format(path: Path, to: str) -> Format:
    """Return the format in which a file is written, by name or by the ending of the file.

    Raises
    ------
    SettingError
        There is no such format, or the ending names none, or another kind than the format writes.
    """
    from pathlib import Path

    from topictag.errors import SettingError
    from topictag.labelled.formats.choosing import FORMATS, find_format
    from topictag.labelled.formats.endings import check_ending
    from topictag.labelled.opening import bare_name

    if to:
        chosen = find_format(to)
        check_ending(path, chosen, *([".tsv"] if to == "csv" else []))
        return chosen
    ending = Path(bare_name(path)).suffix
    names = {own.ending: own.name for own in reversed([*FORMATS.values()]) if own.ending not in ("", ".json")}
    names |= {".csv": "csv", ".tsv": "csv"}  # the tables of doccano and Annif hold less
    if ending not in names:
        raise SettingError(
            f"{path}: the ending does not say in which format to write. Name it: --to {'|'.join(FORMATS)}."
        )
    return FORMATS[names[ending]]


def take_options(options: ReadOptions | None) -> ReadOptions:
    """Return the options, or the default ones; raises `InputTypeError` if they are something else."""
    from topictag.errors import InputTypeError
    from topictag.labelled.formats.format import ReadOptions

    if not isinstance(options, ReadOptions | None):
        raise InputTypeError(f"options must be ReadOptions, not {type(options).__name__}.")
    return options or ReadOptions()


def collect_for(
    outputs: Sequence[Path],
    chosen: Format,
    sources: Sequence[Source],
    options: ReadOptions | None,
    corpus: Sequence[str | PathLike[str]],
    *,
    known: Sequence[str] = (),
    on_error: Callable[[DataError], None] | None = None,
) -> Collected:
    """Read labelled data that files are written from, once it is certain that these can be written.

    Parameters
    ----------
    outputs : sequence of Path
    chosen : Format
        That of the first output.
    sources, options, corpus, known, on_error
        As for `collect`.

    Raises
    ------
    InputTypeError, OutputError, DataError
        The options are something else, an output cannot be written, or the data cannot be read.
    """
    from topictag.api.inputs import list_inputs
    from topictag.files import check_outputs
    from topictag.labelled.converting import collect

    taken = take_options(options)
    check_outputs(outputs, list_inputs(sources, corpus, None, None), example=f"data{chosen.ending}")
    return collect(sources, taken, corpus=corpus, known=known, on_error=on_error)


def write_records(chosen: Format, records: Sequence[Record], path: Path, topics: Sequence[str]) -> tuple[str, ...]:
    """Write records in native form, and return what the format cannot hold of them."""
    losses = tuple(chosen.losses(records))
    chosen.write(records, path, topics)
    return losses
