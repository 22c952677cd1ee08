"""The background file: round trip, and everything that is not a valid background file."""

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

import topictag
from topictag.errors import (
    InputTypeError,
    ModelError,
    ModelFormatError,
    ModelNotFoundError,
    ModelVersionError,
    OutputError,
)
from topictag.model.tensors import digest
from topictag.text.analysis import Analysis
from topictag.training.background.storage import load_background, save_background
from topictag.training.background.vectors import Background

KEY = "topictag-background"


@pytest.fixture
def path(background_path, tmp_path):
    copy = tmp_path / "background.safetensors"
    copy.write_bytes(background_path.read_bytes())
    return copy


def rewrite(path, change_header=None, **arrays):
    """Store the vectors at `path` again, with another header or other arrays (None: left out), and a valid checksum."""
    with safe_open(path, framework="numpy") as file:
        header = json.loads(file.metadata()[KEY])
    tensors = {name: array for name, array in {**load_file(path), **arrays}.items() if array is not None}
    if change_header:
        change_header(header)
    header["digest"] = digest(header, tensors)
    save_file(tensors, path, metadata={KEY: json.dumps(header)})


def test_round_trip(tmp_path):
    rng = np.random.default_rng(0)
    original = Background(
        analysis=Analysis(min_letters=3, family_letters=4),
        terms=("ёлка", "мир", "перег*"),
        document_frequencies=np.array([1, 7, 3], np.int32),
        n_paragraphs=7,
        vectors=np.vstack([rng.normal(size=(2, 5)), np.zeros(5)]).astype(np.float32),
        metadata={"description": "Ёлки"},
    )
    save_background(original, tmp_path / "b")
    loaded = load_background(str(tmp_path / "b"))
    for name in ("analysis", "terms", "n_paragraphs", "metadata"):
        assert getattr(loaded, name) == getattr(original, name)
    np.testing.assert_array_equal(loaded.document_frequencies, original.document_frequencies)
    np.testing.assert_allclose(loaded.vectors, original.vectors, atol=0.02 * np.abs(original.vectors).max())
    assert loaded.vectors.dtype == np.float32


def test_saving_again_what_was_loaded_changes_next_to_nothing(path, tmp_path):
    save_background(load_background(path), tmp_path / "again")
    once, twice = load_background(path), load_background(tmp_path / "again")
    assert (twice.terms, twice.metadata) == (once.terms, once.metadata)
    np.testing.assert_allclose(twice.vectors, once.vectors, atol=0.01 * np.abs(once.vectors).max())


def test_the_same_vectors_give_the_same_bytes(path, tmp_path):
    background = load_background(path)
    for name in ("one", "two"):
        save_background(background, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_description_that_cannot_be_written_is_told(path, tmp_path):
    background = replace(load_background(path), metadata={"description": "half \ud800"})
    with pytest.raises(OutputError, match=r"its header contains U\+D800, half of a character, at metadata.description"):
        save_background(background, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_the_file_holds_no_text_and_no_path(path, themes, background_path):
    data = path.read_bytes().decode("utf-8", "ignore")
    assert not any(sentence in data for own in themes.known.values() for sentence in own)
    assert str(background_path.parent) not in data


def test_missing(tmp_path):
    with pytest.raises(ModelNotFoundError, match=r"none\.st: the background file does not exist.*topictag background"):
        load_background(tmp_path / "none.st")


def test_a_folder_is_no_background_file(tmp_path):
    with pytest.raises(ModelNotFoundError, match="is a folder"):
        load_background(tmp_path)


@pytest.mark.parametrize("value", [5, b"background", ["background"]])
def test_arguments_that_are_not_paths_are_refused(value):
    with pytest.raises(InputTypeError, match=f"must be a str or a path object, not {type(value).__name__}"):
        load_background(value)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_truncated(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelFormatError, match="not a background file, or a truncated one"):
        load_background(path)


def test_extended(path):
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(ModelFormatError):
        load_background(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x80\x04 a pickle", b"text" * 100])
def test_foreign_files(path, content):
    path.write_bytes(content)
    with pytest.raises(ModelFormatError, match="not a background file"):
        load_background(path)


@pytest.mark.parametrize("metadata", [None, {"format": "pt"}, {KEY: "{"}, {KEY: "[]"}])
def test_foreign_safetensors(path, metadata):
    save_file({"weight": np.ones(3)}, path, metadata=metadata)
    with pytest.raises(ModelFormatError, match="but not a background file of topictag"):
        load_background(path)


def test_a_model_file_is_not_a_background_file(model_path, themes):
    with pytest.raises(ModelFormatError, match=r"leisure\.safetensors: .*but not a background file"):
        topictag.train(themes.examples, background=model_path)


def test_a_background_file_is_not_a_model_file(path):
    with pytest.raises(ModelFormatError, match=r"background\.safetensors: .*but not a model file"):
        topictag.load(path)


@pytest.mark.parametrize(
    ("version", "way_out"),
    [
        (4, "Update topictag"),
        (2, "Make it again"),
        (1, "Make it again"),
        (0, "Make it again"),
        ("x", "Make it again"),
        (None, "Make"),
    ],
)
def test_other_format_versions(path, version, way_out):
    rewrite(path, lambda header: header.update(format_version=version))
    with pytest.raises(ModelVersionError, match=f"background file of format version {version!r}.*{way_out}"):
        load_background(path)


def test_one_changed_byte_is_found_wherever_it_is(path):
    data = path.read_bytes()
    for place in range(0, len(data), len(data) // 150):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(ModelError):
            load_background(path)


def bad_headers():
    yield "no metadata", lambda header: header.pop("metadata")
    yield "metadata that is no mapping", lambda header: header.update(metadata=[])
    yield "no number of paragraphs", lambda header: header.pop("n_paragraphs")
    yield "no paragraphs", lambda header: header.update(n_paragraphs=0)
    yield "fewer paragraphs than a term has", lambda header: header.update(n_paragraphs=3)
    yield "a number of paragraphs that no float holds", lambda header: header.update(n_paragraphs=10**300)
    yield "a number of paragraphs without bounds", lambda header: header.update(n_paragraphs=10**400)
    yield "a truth for a number of paragraphs", lambda header: header.update(n_paragraphs=True)
    yield "no analysis", lambda header: header.pop("analysis")
    yield "analysis that is no mapping", lambda header: header.update(analysis=[5])
    yield "unknown analysis", lambda header: header["analysis"].update(bigrams=True)
    yield "contradicting analysis", lambda header: header["analysis"].update(family_letters=90)
    yield "analysis of fractions", lambda header: header["analysis"].update(min_letters=2.5)


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in bad_headers()])
def test_damaged_headers(path, change):
    rewrite(path, change)
    with pytest.raises(ModelFormatError, match=r"background file is damaged: .*make it again"):
        load_background(path)


def bad_arrays():
    for name in ("terms", "document_frequencies", "vectors", "row_scales", "column_scales"):
        yield "missing", name, lambda _: None
        yield "type", name, lambda array: array.astype(np.float64)
        yield "short", name, lambda array: array[:-1].copy()
        if name != "terms":  # a blob: its bytes are the same in any shape
            yield "dimensions", name, lambda array: array[None].copy()
    yield "no UTF-8", "terms", lambda array: np.concatenate([array[:-1], np.array([0xFF], np.uint8)])
    yield "repeated", "terms", lambda array: np.concatenate([array, np.array([10], np.uint8), array])
    yield "empty entry", "terms", lambda array: np.concatenate([array, np.array([10], np.uint8)])
    yield "none", "terms", lambda array: array[:0].copy()
    yield "a pair", "terms", lambda array: np.where(array == 10, ord(" "), array).astype(np.uint8)
    yield "a bare mark", "terms", lambda array: np.concatenate([np.frombuffer(b"*\n", np.uint8), array])
    for name in ("document_frequencies", "row_scales", "column_scales"):
        yield "a single number", name, lambda array: np.array(array[0])
        yield "a column", name, lambda array: array[:, None].copy()
    yield "too large", "row_scales", lambda array: array * 0 + np.float32(3e38)
    yield "too large for the least numbers", "row_scales", lambda array: array * 0 + np.float32(3e36)
    yield "one more", "vectors", lambda array: np.vstack([array, array[:1]])
    yield "one more", "row_scales", lambda array: np.append(array, array[:1])
    yield "narrow", "vectors", lambda array: array[:, :-1].copy()
    yield "NaN", "row_scales", lambda array: array * np.float32(np.nan)
    yield "infinite", "column_scales", lambda array: array + np.float32(np.inf)
    yield "zero", "document_frequencies", lambda array: array * np.int32(0)


@pytest.mark.parametrize(
    ("name", "change"), [pytest.param(name, change, id=f"{name} {kind}") for kind, name, change in bad_arrays()]
)
def test_damaged_arrays_are_found_before_they_are_used(path, name, change):
    rewrite(path, **{name: change(load_file(path)[name])})
    with pytest.raises(ModelFormatError, match=r"background file is damaged: .*make it again"):
        load_background(path)


def test_scales_that_overflow_on_the_way_are_found(path):
    """Rows are scaled first: their product with the columns' scales would have been small enough."""
    arrays = load_file(path)
    rows = arrays["row_scales"] * 0 + np.float32(1e37)
    rewrite(path, row_scales=rows, column_scales=arrays["column_scales"] * 0 + np.float32(1e-30))
    with pytest.raises(ModelFormatError, match="its scales are too large"):
        load_background(path)


def test_few_bytes_cannot_ask_for_much_memory(path):
    """Families have no vectors in the file, and take as many numbers as lemmas once it is read."""
    terms = [f"{number:04}*" for number in range(20_000)]
    rewrite(
        path,
        terms=np.frombuffer("\n".join(terms).encode(), np.uint8),
        document_frequencies=np.ones(len(terms), np.int32),
        vectors=np.zeros((0, 60_000), np.int8),
        row_scales=np.zeros(0, np.float32),
        column_scales=np.ones(60_000, np.float32),
    )
    with pytest.raises(ModelFormatError, match="its vectors have more than"):
        load_background(path)
