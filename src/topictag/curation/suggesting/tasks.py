"""Texts as tasks for a labelling tool: suggestions, or any texts, with a model's tags preset."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from topictag.curation.suggesting.candidates import UnlabelledText
from topictag.labelled.formats.tasks import OWN_NAMES, TaskText
from topictag.model.identity import identify_model
from topictag.results.suggestion import Suggestion
from topictag.tagger import Tagger

_BATCH = 1000  # chosen: scores of a thousand texts take little memory
# A record's own fields with these names are not passed on.
_TAKEN = OWN_NAMES | {"unknown", "audit", "rank", "reason"}


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
            fields={**_pass_on(own.fields), "audit": own.is_audit, "rank": own.rank, "reason": own.note},
        )


def preset_tasks(texts: Iterable[UnlabelledText], tagger: Tagger) -> Iterator[TaskText]:
    """Yield all texts to label, with the model's tags preset.

    Examples
    --------
    >>> import topictag
    >>> (task,) = preset_tasks([UnlabelledText("7", "Нефть дорожает.", {"outlet": "x"})], topictag.load())
    >>> task.id, task.tags, dict(task.fields)
    ('7', ('energy',), {'outlet': 'x'})
    """
    version = identify_model(tagger.model)
    for batch in _batches(texts):
        contents = [own.text for own in batch]
        found = zip(batch, tagger.tag_many(contents), tagger.probabilities(contents).tolist(), strict=True)
        for own, tags, probabilities in found:
            yield TaskText(
                id=own.id,
                text=own.text,
                topics=tagger.topics,
                probabilities=dict(zip(tagger.topics, probabilities, strict=True)),
                tags=tuple(tags),
                model=version,
                fields=_pass_on(own.fields),
            )


def _batches(texts: Iterable[UnlabelledText]) -> Iterator[list[UnlabelledText]]:
    held: list[UnlabelledText] = []
    for text in texts:
        held.append(text)
        if len(held) == _BATCH:
            yield held
            held = []
    yield held


def _pass_on(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields whose names no format uses itself."""
    return {name: value for name, value in fields.items() if name not in _TAKEN}
