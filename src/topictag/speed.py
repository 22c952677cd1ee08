"""How fast a tagger is: passes over the same texts in turns with `str.lower`, so that the ratio outlives the machine.

``benchmarks.speed`` compares with other systems; this is what anyone can run on texts of their own.
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
from topictag.errors import InputTypeError, SettingError
from topictag.results import Speed
from topictag.tagger import Tagger

_MOST_CALLS = 5000  # chosen: enough for a 99th percentile
_WORDS_A_TEXT = 40  # chosen: about as many as a paragraph of news has


def measure_speed(tagger: Tagger, texts: Sequence[str], *, n_rounds: int = 7) -> Speed:
    """Time a tagger on texts.

    Parameters
    ----------
    tagger : Tagger
    texts : sequence of str
        Some thousands, of the kind that you tag.
    n_rounds : int, default=7
        Passes, each in turn with `str.lower` and with as many threads as there are cores; one more warms up.

    Returns
    -------
    Speed

    Raises
    ------
    InputTypeError
        `texts` are no sequence of str, or empty.
    SettingError
        `n_rounds` is less than 1.

    Examples
    --------
    >>> import topictag
    >>> measure_speed(topictag.load(), ["Нефть подорожала."] * 100, n_rounds=1).n_texts
    100
    """
    if isinstance(texts, str | bytes) or not isinstance(texts, Sequence) or not texts:
        raise InputTypeError("Speed is measured on a sequence of texts, and there has to be one at least.")
    for number, text in enumerate(texts):
        require_text(text, f"texts[{number}]")
    if n_rounds < 1:
        raise SettingError(f"n_rounds must be at least 1, not {n_rounds}.")
    n_threads, n_bytes = count_cores(), sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    passes: tuple[Callable[[], Any], ...] = (
        lambda: [text.lower() for text in texts],
        lambda: tagger.tag_many(texts),
        lambda: tagger.tag_many(texts, n_jobs=n_threads),
    )
    rounds = np.array([[_time_pass(own) for own in passes] for _ in range(n_rounds + 1)][1:])
    lower_s, one_s, threads_s = rounds.T
    calls_us = [1e6 * _time(partial(tagger.tag, text)) for text in islice(texts, _MOST_CALLS)]
    return Speed(
        scorer=tagger.scorer,
        n_texts=len(texts),
        n_bytes=n_bytes,
        texts_per_s=float(len(texts) / np.median(one_s)),
        megabytes_per_s=float(n_bytes / 1e6 / np.median(one_s)),
        times_of_lower=float(np.median(one_s / lower_s)),
        n_threads=n_threads,
        times_as_fast_on_threads=float(np.median(one_s / threads_s)),
        call_median_us=float(np.median(calls_us)),
        call_p99_us=float(np.percentile(calls_us, 99)),
    )


def random_texts(tagger: Tagger, n_texts: int) -> list[str]:
    """Return texts of the model's own words, drawn at random: a load for those who have no texts at hand."""
    rng, words = random.Random(0), tagger.model.forms.words()
    return [" ".join(rng.choices(words, k=_WORDS_A_TEXT)) for _ in range(n_texts)]


def _time_pass(call: Callable[[], Any]) -> float:
    gc.collect()  # what an earlier pass left is not this one's cost
    return _time(call)


def _time(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
