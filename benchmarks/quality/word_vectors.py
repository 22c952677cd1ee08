"""The word vectors of a rival, learnt on the unlabelled corpus once, when a rival first needs them."""

import json
from pathlib import Path
from typing import Any

from benchmarks.datasets import corpus_path
from benchmarks.quality.basis import digest_files, digest_sources, digest_texts
from benchmarks.quality.running import run_module

_MODULE = "benchmarks.quality.rivals.vectors"


class WordVectors:
    """Vectors that `rivals.vectors` learns from the corpus in `data` and writes to `path`."""

    def __init__(self, data: Path, path: Path) -> None:
        self._data, self.path = data.resolve(), path
        self._costs: dict[str, Any] | None = None

    def digest(self) -> str:
        """Return a digest of corpus and code, not of the vectors: they differ each time, because threads race."""
        return digest_texts([digest_files([corpus_path(self._data)]), digest_sources([_MODULE])])

    def learn(self) -> dict[str, Any]:
        """Write the vectors, if that has not been done, and return what it cost."""
        if self._costs is None:
            self._costs = json.loads(run_module(_MODULE, str(self._data), str(self.path)))
        return self._costs
