"""What examples must contain so that a model can be trained on them, checked before any work is done."""

from collections.abc import Sequence

from topictag.errors import TrainingError
from topictag.labelled.example import Example

FEWEST = 2  # one to learn from, one to measure with


def check_trainable(examples: Sequence[Example], topics: Sequence[str]) -> None:
    """Raise unless each topic has enough examples for it and against it.

    Raises
    ------
    TrainingError
        No example carries a topic, or a topic has fewer than two examples on one side; all such topics are named.
    """
    if not topics:
        raise TrainingError(
            f'None of the {len(examples)} examples carries a tag, so there is no topic to learn. Fill "tags".'
        )
    problems = [problem for topic in topics if (problem := _problem(examples, topic))]
    if problems:
        raise TrainingError(
            "; ".join(problems) + f". A topic needs at least {FEWEST} examples with it and {FEWEST} without it: "
            "add examples, or remove the topic from the tags."
        )


def _problem(examples: Sequence[Example], topic: str) -> str | None:
    carriers = [example for example in examples if topic in example.tags]
    if len(carriers) < FEWEST:
        return f"the topic {topic!r} has only {len(carriers)} positive example ({carriers[0].id})"
    known = sum(topic not in example.unknown for example in examples)
    without = known - len(carriers)
    if without < FEWEST:
        return f"the topic {topic!r} has {without or 'no'} negative examples: {len(carriers)} of {known} carry it"
    return None
