"""Cells of tags that are empty: texts without a topic, or texts that nobody has labelled yet."""


def describe_blank(name: str, n_blank: int, unit: str) -> str:
    """Return the message about rows or lines without tags, which count as texts without a topic.

    Examples
    --------
    >>> print(describe_blank("news.csv", 2, "row"))
    news.csv: 2 rows have no tags, which means no topic. If nobody has labelled them, leave them out: --skip-empty.
    """
    verb = f"{unit} has" if n_blank == 1 else f"{unit}s have"
    them = "it" if n_blank == 1 else "them"
    way_out = f"If nobody has labelled {them}, leave {them} out: --skip-empty."
    return f"{name}: {n_blank} {verb} no tags, which means no topic. {way_out}"
