"""spaCy's multi-label text categoriser on its blank Russian pipeline: bag of words, or its ensemble.

It reads lemmas, as fastText does: with word forms it is much worse, also out of fold on the training parts.
"""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals import words as reading
from benchmarks.quality.rivals.protocol import Bools, Floats

_BATCH = 32  # chosen
_DROPOUT = 0.2  # as in spaCy's examples


class Spacy:
    """spaCy with its default architectures; `ensemble` adds a convolutional network to the bag of words.

    `unit` is the name of a function in `words`, or None for raw text.
    """

    def __init__(self, *, ensemble: bool, unit: str | None = "lemmas") -> None:
        self._ensemble = ensemble
        self._unit = unit
        pairs = ((0.001, 1200), (0.01, 400)) if ensemble else ((0.001, 1000), (0.01, 250), (0.01, 500))
        self.settings = [{"lr": lr, "n_steps": n} for lr, n in pairs]

    def fit(self, texts: list[str], gold: Bools, *, lr: float, n_steps: int) -> "_Pipeline":
        """Train with spaCy's own optimiser."""
        import spacy
        from spacy.pipeline.textcat_multilabel import multi_label_bow_config, multi_label_default_config
        from spacy.training import Example
        from thinc.api import Config

        spacy.util.fix_random_seed(0)
        nlp = spacy.blank("ru")
        text = multi_label_default_config if self._ensemble else multi_label_bow_config
        component = nlp.add_pipe("textcat_multilabel", config={"model": Config().from_str(text)["model"]})
        topics = list(map(str, range(gold.shape[1])))
        for topic in topics:
            component.add_label(topic)
        examples = [
            Example.from_dict(
                nlp.make_doc(_read(text, self._unit)),
                {"cats": dict(zip(topics, own.astype(float).tolist(), strict=True))},
            )
            for text, own in zip(texts, gold, strict=True)
        ]
        optimizer = nlp.initialize(lambda: examples)
        optimizer.learn_rate = lr
        for batch in islice(_batches(examples), n_steps):
            nlp.update(batch, drop=_DROPOUT, sgd=optimizer)
        return _Pipeline(nlp, topics, self._unit)


def _read(text: str, unit: str | None) -> str:
    return " ".join(getattr(reading, unit)(text)) if unit else text


def _batches(examples: list[Any]) -> Iterator[list[Any]]:
    """Yield batches without end, shuffled again for each epoch."""
    order = random.Random(0)
    while True:
        order.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            yield examples[start : start + _BATCH]


class _Pipeline:
    def __init__(self, nlp: Any, topics: list[str], unit: str | None) -> None:
        self._nlp, self._topics, self._unit = nlp, topics, unit

    def scores(self, texts: list[str]) -> Floats:
        """Return the probability of each topic."""
        read = (_read(text, self._unit) for text in texts)
        return np.array([[doc.cats[topic] for topic in self._topics] for doc in self._nlp.pipe(read)])

    def save(self, folder: Path) -> None:
        """Write the pipeline."""
        self._nlp.to_disk(folder / "pipeline")
