"""Labels by identifier, for texts that may not be redistributed.

A label names its text by id and by the SHA-256 of its UTF-8; the text is looked up in a corpus that you have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.corpus import iter_records, record_text
from topictag.labelled.example import Example, Label
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.lines import MAX_LINE_BYTES
from topictag.labelled.quotes import quote, quote_fields, shorten
from topictag.labelled.records import FieldNames
from topictag.labelled.text_digest import digest_text

_MAX_MISSING = 0.01  # chosen: a corpus may lose a few texts; if more are missing, it is another corpus
_NO_NAMES = FieldNames()
_MAX_NAMED = 3  # chosen: number of missing texts that a message names


@dataclass(frozen=True)
class Joined:
    """Examples after their texts were looked up.

    Attributes
    ----------
    examples : list of Example
        In the order given, without labels whose text is missing.
    problems : list of str
        What the user should know: labels left out, topics that may be misspelt.
    """

    examples: list[Example]
    problems: list[str]


def join_texts(
    labelled: Sequence[Example | Label],
    files: Sequence[Path],
    *,
    max_line_bytes: int = MAX_LINE_BYTES,
    names: FieldNames = _NO_NAMES,
) -> Joined:
    """Replace labels by examples with their texts.

    Parameters
    ----------
    labelled : sequence of Example or Label
    files : sequence of path
        The corpus: JSONL with the fields "id" and "text", compressed or not. Without files, labels are left out.
    max_line_bytes : int, default=64,000,000
    names : FieldNames, optional
        The fields with the group and the split of a text, for labels that do not say them.

    Raises
    ------
    DataError
        There are only labels and no corpus, or as for `find_texts`.
    """
    labels = [example for example in labelled if isinstance(example, Label)]
    found = find_texts(labels, files, max_line_bytes=max_line_bytes, names=names) if labels and files else {}
    complete = (found.get(example.id) if isinstance(example, Label) else example for example in labelled)
    examples = [example for example in complete if example is not None]
    problems = list(describe_problems(labels, examples)) if labels else []
    if problems and not examples:
        raise DataError(" ".join(problems))
    return Joined(examples, problems)


def find_texts(
    labels: Sequence[Label],
    files: Sequence[Path],
    *,
    max_line_bytes: int = MAX_LINE_BYTES,
    names: FieldNames = _NO_NAMES,
) -> dict[str, Example]:
    """Return the labelled texts as examples by id; the corpus is read as a stream.

    Parameters
    ----------
    labels : sequence of Label
    files : sequence of path
        JSONL with the fields "id" and "text", compressed or not.
    max_line_bytes : int, default=64,000,000
    names : FieldNames, optional
        As for `join_texts`.

    Raises
    ------
    DataError
        A file is given twice or cannot be read, a wanted text occurs twice or differs from the one that was labelled,
        or more than 1 % of the texts are missing.
    """
    _check_distinct(files)
    wanted, found = {label.id: label for label in labels}, dict[str, tuple[str, Example]]()
    for place, record in iter_records(files, max_line_bytes=max_line_bytes):
        if (label := wanted.get(_id(record, place))) is None:
            continue
        if label.id in found:
            raise DataError(
                f"{place}: the id {quote(label.id)} is already used at {found[label.id][0]}. Give each part of the "
                "corpus once."
            )
        found[label.id] = place, _join(label, record, place, names)
    _check_missing([label for label in labels if label.id not in found], len(labels))
    return {name: example for name, (_, example) in found.items()}


def _check_distinct(files: Sequence[Path]) -> None:
    resolved = [file.resolve() for file in files]
    for number, file in enumerate(files):
        if resolved[number] in resolved[:number]:
            raise DataError(f"{file}: this part of the corpus is given twice. Give it once.")


def _id(record: Any, place: str) -> str:
    identifier = as_identifier(record.get("id")) if isinstance(record, Mapping) else ""
    if not identifier:
        raise DataError(f'{place}: a record must be an object with the fields "id" and "text".')
    return identifier


def _join(label: Label, record: Mapping[str, Any], place: str, names: FieldNames) -> Example:
    text = record_text(record, place)
    if digest_text(text) != label.sha256:
        raise DataError(
            f"{place}: checksum mismatch: the text {quote(label.id)} is not the one that was labelled at "
            f"{label.place}. Give the corpus that the labels were made for, unchanged."
        )
    found = names.read(record, place)
    return Example(
        label.id,
        text,
        label.tags,
        label.article,
        label.place,
        has_own_text=False,
        unknown=label.unknown,
        group=label.group or found["group"],
        split=label.split or found["split"],
        known=label.known,
    )


def _check_missing(missing: Sequence[Label], n_labels: int) -> None:
    if len(missing) > _MAX_MISSING * n_labels:
        raise DataError(
            f"{len(missing)} of {n_labels} labels by identifier have no text in the corpus, which is more than 1 %; "
            f"{_name(missing)}. Give all parts of the corpus that the labels were made for."
        )


def describe_problems(labels: Sequence[Label], examples: Sequence[Example]) -> Iterator[str]:
    """Yield problems of labels beside the examples that were kept: labels left out, topics that only labels have."""
    kept = {example.id for example in examples}
    missing = [label for label in labels if label.id not in kept]
    if len(missing) == len(labels):
        yield (
            f"Labels by identifier are left out ({len(missing)}), because the corpus with their texts is not given; "
            f"{_name(missing)}. Give the corpus: --corpus FILE on the command line, corpus= in Python."
        )
    elif missing:
        yield f"{len(missing)} of {len(labels)} labels are left out: the corpus has no text for them; {_name(missing)}."
    yield from _describe_new_topics(labels, examples)


def _describe_new_topics(labels: Sequence[Label], examples: Sequence[Example]) -> Iterator[str]:
    """Yield topics that only labels have, which may be misspelt."""
    by_identifier = {label.id for label in labels}
    others = {tag for example in examples if example.id not in by_identifier for tag in example.tags}
    first = {tag: label.place for label in reversed(labels) for tag in label.tags}
    for tag in sorted(first.keys() - others) if others else ():
        close = get_close_matches(tag, others, 1)
        hint = (
            f"Did you mean {quote(close[0])}?" if close else f"The other examples have {quote_fields(sorted(others))}."
        )
        yield f"{first[tag]}: only labels by identifier have the topic {quote(tag)}. {hint}"


def _name(missing: Sequence[Label]) -> str:
    names = ", ".join(f"{shorten(label.id)} ({label.place})" for label in missing[:_MAX_NAMED])
    return f"missing: {names}{' …' if len(missing) > _MAX_NAMED else ''}"
