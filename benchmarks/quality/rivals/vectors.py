"""Learn fastText skip-gram vectors of lemmas on the unlabelled corpus: ``python -m … DATA OUT.vec``.

It runs once, in its own process, for all data sets. It prints seconds as JSON. Subwords are off: lemmas do not need
them, because they have no endings, and learning takes a third of the time.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.datasets import read_corpus
from benchmarks.quality.rivals.fasttext import DIMENSIONS, N_THREADS, one_core
from benchmarks.quality.rivals.words import lemmas


def main() -> None:
    """Learn and write the vectors; print costs."""
    data, path = map(Path, sys.argv[1:])
    start = time.perf_counter()
    learn_vectors(data, path)
    print(json.dumps({"train_s": round(time.perf_counter() - start, 1), "vectors_bytes": path.stat().st_size}))


def learn_vectors(data: Path, path: Path) -> None:
    """Write vectors of the lemmas that occur at least five times, in the text format of word2vec."""
    import fasttext

    with tempfile.TemporaryDirectory() as folder, one_core():
        corpus = Path(folder) / "corpus.txt"
        with corpus.open("w", encoding="utf-8") as file:
            file.writelines(" ".join(lemmas(text)) + "\n" for text in read_corpus(data))
        model = fasttext.train_unsupervised(
            str(corpus), model="skipgram", dim=DIMENSIONS, minCount=5, minn=0, maxn=0, thread=N_THREADS, verbose=0
        )
    terms = model.get_words()
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{len(terms)} {DIMENSIONS}\n")
        for term in terms:
            file.write(f"{term} {' '.join(f'{value:.5f}' for value in model.get_word_vector(term))}\n")


if __name__ == "__main__":
    main()
