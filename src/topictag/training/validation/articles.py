"""Which way to learn examples of several paragraphs tags them better: whole, or by their paragraphs, too.

Only the tags of whole examples are known, so an example is ranked by its best paragraph, as tagging decides. On
labelled paragraphs merged to articles, the way that ranks articles better ranks paragraphs better or as well
(``benchmarks.quality.articles``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from topictag.model.parts import ArticlesRecord
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.fitting.layer import Fitted
from topictag.training.validation.out_of_fold import OutOfFold
from topictag.training.validation.trials import rank_figure

WHOLE, BY_PARAGRAPH = "whole", "paragraphs"


@dataclass(frozen=True, eq=False)
class Way:
    """A way to learn examples of several paragraphs, and what it has reached.

    Attributes
    ----------
    name : {"whole", "paragraphs"}
    fitted : Fitted
        The fit of all examples.
    scored : OutOfFold
    """

    name: str
    fitted: Fitted
    scored: OutOfFold

    @property
    def figure(self) -> float:
        """Mean average precision of the examples, or accuracy if each has one topic; the mean over the deals."""
        own, is_single = self.scored, self.scored.task == "single"
        return float(np.mean([rank_figure(deal, own.gold, own.known, is_single=is_single) for deal in own.scores]))


def list_ways(paragraphs: Paragraphs, wanted: str) -> tuple[str, ...]:
    """Return the ways to try: one for the settings "whole" and "paragraphs", and where no document has several."""
    if not paragraphs.parts.size or wanted == WHOLE:
        return (WHOLE,)
    return (BY_PARAGRAPH,) if wanted == BY_PARAGRAPH else (WHOLE, BY_PARAGRAPH)


def choose_way(ways: Sequence[Way]) -> Way:
    """Return the best way; of equal ones, the last."""
    return ways[-1] if len(ways) == 1 else max(reversed(ways), key=lambda own: own.figure)


def describe_ways(paragraphs: Paragraphs, n_own: int, chosen: Way, tried: Sequence[Way]) -> ArticlesRecord | None:
    """Return how documents of several paragraphs were learnt, and what each way reached; None without such documents.

    Only own documents, the first `n_own`, are counted.
    """
    n_several = len({owner for owner in paragraphs.owners[paragraphs.parts].tolist() if owner < n_own})
    if not paragraphs.parts.size:
        return None
    measure = "accuracy" if chosen.scored.task == "single" else "mean average precision"
    figures = {own.name: round(own.figure, 4) for own in tried} if len(tried) > 1 else {}
    return ArticlesRecord(n_several, chosen.name, measure, figures)
