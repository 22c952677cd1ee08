"""What the user should know about the reading of labelled data."""

from collections import Counter
from collections.abc import Iterator, Sequence

from topictag.labelled.annotators import Rule, describe_disputes
from topictag.labelled.distinct_ids import DistinctIds
from topictag.labelled.flattening import FlatRecord
from topictag.labelled.formats.format import PassedOver


class Remarks:
    """What is noted so far.

    Attributes
    ----------
    ids : DistinctIds
        Those that are read.
    """

    def __init__(self, rule: Rule) -> None:
        self.ids = DistinctIds()
        self._rule = rule
        self._disputes: list[tuple[str, Sequence[str]]] = []
        self._passed_over = Counter[PassedOver]()

    def pass_over(self, record: PassedOver) -> None:
        """Note a record that is left out on purpose."""
        self._passed_over[record] += 1

    def note_dispute(self, own: FlatRecord, place: str) -> None:
        """Note the topics about which the annotators of a record disagree, if there are any."""
        if own.disputed:
            self._disputes.append((own.example.place or place, own.disputed))

    def describe(self) -> Iterator[str]:
        """Yield a message about each kind of thing."""
        yield from self.ids.describe()
        if self._disputes:
            yield describe_disputes(self._disputes, self._rule)
        yield from (own.describe(n) for own, n in self._passed_over.items())
