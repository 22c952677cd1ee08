"""SetFit: a sentence model tuned on pairs of examples, and a logistic regression per topic on its vectors."""

from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats

_BATCH = 16  # SetFit's default


class SetFit:
    """SetFit from the sentence-transformers model in a folder; the number of steps is tuned."""

    settings = ({"n_steps": 250}, {"n_steps": 1000})

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fit(self, texts: list[str], gold: Bools, *, n_steps: int) -> "_Tuned":
        """Tune the sentence model, then learn weights of its vectors."""
        from datasets import Dataset
        from setfit import SetFitModel, Trainer, TrainingArguments

        model = SetFitModel.from_pretrained(str(self._folder), multi_target_strategy="one-vs-rest")
        examples = Dataset.from_dict({"text": texts, "label": gold.astype(int).tolist()})
        arguments = TrainingArguments(batch_size=_BATCH, max_steps=n_steps, save_strategy="no", seed=0)
        Trainer(model=model, args=arguments, train_dataset=examples).train()
        return _Tuned(model)


class _Tuned:
    def __init__(self, model: Any) -> None:
        self._model = model

    def scores(self, texts: list[str]) -> Floats:
        """Return the probability of each topic."""
        return np.asarray(self._model.predict_proba(texts, as_numpy=True), dtype=float)

    def save(self, folder: Path) -> None:
        """Write the sentence model and the weights."""
        self._model.save_pretrained(str(folder))
