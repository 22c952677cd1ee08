"""Which topics have enough examples to be learnt, decided before any work is done."""

from collections import Counter
from collections.abc import Collection, Sequence

from topictag.errors import DataError, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote
from topictag.labelled.records import check_field_name

FEWEST = 2  # one to learn from, one to measure with
_MAX_NAMED = 3  # chosen: number of examples that a message names


def choose_topics(
    examples: Sequence[Example], min_support: int = FEWEST, *, hinted: Collection[str] = ()
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the topics with enough examples for them and against them; and the others, with what they lack.

    Parameters
    ----------
    examples : sequence of Example
    min_support : int, default=2
        Minimum number of examples with a topic, and of examples known to lack it; at least 2.
    hinted : collection of str, optional
        Topics that have hints: they are not `left_out`, although they may have too few examples to be learnt.

    Returns
    -------
    topics : tuple of str
        In alphabetical order.
    left_out : dict of str to str
        Topic to what is wrong and the way out, as a sentence or two.

    Raises
    ------
    TrainingError
        No example carries a topic, or no topic has enough examples, and none is hinted; all topics are then named.

    Examples
    --------
    >>> tags = [{"sport"}, {"sport"}, {"culture"}, set()]
    >>> examples = [Example(f"e{n}", "…", frozenset(own), f"e{n}") for n, own in enumerate(tags)]
    >>> topics, left_out = choose_topics(examples)
    >>> topics, list(left_out)
    (('sport',), ['culture'])
    """
    support = Counter(topic for example in examples for topic in example.tags)
    unknown = Counter(topic for example in examples for topic in example.unknown)
    if not support and not hinted:
        raise TrainingError(
            f'None of the {len(examples)} examples carries a tag, so there is no topic to learn. Fill "tags".'
        )
    problems = {
        topic: _describe(topic, examples, support[topic], len(examples) - unknown[topic])
        for topic in sorted(support)
        if min(support[topic], len(examples) - unknown[topic] - support[topic]) < min_support
    }
    left_out = {topic: problem for topic, problem in problems.items() if topic not in hinted}
    lower = ", lower min_support" if min_support > FEWEST else ""
    way_out = f"Add examples{lower}, give hints, or remove the topic from the tags."
    needs = f"at least {min_support} examples with it and {min_support} without it"
    if len(problems) == len(support) and not hinted:
        raise TrainingError(f"No topic can be learnt: {'; '.join(problems.values())}. A topic needs {needs}. {way_out}")
    return tuple(topic for topic in sorted(support) if topic not in problems), {
        topic: f"{problem[0].upper()}{problem[1:]}, and needs {needs}, so it is left out. {way_out}"
        for topic, problem in left_out.items()
    }


def check_groups(name: str, examples: Sequence[Example], auxiliary: Sequence[Example]) -> None:
    """Check that whole groups can be held out; `name` is what the groups are.

    Raises
    ------
    DataError
        There are no examples; an example has no group, so it would be learnt from when its group is held out; or there
        are fewer than two groups. The message names up to three places.
    InputTypeError
        `name` is not a str, or is empty.
    """
    check_field_name("group", name)
    if not examples:
        raise DataError(f"There are no examples, so no {name!r} can be held out. Give examples, or leave group out.")
    both = [*examples, *auxiliary]
    lacking = [example.where for example in both if not example.group]
    if lacking:
        named = ", ".join(lacking[:_MAX_NAMED]) + (" …" if len(lacking) > _MAX_NAMED else "")
        raise DataError(
            f"{len(lacking)} of {len(both)} examples have no {name!r}: {named}. Add it to the records or to the "
            "corpus (Example.group, if you make examples yourself), or train without holding out groups."
        )
    groups = sorted({example.group for example in examples})
    if len(groups) == 1:
        raise DataError(
            f"All examples have the {name!r} {quote(groups[0])}, so no group can be held out. Give examples of others, "
            "or train without holding out groups."
        )


def _describe(topic: str, examples: Sequence[Example], n_with: int, n_known: int) -> str:
    if n_with == 1:
        first = next(example for example in examples if topic in example.tags)
        return f"the topic {topic!r} has only 1 positive example ({first.id})"
    if n_with <= n_known - n_with:
        return f"the topic {topic!r} has only {n_with} positive examples"
    without = n_known - n_with
    return f"the topic {topic!r} has {without or 'no'} negative examples: {n_with} of {n_known} carry it"
