"""Speed of a tagger. Its passes alternate with those of `str.lower`, so that you can compare the ratio across machines.

``topictag bench`` prints the speed on your own texts; ``benchmarks.speed`` compares topictag with other systems.
"""

import gc
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from topictag.chunks import count_cores
from topictag.columns import require_text
from topictag.errors import InputTypeError
from topictag.ranges import WholeNumbers
from topictag.results.speed import Speed
from topictag.tagger import Tagger

_MAX_CALLS = 5000  # chosen: enough for a 99th percentile
_WORDS_PER_TEXT = 40  # chosen: about the length of a paragraph of news


def measure_speed(tagger: Tagger, texts: Sequence[str], *, n_rounds: int = 7) -> Speed:
    """Measure how fast a tagger is on texts.

    Parameters
    ----------
    tagger : Tagger
    texts : sequence of str
        A few thousand texts of the kind that you tag; at least one.
    n_rounds : int, default=7
        Number of rounds, at least 1. A round times `str.lower`, `Tagger.tag_many` on one thread and `Tagger.tag_many`
        on one thread per core, each once. One more round warms up.

    Returns
    -------
    Speed

    Raises
    ------
    InputTypeError
        `texts` is not a sequence of str, or is empty.
    SettingError
        `n_rounds` is not a positive whole number.

    Examples
    --------
    >>> import topictag
    >>> measure_speed(topictag.load(), ["Нефть подорожала."] * 100, n_rounds=1).n_texts
    100
    """
    _check(texts, n_rounds)
    n_threads, n_bytes = count_cores(), sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    passes: tuple[Callable[[], Any], ...] = (
        lambda: [text.lower() for text in texts],
        lambda: tagger.tag_many(texts),
        lambda: tagger.tag_many(texts, n_jobs=n_threads),
    )
    rounds = np.array([[_time_pass(own) for own in passes] for _ in range(n_rounds + 1)][1:])
    lower_s, one_s, threads_s = rounds.T
    calls_us = [1e6 * _time(partial(tagger.tag, text)) for text in islice(texts, _MAX_CALLS)]
    return Speed(
        scorer=tagger.scorer,
        n_texts=len(texts),
        n_bytes=n_bytes,
        texts_per_s=float(len(texts) / np.median(one_s)),
        megabytes_per_s=float(n_bytes / 1e6 / np.median(one_s)),
        lower_ratio=float(np.median(one_s / lower_s)),
        n_threads=n_threads,
        thread_speedup=float(np.median(one_s / threads_s)),
        call_median_us=float(np.median(calls_us)),
        call_p99_us=float(np.percentile(calls_us, 99)),
    )


def random_texts(tagger: Tagger, n_texts: int) -> list[str]:
    """Return texts of random words from the model's vocabulary, for users who have no texts at hand."""
    rng, words = random.Random(0), tagger.model.forms.words()
    return [" ".join(rng.choices(words, k=_WORDS_PER_TEXT)) for _ in range(n_texts)]


def _check(texts: Sequence[str], n_rounds: int) -> None:
    if isinstance(texts, str | bytes) or not isinstance(texts, Sequence) or not texts:
        raise InputTypeError(f"texts must be a sequence with at least one text, not {texts!r:.40}. Give a list of str.")
    for number, text in enumerate(texts):
        require_text(text, f"texts[{number}]")
    WholeNumbers(least=1).check("n_rounds", n_rounds)


def _time_pass(call: Callable[[], Any]) -> float:
    gc.collect()  # garbage of an earlier pass must not slow this one
    return _time(call)


def _time(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
