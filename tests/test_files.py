"""Files are replaced whole or not at all, and only where that is meant."""

import os

import pytest

from topictag.errors import OutputError
from topictag.files import check_writable, write_atomically


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
    for path in (pipe, "/dev/null"):
        with pytest.raises(OutputError, match="no regular file"):
            write_atomically(b"x", path)


@pytest.mark.parametrize("name", ["m" * 300, "м" * 200])
def test_a_name_that_is_too_long_is_refused_at_once(tmp_path, name):
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(tmp_path / name)


def test_the_longest_name_that_the_system_takes_can_be_written(tmp_path):
    write_atomically(b"x", tmp_path / ("m" * 255))
    assert len(list(tmp_path.iterdir())) == 1
