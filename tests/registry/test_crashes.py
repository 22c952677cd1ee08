"""A process that is killed, or a disk that is full, at any step of a change: nothing is lost, and the next one repairs.

Each step is tried in a forked child: before a file is opened for writing, renamed, removed, or a folder made; before
and after an fsync; before, in the middle of and after a write.
"""

import errno
import os
import shutil
import sys
from hashlib import sha256

import pytest

import topictag
from topictag.errors import OutputError

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

FINISHED, KILLED, REFUSED = 0, 7, 8
_MUTATES = {"os.rename", "os.remove", "os.mkdir", "os.truncate", "os.rmdir", "os.link"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Saboteur:
    """Counts the steps of file operations, and strikes at one of them."""

    def __init__(self, at, strike):
        self.at, self.strike, self.n_steps, self.is_on = at, strike, 0, False

    def step(self):
        if self.is_on:
            self.n_steps += 1
            if self.n_steps == self.at:
                self.strike()

    def install(self):
        write = os.write

        def noisy_fsync(_):
            self.step()
            self.step()

        def noisy_write(number, data):
            self.step()
            written = write(number, data[: len(data) // 2])
            self.step()
            return written + write(number, data[len(data) // 2 :])

        os.fsync, os.write = noisy_fsync, noisy_write
        topictag.files.fsync = noisy_fsync  # imported by name
        sys.addaudithook(self._audit)

    def _audit(self, event, arguments):
        if event in _MUTATES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES):
            self.step()


def run_child(call, at, strike):
    """Call a function in a child that is struck at a step; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 99
    try:
        saboteur = Saboteur(at, strike)
        saboteur.install()
        saboteur.is_on = True
        call()
        saboteur.is_on = False
        status = FINISHED if saboteur.n_steps < at else KILLED
    except OutputError:
        status = REFUSED
    finally:
        os._exit(status)


def kill():
    os._exit(KILLED)


def fill_disk():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


CHANGES = {
    "the first promote": lambda folder, models: topictag.promote(models.first, folder, create=True),
    "a promote": lambda folder, models: topictag.promote(models.third, folder, note="third"),
    "a promote that deletes": lambda folder, models: topictag.promote(models.third, folder, keep=2),
    "a rollback": lambda folder, _: topictag.rollback(folder, note="back"),
    "a promote of an earlier version": lambda folder, models: topictag.promote(models.first, folder, note="again"),
}


@pytest.fixture
def _no_waiting(monkeypatch):
    """These tests end processes, not the power: they need not wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr("topictag.files.fsync", lambda _: None)


@pytest.mark.usefixtures("_no_waiting")
@pytest.mark.parametrize("strike", [kill, fill_disk], ids=["killed", "full disk"])
@pytest.mark.parametrize("name", CHANGES)
def test_whatever_step_fails_nothing_is_lost(name, strike, folder, models, tmp_path):
    begins_empty = name == "the first promote"
    if begins_empty:
        folder = tmp_path / "empty"
    at, ended = 0, None
    while ended != FINISHED:
        at += 1
        own = tmp_path / f"copy {at}"
        if not begins_empty:
            shutil.copytree(folder, own)
        ended = run_child(lambda own=own: CHANGES[name](own, models), at, strike)
        assert ended in {FINISHED, KILLED, REFUSED}, f"step {at} ended with {ended}"
        if begins_empty:
            check_first(own, models)
        else:
            check_story(own, folder, name, models, may_stay=strike is fill_disk)
    assert at > 10  # there are that many steps at least


def check_first(own, models):
    """An empty registry gets its first version whatever was left there."""
    topictag.promote(models.first, own, create=True)
    state = topictag.models(own)
    assert (state.problems, state.notes) == ((), ())
    assert [version.is_current for version in state.versions] == [True]
    check_clean(own)


def check_story(own, before, name, models, *, may_stay):
    """Check a registry that had a story before; if removing a version failed, it may stay."""
    old, state = topictag.models(before), topictag.models(own)
    # The pointer names a version that is whole, and the story ends with it.
    assert (state.problems, state.notes) == ((), ())
    assert state.history[-1].sha256 == state.current
    assert state.history[: len(old.history)] == old.history
    is_done = len(state.history) > len(old.history)
    assert state.current == state.history[-1].sha256 if is_done else state.current == old.current
    tagger = topictag.load(own)
    assert digest(own / "versions" / f"{state.current[:16]}.safetensors") == state.current
    assert tagger.source.place == str(own / "versions" / f"{state.current[:16]}.safetensors")
    # Versions are gone only if this change was to delete them.
    planned = set(state.history[-1].versions_removed) if is_done else set()
    gone = {version.sha256 for version in old.versions} - {version.sha256 for version in state.versions}
    assert gone <= planned
    # The next command repairs what was left.
    CHANGES[name](own, models) if not is_done else topictag.rollback(own, to=old.current)
    after = topictag.models(own)
    assert (after.problems, after.notes) == ((), ())
    assert after.history[: len(state.history)] == state.history
    if is_done and not may_stay:
        assert not planned & {version.sha256 for version in after.versions}
    check_clean(own)


def check_clean(own):
    """Nothing is left over: no temporary file, no half line, no version that nothing names."""
    assert {file.name for file in own.iterdir()} == {"current", "history.jsonl", "lock", "versions"}
    state = topictag.models(own)
    lines = (own / "history.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == len(state.history)
    assert (own / "current").read_bytes() == lines[-1] + b"\n"
    named = {f"{change.sha256[:16]}.safetensors" for change in state.history}
    assert {file.name for file in (own / "versions").iterdir()} <= named


def test_a_process_that_is_really_killed_leaves_no_lock(folder, models):
    child = os.fork()
    if not child:
        from topictag.registry.lock import hold_lock

        with hold_lock(folder / "lock", 5):
            os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert topictag.promote(models.third, folder).action == "promote"


def test_each_step_is_on_the_disk_before_the_pointer_is_renamed(folder, models, monkeypatch):
    """A power cut loses what was not synchronised: the files, and the names in their folders."""
    steps = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(number):
        steps.append(("synced", os.fstat(number).st_ino))
        fsync(number)

    def note_replace(source, target, **options):
        steps.append(("renamed", os.fspath(target)))
        replace(source, target, **options)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr("topictag.files.fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    change = topictag.promote(models.third, folder)

    def synced(path):
        return steps.index(("synced", path.stat().st_ino))

    def renamed(path):
        return steps.index(("renamed", str(path)))

    version = folder / "versions" / f"{change.sha256[:16]}.safetensors"
    pointer = folder / "current"
    assert synced(version) < renamed(version) < synced(folder / "versions") < renamed(pointer)
    assert synced(pointer) < renamed(pointer)
    after = steps[renamed(pointer) :]
    in_folder = after.index(("synced", folder.stat().st_ino))
    assert in_folder < after.index(("synced", (folder / "history.jsonl").stat().st_ino))
