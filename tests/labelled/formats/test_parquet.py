"""Parquet: class labels with their names in the file, in the shapes that the library datasets writes."""

import datetime as dt
import gzip
import json

import pytest

from topictag import extras
from topictag.errors import DataError, MissingExtraError
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.formats.parquet import ParquetFormat
from topictag.labelled.reading import read_examples

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

PARQUET = ParquetFormat()
CLASS = {"names": ["economy", "energy", "sport"], "_type": "ClassLabel"}
TEXT = {"dtype": "string", "_type": "Value"}


@pytest.fixture
def save(tmp_path):
    """Write columns, and features as `datasets` keeps them, to a file."""

    def write(columns, features=None, name="train.parquet"):
        table = pa.table(columns)
        if features is not None:
            table = table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
        pq.write_table(table, tmp_path / name)
        return tmp_path / name

    return write


@pytest.mark.parametrize(
    "feature",
    [
        {"feature": CLASS, "_type": "List"},
        {"feature": CLASS, "_type": "LargeList"},
        {"feature": CLASS, "length": -1, "_type": "Sequence"},
        [CLASS],
    ],
)
def test_lists_of_class_labels(save, read, feature):
    path = save({"text": ["А.", "Б."], "topics": [[1, 0], []]}, {"text": TEXT, "topics": feature})
    assert read(path) == [
        {"text": "А.", "tags": ["energy", "economy"], "known": CLASS["names"]},
        {"text": "Б.", "tags": [], "known": CLASS["names"]},
    ]


def test_one_class_label_also_beside_other_columns(save, read):
    columns = {"text": ["А.", "Б."], "coarse": [2, -1], "outlet": ["x", "y"], "id": [7, 8], "url": ["u", None]}
    path = save(columns, {"text": TEXT, "coarse": CLASS, "outlet": TEXT})
    first, second = read(path)
    assert (first["id"], first["tags"], first["outlet"], first["url"]) == (7, ["sport"], "x", "u")
    assert second == "they have no label"


def test_a_certain_class_label_is_never_yes_and_no(save, read):
    two = {"names": ["economy", "energy"], "_type": "ClassLabel"}
    path = save({"text": ["А."], "labels": [[0, 1]]}, {"labels": {"_type": "List", "feature": two}})
    assert read(path)[0]["tags"] == ["economy", "energy"]


def test_names_that_are_given_go_before_those_of_the_file(save, read):
    path = save({"text": ["А."], "label": [1]}, {"text": TEXT, "label": CLASS})
    assert read(path, topics=("a", "b"))[0]["tags"] == ["b"]


def test_without_features(save, read):
    assert read(save({"text": ["А."], "label": ["energy"], "__index_level_0__": [0]})) == [
        {"text": "А.", "tags": ["energy"]}
    ]
    path = save({"text": ["А."], "energy": [1.0], "sport": pa.array([None], pa.float64())})
    assert read(path, topics=("energy", "sport"))[0]["unknown"] == ["sport"]
    with pytest.raises(DataError, match=r"train\.parquet, record 1: the topic 1 is a number without a name"):
        read_examples(save({"text": ["А."], "label": [1]}))


def test_values_that_json_does_not_have_become_texts(save, read):
    day = dt.datetime(2026, 3, 9, 12, 30, tzinfo=dt.UTC)
    columns = {"text": ["А."], "tags": [["energy"]], "day": [day], "image": [b"\xff"], "n": [[day.date()]]}
    assert read(save(columns))[0] == {
        "text": "А.",
        "tags": ["energy"],
        "day": "2026-03-09 12:30:00+00:00",
        "image": "b'\\xff'",
        "n": ["2026-03-09"],
    }


def test_a_compressed_file(save, read, tmp_path):
    path = save({"text": ["А."], "tags": [["energy"]]})
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read(packed) == read(path)


def test_it_is_written_with_its_features(tmp_path):
    records = [
        {"id": "1", "text": "А.", "tags": ["sport"], "unknown": ["energy"], "n": 1},
        {"id": "2", "text": "Б.", "tags": [], "n": 2},
    ]
    assert PARQUET.losses(records) == []
    PARQUET.write(records, tmp_path / "a.parquet", ["energy", "sport"])
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column("labels").to_pylist() == [[1], []]
    features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
    assert features["labels"] == {"_type": "Sequence", "feature": {"_type": "ClassLabel", "names": ["energy", "sport"]}}
    assert features["n"] == {"_type": "Value", "dtype": "int64"}


def test_the_library_datasets_reads_what_is_written(tmp_path):
    datasets = pytest.importorskip("datasets", reason="the library datasets is not installed")
    PARQUET.write(
        [{"id": "1", "text": "А.", "tags": ["sport", "energy"], "unknown": ["x"]}, {"text": "Б.", "tags": []}],
        tmp_path / "a.parquet",
        ["energy", "sport", "x"],
    )
    loaded = datasets.Dataset.from_parquet(str(tmp_path / "a.parquet"), cache_dir=str(tmp_path / "cache"))
    assert loaded.features["labels"].feature.names == ["energy", "sport", "x"]
    assert loaded[0]["labels"] == [1, 0]
    loaded.to_parquet(tmp_path / "b.parquet")
    first, second = read_examples(tmp_path / "b.parquet")
    assert (first.tags, first.unknown, second.tags) == ({"sport", "energy"}, {"x"}, set())


@pytest.mark.parametrize("keep", [0, 4, 200])
def test_a_damaged_file_is_told(save, keep):
    path = save({"text": ["А."] * 100, "tags": [["energy"]] * 100})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DataError, match=r"train\.parquet: not Parquet, or damaged"):
        read_examples(path)


def test_columns_that_are_missing_are_told(save):
    with pytest.raises(DataError, match=r"train\.parquet: no column with the text \(the columns are a, b\)"):
        read_examples(save({"a": ["А."], "b": ["energy"]}))
    with pytest.raises(DataError, match=r"train\.parquet, record 1: topics must be a name"):
        read_examples(save({"text": ["А."], "label": [0.5]}))


def test_without_pyarrow_the_way_out_is_told(save, monkeypatch):
    path = save({"text": ["А."], "tags": [["energy"]]})
    monkeypatch.setattr(extras, "_is_installed", lambda module: module != "pyarrow")
    with pytest.raises(MissingExtraError, match=r"train\.parquet: reading Parquet needs pyarrow.*\[parquet\]"):
        list(PARQUET.read(path, ReadOptions()))


@pytest.mark.parametrize(
    ("columns", "tags"),
    [
        ({"text": ["Нефть."], "lang": [1], "topic": ["energy"]}, ["energy"]),  # the usual name counts
        ({"text": ["Нефть."], "lang": [1], "outlet": ["X"]}, ["en"]),  # there is nothing else
    ],
)
def test_class_labels_have_the_topics_if_no_column_has_a_usual_name(save, columns, tags):
    path = save(columns, {"lang": {"names": ["ru", "en"], "_type": "ClassLabel"}})
    ((_, record),) = PARQUET.read(path, ReadOptions())
    assert record["tags"] == tags
    assert record.get("known") == (["ru", "en"] if tags == ["en"] else None)
