"""What every command owes a terminal: closed pipes, full disks, encodings and colours, without a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from topictag.cli import progress, streams
from topictag.cli.main import main
from topictag.cli.options import echo_json
from topictag.errors import DataError


@pytest.fixture
def topictag():
    def call(*arguments, environment=None, **streams):
        command = [sys.executable, "-m", "topictag", *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        return subprocess.run(command, check=False, env={**os.environ, **(environment or {})}, **streams)

    return call


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["tag", "--help"], ["check", "leisure"], ["doctor"], ["bench", "--json"]]
)
def test_a_full_disk_is_one_line_of_every_command(topictag, leisure_path, arguments):
    arguments = [leisure_path if argument == "leisure" else argument for argument in arguments]
    with Path("/dev/full").open("wb") as full:
        result = topictag(*arguments, stdout=full)
    assert result.returncode == 1
    assert result.stderr.decode() == "Error: standard output: cannot be written (No space left on device).\n"


def test_a_closed_pipe_ends_every_command_quietly(topictag, leisure_path):
    reader, writer = os.pipe()
    os.close(reader)
    result = topictag("check", leisure_path, "--json", stdout=writer)
    os.close(writer)
    assert (result.returncode, result.stderr) == (141, b"")


def test_a_table_is_drawn_on_a_terminal_of_another_encoding(topictag, leisure_path):
    result = topictag("check", leisure_path, environment={"PYTHONIOENCODING": "ascii"})
    assert result.returncode == 0
    assert b"examples" in result.stdout


def test_closed_streams_are_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("Снег.", encoding="utf-8")
    script = f"'{sys.executable}' -m topictag tag '{tmp_path / 'a.txt'}' >&-; '{sys.executable}' -m topictag tag <&-"
    result = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    assert result.returncode == 1
    assert result.stderr.decode().splitlines() == [
        "Error: standard output: is closed. Give a file: --output FILE.",
        "Error: -: standard input is closed. Give a FILE.",
    ]


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141)])
def test_what_ends_a_command_has_a_status(error, status, monkeypatch):
    monkeypatch.setattr(streams, "_discard_output", lambda: None)
    with pytest.raises(click.exceptions.Exit) as caught, streams.report_failures():
        raise error
    assert caught.value.exit_code == status


def test_errors_are_told_without_control_characters():
    with pytest.raises(click.ClickException, match=r"a\\x1b\[0m\.txt:1: bad") as caught, streams.report_failures():
        raise DataError("a\x1b[0m.txt:1: bad")
    assert "\x1b" not in caught.value.message


def test_a_bug_keeps_its_traceback():
    for bug in (FileNotFoundError(2, "No such file", "x"), ConnectionError(), ZeroDivisionError()):
        with pytest.raises(type(bug)), streams.report_failures():
            raise bug


def test_what_was_typed_is_told_without_control_characters():
    result = CliRunner().invoke(main, ["tag", "--\x1b[31m"])
    assert result.exit_code == 2
    assert "\\x1b[31m" in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("is_terminal", [True, False])
def test_json_acts_on_no_terminal(monkeypatch, capsys, is_terminal):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    echo_json({"topic\x9b": 1})
    shown = capsys.readouterr().out
    assert json.loads(shown) == {"topic\x9b": 1}
    assert ("\x9b" in shown) == (not is_terminal)


@pytest.mark.parametrize(
    "arguments",
    [
        ["tag", "--jobs", "0"],
        ["train", "LABELLED", "--output", "OUTPUT", "--folds", "1"],
        ["train", "LABELLED", "--output", "OUTPUT", "--min-df", "0"],
        ["calibrate", "-", "LABELLED", "--output", "OUTPUT", "--folds", "1"],
        ["background", "LABELLED", "--output", "OUTPUT", "--max-terms", "0"],
    ],
)
def test_errors_name_the_option(arguments, leisure_path, tmp_path):
    places = {"LABELLED": str(leisure_path), "OUTPUT": str(tmp_path / "m")}
    result = CliRunner().invoke(main, [places.get(argument, argument) for argument in arguments], input="")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {arguments[-2]} must ")


@pytest.mark.parametrize(("is_terminal", "quiet", "shown"), [(True, False, True), (True, True, False), (False,) * 3])
def test_bars_are_for_a_terminal(monkeypatch, is_terminal, quiet, shown):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)
    assert progress.shows_progress(quiet) == shown


def test_a_way_out_names_the_option(leisure_path, tmp_path):
    arguments = ["train", str(leisure_path), "--output", str(tmp_path / "m"), "--min-df", "100"]
    assert "Add examples or lower --min-df." in CliRunner().invoke(main, arguments).stderr


def test_there_is_no_bar_without_bytes_to_count():
    with progress.bytes_bar([Path("-")], shown=True) as on_read:
        assert on_read is None


def test_there_is_no_bar_without_the_library_for_it(monkeypatch, tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with progress.bytes_bar([tmp_path / "a"], shown=True) as on_read:
        assert on_read is None


def test_other_commands_need_nothing_of_tagging():
    code = "import sys, topictag.cli.main; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    late = {"csv", "gzip", "tqdm", "zstandard", "sklearn", "topictag.cli.tagging"}
    assert late.isdisjoint(result.stdout.split())
