"""Describing a model: its arrays and its record as a `Description`."""

from collections.abc import Iterator, Mapping, Sequence

from topictag.errors import ModelError
from topictag.model.compiled import Model
from topictag.model.decisions import effective_thresholds
from topictag.model.identity import identify_model
from topictag.model.parts import DataRecord
from topictag.model.record import ModelRecord
from topictag.model.storage import model_digest
from topictag.model.term_weights import TermWeights, count_terms
from topictag.results.description import DataDescription, Description, TopicDescription
from topictag.results.quality import TopicQuality


def describe_model(model: Model, topics: Sequence[int], n: int, path: str, format_version: int) -> Description:
    """Describe a model.

    Parameters
    ----------
    model : Model
        Checked tables.
    topics : sequence of int
        Numbers of the topics that are described.
    n : int
        Maximum number of terms in each list.
    path : str
        The model's file; empty for a model in memory.
    format_version : int
        Of this file.
    """
    record, problem = read_record(model)
    sizes = {name: array.nbytes for name, array in model.arrays().items()}
    by_group = record and record.by_group
    return Description(
        path=path,
        digest=model_digest(model),
        identity=identify_model(model),
        format_version=format_version,
        text=record.description if record else "",
        task=model.task,
        topics=tuple(_describe_topics(model, record, topics, n)),
        n_topics=len(model.topics),
        n_terms=count_terms(model),
        n_forms=len(model.forms),
        data=tuple(_describe_data(record)) if record else (),
        settings=_list_settings(record) if record else {},
        built_with=dict(record.built_with) if record else {},
        quality=record.quality if record else None,
        quality_by_group=by_group.quality if by_group else None,
        group=by_group.name if by_group else "",
        array_bytes=dict(sorted(sizes.items(), key=lambda own: -own[1])),
        record_problem=problem,
        test_quality=record.test.quality if record and record.test else None,
    )


def read_record(model: Model) -> tuple[ModelRecord | None, str]:
    """Return the record of a model, or None and why it cannot be read."""
    try:
        return ModelRecord.from_dict(model.metadata), ""
    except ModelError as error:
        return None, str(error)


def _describe_topics(
    model: Model, record: ModelRecord | None, topics: Sequence[int], n: int
) -> Iterator[TopicDescription]:
    terms = TermWeights(model)
    thresholds = effective_thresholds(model.thresholds).tolist()
    support = record.support if record else {}
    qualities: Mapping[str, TopicQuality] = {own.topic: own for own in record.quality.topics} if record else {}
    alone = record.hints.uncalibrated if record and record.hints else ()
    for topic in topics:
        name = model.topics[topic]
        terms_for, terms_against = terms.strongest_words(topic, n)
        ngrams, hints = terms.strongest_apart(topic, n)
        yield TopicDescription(
            topic=name,
            threshold=thresholds[topic],
            threshold_for=record.thresholds_for.get(name, "") if record else "",
            slope=float(model.slope[topic]),
            offset=float(model.offset[topic]),
            is_calibrated=name not in alone,
            intercept=float(model.intercept[topic]),
            support=support.get(name, 0) if record else None,
            quality=qualities.get(name),
            terms_for=terms_for,
            terms_against=terms_against,
            hints=hints,
            ngrams=ngrams,
        )


def _describe_data(record: ModelRecord) -> Iterator[DataDescription]:
    yield _describe_examples("examples", record.data)
    if record.auxiliary:
        yield _describe_examples("auxiliary examples", record.auxiliary)
    if record.calibrated_on:
        yield _describe_examples("calibration examples", record.calibrated_on)
    if own := record.background:
        yield DataDescription("background", own.n_paragraphs, own.fingerprint, {})
    if hints := record.hints:
        yield DataDescription("hints", hints.n_hints, hints.fingerprint, dict(hints.by_topic))
    for number, update in enumerate(record.updates, 1):
        yield _describe_examples(f"examples of update {number}", update.data)
        if update.replay:
            yield _describe_examples(f"kept examples of update {number}", update.replay)


def _describe_examples(role: str, data: DataRecord) -> DataDescription:
    return DataDescription(role, data.n_examples, data.fingerprint, dict(data.support), data.n_tagless)


def _list_settings(record: ModelRecord) -> dict[str, object]:
    """Return the settings, with the values that cross-validation chose in place of those that were left open."""
    chosen = record.search.chosen if record.search else {}
    return {name: chosen.get(name) if value is None else value for name, value in record.settings.items()}
