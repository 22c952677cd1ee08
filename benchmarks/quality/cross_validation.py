"""Cross-validation with topictag's public functions alone: each text is tagged by a tagger that has not seen it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats

from topictag import Tagger
from topictag.labelled.example import Example
from topictag.training.validation.folds import deal_folds

Train = Callable[[Sequence[Example]], Tagger]


@dataclass(frozen=True, eq=False)
class Unseen:
    """Scores and tags of texts, both of shape (n_texts, n_topics)."""

    scores: Floats
    tagged: Bools


def make_examples(texts: Sequence[str], topics: Sequence[str], gold: Bools) -> list[Example]:
    """Return examples of gold tags, each with its own article; `gold` has shape (n_texts, n_topics)."""
    tags = [frozenset(topics[topic] for topic in np.flatnonzero(own)) for own in gold]
    rows = enumerate(zip(texts, tags, strict=True))
    return [Example(f"{number}", text, own, f"{number}") for number, (text, own) in rows]


def tag_folds(
    examples: Sequence[Example], gold: Bools, topics: Sequence[str], train: Train, n_folds: int, seed: int = 0
) -> Unseen:
    """Tag each fold by a tagger that was trained on the others; topics are spread evenly over the folds."""
    scores, tagged = np.zeros(gold.shape), np.zeros_like(gold)
    folds = deal_folds(gold, np.arange(len(gold)), n_folds, seed)
    for fold in range(n_folds):
        inside = np.flatnonzero(folds == fold)
        tagger = train([examples[i] for i in np.flatnonzero(folds != fold)])
        own = tag_unseen(tagger, [examples[i].text for i in inside], topics)
        scores[inside], tagged[inside] = own.scores, own.tagged
    return Unseen(scores, tagged)


def tag_unseen(tagger: Tagger, texts: Sequence[str], topics: Sequence[str]) -> Unseen:
    """Score and tag texts; a topic that the tagger does not know has the score -inf."""
    scores = np.full((len(texts), len(topics)), -np.inf)
    known = [topic for topic, name in enumerate(topics) if name in tagger.topics]
    scores[:, known] = tagger.scores(texts)[:, [tagger.topics.index(topics[topic]) for topic in known]]
    tagged = np.array([[topic in tags for topic in topics] for tags in tagger.tag_many(texts)])
    return Unseen(scores, tagged)
