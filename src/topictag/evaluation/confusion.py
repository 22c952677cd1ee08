"""Which topic is taken for which, where each example has exactly one topic."""

from collections import Counter
from collections.abc import Sequence

from topictag.evaluation.metrics import Bools
from topictag.results.quality import Confusion


def count_confusion(topics: Sequence[str], gold: Bools, tagged: Bools) -> tuple[Confusion, ...]:
    """Count the examples of each topic by the topic that they got.

    Parameters
    ----------
    topics : sequence of str
        Names of the columns.
    gold, tagged : ndarray of bool, shape (n_examples, n_topics)
        Exactly one topic per row of `gold`, at most one per row of `tagged`.

    Returns
    -------
    tuple of Confusion
        The cells that are not 0, row by row in the order of `topics`; examples without a tag are last in a row.

    Examples
    --------
    >>> import numpy as np
    >>> gold = np.array([[True, False], [True, False], [False, True]])
    >>> tagged = np.array([[True, False], [False, False], [False, True]])
    >>> [(cell.topic, cell.given, cell.n) for cell in count_confusion(["energy", "sport"], gold, tagged)]
    [('energy', 'energy', 1), ('energy', '', 1), ('sport', 'sport', 1)]
    """
    given = [row.index(True) if True in row else len(topics) for row in tagged.tolist()]
    cells = Counter(zip(gold.argmax(axis=1).tolist(), given, strict=True))
    names = [*topics, ""]
    return tuple(Confusion(topics[row], names[column], n) for (row, column), n in sorted(cells.items()))
