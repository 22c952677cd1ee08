"""From paragraphs to numbers: each distinct word gets a number, and the corpus goes to disk as a sequence of numbers.

Words with the same terms count as one word. Memory holds the distinct words and terms, not the corpus.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import gettempdir
from typing import IO

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.errors import InputTypeError, OutputError, TrainingError
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms
from topictag.text.terms import TermAnalyzer

_PARAGRAPH_END = -1
_CHUNK_WORDS = 1_000_000  # chosen: about 100 MB of pairs at a time
_FEWEST_PARAGRAPHS = 100  # chosen: statistics of fewer mean nothing
_MOST_FOREIGN = 0.5  # chosen: foreign paragraphs are left out, but where most are foreign, the file is the wrong one


@dataclass(frozen=True, eq=False)
class NumberedCorpus:
    """A corpus as numbers.

    Attributes
    ----------
    file : binary file
        int32 numbers of words in order, -1 after each paragraph.
    words : list of tuple of str
        The terms of each word, by number.
    document_frequencies : Counter of str
        Number of paragraphs that contain each term.
    n_paragraphs : int
        Number of paragraphs with a content word; others are left out.
    """

    file: IO[bytes]
    words: list[tuple[str, ...]]
    document_frequencies: Counter[str]
    n_paragraphs: int

    def incidence(self, terms: list[str]) -> csr_array:
        """Return which words have which of the terms, shape (n_words, n_terms), ones and zeros."""
        numbers = {term: number for number, term in enumerate(terms)}
        links = [(w, numbers[term]) for w, own in enumerate(self.words) for term in own if term in numbers]
        rows, columns = zip(*links, strict=True)
        return csr_array((np.ones(len(links), np.float32), (rows, columns)), shape=(len(self.words), len(terms)))

    def chunks(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.intp]]]:
        """Yield the words of some paragraphs and, for each, the number of its paragraph within the chunk."""
        self.file.seek(0)
        rest = np.empty(0, np.int32)
        while data := self.file.read(4 * _CHUNK_WORDS):
            numbers = np.concatenate([rest, np.frombuffer(data, np.int32)])
            last = np.flatnonzero(numbers == _PARAGRAPH_END)
            end = last[-1] + 1 if last.size else 0
            rest, numbers = numbers[end:], numbers[:end]
            ends = numbers == _PARAGRAPH_END
            yield numbers[~ends], (np.cumsum(ends) - ends)[~ends]


def count_corpus(texts: Iterable[str], analyzer: TermAnalyzer, file: IO[bytes]) -> NumberedCorpus:
    """Analyse paragraphs, write their words' numbers to a file, and count terms.

    Parameters
    ----------
    texts : iterable of str
        Consumed once. Paragraphs in other languages are left out.
    analyzer : TermAnalyzer
    file : binary file
        A temporary file, open for writing and reading.

    Returns
    -------
    NumberedCorpus

    Raises
    ------
    TrainingError
        The texts are too few, or most are not Russian.
    InputTypeError
        An item is not a str.
    OutputError
        The file cannot be written.
    """
    numbers: dict[tuple[str, ...], int] = {}
    frequencies, n_paragraphs, n_foreign = Counter[str](), 0, 0
    for number, text in enumerate(texts):
        if not isinstance(text, str):
            raise InputTypeError(
                f"texts[{number}] must be a str, not {type(text).__name__}. To read a file, pass its path, not a list."
            )
        for forms in paragraph_forms(text):
            if not is_russian(forms):
                n_foreign += 1
                continue
            words = [terms for form in forms if (terms := analyzer.terms(form))]
            if words:
                n_paragraphs += 1
                frequencies.update({term for terms in words for term in terms})
                row = array("i", (numbers.setdefault(terms, len(numbers)) for terms in words))
                row.append(_PARAGRAPH_END)
                _write(row.tobytes(), file)
    if n_foreign > _MOST_FOREIGN * (n_foreign + n_paragraphs):
        raise TrainingError(
            f"The corpus is not Russian: {n_foreign} of its {n_foreign + n_paragraphs} paragraphs with words are in "
            "another language. Give Russian texts."
        )
    if n_paragraphs < _FEWEST_PARAGRAPHS:
        raise TrainingError(
            f"The corpus contains only {n_paragraphs} paragraphs with Russian words; vectors need at least "
            f"{_FEWEST_PARAGRAPHS}, and good ones tens of thousands. Give more text."
        )
    _write(b"", file, last=True)
    return NumberedCorpus(file, list(numbers), frequencies, n_paragraphs)


def _write(data: bytes, file: IO[bytes], *, last: bool = False) -> None:
    try:
        file.write(data)
        if last:
            file.flush()
    except OSError as error:
        raise OutputError(
            f"{gettempdir()}: the analysed texts cannot be written ({error.strerror}). Free some space, or set TMPDIR "
            "to a folder with more."
        ) from error


def choose_terms(corpus: NumberedCorpus, min_df: int, max_terms: int) -> list[str]:
    """Return the terms that occur in at least `min_df` paragraphs, sorted; at most the `max_terms` most frequent."""
    frequent = [term for term, df in corpus.document_frequencies.items() if df >= min_df]
    frequent.sort(key=lambda term: (-corpus.document_frequencies[term], term))
    return sorted(frequent[:max_terms])
