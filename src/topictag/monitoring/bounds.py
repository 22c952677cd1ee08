"""The bounds of a comparison."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What a change must reach to count.

    Attributes
    ----------
    alpha : float
        Maximum probability of an alarm, of any kind, if nothing has changed.
    share : float
        Minimum difference of two shares.
    scores : float
        Minimum distance of two distributions.
    """

    alpha: float
    share: float
    scores: float
