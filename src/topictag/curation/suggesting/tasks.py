"""Suggestions as tasks for a labelling tool."""

from collections.abc import Iterable, Iterator

from topictag.labelled.formats.tasks import ID, QUESTION, SUGGESTED_BY, TaskText
from topictag.model.identity import identify_model
from topictag.results.suggestion import Suggestion
from topictag.tagger import Tagger

# The formats use these names themselves, so a record's own fields with these names are not passed on.
_TAKEN = frozenset(
    (
        *(
            "id",
            "text",
            "tags",
            "unknown",
            "annotations",
            "suggested",
            "probabilities",
            "model",
            "audit",
            "rank",
            "reason",
        ),
        *("options", "accept", "config", "meta", "answer", "label", "labels", "Comments", SUGGESTED_BY, ID, QUESTION),
    )
)


def make_tasks(suggestions: Iterable[Suggestion], tagger: Tagger) -> Iterator[TaskText]:
    """Yield suggestions as texts to label: the model's tags preset, with rank, reason and whether it is for the audit.

    Examples
    --------
    >>> import topictag
    >>> tagger = topictag.load()
    >>> (task,) = make_tasks(topictag.suggest(tagger, [{"id": 7, "text": "Нефть дорожает."}], 1, audit=0), tagger)
    >>> task.id, task.tags, task.fields["rank"], task.fields["audit"]
    ('7', ('energy',), 1, False)
    """
    version = identify_model(tagger.model)
    for own in suggestions:
        yield TaskText(
            id=own.id,
            text=own.text,
            topics=tagger.topics,
            probabilities=own.probabilities,
            tags=own.tags,
            model=version,
            fields={
                **{name: value for name, value in own.fields.items() if name not in _TAKEN},
                "audit": own.is_audit,
                "rank": own.rank,
                "reason": own.note,
            },
        )
