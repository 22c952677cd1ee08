"""How many threads: any whole number but 0, of Python or NumPy, and -1 for one per core."""

import numpy as np
import pytest

from topictag.chunks import count_cores, map_chunks
from topictag.errors import SettingError


@pytest.mark.parametrize(
    "n_jobs", [0, 1.5, 2.0, True, False, None, "2", np.True_, np.float64(2), np.int64(0), [1]], ids=repr
)
def test_what_is_no_number_of_threads_is_refused(n_jobs):
    with pytest.raises(
        SettingError, match=r"n_jobs must be a whole number other than 0, not .*\. Use -1 for one per core"
    ):
        map_chunks(len, ["a"], n_jobs)


@pytest.mark.parametrize("n_jobs", [1, 3, -1, -2, -99, np.int8(2), np.uint64(1)], ids=repr)
def test_whole_numbers_are_taken(n_jobs):
    assert list(map_chunks(len, ["a"] * 3000, n_jobs)) in ([1024, 1024, 952], [512] * 5 + [440])
    assert count_cores() >= 1
