"""topictag as it comes, by its public functions. It finds by itself whether each text has one topic, and it decides."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, TrainingPart

import topictag


class Topictag:
    """``topictag.train`` with default settings; `background` is a file of background vectors."""

    def __init__(self, background: Path | None = None) -> None:
        self._options: dict[str, Any] = {"background": background} if background else {}

    def fit(self, part: TrainingPart) -> "_Trained":
        """Train with default settings."""
        rows = zip(part.texts, part.gold, part.articles, strict=True)
        examples = [
            {
                "id": f"{number}",
                "text": text,
                "tags": [part.topics[topic] for topic in np.flatnonzero(own)],
                "article": article,
            }
            for number, (text, own, article) in enumerate(rows)
        ]
        return _Trained(topictag.train(examples, **self._options), part.topics)


class _Trained:
    last_fit_s = None

    def __init__(self, tagger: topictag.Tagger, topics: tuple[str, ...]) -> None:
        self._tagger, self._topics = tagger, topics
        search = tagger.record.search
        self.setting: Mapping[str, Any] = {"task": tagger.task, **(search.chosen if search else {})}

    def tags(self, texts: list[str]) -> Bools:
        """Return the tags of `tag_many`."""
        return np.array([[topic in tags for topic in self._topics] for tags in self._tagger.tag_many(texts)])

    def save(self, folder: Path) -> None:
        """Write the model's one file."""
        self._tagger.save(folder / "model.safetensors")
