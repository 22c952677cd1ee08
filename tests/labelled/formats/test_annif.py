"""Annif's four forms: labels and URIs of subjects, in files of the shapes that Annif documents."""

import gzip
import json

import pytest

from topictag.errors import DataError, DataWarning, OutputError, SettingError
from topictag.labelled.formats.annif_folder import AnnifFolderFormat
from topictag.labelled.formats.annif_json import AnnifJsonFormat
from topictag.labelled.formats.annif_table import AnnifCsvFormat, AnnifTsvFormat
from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.format import PassedOver, ReadOptions
from topictag.labelled.reading import read_examples
from topictag.labelled.sources import data_files

ENERGY, SPORT = "http://example.org/energy", "http://example.org/sport"
DOCUMENT = {
    "document_id": "d1",
    "text": "Нефть дорожает.",
    "metadata": {"title": "Нефть", "tags": "x"},
    "subjects": [{"uri": ENERGY, "label": "energy"}, {"uri": SPORT}],
}


def read(form, path, **options):
    return [record for _, record in form.read(path, ReadOptions(**options))]


def write_lines(path, *documents):
    path.write_text("".join(f"{json.dumps(own)}\n" for own in documents), encoding="utf-8")
    return path


def test_jsonl(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", DOCUMENT, {"text": "Матч.", "subjects": []}, {"text": "Снег."})
    assert choose_format(path, ReadOptions()).name == "annif-jsonl"
    first, second, third = read(AnnifJsonFormat(), path)
    assert first == {
        "id": "d1",
        "text": "Нефть дорожает.",
        "title": "Нефть",
        "meta.tags": "x",
        "tags": ["energy", SPORT],
        "uris": {"energy": ENERGY},
    }
    assert second == {"text": "Матч.", "tags": []}
    assert isinstance(third, PassedOver)
    with pytest.warns(DataWarning, match="1 record is left out: nobody gave it subjects"):
        assert len(read_examples(path)) == 2


def test_jsonl_is_written_as_it_was(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", DOCUMENT | {"metadata": {"title": "Нефть"}})
    records = read(AnnifJsonFormat(), path)
    assert AnnifJsonFormat().losses(records) == []
    AnnifJsonFormat().write(records, tmp_path / "b.jsonl", ())
    assert json.loads((tmp_path / "b.jsonl").read_text()) == DOCUMENT | {"metadata": {"title": "Нефть"}}


def test_a_document_in_a_file_of_its_own(tmp_path):
    (tmp_path / "d1.json").write_text(json.dumps(DOCUMENT, indent=1), encoding="utf-8")
    assert read_examples(tmp_path)[0].tags == {"energy", SPORT}


def test_topics_by_uri_or_by_label(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", DOCUMENT)
    assert read(AnnifJsonFormat(), path, tags="uri")[0]["tags"] == [ENERGY, SPORT]
    with pytest.raises(DataError, match=r'a\.jsonl:1: a subject has no "label"'):
        read_examples(path, options=ReadOptions(tags="label"))
    with pytest.raises(SettingError, match='"label" or "uri", not by'):
        read(AnnifJsonFormat(), path, tags="name")


def test_one_label_of_two_subjects_is_told(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", DOCUMENT, DOCUMENT | {"subjects": [{"uri": SPORT, "label": "energy"}]})
    with pytest.raises(DataError, match=r"a\.jsonl:2: the label 'energy' has two URIs"):
        read_examples(path)
    assert len(read_examples(write_lines(tmp_path / "b.jsonl", DOCUMENT), options=ReadOptions(tags="uri"))) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"subjects": {"uri": ENERGY}}, '"subjects" must be a list'),
        ({"subjects": ["energy"]}, "a subject must be an object"),
        ({"subjects": [{}]}, "a subject must be an object"),
        ({"subjects": [{"uri": 1}]}, "a subject must be an object"),
        ({"subjects": [{"notation": "1"}]}, 'a subject has no "uri" or "label"'),
        ({"metadata": [1]}, '"metadata" must be an object'),
        ({"text": 1}, '"text" must be a string'),
    ],
)
def test_a_malformed_document_is_told(tmp_path, changed, told):
    with pytest.raises(DataError, match=rf"a\.jsonl:2: {told}"):
        read_examples(write_lines(tmp_path / "a.jsonl", DOCUMENT, DOCUMENT | {"document_id": "d2"} | changed))


@pytest.mark.parametrize("name", ["a.tsv", "a.txt", "a.tsv.gz"])
def test_tsv(tmp_path, name):
    text = f"\ufeffНефть дорожает.\t<{ENERGY}> <{SPORT}>\r\nСнег.\t\r\nМатч.\t{SPORT}\r\n".encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert choose_format(tmp_path / name, ReadOptions()).name == "annif-tsv"
    assert read(AnnifTsvFormat(), tmp_path / name) == [
        {"text": "Нефть дорожает.", "tags": [ENERGY, SPORT]},
        {"text": "Снег.", "tags": []},
        {"text": "Матч.", "tags": [SPORT]},
    ]


def test_tsv_without_a_tab_is_told_with_its_line(tmp_path):
    (tmp_path / "a.tsv").write_text(f"Нефть.\t<{ENERGY}>\nМатч.\t<{SPORT}>\nСнег.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.tsv:3: no tab between text and URIs"):
        read_examples(tmp_path / "a.tsv", options=ReadOptions(format="annif-tsv"))


def test_a_table_with_a_header_is_not_taken_for_one_without(tmp_path):
    (tmp_path / "a.tsv").write_text("text\ttags\nНефть.\tenergy\n", encoding="utf-8")
    assert choose_format(tmp_path / "a.tsv", ReadOptions()).name == "csv"


def test_csv(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'document_id,text,subject_uris,title\nd1,"Нефть,\nгаз.",<{ENERGY}> {SPORT},Т\n,Снег.,,\n')
    assert choose_format(path, ReadOptions()).name == "annif-csv"
    assert read(AnnifCsvFormat(), path) == [
        {"id": "d1", "text": "Нефть,\nгаз.", "title": "Т", "tags": [ENERGY, SPORT]},
        {"text": "Снег.", "tags": []},
    ]
    path.write_text("text,subject_uris\nНефть.\n")
    with pytest.raises(DataError, match=r"a\.csv:2: 1 cells"):
        read_examples(path)
    path.write_text("text,tags\nНефть.,energy\n")
    with pytest.raises(DataError, match=r'a\.csv:1: no column "subject_uris"'):
        read_examples(path, options=ReadOptions(format="annif-csv"))


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "texts"
    own.mkdir()
    (own / "d1.txt").write_text("Нефть\nдорожает.", encoding="utf-8-sig")
    (own / "d1.tsv").write_text(f"<{ENERGY}>\tenergy\tmore\n<{SPORT}>\n", encoding="utf-8")
    (own / "d2.txt").write_text("Матч.", encoding="utf-8")
    (own / "d2.key").write_text("winter sport\r\n\r\nhockey\r\n", encoding="utf-8")
    (own / "d3.txt").write_text("Снег.", encoding="utf-8")
    return own


def test_a_folder_of_texts(folder):
    assert data_files(folder) == [folder]
    first, second, third = read(AnnifFolderFormat(), folder)
    assert first == {"id": "d1", "text": "Нефть\nдорожает.", "tags": ["energy", SPORT], "uris": {"energy": ENERGY}}
    assert second == {"id": "d2", "text": "Матч.", "tags": ["winter sport", "hockey"]}
    assert isinstance(third, PassedOver)
    with pytest.warns(DataWarning, match="1 record is left out: no file of subjects"):
        assert [own.id for own in read_examples(folder.parent)] == ["d1", "d2"]


def test_a_folder_is_written_as_a_whole(tmp_path):
    form = AnnifFolderFormat()
    records = [
        {"id": "a b", "text": "Нефть\r\nдорожает.\n", "tags": ["energy", "peace talks"], "uris": {"energy": ENERGY}},
        {"id": "../x", "text": "Матч.", "tags": ["<b>"]},
        {"text": "Снег.", "tags": []},
    ]
    assert form.losses(records) == ["The name of a file is the id, so 2 of 3 ids change."]
    form.write(records, tmp_path / "out", ())
    assert read(form, tmp_path / "out") == [
        {"id": "000001", **records[1]} | {"id": "000001"},
        {"id": "000002"} | records[2],
        records[0],
    ]
    assert {own.name for own in tmp_path.iterdir()} == {"out"}
    with pytest.raises(OutputError, match=r"exists\. Give the name of a new folder"):
        form.write(records, tmp_path / "out", ())
    with pytest.raises(OutputError, match="cannot be written"):
        form.write(records, tmp_path / "no" / "out", ())


def test_a_text_that_is_none_is_told(folder):
    (folder / "d2.txt").write_bytes("Матч.".encode("cp1251"))
    with pytest.raises(DataError, match=r"d2\.txt: not UTF-8"):
        read_examples(folder)
    (folder / "d3.txt").unlink()
    assert len(read_examples(folder, options=ReadOptions(encoding="cp1251"))) == 2


@pytest.mark.parametrize("form", [AnnifTsvFormat(), AnnifCsvFormat()])
def test_topics_without_a_uri_get_one_that_is_read_back(tmp_path, form):
    records = [{"text": "Т.", "tags": ["peace talks", "a<b>", "urn:topictag:x", "50%20", SPORT]}]
    assert form.losses(records) == []
    form.write(records, tmp_path / f"a{form.ending}", ())
    assert "<urn:topictag:peace%20talks>" in (tmp_path / f"a{form.ending}").read_text()
    assert read(form, tmp_path / f"a{form.ending}") == records


def test_what_annif_cannot_hold_is_told():
    record = {
        "id": "1",
        "article": "x",
        "text": "\ufeffА\tБ\nВ\0",
        "tags": ["energy"],
        "unknown": ["sport"],
        "known": ["energy"],
        "annotations": [],
        "uris": {"energy": ENERGY},
        "document_id": 1,
    }
    common = {"article", "unknown", "looked for", "annotator"}
    more = {
        AnnifJsonFormat(): set(),
        AnnifCsvFormat(): {"Labels of topics", "not texts", "something else in the format", "NUL"},
        AnnifTsvFormat(): {"Labels of topics", "ids", "Tabs", "Line breaks", "byte order mark", "NUL", "document_id"},
        AnnifFolderFormat(): {"byte order mark", "NUL", "document_id"},
    }
    for form, parts in more.items():
        told = form.losses([record])
        assert len(told) == len(common | parts)
        for part in common | parts:
            assert sum(part in own for own in told) == 1, (form.name, part)


@pytest.mark.parametrize(
    "records",
    [
        [{"text": "Нефть\u2028дорожает\x85и\x0bгаз.", "tags": [ENERGY]}, {"text": "Матч.", "tags": []}],
        [{"text": "Снег.", "tags": []}],
        [{"text": "Снег.", "tags": []}, {"text": "Дождь.", "tags": []}],
    ],
)
def test_a_written_tsv_is_recognised(tmp_path, records):
    assert AnnifTsvFormat().losses(records) == []
    AnnifTsvFormat().write(records, tmp_path / "a.tsv", ())
    assert choose_format(tmp_path / "a.tsv", ReadOptions()).name == "annif-tsv"
    assert read(AnnifTsvFormat(), tmp_path / "a.tsv") == records
