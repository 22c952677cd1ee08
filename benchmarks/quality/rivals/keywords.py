"""A rule list with five word beginnings per topic: a text with one of them gets the topic. Written in a morning."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, TrainingPart
from benchmarks.quality.rivals.words import words

# Chosen once from the annotation guidelines, without looking at any labelled text.
BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "Afghanistan": ("афган", "талиб", "кабул", "кандагар", "гильменд"),
    "energy": ("нефт", "газов", "газопр", "энерг", "аэс"),
    "partnership programmes": ("партнерств", "сотрудничеств", "соглашени", "ассоциац", "программ"),
    "peace talks": ("перемири", "урегулир", "посредни", "мирн", "переговор"),
    "security": ("воен", "войск", "вооруж", "террор", "боевик"),
}


class Keywords:
    """The rule list as a rival; it needs no training."""

    def fit(self, part: TrainingPart) -> "_Rules":
        """Return the rules in the order of the topics."""
        return _Rules([BEGINNINGS[topic] for topic in part.topics])


class _Rules:
    setting: Mapping[str, Any] = {}
    last_fit_s = None

    def __init__(self, beginnings: list[tuple[str, ...]]) -> None:
        self._beginnings = beginnings

    def tags(self, texts: list[str]) -> Bools:
        """Give the topics with at least one word that has one of the beginnings."""
        own = [words(text) for text in texts]
        return np.array(
            [[any(word.startswith(topic) for word in found) for topic in self._beginnings] for found in own], dtype=bool
        )

    def save(self, folder: Path) -> None:
        """Write the rules."""
        (folder / "rules.json").write_text(json.dumps(self._beginnings, ensure_ascii=False), encoding="utf-8")
