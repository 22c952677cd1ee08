"""Opening texts: packers, byte order marks, encodings, and what cannot be read."""

import codecs
import gzip
import io
import lzma
import random
import sys
from pathlib import Path

import pytest

from topictag.errors import DataError, MissingExtraError
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.opening import bare_name, check_decoded, open_text, show_bad_bytes
from topictag.labelled.reading import read_examples

LINES = ["Снег идёт.\r\n", "\n", "Ёлки\r", "конец"]


@pytest.fixture
def read(tmp_path):
    def write_and_read(name, data, **options):
        (tmp_path / name).write_bytes(data)
        with open_text(tmp_path / name, **options) as stream:
            return list(stream)

    return write_and_read


def pack_zstandard(data):
    return pytest.importorskip("zstandard").ZstdCompressor(write_checksum=True).compress(data)


PACKERS = {".gz": gzip.compress, ".xz": lzma.compress, ".zst": pack_zstandard}


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a"])
def test_first_bytes_tell_how_a_file_is_packed_whatever_its_name(read, ending, name):
    assert read(name, PACKERS[ending]("".join(LINES).encode())) == LINES


@pytest.mark.parametrize("ending", PACKERS)
def test_archives_that_were_put_together_are_read_to_the_end(read, ending):
    pack = PACKERS[ending]
    assert read("a", pack("Снег ".encode()) + pack("идёт".encode())) == ["Снег идёт"]


@pytest.mark.parametrize("ending", PACKERS)
def test_what_stands_before_a_truncation_can_be_read(tmp_path, ending):
    rng = random.Random(0)
    text = "".join(f"{rng.random()}\n" for _ in range(20_000))
    (tmp_path / "a").write_bytes(PACKERS[ending](text.encode())[:-1000])
    read = []
    with open_text(tmp_path / "a") as stream, pytest.raises(DataError, match="a: damaged or truncated"):
        read.extend(iter(stream.readline, ""))
    assert len(read) > 1000
    assert text.startswith("".join(read))


def test_damaged_zstandard(read):
    data = bytearray(pack_zstandard(random.Random(0).randbytes(3000).hex().encode()))
    data[100:900] = bytes(800)
    with pytest.raises(DataError, match="damaged or truncated"):
        read("a.zst", bytes(data))


def test_zstandard_without_its_package_names_the_way_out(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtraError, match=r"a\.zst: decompressing Zstandard needs zstandard, .*\[zstd\]'"):
        read("a.zst", b"")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(read, codec):
    assert read("a", "".join(LINES).encode(codec)) == LINES
    for mark, big in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        assert read("a", mark + "".join(LINES).encode(big)) == LINES


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Ёж".encode("cp1251"), "cp1251"),
        ("Ёж".encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_LE + "Ёж".encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF8 + "Ёж".encode(), "UTF8"),
        ("яюЁж".encode("cp1251")[2:], "windows-1251"),
    ],
)
def test_an_encoding_that_is_named_is_taken(read, data, encoding):
    assert read("a", data, encoding=encoding) == ["Ёж"]


def test_what_looks_like_a_mark_is_text_in_another_encoding(read):
    assert read("a", "яю".encode("cp1251"), encoding="cp1251") == ["яю"]


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"a\n\xd0\xb0\xff", "", r"a:2: not UTF-8 \(byte 0xff at character 2\)\. Save it as UTF-8\."),
        (b"a\n\xd0", "utf-8", r"a:2: not UTF-8 \(byte 0xd0 at character 1\)"),
        (b"a\n\x98", "cp1251", r"a:2: not cp1251 \(byte 0x98"),
        ("a\nб".encode("utf-16") + b"\x00", "", "a:2: not utf-16 "),
        ("a\n".encode("utf-32-le") + b"\x00\x00\x00\xff", "utf-32-le", "a:2: not utf-32-le"),
    ],
)
def test_bytes_that_are_no_text_are_refused_by_line(read, data, encoding, message):
    first, second = read("a", data, encoding=encoding)
    check_decoded(first, "a:1")
    with pytest.raises(DataError, match=message):
        check_decoded(second, "a:2", encoding or ("utf-16" if b"\xff\xfe" in data else ""))
    assert "\\x" in show_bad_bytes(second)


def test_bytes_are_counted_as_they_are_packed(tmp_path):
    data = gzip.compress(b"text " * 100_000)
    (tmp_path / "a").write_bytes(data)
    counts = []
    with open_text(tmp_path / "a", on_read=counts.append) as stream:
        stream.read()
    assert sum(counts) == len(data)


def test_standard_input_stays_open(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO("Снег".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    with open_text(Path("-")) as stream:
        assert stream.read() == "Снег"
    assert not stdin.buffer.closed


@pytest.mark.parametrize(("name", "reason"), [("none", "No such file"), (".", "Is a directory")])
def test_what_cannot_be_opened(tmp_path, name, reason):
    with pytest.raises(DataError, match=rf"cannot be read \({reason}"), open_text(tmp_path / name) as stream:
        stream.read()


def test_names_without_what_says_that_they_are_packed(tmp_path):
    assert [bare_name(tmp_path / name) for name in ("A.TXT.GZ", "a.xz.zst", "a.txt")] == ["a.txt", "a.xz", "a.txt"]


@pytest.mark.parametrize(
    ("data", "encoding", "way_out"),
    [
        ("__label__a Ишим".encode(), "cp1251", r"not cp1251 .* are UTF-8: leave the encoding out \(--encoding\)"),
        (b"__label__a \x98\xff", "cp1251", "not cp1251 .* Give the encoding that it has"),
        ("__label__a Ишим".encode("cp1251"), "", "not UTF-8 .* for example --encoding cp1251"),
        ("__label__a Ишим".encode("cp1251"), "utf-8", "not UTF-8 .* for example --encoding cp1251"),
    ],
)
def test_the_way_out_of_a_wrong_encoding(tmp_path, data, encoding, way_out):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(DataError, match=way_out):
        read_examples(tmp_path / "a.txt", options=ReadOptions(encoding=encoding))
