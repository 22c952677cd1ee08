"""Lines are bounded wherever they come from, and a line that is too long costs neither memory nor the others."""

import gzip
import io
import json
import tracemalloc
from itertools import repeat

import pytest
from click.testing import CliRunner

import topictag
from topictag.api.checking import check
from topictag.cli.main import main
from topictag.errors import DataError, SettingError
from topictag.labelled.corpus import iter_corpus
from topictag.labelled.lines import iter_lines, iter_parts, iter_places, limit_total, parse_line
from topictag.labelled.reading import read_examples

ROW = '{"id": "a", "text": "Нефть.", "tags": []}'


@pytest.fixture
def split(monkeypatch):
    """Read lines in parts of so many characters, of a text with a limit for its lines."""

    def lines(text, limit, part):
        monkeypatch.setattr("topictag.labelled.lines._PART", part)
        return list(iter_lines(iter_parts(io.StringIO(text, newline="")), "f", limit))

    return lines


@pytest.mark.parametrize("part", [1, 2, 3, 100])
def test_lines_are_whole_whatever_parts_they_come_in(split, part):
    text = "раз\n\nдва три\nчетыре"
    assert split(text, 100, part) == [("f:1", "раз\n"), ("f:2", "\n"), ("f:3", "два три\n"), ("f:4", "четыре")]


@pytest.mark.parametrize("part", [1, 3, 100])
def test_a_line_that_is_too_long_is_an_error_and_the_next_ones_are_read(split, part):
    first, second, third = split("а\n" + "б" * 50 + "\nв", 10, part)
    assert (first, third) == (("f:1", "а\n"), ("f:3", "в"))
    assert second[0] == "f:2"
    assert isinstance(second[1], DataError)
    assert str(second[1]).startswith("f:2: the line is longer than 1e-05 MB. ")


@pytest.mark.parametrize("part", [1, 100])
def test_the_limit_counts_bytes_of_utf_8(split, part):
    assert split("ёж", 4, part) == [("f:1", "ёж")]
    assert isinstance(split("ёж", 3, part)[0][1], DataError)
    assert split("ёж\n", 5, part) == [("f:1", "ёж\n")]
    assert isinstance(split("ёж\n", 4, part)[0][1], DataError)


def test_a_long_line_of_blanks_is_not_lost():
    places = list(iter_places([" " * 50 + ROW], "f", 20))
    assert len(places) == 1
    with pytest.raises(DataError, match="longer"):
        parse_line(places[0][1], "f:1")


def test_an_archive_of_one_endless_line_takes_little_memory(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 100_000_000 + b'"}', 1))
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match=r"a.jsonl.gz:1: the line is longer than 5 MB.*--max-line"):
            list(iter_corpus([path], max_line_bytes=5_000_000))
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.txt.gz", "a.jsonl.gz"])
def test_corpora_are_bounded(tmp_path, name):
    pack = gzip.compress if name.endswith(".gz") else bytes
    (tmp_path / name).write_bytes(pack(b"\n" + json.dumps({"text": "a" * 100}).encode()))
    assert len(list(iter_corpus([tmp_path / name], max_line_bytes=1000))) == 1
    with pytest.raises(DataError, match=rf"{name}:2: the line is longer"):
        list(iter_corpus([tmp_path / name], max_line_bytes=50))


def test_labelled_data_is_bounded_and_checks_go_on_behind_the_line(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [ROW, ROW.replace("Нефть", "Нефть" * 100), ROW.replace('"a"', '"b"')]
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(DataError, match=r"a.jsonl:2: the line is longer"):
        read_examples(path, max_line_bytes=100)
    from topictag.curation.check import check_examples

    report = check_examples([path], max_line_bytes=100)
    assert report.n_examples == 2
    assert [one.message.partition(": ")[0] for one in report.findings if one.check == "records"] == [f"{path}:2"]


def test_a_line_without_end_is_told_at_once():
    place, error = next(iter_lines(repeat("x" * 1000), "f", 5000))
    assert (place, type(error)) == ("f:1", DataError)


@pytest.mark.parametrize("limit", [0, -1, 1.5, True])
def test_a_limit_that_lets_nothing_through_is_refused(limit):
    with pytest.raises(SettingError, match="max_line_bytes must be a whole number of at least 1"):
        read_examples([("Нефть.", [])], max_line_bytes=limit)


def test_what_is_read_whole_is_bounded():
    assert list(limit_total(["ёж", "ёж"], "f", 8)) == ["ёж", "ёж"]
    with pytest.raises(DataError, match="f is longer"):
        list(limit_total(["ёж", "ёж"], "f", 7))


def test_a_line_of_megabytes_is_fine_by_default(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [{"id": str(n), "text": "нефть " * 400_000, "tags": ["energy"][:n]} for n in (0, 1)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert [example.id for example in read_examples(path)] == ["0", "1"]
    assert topictag.load().tag(rows[0]["text"])


def test_a_line_break_of_two_characters_is_one_wherever_a_part_ends():
    stream = io.StringIO("а" * (2**20 - 1) + "\r\nб\r\n" + "в" * (2**20 - 1) + "\rг\n", newline="")
    places = [place for place, _ in iter_lines(iter_parts(stream), "f")]
    assert places == ["f:1", "f:2", "f:3", "f:4"]


@pytest.mark.parametrize(
    "command",
    [
        ("train", "{}", "--output", "{}.model"),
        ("calibrate", "-", "{}", "--output", "{}.model"),
        ("evaluate", "{}"),
        ("bench", "{}", "--rounds", "1"),
    ],
)
def test_commands_bound_the_lines_that_they_read(command, tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_text(json.dumps({"text": "н" * 600_000, "tags": []}) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, [*(part.format(path) for part in command), "--max-line", "1"])
    assert result.exit_code == 1
    assert f"{path}:1: the line is longer than 1 MB. Put each record on its own line, or raise" in result.stderr


def test_check_reports_a_line_that_is_too_long(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_text(json.dumps({"text": "н" * 600_000, "tags": []}) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--max-line", "1"])
    assert result.exit_code == 1
    assert "longer than 1" in result.stdout
    assert check(path, max_line_bytes=5_000_000).n_examples == 1
