"""Parquet of Hugging Face data sets, whose topics are class labels: numbers, with their names in the file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.extras import require_extra
from topictag.files import write_atomically
from topictag.labelled.formats.class_labels import class_names, class_names_beside
from topictag.labelled.formats.fields import TAG_NAMES, own_fields
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.huggingface import HELD, LABELS, choose_classes, convert_row
from topictag.labelled.formats.losing import lost_fields, lost_names
from topictag.labelled.opening import read_bytes
from topictag.labelled.quotes import quote_fields
from topictag.labelled.writing import pack

_METADATA = b"huggingface"
_BATCH = 1000  # rows; chosen: Python objects of a thousand articles are small
_INDEX = "__index_level_"  # the index of pandas
_TYPES: Mapping[type, str] = {str: "string", bool: "bool", int: "int64", float: "float64"}
_LARGEST = (1 << 63) - 1


class ParquetFormat:
    """Parquet with or without the features of a Hugging Face data set."""

    name = "parquet"
    summary = "Parquet of Hugging Face data sets, with class labels"
    ending = ".parquet"

    def recognises(self, head: Head) -> bool:
        """Return whether the name of the file says that it is Parquet."""
        return head.ending == ".parquet"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the rows; numbers are named by the options, by the file, or by a dataset_info.json beside it."""
        require_extra("parquet", f"{path}: reading Parquet")
        import pyarrow as pa
        import pyarrow.parquet as pq

        number = 0
        try:
            file = pq.ParquetFile(BytesIO(read_bytes(path)))
            names = [name for name in file.schema_arrow.names if not name.startswith(_INDEX)]
            classes = {} if options.topics else _classes(file.schema_arrow.metadata) or class_names_beside(path)
            columns = choose_classes(names, classes, options, str(path))
            for batch in file.iter_batches(_BATCH, columns=names):
                for written in batch.to_pylist():
                    number += 1
                    place = f"{path}, record {number}"
                    try:
                        row = {name: _as_json(value) for name, value in written.items() if value is not None}
                        yield place, convert_row(row, columns, classes.get(columns.tags, ()), options, place)
                    except DataError as error:
                        yield place, error
        except (pa.ArrowException, OSError) as error:
            raise DataError(f"{path}: not Parquet, or damaged after record {number} ({error}).") from error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is not a column of one simple type."""
        names = own_fields(records)
        mixed = [name for name in names if _type_of(records, name) is None]
        empty = [name for name in names if not name or any(record.get(name, "") is None for record in records)]
        taken = [name for name in names if _is_taken(name)]
        return [
            *lost_fields(records, HELD, holds_others=True),
            *([f"Values of {quote_fields(mixed)} that are not texts are read back as JSON texts."] if mixed else []),
            *([f"Fields without a name or a value are lost, such as {quote_fields(empty[:1])}."] if empty else []),
            *lost_names(records, taken),
        ]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:
        """Write a row per record; "labels" are class labels, and the file has the features of the data set."""
        require_extra("parquet", f"{path}: writing Parquet")
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns, features = _columns(records, topics)
        metadata = {_METADATA: json.dumps({"info": {"features": features}}, ensure_ascii=False)}
        schema = pa.schema([(name, _arrow_type(pa, own)) for name, own in features.items()], metadata=metadata)
        output = BytesIO()
        pq.write_table(pa.table([columns[name] for name in features], schema=schema), output)
        write_atomically(pack(output.getvalue(), path), path)


def _classes(metadata: Mapping[bytes, bytes] | None) -> dict[str, tuple[str, ...]]:
    """Return the names of class labels in the metadata of a file; empty if it has none that can be read."""
    try:
        found = json.loads((metadata or {}).get(_METADATA, b"{}"))
    except (ValueError, RecursionError):
        return {}
    info = found.get("info") if isinstance(found, dict) else None
    return class_names(info.get("features")) if isinstance(info, dict) else {}


def _as_json(value: Any) -> Any:
    """Return a value with texts in place of what JSON does not have, such as times."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _columns(records: Sequence[Record], topics: Sequence[str]) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """Return the columns that some record needs, and their features as the library datasets writes them."""
    text, numbers = {"_type": "Value", "dtype": "string"}, {topic: place for place, topic in enumerate(topics)}
    columns: dict[str, list[Any]] = {"text": [record["text"] for record in records]}
    features: dict[str, Any] = {"text": text}
    columns[LABELS] = [[numbers[topic] for topic in record["tags"]] for record in records]
    features[LABELS] = {"_type": "Sequence", "feature": {"_type": "ClassLabel", "names": [*topics]}}
    for name in HELD:
        if any(name in record for record in records):
            is_list = name in ("unknown", "known")
            columns[name] = [record.get(name) for record in records]
            features[name] = {"_type": "Sequence", "feature": text} if is_list else text
    for name in own_fields(records):
        if not name or _is_taken(name):
            continue
        dtype = _type_of(records, name)
        values = [record.get(name) for record in records]
        columns[name] = values if dtype else [_as_text(value) for value in values]
        features[name] = {"_type": "Value", "dtype": dtype or "string"}
    return columns, features


def _is_taken(name: str) -> bool:
    """Return whether a field would be taken for the topics, or for the index of pandas."""
    return name.strip().lower() in TAG_NAMES or name.startswith(_INDEX)


def _type_of(records: Sequence[Record], name: str) -> str | None:
    """Return the type that all values of a field have, None if they differ or are no simple values."""
    values = [value for record in records if (value := record.get(name)) is not None]
    kinds = {type(value) for value in values}
    if len(kinds) > 1 or not kinds <= _TYPES.keys():
        return None
    if kinds == {int} and any(abs(value) > _LARGEST for value in values):
        return None
    return _TYPES[kinds.pop()] if kinds else "string"


def _as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _arrow_type(pa: Any, feature: Mapping[str, Any]) -> Any:
    if feature["_type"] == "Sequence":
        return pa.list_(_arrow_type(pa, feature["feature"]))
    if feature["_type"] == "ClassLabel":
        return pa.int64()
    return {"string": pa.string(), "bool": pa.bool_(), "int64": pa.int64(), "float64": pa.float64()}[feature["dtype"]]
