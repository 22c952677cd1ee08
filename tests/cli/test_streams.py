"""What every command owes a terminal: closed pipes, full disks, encodings and colours, without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from topictag.cli import progress, streams
from topictag.errors import DataError
from topictag.reports.escapes import printable


@pytest.fixture
def topictag():
    def call(*arguments, environment=None, **streams):
        command = [sys.executable, "-m", "topictag", *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        return subprocess.run(command, check=False, env={**os.environ, **(environment or {})}, **streams)

    return call


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["tag", "--help"], ["check", "leisure"]])
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
        "Error: standard output: is closed. Name a file: --output FILE.",
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


def test_names_are_printed_with_escapes():
    assert printable("новости 1.txt") == "новости 1.txt"
    assert printable(Path("a\n\x9b\udcff.txt")) == "a\\n\\x9b\\udcff.txt"


@pytest.mark.parametrize(("is_terminal", "quiet", "shown"), [(True, False, True), (True, True, False), (False,) * 3])
def test_bars_are_for_a_terminal(monkeypatch, is_terminal, quiet, shown):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)
    assert progress.shows_progress(quiet) == shown


def test_there_is_no_bar_without_bytes_to_count():
    with progress.bytes_bar([Path("-")], shown=True) as on_read:
        assert on_read is None


def test_other_commands_need_nothing_of_tagging():
    code = "import sys, topictag.cli.main; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    late = {"csv", "gzip", "tqdm", "zstandard", "sklearn", "topictag.cli.tagging"}
    assert late.isdisjoint(result.stdout.split())
