"""Files are replaced whole or not at all, and only where that is meant."""

import os
import time
from pathlib import Path

import pytest

from topictag.errors import InputTypeError, OutputError
from topictag.files import check_outputs, check_writable, write_atomically

HOUR = 3600


def test_a_link_is_followed_and_permissions_are_kept(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(b"new", link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_no_regular_file_is_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, "/dev/null", "/dev/full"):
        with pytest.raises(OutputError, match="not a regular file"):
            write_atomically(b"x", path)


@pytest.mark.parametrize("name", ["m" * 300, "м" * 200, "a\0b", "half a character \ud800"])
def test_a_name_that_the_system_refuses_is_refused_at_once(tmp_path, name):
    for call in (check_writable, lambda path: write_atomically(b"x", path), lambda path: check_outputs([], [path])):
        if call is check_writable or len(name) < 100:
            with pytest.raises(OutputError, match="cannot be written"):
                call(tmp_path / name)


def test_links_that_lead_to_themselves_are_refused(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    for call in (check_writable, lambda path: write_atomically(b"x", path), lambda path: check_outputs([], [path])):
        with pytest.raises(OutputError, match="one: cannot be written"):
            call(one)


@pytest.mark.parametrize("path", [5, None, b"model", ["model"]])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(InputTypeError, match=f"must be a str or a path object, not {type(path).__name__}"):
        write_atomically(b"x", path)


def test_the_longest_name_that_the_system_takes_can_be_written(tmp_path):
    write_atomically(b"x", tmp_path / ("m" * 255))
    assert len(list(tmp_path.iterdir())) == 1


def leave_behind(folder, name, age):
    path = folder / name
    path.write_bytes(b"half a model")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_temporary_files_of_killed_processes_are_removed_and_no_others(tmp_path):
    abandoned = leave_behind(tmp_path, ".topictag-" + "0a" * 8, 2 * HOUR)
    others = [
        leave_behind(tmp_path, ".topictag-" + "1b" * 8, HOUR / 2),  # may be written at this moment
        leave_behind(tmp_path, ".topictag-notes", 2 * HOUR),
        leave_behind(tmp_path, ".topictag-" + "2c" * 9, 2 * HOUR),
        leave_behind(tmp_path, "topictag-" + "3d" * 8, 2 * HOUR),
    ]
    (tmp_path / (".topictag-" + "4e" * 8)).mkdir()
    write_atomically(b"x", tmp_path / "model")
    assert not abandoned.exists()
    assert all(path.exists() for path in others)
    assert len(list(tmp_path.iterdir())) == len(others) + 2


def test_a_temporary_file_that_cannot_be_removed_hides_no_error(tmp_path, monkeypatch):
    def refuse(_self, *_args, **_kwargs):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutputError, match=r"model: cannot be written \(Read-only"):
        write_atomically(b"x", tmp_path / "model")
