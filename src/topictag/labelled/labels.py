"""Labels by identifier and the corpus that holds their texts, which may not be handed on.

A label names its text by id and by the SHA-256 of its UTF-8, and the text is looked up in a corpus that its user has.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.corpus import iter_records, record_text
from topictag.labelled.example import Example, Label
from topictag.labelled.identifiers import is_identifier

_MOST_MISSING = 0.01  # chosen: a corpus loses a text now and then; more, and it is another corpus


def find_texts(labels: Sequence[Label], files: Sequence[Path]) -> dict[str, Example]:
    """Return the labelled texts, as examples by id; the corpus is read as a stream.

    Parameters
    ----------
    labels : sequence of Label
    files : sequence of path
        JSONL with the fields "id" and "text", compressed or not.

    Raises
    ------
    DataError
        A file is given twice or cannot be read, a wanted text stands twice or is another one than was labelled, or
        more than one in a hundred are missing.
    """
    _check_distinct(files)
    wanted, found = {label.id: label for label in labels}, dict[str, tuple[str, Example]]()
    for place, record in iter_records(files):
        if (label := wanted.get(_id(record, place))) is None:
            continue
        if label.id in found:
            raise DataError(
                f"{place}: the text {label.id!r} stands already at {found[label.id][0]}. Give each part of the corpus "
                "once."
            )
        found[label.id] = place, _join(label, record, place)
    _check_missing([label for label in labels if label.id not in found], len(labels))
    return {name: example for name, (_, example) in found.items()}


def _check_distinct(files: Sequence[Path]) -> None:
    resolved = [file.resolve() for file in files]
    for number, file in enumerate(files):
        if resolved[number] in resolved[:number]:
            raise DataError(f"{file}: is given twice as a part of the corpus. Give it once.")


def _id(record: Any, place: str) -> str:
    if not isinstance(record, Mapping) or not is_identifier(record.get("id")):
        raise DataError(f'{place}: a record must be an object with the fields "id" and "text", to be found by its id.')
    return str(record["id"])


def _join(label: Label, record: Mapping[str, Any], place: str) -> Example:
    text = record_text(record, place)
    if sha256(text.encode("utf-8")).hexdigest() != label.sha256:
        raise DataError(
            f"{place}: the text {label.id!r} is not the one that was labelled at {label.place}: its SHA-256 is "
            "another. Take the corpus that the labels were made for, unchanged."
        )
    return Example(label.id, text, label.tags, label.article, label.place)


def _check_missing(missing: Sequence[Label], n_labels: int) -> None:
    if len(missing) > _MOST_MISSING * n_labels:
        raise DataError(
            f"Of {n_labels} labels by identifier {len(missing)} have no text in the corpus, more than 1 %; "
            f"{_name(missing)}. Give all parts of the corpus that they were made for."
        )


def describe_problems(labels: Sequence[Label], examples: Sequence[Example]) -> Iterator[str]:
    """Yield what is to be told of labels beside the examples that were kept: texts left out, strange topics."""
    kept = {example.id for example in examples}
    missing = [label for label in labels if label.id not in kept]
    if len(missing) == len(labels):
        yield (
            f"{len(missing)} labels are of texts that lie in a corpus elsewhere, and are left out; {_name(missing)}. "
            "To get them in, give the corpus: --corpus FILE on the command line, corpus= in Python."
        )
    elif missing:
        yield f"{len(missing)} of {len(labels)} labels have no text in the corpus and are left out; {_name(missing)}."
    yield from _strange_topics(labels, examples)


def _strange_topics(labels: Sequence[Label], examples: Sequence[Example]) -> Iterator[str]:
    by_identifier = {label.id for label in labels}
    others = {tag for example in examples if example.id not in by_identifier for tag in example.tags}
    first = {tag: label.place for label in reversed(labels) for tag in label.tags}
    for tag in sorted(first.keys() - others) if others else ():
        close = get_close_matches(tag, others, 1)
        hint = f"Did you mean {close[0]!r}?" if close else f"The others have {', '.join(sorted(others))}."
        yield f"{first[tag]}: the topic {tag!r} stands on labels by identifier alone. {hint}"


def _name(missing: Sequence[Label]) -> str:
    names = ", ".join(f"{label.id} ({label.place})" for label in missing[:3])
    return f"missing: {names}{' …' if len(missing) > 3 else ''}"
