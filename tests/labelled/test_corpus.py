"""Archives of texts as people have them: compressed, with odd line ends, damaged."""

import codecs
import gzip
import json
import lzma
import random

import pytest

from topictag.errors import DataError
from topictag.labelled.corpus import corpus_files, iter_corpus

PARAGRAPHS = ["Снег идёт.", "Ёлки — в снегу.", "Оттепель."]
PLAIN = "\n".join(PARAGRAPHS).encode()
RECORDS = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(PARAGRAPHS)).encode()
BOM = b"\xef\xbb\xbf"


def unchanged(data):
    return data


def pack_zstandard(data):
    return pytest.importorskip("zstandard").ZstdCompressor(write_checksum=True).compress(data)


PACKERS = {"": unchanged, ".gz": gzip.compress, ".xz": lzma.compress, ".zst": pack_zstandard}


@pytest.fixture
def read(tmp_path):
    def write_and_read(name, data):
        (tmp_path / name).write_bytes(data)
        return list(iter_corpus(corpus_files(tmp_path / name)))

    return write_and_read


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize(
    ("ending", "data"), [(".txt", PLAIN), (".jsonl", RECORDS), (".ndjson", RECORDS), (".TXT", PLAIN)]
)
def test_each_format_packed_and_not(read, ending, data, packed):
    assert read(f"news{ending}{packed}", PACKERS[packed](data)) == PARAGRAPHS


def test_endings_in_capitals_are_unpacked_too(read):
    assert read("NEWS.JSONL.GZ", gzip.compress(RECORDS)) == PARAGRAPHS


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("a.txt", BOM + PLAIN, PARAGRAPHS, id="byte order mark in text"),
        pytest.param("a.jsonl", BOM + RECORDS, PARAGRAPHS, id="byte order mark in JSONL"),
        pytest.param("a.txt", PLAIN.decode().encode("utf-16"), PARAGRAPHS, id="UTF-16 in text"),
        pytest.param("a.jsonl", RECORDS.decode().encode("utf-16"), PARAGRAPHS, id="UTF-16 in JSONL"),
        pytest.param("a.txt", PLAIN.replace(b"\n", b"\r\n"), PARAGRAPHS, id="CRLF in text"),
        pytest.param("a.jsonl", RECORDS.replace(b"\n", b"\r\n"), PARAGRAPHS, id="CRLF in JSONL"),
        pytest.param("a.txt", PLAIN.replace(b"\n", b"\r"), PARAGRAPHS, id="CR in text"),
        pytest.param("a.txt", b"\n\n" + PLAIN.replace(b"\n", b"\n \t\n\n") + b"\n", PARAGRAPHS, id="blank lines"),
        pytest.param("a.jsonl", b"\n" + RECORDS.replace(b"\n", b"\n \n") + b"\n", PARAGRAPHS, id="blank in JSONL"),
        pytest.param("a.txt", "  Снег идёт.\t".encode(), ["Снег идёт."], id="white space around"),
        pytest.param("a.jsonl", b'{"text": "a\\n\\nb\\r\\nc"}', ["a", "b", "c"], id="a record of several paragraphs"),
        pytest.param("a.jsonl", b'{"text": ""}', [], id="an empty text"),
        pytest.param("a.txt", b"", [], id="an empty file"),
    ],
)
def test_paragraphs_are_what_stands_between_line_breaks(read, name, data, expected):
    assert read(name, data) == expected


def test_a_folder_gives_all_its_corpora_in_order_and_passes_over_the_rest(tmp_path):
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "b.txt.gz").write_bytes(gzip.compress(PARAGRAPHS[1].encode()))
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": PARAGRAPHS[0]}), encoding="utf-8")
    (tmp_path / "README.md").write_text("no corpus", encoding="utf-8")
    files = corpus_files(str(tmp_path))
    assert [file.name for file in files] == ["b.txt.gz", "a.jsonl"]
    assert list(iter_corpus(files)) == [PARAGRAPHS[1], PARAGRAPHS[0]]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", RECORDS + b"\n{", r"a\.jsonl:4: not JSON"),
        ("a.jsonl", b'{"text": "a"}\n\n["b"]', r"a\.jsonl:3: a record must be an object with a field \"text\""),
        ("a.jsonl", b'{"id": 1, "body": "a"}', r"a\.jsonl:1: the field \"text\" must be a string .*are id, body"),
        ("a.jsonl", b'{"text": "a", "text": "b"}', r"a\.jsonl:1: an object has the key \"text\" twice"),
        ("a.jsonl", b'{"text": 5}', r"a\.jsonl:1: the field \"text\" must be a string"),
        ("a.jsonl", b"{}", r"a\.jsonl:1: .*the fields are none"),
        ("a.jsonl", b'{"text": "\\ud800"}', r"a\.jsonl:1: half a surrogate pair"),
        ("a.jsonl", RECORDS + b'\n{"text": "\xff"}', r"a\.jsonl:4: not UTF-8.*Save it as UTF-8"),
        ("a.txt", PLAIN + "\nснег".encode("cp1251"), r"a\.txt:4: not UTF-8.*Save it as UTF-8"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", r"a\.txt:1: not utf-16"),
    ],
)
@pytest.mark.parametrize("packed", ["", ".xz"])
def test_a_line_that_cannot_be_read_is_named(read, name, data, message, packed):
    with pytest.raises(DataError, match=message.replace(f"{name[2:]}:", f"{name[2:]}{packed}:")):
        read(name + packed, PACKERS[packed](data))


@pytest.mark.parametrize("packed", [".gz", ".xz", ".zst"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_truncated_corpora(read, packed, share):
    data = PACKERS[packed](many_lines())
    with pytest.raises(DataError, match=rf"a\.txt\{packed}: damaged or truncated.*Compress it again"):
        read(f"a.txt{packed}", data[: int(share * len(data))])


@pytest.mark.parametrize("packed", [".gz", ".xz", ".zst"])
def test_damaged_corpora(read, packed):
    data = bytearray(PACKERS[packed](many_lines()))
    data[100:120] = bytes(20)
    with pytest.raises(DataError, match=rf"a\.txt\{packed}"):
        read(f"a.txt{packed}", bytes(data))


@pytest.mark.parametrize("packed", [".gz", ".xz", ".zst"])
def test_what_is_not_compressed_though_its_name_says_so(read, packed):
    PACKERS[packed](b"")  # skips where the package is missing
    with pytest.raises(DataError, match="damaged or truncated"):
        read(f"a.txt{packed}", PLAIN)


@pytest.mark.parametrize("name", ["a.csv", "a", "a.zip", "a.gz", "a.txt.bz2", "txt"])
def test_a_name_that_does_not_tell_the_format(read, name):
    with pytest.raises(DataError, match=rf"{name}: the format is not clear from the name.*\.txt, \.jsonl"):
        read(name, PLAIN)


def test_nothing_there(tmp_path):
    with pytest.raises(DataError, match=r"none\.txt: does not exist"):
        corpus_files(tmp_path / "none.txt")


def test_a_folder_without_corpora(tmp_path):
    (tmp_path / "README.md").write_text("no corpus", encoding="utf-8")
    with pytest.raises(DataError, match=r"the folder contains no texts.*\.txt, \.jsonl"):
        corpus_files(tmp_path)


def test_a_file_that_vanishes_before_it_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(PLAIN)
    files = corpus_files(path)
    path.unlink()
    with pytest.raises(DataError, match=r"a\.txt: cannot be read \(No such file"):
        list(iter_corpus(files))


def many_lines():
    rng = random.Random(0)
    return "".join(f"{rng.choice(PARAGRAPHS)} {rng.random()}\n" for _ in range(500)).encode()
