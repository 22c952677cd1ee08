"""Topics whose names say that there is nothing: what programs write into an empty cell."""

from collections import Counter
from collections.abc import Iterable, Iterator

from topictag.labelled.example import Example, Label
from topictag.labelled.quotes import quote

_NULL_WORDS = frozenset(["-", "--", "—", "–", "?", "nan", "<na>", "n/a", "na", "#n/a", "none", "null", "nil"])


def describe_null_words(labelled: Iterable[Example | Label]) -> Iterator[str]:
    """Yield a message about each topic that is probably an empty cell.

    Examples
    --------
    >>> print(*describe_null_words([Example("a1", "Нефть дорожает.", frozenset({"nan"}), "a")]))
    1 text has the topic 'nan', which often stands for an empty cell. Leave the cell empty if there is no label.
    """
    counts = Counter(tag for one in labelled for tag in one.tags if tag.lower() in _NULL_WORDS)
    for topic, n in sorted(counts.items()):
        yield (
            f"{n} text{' has' if n == 1 else 's have'} the topic {quote(topic)}, which often stands for an empty cell. "
            "Leave the cell empty if there is no label."
        )
