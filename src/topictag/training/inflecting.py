"""The forms of lemmas, by several processes where there are many.

The dictionary is read by Python, so threads would wait for each other.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from multiprocessing import current_process

from joblib import Parallel, delayed
from tqdm import tqdm

from topictag.chunks import count_threads
from topictag.text.lemmas import Lemmatizer
from topictag.training.features.pymorphy import PymorphyLemmatizer, shared_lemmatizer

_WORTH = 20_000  # chosen: lemmas that take about twice the time to start processes
_AT_ONCE = 2000  # chosen: lemmas of a task


def iter_forms(
    lemmas: Sequence[str], lemmatizer: Lemmatizer, *, n_jobs: int = 1, progress: bool = False
) -> Iterator[Collection[str]]:
    """Yield the forms of each lemma.

    Parameters
    ----------
    lemmas : sequence of str
    lemmatizer : Lemmatizer
        Processes have the default one; any other works in this process.
    n_jobs : int, default=1
        Maximum number of processes; -1 for one per core.
    progress : bool, default=False
        Show a progress bar on standard error.
    """
    found: Iterator[Collection[str]] = map(lemmatizer.forms, lemmas)
    n_processes = count_threads(n_jobs)
    # Processes that multiprocessing has started as daemons may not start others.
    if n_processes > 1 and len(lemmas) >= _WORTH and _is_default(lemmatizer) and not current_process().daemon:
        parts = (lemmas[start : start + _AT_ONCE] for start in range(0, len(lemmas), _AT_ONCE))
        tasks = (delayed(_list_forms)(part) for part in parts)
        found = chain.from_iterable(Parallel(n_jobs=n_processes, return_as="generator")(tasks))
    yield from tqdm(found, "inflecting lemmas", len(lemmas), unit=" lemmas", disable=not progress)


def _is_default(lemmatizer: Lemmatizer) -> bool:
    return type(lemmatizer) is PymorphyLemmatizer  # a subclass may give other forms


def _list_forms(lemmas: Sequence[str]) -> list[Collection[str]]:
    lemmatizer = shared_lemmatizer()
    return [lemmatizer.forms(lemma) for lemma in lemmas]
