"""Figures of a decision: two decimals, and more where two would hide which way it went."""

from collections.abc import Callable

_DECIMALS = 2
_MOST_DECIMALS = 8  # tell apart any two probabilities of 32 bits that are near 1


def write_probability(probability: float, decimals: int = _DECIMALS) -> str:
    """Return a probability, by default with two decimals, as `topictag tag` prints it.

    Examples
    --------
    >>> write_probability(0.4267), write_probability(0.99962)
    ('0.43', '1.00')
    """
    return f"{probability:.{decimals}f}"


def write_pair(probability: float, threshold: float) -> tuple[str, str]:
    """Return a probability and its threshold, or another one, so that they look equal only if they are."""
    return _tell_apart(write_probability, probability, threshold)


def write_scores(score: float, needed: float) -> tuple[str, str]:
    """Return a score and the one that a tag needs, with their signs, so that they look equal only if they are."""
    return _tell_apart(_write_score, score, needed)


def write_signed(value: float) -> str:
    """Return a number in units of the score, with its sign and two decimals."""
    return _write_score(value, _DECIMALS)


def _write_score(value: float, decimals: int) -> str:
    written = f"{value:+.{decimals}f}".replace("-", "−")
    return written if float(written.replace("−", "-")) else written[1:]


def _tell_apart(write: Callable[[float, int], str], one: float, other: float) -> tuple[str, str]:
    for decimals in range(_DECIMALS, _MOST_DECIMALS + 1):
        written = write(one, decimals), write(other, decimals)
        if written[0] != written[1] or one == other:
            break
    return written
