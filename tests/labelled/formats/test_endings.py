"""Endings of files that are written: one that means another format is refused."""

from pathlib import Path

import pytest

import topictag
from topictag.errors import SettingError
from topictag.labelled.formats.choosing import FORMATS
from topictag.labelled.formats.endings import check_ending

DATA = [("Нефть дорожает.", ["energy"])]


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("label-studio", "a.jsonl"),
        ("argilla", "a.JSONL.gz"),
        ("native", "a.csv"),
        ("csv", "a.txt"),
        ("doccano-csv", "a.tsv"),
        ("parquet", "a.csv"),
        ("fasttext", "a.ndjson"),
    ],
)
@pytest.mark.parametrize("write", [topictag.convert, topictag.fix])
def test_the_ending_of_another_format_is_refused(tmp_path, to, name, write):
    with pytest.raises(SettingError, match=rf"the format {to} cannot .* Let the name end in {FORMATS[to].ending},"):
        write(DATA, output=tmp_path / name, to=to)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("own", FORMATS.values(), ids=FORMATS)
def test_its_own_ending_and_unknown_ones_are_right(own):
    for name in (f"a{own.ending}", f"a{own.ending}.gz", "a", "a.out"):
        check_ending(Path(name), own)


@pytest.mark.parametrize(("to", "name"), [("csv", "a.tsv"), ("prodigy", "a.json"), ("native", "a.ndjson")])
def test_endings_that_mean_the_same_are_right(tmp_path, to, name):
    topictag.convert(DATA, output=tmp_path / name, to=to)
    assert topictag.read_examples(tmp_path / name)[0].tags == {"energy"}


def test_presets_are_checked_too(tmp_path):
    with pytest.raises(SettingError, match=r"Let the name end in \.json,"):
        topictag.convert(["Снег."], output=tmp_path / "a.jsonl", to="label-studio", predict=topictag.load())
