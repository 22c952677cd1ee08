import json
import warnings

import pytest

from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.format import PassedOver, ReadOptions
from topictag.labelled.reading import read_examples


@pytest.fixture
def save(tmp_path):
    """Write records as one JSON document, or as JSON lines; return the path."""

    def write(*records, name="export.json"):
        path = tmp_path / name
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        text = "".join(f"{line}\n" for line in lines) if name.endswith(".jsonl") else f"[{','.join(lines)}]"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def read():
    """Return the native records of a file; errors are raised, and reasons of those passed over are strings."""

    def read_records(path, **options):
        options = ReadOptions(**options)
        records = [record for _, record in choose_format(path, options).read(path, options)]
        for record in records:
            if isinstance(record, Exception):
                raise record
        return [record.reason if isinstance(record, PassedOver) else record for record in records]

    return read_records


@pytest.fixture
def read_all():
    """Return the examples of a file, checked; without warnings."""

    def read_checked(path, **options):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read_examples(path, options=ReadOptions(**options), may_be_empty=True)

    return read_checked
