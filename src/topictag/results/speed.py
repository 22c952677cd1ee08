"""Speed on some texts."""

from dataclasses import dataclass
from warnings import warn


@dataclass(frozen=True)
class Speed:
    """How fast a tagger is on some texts, on this machine.

    Attributes
    ----------
    scorer : {"native", "reference"}
    n_texts, n_bytes : int
        Number of texts in a pass, and number of their bytes in UTF-8.
    texts_per_s, megabytes_per_s : float
        `Tagger.tag_many` on one thread: the median of the passes. A megabyte is 1,000,000 bytes.
    lower_ratio : float
        Time of `Tagger.tag_many` divided by the time of `str.lower` on the same texts. The passes alternate, so the
        ratio is roughly the same on any machine.
    n_threads : int
        Number of available cores.
    thread_speedup : float
        Time on one thread divided by time on `n_threads` threads.
    call_median_us, call_p99_us : float
        Time of a single `Tagger.tag`, in microseconds: median and 99th percentile.
    """

    scorer: str
    n_texts: int
    n_bytes: int
    texts_per_s: float
    megabytes_per_s: float
    lower_ratio: float
    n_threads: int
    thread_speedup: float
    call_median_us: float
    call_p99_us: float

    @property
    def times_of_lower(self) -> float:
        """Deprecated: use `lower_ratio`."""
        warn("times_of_lower is deprecated. Use Speed.lower_ratio.", DeprecationWarning, stacklevel=2)
        return self.lower_ratio

    @property
    def times_as_fast_on_threads(self) -> float:
        """Deprecated: use `thread_speedup`."""
        warn("times_as_fast_on_threads is deprecated. Use Speed.thread_speedup.", DeprecationWarning, stacklevel=2)
        return self.thread_speedup
