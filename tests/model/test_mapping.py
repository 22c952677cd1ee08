"""Reading by mapping: what the library writes is read, and nothing is believed of what it did not write."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save, save_file

from topictag.model.mapping import NotTensorsError, map_tensors

ARRAYS = {
    "a": np.arange(6, dtype=np.float32).reshape(2, 3),
    "b": np.array([], dtype=np.int32),
    "c": np.array([2**63], dtype=np.uint64),
    "d": np.frombuffer(b"bytes", np.uint8),
    "e": np.array(7, dtype=np.int64),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "arrays.safetensors"
    save_file(ARRAYS, path, metadata={"key": "слово"})
    return path


def pack(header, data=b""):
    encoded = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(encoded).to_bytes(8, "little") + encoded + data


def entry(dtype="U8", shape=(4,), offsets=(0, 4)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


def test_what_the_library_writes_is_read(path):
    texts, arrays = map_tensors(path)
    assert texts == {"key": "слово"}
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(arrays[name], array)


def test_arrays_cannot_be_written_to(path):
    with pytest.raises(ValueError, match="read-only"):
        map_tensors(path)[1]["a"][0] = 5


def test_arrays_outlive_the_file_name(path):
    arrays = map_tensors(path)[1]
    path.unlink()
    np.testing.assert_array_equal(arrays["a"], ARRAYS["a"])


@pytest.mark.parametrize("change", ["truncated", "overwritten"])
def test_a_copy_does_not_see_what_becomes_of_the_file(path, change):
    arrays = map_tensors(path, copy=True)[1]
    with path.open("r+b") as file:
        if change == "truncated":
            file.truncate(10)
        else:
            file.write(b"x" * path.stat().st_size)
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(arrays[name], array)


def test_a_file_that_is_too_large_is_refused_before_its_arrays_are_read(tmp_path, monkeypatch):
    """A sparse file of 8 GB takes no space on the disk, and seconds or minutes of a checksum."""
    path, size = tmp_path / "sparse.safetensors", 8 * 10**9
    header = pack({"a": entry(shape=(size,), offsets=(0, size))})
    path.write_bytes(header)
    with path.open("r+b") as file:
        file.truncate(len(header) + size)
    monkeypatch.setattr("topictag.model.mapping.mmap", None)
    with pytest.raises(NotTensorsError, match="it has more than 4,294,967,296 bytes"):
        map_tensors(path)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(b'{"__metadata__":{"key":"' + b"[" * 15_000_000, id="a text without an end"),
        pytest.param(b'{"a":"' + b'\\"' * 7_000_000, id="quotes without an end"),
        pytest.param(b'{"a":[' + b"[]," * 5_000_000 + b"0]}", id="lists"),
        pytest.param(b"{" + b'"":0,' * 3_000_000 + b'"":0}', id="names"),
    ],
)
def test_a_hostile_header_is_refused_without_parsing_it(tmp_path, header, monkeypatch):
    """Parsed, 16 MB of JSON would take up to half a gigabyte."""
    path = tmp_path / "bad.safetensors"
    path.write_bytes(pack(header))
    monkeypatch.setattr("topictag.model.mapping.json", None)
    with pytest.raises(NotTensorsError, match="its header"):
        map_tensors(path)


def test_long_texts_beside_the_arrays_are_read(tmp_path):
    path, text = tmp_path / "long.safetensors", '"\\[{,' * 1_000_000
    save_file(ARRAYS, path, metadata={"key": text})
    assert map_tensors(path)[0] == {"key": text}


def test_as_many_arrays_as_are_allowed_are_read(tmp_path):
    path = tmp_path / "many.safetensors"
    for number, is_allowed in ((64, True), (65, False)):
        save_file({f"array{n:03}": np.zeros((1,) * 8, np.uint64) for n in range(number)}, path, metadata={"key": ""})
        if is_allowed:
            assert len(map_tensors(path)[1]) == number
        else:
            with pytest.raises(NotTensorsError, match="more than 64 arrays"):
                map_tensors(path)


def bad_files():
    yield "empty", b""
    yield "seven bytes", b"1234567"
    yield "a huge header", (2**62).to_bytes(8, "little") + b"{}"
    yield "a header of 30 MB", pack(b" " * 30_000_000 + b"{}")
    yield "a name twice", pack(b'{"a":%b,"a":%b}' % ((json.dumps(entry()).encode(),) * 2), b"abcd")
    yield "a key twice", pack(b'{"a":{"dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]}}', b"abcd")
    yield "half of a character for a name", pack({"\ud800": entry()}, b"abcd")
    yield "a name that cannot be printed", pack({"a\n": entry()}, b"abcd")
    yield "a long name", pack({"a" * 200: entry()}, b"abcd")
    yield "no JSON", pack(b"{")
    yield "no UTF-8", pack(b'{"\xff": 1}')
    yield "a list", pack([])
    yield "a number for an array", pack({"a": 5})
    yield "no type", pack({"a": {"shape": [4], "data_offsets": [0, 4]}}, b"abcd")
    yield "an unknown type", pack({"a": entry("BF16", (2,))}, b"abcd")
    yield "a fraction", pack({"a": entry(shape=(2.0, 2))}, b"abcd")
    yield "a negative length", pack({"a": entry(shape=(-4,))}, b"abcd")
    yield "two negative lengths of one byte", pack({"a": entry(shape=(-1, -1), offsets=(0, 1))}, b"a")
    yield "letters for lengths", pack({"a": entry(shape=("p", "q"))}, b"abcd")
    yield "a hundred dimensions", pack({"a": entry(shape=[1] * 100, offsets=(0, 1))}, b"a")
    yield "huge lengths beside 0", pack({"a": entry(shape=(2**40, 2**40, 0), offsets=(0, 0))})
    yield "a length beyond any integer, beside 0", pack({"a": entry(shape=(10**30, 0), offsets=(0, 0))})
    yield (
        "an array where its type cannot begin",
        pack({"a": entry("I32", (1,)), "b": entry("U8", (1,), (4, 5))}, b"abcde"),
    )
    yield "two negative lengths", pack({"a": entry(shape=(-2, -2))}, b"abcd")
    yield "another size", pack({"a": entry(shape=(3,))}, b"abcd")
    yield "three offsets", pack({"a": entry(offsets=(0, 4, 4))}, b"abcd")
    yield "turned offsets", pack({"a": entry(offsets=(4, 0))}, b"abcd")
    yield "overlap", pack({"a": entry(), "b": entry(offsets=(2, 6))}, b"abcdef")
    yield "a gap", pack({"a": entry(offsets=(1, 5))}, b"abcde")
    yield "more behind", pack({"a": entry()}, b"abcde")
    yield "less behind", pack({"a": entry()}, b"abc")
    yield "deep nesting", pack(b'{"a":' * 100_000)


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in bad_files()])
def test_what_is_no_such_file_is_refused(tmp_path, content):
    path = tmp_path / "bad.safetensors"
    path.write_bytes(content)
    with pytest.raises(NotTensorsError):
        map_tensors(path)


@given(place=st.integers(0), byte=st.integers(0, 255))
def test_a_changed_byte_is_refused_or_gives_arrays_within_the_file(tmp_path_factory, place, byte):
    path = tmp_path_factory.mktemp("changed") / "arrays.safetensors"
    data = bytearray(save(ARRAYS, metadata={"key": "слово"}))
    data[place % len(data)] = byte
    path.write_bytes(data)
    try:
        arrays = map_tensors(path)[1]
    except NotTensorsError:
        return
    assert sum(array.nbytes for array in arrays.values()) <= len(data)
    assert all(array.tobytes() is not None for array in arrays.values())


@pytest.mark.parametrize("metadata", [1, [], {"topictag": 1}, {"topictag": None}, {"topictag": {"a": 1}}])
def test_metadata_that_are_no_texts_are_told(tmp_path, metadata):
    path = tmp_path / "m.safetensors"
    path.write_bytes(pack({"__metadata__": metadata, "a": entry()}, b"abcd"))
    with pytest.raises(NotTensorsError, match="its metadata are not texts"):
        map_tensors(path)
