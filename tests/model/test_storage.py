"""The model file: round trip, and everything that is not a good model file."""

import json
import os
import pickle
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
from topictag.model.storage import load_model, save_model
from topictag.model.tensors import digest

TEXTS = ["Хоккеисты выиграли матч.", "Театр показал балет.", "Банк поднял ставку.", "…"]


def header_of(path):
    with safe_open(path, framework="numpy") as file:
        return json.loads(file.metadata()["topictag"])


def rewrite(path, change_header=None, **arrays):
    """Store the model at `path` again, with another header or other arrays (None: left out), and a digest that fits."""
    header = header_of(path)
    tensors = {name: array for name, array in {**load_file(path), **arrays}.items() if array is not None}
    if change_header:
        change_header(header)
    header["digest"] = digest(header, tensors)
    save_file(tensors, path, metadata={"topictag": json.dumps(header)})


@pytest.fixture(scope="module")
def paired_path(neighbours, tmp_path_factory):
    path = tmp_path_factory.mktemp("paired") / "neighbours.safetensors"
    topictag.train([(text, ["near"] * near) for text, near in neighbours]).save(path)
    return path


def test_round_trip(leisure, model_path):
    loaded = topictag.load(model_path)
    assert loaded.topics == leisure.topics
    assert loaded.record == leisure.record
    np.testing.assert_array_equal(loaded.scores(TEXTS), leisure.scores(TEXTS))
    assert loaded.tag_many(TEXTS) == leisure.tag_many(TEXTS)


def test_the_same_model_gives_the_same_bytes(model_path, tmp_path):
    again = tmp_path / "again.safetensors"
    save_model(load_model(model_path), again)
    assert again.read_bytes() == model_path.read_bytes()


def test_metadata_names_data_and_libraries_but_no_clock_and_no_path(leisure, leisure_path):
    text = json.dumps(leisure.record.to_dict())
    assert leisure.record.data.n_examples == 46
    assert "scikit-learn" in leisure.record.built_with
    assert str(leisure_path.parent) not in text
    assert "time" not in text


def test_missing(tmp_path):
    with pytest.raises(ModelNotFoundError, match=r"none\.safetensors.*topictag train"):
        topictag.load(tmp_path / "none.safetensors")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_truncated(model_path, share):
    data = model_path.read_bytes()
    model_path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelFormatError, match="truncated"):
        topictag.load(model_path)


def test_extended(model_path):
    model_path.write_bytes(model_path.read_bytes() + b"more")
    with pytest.raises(ModelFormatError):
        topictag.load(model_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x80\x04 a pickle", b"text" * 100])
def test_foreign_files(tmp_path, content):
    path = tmp_path / "foreign"
    path.write_bytes(content)
    with pytest.raises(ModelFormatError):
        topictag.load(path)


@pytest.mark.parametrize("metadata", [None, {"format": "pt"}, {"topictag": "{"}, {"topictag": "[]"}])
def test_foreign_safetensors(tmp_path, metadata):
    path = tmp_path / "foreign.safetensors"
    save_file({"weight": np.ones(3)}, path, metadata=metadata)
    with pytest.raises(ModelFormatError, match="not a model file of topictag"):
        topictag.load(path)


@pytest.mark.parametrize(
    ("version", "way_out"),
    [
        (5, "Update topictag"),
        (2, "Train it again"),
        (1, "Train it again"),
        (0, "Train it again"),
        ("x", "Train it again"),
    ],
)
def test_other_format_versions(model_path, version, way_out):
    rewrite(model_path, lambda header: header.update(format_version=version))
    with pytest.raises(ModelVersionError, match=f"format version {version!r}.*{way_out}"):
        topictag.load(model_path)


def test_a_folder_is_no_model(tmp_path):
    with pytest.raises(ModelNotFoundError, match="is a folder"):
        topictag.load(tmp_path)


@pytest.mark.parametrize("path", [5, b"model.safetensors", ["model.safetensors"]])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(InputTypeError, match=type(path).__name__):
        topictag.load(path)


def test_a_changed_byte_is_reported_as_such(model_path):
    data = model_path.read_bytes()
    model_path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ModelFormatError, match=r"the model file is damaged: checksum mismatch\. Fetch it again"):
        topictag.load(model_path)


def test_one_changed_byte_is_found_wherever_it_is(model_path):
    data = model_path.read_bytes()
    for place in range(0, len(data), len(data) // 150):
        model_path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(ModelError):
            topictag.load(model_path)


def bad_headers():
    yield "no topics", lambda header: header.pop("topics")
    yield "topics twice", lambda header: header.update(topics=["sport", "sport", "culture"])
    yield "topics that are no list", lambda header: header.update(topics="abc")
    yield "topics that are no strings", lambda header: header.update(topics=[1, 2, 3])
    yield "analysis that is no mapping", lambda header: header.update(analysis=[5])
    yield "analysis of fractions", lambda header: header["analysis"].update(min_letters=2.5)
    yield "metadata that is no mapping", lambda header: header.update(metadata=[])
    yield "fewer topics", lambda header: header["topics"].pop()
    yield "no analysis", lambda header: header.pop("analysis")
    yield "unknown analysis", lambda header: header["analysis"].update(bigrams=True)
    for setting in ("min_letters", "family_min_letters", "pair_window"):
        yield f"huge {setting}", lambda header, setting=setting: header["analysis"].update({setting: 2**32 + 1})
    yield "huge families", lambda header: header["analysis"].update(family_letters=2**30, family_min_letters=2**30)
    yield "contradicting analysis", lambda header: header["analysis"].update(family_letters=90)


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in bad_headers()])
def test_damaged_headers(model_path, change):
    rewrite(model_path, change)
    with pytest.raises(ModelFormatError, match="damaged"):
        topictag.load(model_path)


def bad_arrays():
    yield "missing", "coef", lambda _: None
    yield "type", "coef", lambda array: array.astype(np.float64)
    yield "shape", "coef", lambda array: array[:, :-1].copy()
    yield "NaN", "idf", lambda array: np.where(np.arange(len(array)) == 3, np.nan, array).astype(np.float32)
    yield "not positive", "idf", lambda array: -array
    yield "infinite", "intercept", lambda array: array + np.float32(np.inf)
    yield "falling", "slope", lambda array: -array
    yield "over one", "thresholds", lambda array: array + np.float32(1)
    yield "dangling", "form_terms", lambda array: array + np.int32(10_000)
    yield "negative", "form_terms", lambda array: array - np.int32(10_000)
    yield "short", "form_terms", lambda array: array[:-1].copy()
    yield "families that are lemmas", "form_terms", lambda array: np.where(array == -1, -1, 0).astype(np.int32)
    yield "families too high", "form_terms", lambda array: array + np.array([0, 10_000], np.int32)
    yield "no UTF-8", "forms.others", lambda array: np.concatenate([array, np.array([10, 0xFF], np.uint8)])
    yield "empty entry", "lemmas", lambda array: np.concatenate([array, np.array([10], np.uint8)])
    yield "repeated", "forms.others", lambda _: np.frombuffer("ёж\nёж".encode(), np.uint8)
    yield "out of order", "forms.others", lambda _: np.frombuffer(b"b\na", np.uint8)
    yield "empty entry", "families.others", lambda _: np.array([10], np.uint8)
    yield "two dimensions", "lemmas", lambda array: array[None]
    for name in ("forms", "families"):
        yield "flat", f"{name}.keys", lambda array: array.ravel()
        yield "one less", f"{name}.keys", lambda array: array[1:].copy()
        yield "other words", f"{name}.keys", lambda array: array + np.uint64(1)
        yield "turned", f"{name}.keys", lambda array: array[::-1].copy()
        yield "repeated", f"{name}.keys", lambda array: np.repeat(array[:1], len(array), axis=0)
        yield "no bounds", f"{name}.groups", lambda array: array[:0].copy()
        yield "a single group", f"{name}.groups", lambda array: array[[0, -1]]
        yield "no power of two", f"{name}.groups", lambda array: array[[0, 1, 2, -1]]
        yield "falling", f"{name}.groups", lambda array: np.concatenate([array[:1], array[1:-1][::-1], array[-1:]])
        yield "beyond", f"{name}.groups", lambda array: array + np.uint32(1)
        yield (
            "elsewhere",
            f"{name}.groups",
            lambda array: np.where(np.arange(len(array)) <= len(array) // 2, 0, array).astype(np.uint32),
        )


@pytest.mark.parametrize(
    ("name", "change"), [pytest.param(name, change, id=f"{name} {kind}") for kind, name, change in bad_arrays()]
)
def test_damaged_arrays_are_found_before_they_are_used(model_path, name, change):
    rewrite(model_path, **{name: change(load_file(model_path)[name])})
    with pytest.raises(ModelFormatError, match=f"damaged: .*{name}"):
        topictag.load(model_path)


def bad_pairs():
    yield "missing", lambda _: None
    yield "type", lambda pairs: pairs.astype(np.int64)
    yield "flat", lambda pairs: pairs.ravel()
    yield "a single number", lambda _: np.array(5, np.int32)
    yield "dangling", lambda pairs: pairs + np.int32(10_000)
    yield "negative", lambda pairs: pairs - np.int32(10_000)
    yield "turned", lambda pairs: pairs[:, ::-1].copy()
    yield "out of order", lambda pairs: pairs[::-1].copy()
    yield "repeated", lambda pairs: np.repeat(pairs[:1], len(pairs), axis=0)
    yield "one less", lambda pairs: pairs[1:].copy()


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in bad_pairs()])
def test_damaged_pairs_are_found_before_they_are_used(paired_path, tmp_path, change):
    path = tmp_path / "paired.safetensors"
    path.write_bytes(paired_path.read_bytes())
    pairs = load_file(path)["pairs"]
    assert len(pairs) > 1
    rewrite(path, pairs=change(pairs))
    with pytest.raises(ModelFormatError, match=r"damaged: .*(pairs|idf has shape)"):
        topictag.load(path)


@pytest.fixture
def extended_path(extended, tmp_path):
    path = tmp_path / "extended.safetensors"
    save_model(extended, path)
    return path


def bad_extensions():
    for name in ("grams.codes", "grams.groups", "groups", "member_bounds", "members"):
        yield "missing", name, lambda _: None
        yield "type", name, lambda array: array.astype(np.int64)
        yield "two dimensions", name, lambda array: array[None]
        yield "a single number", name, lambda array: np.array(array[0])
    yield "one less", "grams.codes", lambda codes: codes[1:].copy()
    yield "no grams", "grams.codes", lambda codes: codes | np.uint32(1 << 31)
    yield "other grams", "grams.codes", lambda codes: codes + np.uint32(64)
    yield "a single group", "grams.groups", lambda groups: groups[[0, -1]]
    yield "beyond", "grams.groups", lambda groups: groups + np.uint32(1)
    yield "no UTF-8", "groups", lambda names: np.append(names, np.uint8(0xFF))
    yield "an empty entry", "groups", lambda names: np.append(names, np.uint8(10))
    yield "a name that cannot be printed", "groups", lambda names: np.append(names, np.uint8(27))
    yield "a name twice", "groups", lambda _: np.frombuffer(b"one\none\ntwo", np.uint8)
    yield "no names", "groups", lambda names: names[:0]
    yield "one less", "member_bounds", lambda bounds: bounds[:-1].copy()
    yield "none", "member_bounds", lambda bounds: bounds[:0]
    yield "beyond", "member_bounds", lambda bounds: bounds + np.uint32(1)
    yield "falling", "member_bounds", lambda bounds: np.concatenate([bounds[:1], bounds[1:-1][::-1], bounds[-1:]])
    yield "families", "member_bounds", lambda bounds: np.append(bounds[:-1] * np.uint32(0), bounds[-1:])
    yield "one less", "members", lambda members: members[1:].copy()
    yield "dangling", "members", lambda members: members + np.uint32(10_000)
    yield "out of order", "members", lambda members: np.uint32(1) - members
    yield "repeated", "members", np.zeros_like


@pytest.mark.parametrize(
    ("name", "change"), [pytest.param(name, change, id=f"{name} {kind}") for kind, name, change in bad_extensions()]
)
def test_damaged_grams_and_groups_are_found_before_they_are_used(extended_path, name, change):
    rewrite(extended_path, **{name: change(load_file(extended_path)[name])})
    with pytest.raises(ModelFormatError, match=r"damaged: .*(grams|group|member|idf has shape)"):
        topictag.load(extended_path)


def test_grams_and_groups_survive_a_file_and_a_pickle(extended, extended_path):
    loaded = topictag.load(extended_path)
    assert loaded.model.grams.grams() == extended.grams.grams()
    assert loaded.model.group_members() == extended.group_members()
    expected = topictag.Tagger(extended).scores(TEXTS)
    for tagger in (loaded, topictag.load(extended_path, copy=True), pickle.loads(pickle.dumps(loaded))):  # noqa: S301
        np.testing.assert_array_equal(tagger.scores(TEXTS), expected)
    data = pickle.dumps(topictag.Tagger(extended))
    np.testing.assert_array_equal(pickle.loads(data).scores(TEXTS), expected)  # noqa: S301 (it was pickled here)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ('{"topics": ["a"], "topics": ["a"]}', "has a key twice"),
        ('{"metadata": {"a": 1, "a": 1}}', "has a key twice"),
        ('{"metadata": ' + "[" * 50 + "]" * 50 + "}", "nests more than 32 levels"),
        ('{"metadata": ' + "[" * 100_000 + "]" * 100_000 + "}", "nests more than 32 levels"),
        ('{"metadata": [' + "[]," * 300_000 + "[]]}", "has more than 500,000 values"),
        ('{"topics": ["\\ud800"]}', r"contains U\+D800, half of a character, at topics\[0\]"),
        ('{"\\udfff": 1}', r"contains a key with U\+DFFF"),
        (
            '{"format_version": 3, "metadata": {"n": 1' + "0" * 400 + "}}",
            r"contains a number of more than 1024 bits at metadata\.n",
        ),
    ],
)
def test_hostile_headers(model_path, header, problem):
    save_file(load_file(model_path), model_path, metadata={"topictag": header})
    with pytest.raises(ModelFormatError, match=f"damaged: its header {problem}"):
        topictag.load(model_path)


@pytest.mark.parametrize("topic", ["", "two\nlines", "\x1b[31m", "zero\u200bwidth"])
def test_topics_that_cannot_be_printed_are_refused(model_path, topic):
    rewrite(model_path, lambda header: header.update(topics=["sport", topic, "culture"]))
    with pytest.raises(
        ModelFormatError, match=r"leisure\.safetensors: the model is damaged: the topic '.*' is not a printable name"
    ):
        topictag.load(model_path)


def test_a_model_file_of_format_3_is_read_for_ever(root):
    """The file was written by the first version of this format, and is never written again."""
    tagger = topictag.load(root / "tests" / "data" / "format_3.safetensors")
    assert tagger.topics == ("culture", "economy", "sport")
    assert list(tagger.tag("Хоккеисты выиграли матч чемпионата.")) == ["sport"]
    assert list(tagger.tag("Банк поднял ключевую ставку.")) == ["economy"]


def test_a_model_of_format_3_has_no_grams_and_is_written_as_format_4(root, tmp_path):
    old, path = root / "tests" / "data" / "format_3.safetensors", tmp_path / "again.safetensors"
    model = load_model(old)
    assert (len(model.grams), model.n_groups, model.group_members()) == (0, 0, {})
    save_model(model, path)
    assert header_of(path)["format_version"] == 4
    before, after = load_file(old), load_file(path)
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array)
    assert sum(after[name].nbytes for name in after.keys() - before.keys()) < 100
    np.testing.assert_array_equal(topictag.load(path).scores(TEXTS), topictag.load(old).scores(TEXTS))


def test_a_file_of_format_3_cannot_bring_grams(extended_path):
    rewrite(extended_path, lambda header: header.update(format_version=3))
    with pytest.raises(ModelFormatError, match="idf has shape"):
        topictag.load(extended_path)


def test_a_model_file_of_format_4_is_read_for_ever(root):
    """The file was written by the first version of this format, and is never written again."""
    tagger = topictag.load(root / "tests" / "data" / "format_4.safetensors")
    assert len(tagger.model.grams) == 6
    assert tagger.model.group_members() == {"energy": [0, 3], "peace": [1, 2, 4]}
    assert list(tagger.tag("Нефть и газ.")) == ["economy"]
    assert list(tagger.tag("Мирный договор.")) == ["politics"]
    assert list(tagger.tag("Нефтью.")) == ["economy"]  # by its grams alone
    assert tagger.tag("Балет.") == {}


def test_a_copy_outlives_what_becomes_of_the_file(model_path, leisure):
    tagger = topictag.load(model_path, copy=True)
    os.truncate(model_path, 100)
    assert tagger.tag_many(TEXTS) == leisure.tag_many(TEXTS)


def test_the_shipped_model_can_be_copied_too():
    tagger = topictag.load(copy=True)
    assert tagger is not topictag.load()
    assert tagger.tag_many(TEXTS) == topictag.load().tag_many(TEXTS)


def test_a_pickled_copy_is_a_copy_elsewhere(model_path, monkeypatch):
    tagger = topictag.load(model_path, copy=True)
    data = pickle.dumps(tagger)
    monkeypatch.setattr("topictag.model.mapping.mmap", None)
    assert pickle.loads(data).topics == tagger.topics  # noqa: S301 (it was pickled here)


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ({"description": "half \ud800"}, r"contains U\+D800, half of a character, at metadata\.description"),
        ({"quality": {"f1": {1, 2}}}, r"contains a set, which is not a JSON type, at metadata\.quality\.f1"),
        ({"quality": {1: 0.5}}, "contains a key that is not a str: 1"),
        ({"notes": "x" * 16_000_000}, "has more than 15,900,000 bytes"),
        ({"notes": [0] * 600_000}, "has more than 500,000 values"),
    ],
)
def test_metadata_that_cannot_be_written_are_reported_and_the_old_model_stays(leisure, model_path, metadata, problem):
    old = model_path.read_bytes()
    with pytest.raises(OutputError, match=f"cannot be written: its header {problem}"):
        save_model(replace(leisure.model, metadata=metadata), model_path)
    assert model_path.read_bytes() == old


@pytest.mark.parametrize("path", [5, None, b"model.safetensors"])
def test_saving_to_what_is_no_path(leisure, path):
    with pytest.raises(InputTypeError, match=f"must be a str or a path object, not {type(path).__name__}"):
        leisure.save(path)


def test_saving_into_a_missing_folder(leisure, tmp_path):
    with pytest.raises(OutputError, match=r"the folder .*none does not exist"):
        leisure.save(tmp_path / "none" / "model.safetensors")


def test_saving_over_a_folder(leisure, tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        leisure.save(tmp_path)


def test_a_failed_save_leaves_the_old_model(leisure, model_path, monkeypatch):
    """The disk fills up while the temporary file is written."""
    old = model_path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("topictag.files.fsync", full)
    with pytest.raises(OutputError, match=r"No space left.*unchanged"):
        leisure.save(model_path)
    assert model_path.read_bytes() == old
    assert [file.name for file in model_path.parent.iterdir()] == [model_path.name]


def test_a_read_only_folder(leisure, model_path, monkeypatch):
    """Folders refuse temporary files; root may write anywhere, so the refusal is played."""

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    old = model_path.read_bytes()
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(OutputError, match=r"cannot be written \(Permission denied\)"):
        leisure.save(model_path)
    assert model_path.read_bytes() == old


def test_a_saved_model_can_be_read_by_others(model_path):
    mask = os.umask(0)
    os.umask(mask)
    assert model_path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_every_model_error_can_be_caught_as_one():
    assert all(issubclass(error, ModelError) for error in (ModelFormatError, ModelNotFoundError, ModelVersionError))
