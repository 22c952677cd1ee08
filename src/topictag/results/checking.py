"""What was found in labelled data."""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Literal


@dataclass(frozen=True)
class Finding:
    """Something in labelled data that is wrong or looks wrong.

    Attributes
    ----------
    check : str
        Name of the check, such as ``near duplicates``.
    severity : {"error", "warning"}
        Fix an error before you train; look at a warning.
    message : str
        What is wrong, where, and the way out.
    examples : tuple of str
        Ids of the examples concerned; empty where the finding concerns the data as a whole.
    """

    check: str
    severity: Literal["error", "warning"]
    message: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckReport:
    """What `topictag.check` found in labelled data.

    Attributes
    ----------
    n_examples, n_tagless : int
        Number of examples with an available text, and number of these without a topic.
    support : dict of str to int
        Topic to number of examples with it, in alphabetical order.
    pair_support : dict of str to dict of str to int
        Topic to second topic to number of examples that carry both.
    findings : tuple of Finding
        In the order of the checks.
    unknown : dict of str to int
        Topic to number of examples of which nobody said whether they have it, for topics with any. Such an example is
        not without a topic.
    """

    n_examples: int
    n_tagless: int
    support: dict[str, int]
    pair_support: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]
    unknown: dict[str, int] = field(default_factory=dict)

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    @property
    def n_errors(self) -> int:
        """Number of findings that are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only: ``{"version": 1, "n_examples", …}``."""
        fields = asdict(self)
        findings = [{**own, "examples": list(own["examples"])} for own in fields["findings"]]
        return {"version": self.VERSION, **fields, "findings": findings}


@dataclass(frozen=True)
class Fixed:
    """What `topictag.fix` wrote.

    Attributes
    ----------
    n_texts : int
        Number of texts in the clean copy.
    n_merged : int
        Number of records that are gone because an earlier one has the same text, and nothing that contradicts them.
    n_conflicts : int
        Number of records that were set aside: equal texts with contradictory tags, of different articles or parts of a
        split, or one id for several texts.
    n_unreadable : int
        Number of records that could not be read.
    conflicts : str
        The file with the records set aside; empty if there are none.
    problems : tuple of str
        What happened that you should know: annotators who disagree, records that nobody labelled, ids; and fields of
        which merged texts have different values.
    losses : tuple of str
        What the format of the copy cannot hold, a sentence each.
    """

    n_texts: int
    n_merged: int
    n_conflicts: int
    n_unreadable: int
    conflicts: str = ""
    problems: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only: ``{"version": 1, "n_texts", …}``."""
        return {"version": self.VERSION, **asdict(self), "problems": list(self.problems), "losses": list(self.losses)}
