"""The stopwatch of benchmarks that measure in their own process."""

import time
from collections.abc import Callable
from typing import Any


def time_call(call: Callable[[], Any]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
