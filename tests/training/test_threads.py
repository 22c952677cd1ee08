"""Results come in order; one thread is the caller's own."""

import threading
import time

import pytest

from topictag.chunks import map_in_threads
from topictag.errors import SettingError
from topictag.training.validation.parallel import Workers


def test_results_come_in_order():
    def wait(seconds):
        time.sleep(seconds)
        return seconds

    tasks = [0.05, 0.0, 0.02, 0.0]
    assert list(map_in_threads(wait, tasks, 3)) == tasks


def test_one_thread_is_that_of_the_caller():
    own = list(map_in_threads(lambda _: threading.current_thread(), [1, 2], 1))
    assert own == [threading.current_thread()] * 2


def test_an_error_ends_the_tasks_that_have_not_begun():
    begun = []

    def fail(task):
        begun.append(task)
        time.sleep(0.01)
        raise ValueError(task)

    with pytest.raises(ValueError, match="0"):
        list(map_in_threads(fail, range(1000), 2))
    assert len(begun) < 1000


def test_negative_numbers_count_from_all_cores():
    assert Workers(-1).n_threads >= Workers(-2).n_threads >= 1
    assert Workers(-1000).n_threads == 1
    with pytest.raises(SettingError):
        assert Workers(0).n_threads
