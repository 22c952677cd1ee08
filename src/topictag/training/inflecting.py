"""The forms of lemmas, by several processes where there are many.

The dictionary is read by Python, so threads would wait for each other.
"""

from collections.abc import Collection, Iterator, Sequence

from joblib import Parallel, cpu_count, delayed
from tqdm import tqdm

from topictag.text.lemmas import Lemmatizer
from topictag.training.features.pymorphy import PymorphyLemmatizer

_WORTH = 20_000  # chosen: lemmas that take about twice the time to start processes


def iter_forms(
    lemmas: Sequence[str], lemmatizer: Lemmatizer, *, n_jobs: int = 1, progress: bool = False
) -> Iterator[Collection[str]]:
    """Yield the forms of each lemma.

    Parameters
    ----------
    lemmas : sequence of str
    lemmatizer : Lemmatizer
        Only the default one is copied to other processes: of others it is not known whether that is possible.
    n_jobs : int, default=1
        Maximum number of processes; -1 for one per core.
    progress : bool, default=False
        Show a progress bar on standard error.
    """
    n_processes = int(cpu_count()) if n_jobs < 0 else n_jobs
    found: Iterator[Collection[str]]
    if n_processes > 1 and len(lemmas) >= _WORTH and isinstance(lemmatizer, PymorphyLemmatizer):
        tasks = (delayed(_list_forms)(lemmatizer, lemmas[first::n_processes]) for first in range(n_processes))
        parts = [iter(part) for part in Parallel(n_jobs=n_processes)(tasks)]
        found = (next(parts[number % n_processes]) for number in range(len(lemmas)))
    else:
        found = map(lemmatizer.forms, lemmas)
    yield from tqdm(found, "inflecting lemmas", len(lemmas), unit=" lemmas", disable=not progress)


def _list_forms(lemmatizer: Lemmatizer, lemmas: Sequence[str]) -> list[Collection[str]]:
    return [lemmatizer.forms(lemma) for lemma in lemmas]
