"""How quality grows with the number of articles: the same held-out examples, and fewer articles to learn from.

Settings stay those chosen on all articles, and thresholds and calibration are learnt for each share again.
"""

from collections.abc import Callable, Sequence

from topictag.results.report import LearningPoint
from topictag.training.validation.out_of_fold import OutOfFold
from topictag.training.validation.sample import Sample

SHARES = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)  # chosen: what doubling the articles brings, and whether it still does


def measure_shares(
    topics: Sequence[str], sample: Sample, score: Callable[..., OutOfFold], shares: Sequence[float] = SHARES
) -> tuple[LearningPoint, ...]:
    """Measure models that learn from a share of the articles.

    Parameters
    ----------
    topics : sequence of str
    sample : Sample
        Without outlets.
    score : callable
        `score_out_of_fold` with all its options but the sample and `share`.
    shares : sequence of float
        Ascending, in (0, 1].
    """
    points = []
    for share in shares:
        scored = score(sample, share=share)
        points.append(LearningPoint(share, round(scored.n_learnt), scored.measure(topics)))
    return tuple(points)
