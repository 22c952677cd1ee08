"""The task of a training run: whether a text has any number of topics, or exactly one."""

from collections import Counter
from collections.abc import Collection, Sequence

from topictag.errors import SettingError, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.single import describe_not_single
from topictag.results.quality import Task
from topictag.training.settings import TrainingSettings


def choose_task(examples: Sequence[Example], settings: TrainingSettings, *, hinted: Collection[str] = ()) -> Task:
    """Return the task of the settings; "auto" is "single" where each example has exactly one of several topics.

    An example of which nobody said whether it has another of them too may have several, so "auto" is then "multi".
    With topics that have hints and too few examples, "auto" is "multi", because topics that compete need examples.

    Parameters
    ----------
    examples : sequence of Example
        Those that the model is for; auxiliary ones do not matter.
    settings : TrainingSettings
    hinted : collection of str, optional
        Topics that hints speak for.

    Raises
    ------
    TrainingError
        The task is "single", and an example has no tag or several.
    SettingError
        The task is "single", and the settings have a target for precision or recall.

    Examples
    --------
    >>> examples = [Example(tag, "Текст.", frozenset({tag}), tag) for tag in ("energy", "sport")]
    >>> choose_task(examples, TrainingSettings())
    'single'
    """
    not_single = describe_not_single(examples)
    support = Counter(tag for example in examples for tag in example.tags)
    if settings.task == "auto" and any(support[topic] < settings.min_support for topic in hinted):
        return "multi"
    if settings.task == "multi" or (
        settings.task == "auto" and (not_single or len(support) == 1 or _may_have_more(examples, frozenset(support)))
    ):
        return "multi"
    if not_single:
        raise TrainingError(
            f"task is 'single', but {not_single}. Give each example exactly one tag, or leave the task to topictag "
            "(task 'auto')."
        )
    check_no_targets(settings, "Leave it out, or set the task 'multi'.")
    return "single"


def check_no_targets(settings: TrainingSettings, way_out: str) -> None:
    """Raise `SettingError` if the settings have a target, which tasks with one topic per text cannot have."""
    for name, target in (("precision", settings.precision), ("recall", settings.recall)):
        if target is not None:
            raise SettingError(
                f"{name} needs a threshold per topic. With exactly one topic per text (task 'single'), each text gets "
                f"its most probable topic. {way_out}"
            )


def _may_have_more(examples: Sequence[Example], topics: frozenset[str]) -> bool:
    """Return whether it is unknown for some example if it has another of the topics."""
    return any(
        not topics.isdisjoint(own.unknown) or not (own.known is None or topics <= own.known | own.tags)
        for own in examples
    )
