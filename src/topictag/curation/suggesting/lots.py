"""Lots: a uniform random sample of the distinct texts of a stream, however often each occurs.

A text's lot is a hash of the text and of a seed, and the sample are the texts with the lowest lots (bottom-k sampling;
Cohen and Kaplan, 2007). Equal texts have the same lot, so a text that occurs a thousand times has the same chance as
one that occurs once, and nothing but the sample is held. Equal means equal but for spaces and case: to read the words
of every text would take far longer than to score it.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_N_BYTES = 16  # of a fingerprint and of a lot: two texts never share one by chance


def fingerprint(text: str) -> bytes:
    """Return what texts share that differ in spaces, line breaks and case only.

    Examples
    --------
    >>> fingerprint("Нефть  дорожает. ") == fingerprint("НЕФТЬ дорожает.")
    True
    """
    return _hash(" ".join(text.lower().split()).encode("utf-8", "surrogatepass"))


class Lots:
    """The lowest lots so far.

    Parameters
    ----------
    n : int
        Size of the sample, at least 1.
    seed : int
    is_left_out : callable
        Whether a text must not be in the sample. It is asked only about texts with low lots, because it may be slow;
        the sample is uniform over the other texts.
    """

    def __init__(self, n: int, seed: int, is_left_out: Callable[[str], bool]) -> None:
        self._n, self._seed, self._is_left_out = n, f"{seed} ".encode(), is_left_out
        self._kept: list[int] = []

    def draw(self, texts: Sequence[str]) -> NDArray[np.intp]:
        """Return what is in the sample when further texts have come, lowest lots first.

        Parameters
        ----------
        texts : sequence of str

        Returns
        -------
        ndarray of int
            Numbers of texts, counted through the sample so far and then the further texts.

        Examples
        --------
        >>> lots = Lots(9, 0, lambda text: text == "Газ")
        >>> sorted(lots.draw(["Нефть", "Газ", "нефть "]).tolist())  # two equal texts, and one left out
        [0]
        >>> sorted(lots.draw(["Газ", "Уголь"]).tolist())
        [0, 2]
        """
        n_kept = len(self._kept)
        limit = self._kept[-1] if n_kept == self._n else None
        places = {lot: place for place, lot in enumerate(self._kept)}
        for lot, number in sorted((self._cast(text), number) for number, text in enumerate(texts)):
            if len(places) - n_kept == self._n or (limit is not None and lot > limit):
                break
            if lot not in places and not self._is_left_out(texts[number]):
                places[lot] = n_kept + number
        self._kept = sorted(places)[: self._n]
        return np.array([places[lot] for lot in self._kept], dtype=np.intp)

    def _cast(self, text: str) -> int:
        return int.from_bytes(_hash(self._seed + fingerprint(text)))


def _hash(content: bytes) -> bytes:
    return blake2b(content, digest_size=_N_BYTES).digest()
