"""Taggers that travel to other processes: by the file that they came from, whole where it is gone."""

# ruff: noqa: S301 (what is opened here was pickled here)

import multiprocessing
import os
import pickle
import threading
import time

import pytest

import topictag
from topictag import ModelNotFoundError, loading

TEXT = "Хоккеисты выиграли матч чемпионата."
FEW_BYTES = 1000


@pytest.fixture
def loaded(leisure, tmp_path):
    path = tmp_path / "m.safetensors"
    leisure.save(path)
    return topictag.load(path), path


def test_the_shipped_tagger_stays_itself():
    shipped = topictag.load()
    data = pickle.dumps(shipped)
    assert len(data) < FEW_BYTES
    assert pickle.loads(data) is shipped
    assert pickle.loads(pickle.dumps(shipped.tag)).__self__ is shipped


def test_one_from_a_file_travels_as_its_path_and_is_read_once(loaded):
    own, _ = loaded
    data = pickle.dumps(own)
    assert len(data) < FEW_BYTES
    first, second = pickle.loads(data), pickle.loads(data)
    assert first is second
    assert first.tag(TEXT) == own.tag(TEXT)


def test_a_trained_one_travels_whole(leisure):
    copy = pickle.loads(pickle.dumps(leisure))
    assert copy.tag(TEXT) == leisure.tag(TEXT)


@pytest.mark.parametrize("what", ["gone", "replaced"])
def test_one_whose_file_has_changed_travels_whole(loaded, what):
    own, path = loaded
    if what == "gone":
        path.unlink()
    else:
        topictag.load().save(path)
    data = pickle.dumps(own)
    assert len(data) > FEW_BYTES
    assert pickle.loads(data).topics == own.topics


@pytest.mark.parametrize("what", ["gone", "replaced"])
def test_a_file_that_changes_on_the_way_is_told(loaded, what):
    own, path = loaded
    data = pickle.dumps(own)
    if what == "gone":
        path.unlink()
    else:
        topictag.load().save(path)
    loading._reopen.cache_clear()
    with pytest.raises(ModelNotFoundError, match=r"the file of a tagger from another process.*Tagger\(tagger\.model\)"):
        pickle.loads(data)


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_a_pool_tags_with_it(loaded, method):
    own, _ = loaded
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert list(pool.imap(own.tag, [TEXT] * 20)) == [own.tag(TEXT)] * 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_child_forked_while_the_shipped_model_loads_can_load_it(monkeypatch):
    begun = threading.Event()

    def load_slowly(path):
        begun.set()
        time.sleep(0.3)
        return load_tagger(path)

    load_tagger = loading.load_tagger
    monkeypatch.setattr(loading, "load_tagger", load_slowly)
    loading._load_shipped.cache_clear()
    thread = threading.Thread(target=topictag.load)
    thread.start()
    begun.wait()
    child = multiprocessing.get_context("fork").Process(target=topictag.load)
    child.start()
    child.join(20)
    status = child.exitcode
    child.kill()
    thread.join()
    assert status == 0


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_pool_tags_on_threads_of_its_own(loaded, n_jobs):
    """Threads within processes: each process has its own."""
    own, _ = loaded
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(own.tag_many, ([TEXT] * 3000,), {"n_jobs": n_jobs})
    assert found == [own.tag(TEXT)] * 3000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_stream_that_is_dropped_half_way_leaves_nothing_that_a_fork_would_wait_for(loaded):
    own, _ = loaded
    tags = own.iter_tags([TEXT] * 100_000, n_jobs=2)
    next(tags)
    del tags
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("topictag")]
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(own.tag_many, ([TEXT] * 3000,), {"n_jobs": 2}).get(20) == [own.tag(TEXT)] * 3000
