"""Updating a compiled model, start to end: new examples → further terms, rows, fits, decisions → the model again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

from topictag.errors import ModelFormatError
from topictag.labelled.example import Example
from topictag.labelled.gold import known_rows, tag_rows
from topictag.model.beside import beside_scales
from topictag.model.compiled import Model
from topictag.model.parts import DataRecord, UpdateRecord
from topictag.model.record import ModelRecord
from topictag.model.storage import model_digest
from topictag.model.strings import unpack_strings
from topictag.results.quality import Estimate, TopicQuality
from topictag.text.lemmas import Lemmatizer
from topictag.text.reading import paragraph_forms, text_forms
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Floats, Groups
from topictag.training.features.pymorphy import take_lemmatizer
from topictag.training.fitting.linear import LinearTopics
from topictag.training.provenance import describe_data
from topictag.training.recipe import DEFAULT_MAX_PAIRS
from topictag.training.updating.extending import Extended, NewTerms, extend_model, find_new_terms
from topictag.training.updating.fitting import Labelled, Prior, fit_known_topics, fit_new_topics
from topictag.training.updating.pairs import PairChoice
from topictag.training.updating.planning import Plan, check_not_learnt, plan_update
from topictag.training.updating.texts import TextRows, Texts
from topictag.training.validation.folds import group_examples
from topictag.training.validation.sharing import group_texts

MIN_DF = 2  # chosen: a word of one new example may be a chance or a misspelling
_FACTOR = 2.0  # measured: benchmarks.quality.updating; between 1 and 4 it makes no difference
_UNKNOWN = Estimate(None, None, None)
_UNMEASURED = "before an update: not measured since"


@dataclass(frozen=True, eq=False)
class UpdatedModel:
    """An updated model.

    Attributes
    ----------
    model : Model
    plan : Plan
    places : ndarray of int, shape (n_terms_before,)
        The number that each term of the former model has now.
    n_new_terms : int
    unseen : tuple of TopicQuality
        Quality of the new topics by cross-validation.
    """

    model: Model
    plan: Plan
    places: NDArray[np.intp]
    n_new_terms: int
    unseen: tuple[TopicQuality, ...]


class TopicColumns(NamedTuple):
    """What a model has of a topic; `coef` has the weights of terms beside the norm as those of any term."""

    coef: Floats
    intercept: float
    slope: float
    offset: float
    threshold: float


def update_model(
    model: Model,
    new: Sequence[Example],
    replay: Sequence[Example] = (),
    *,
    only: Collection[str] | None = None,
    only_new: bool = False,
    strength: float = 1.0,
    min_df: int = MIN_DF,
    hold: float = 1.0,
    lemmatizer: Lemmatizer | None = None,
) -> UpdatedModel:
    """Update a model; `topictag.update` documents the parameters, and `fit_known_topics` the parameter `hold`.

    The weights, intercept, calibration and threshold of a topic that is not learnt stay the same to the bit, and so do
    its scores. A topic that is learnt further keeps its calibration and threshold.

    Raises
    ------
    ModelFormatError
        The model has no record, or its record lacks what training chose.
    SettingError, DataError, TrainingError
        As `plan_update` and `check_not_learnt`.
    """
    record = ModelRecord.from_dict(model.metadata)
    plan = plan_update(model, new, replay, only=only, only_new=only_new)
    data = _describe_part(new, plan.topics)
    check_not_learnt(plan, data.fingerprint, record)
    C = _training_strength(record)  # noqa: N806
    analyzer = TermAnalyzer(take_lemmatizer(lemmatizer), model.analysis)
    both = [*new, *replay]
    texts = Texts.read([example.text for example in both])
    own = Texts(texts.paragraphs[: len(new)], texts.words[: len(new)])
    terms = find_new_terms(model, own, analyzer, min_df)
    pairs = _count_pairs(model, texts, both, plan, analyzer, terms, record)
    extended = extend_model(model, replace(terms, pairs=pairs.choose() if pairs else {}), analyzer)
    rows = TextRows.of(extended.model, texts)
    groups = group_examples(
        [own.article for own in both], texts.words, group_texts([paragraph_forms(own.text) for own in both]).tolist()
    )
    with threadpool_limits(1):  # as in training: the same data give the same bytes
        layer = _update_known(extended.model, rows.whole, both, plan, record, _FACTOR * C / strength, hold)
        added, unseen = _learn_new(rows, both, plan, groups, C, extended, pairs)
    described = _describe(model, record, plan, data, replay, C)
    updated = _assemble(extended.model, plan, {**layer, **added}, described)
    return UpdatedModel(updated, plan, extended.places, len(updated.idf) - len(model.idf), unseen)


def _read_setting(record: ModelRecord, name: str) -> float | None:
    """Return a setting with which the model was trained, if its record has it."""
    chosen = record.search.chosen.get(name) if record.search else None
    return record.settings.get(name) if chosen is None else chosen


def _training_strength(record: ModelRecord) -> float:
    """Return the C with which the model was trained."""
    found = _read_setting(record, "C")
    if not isinstance(found, int | float) or found <= 0:
        raise ModelFormatError(
            "The model's record does not say how strongly its weights were regularised (C), so an update cannot be as "
            "strong. Train the model again."
        )
    return float(found)


def _count_pairs(
    model: Model,
    texts: Texts,
    examples: Sequence[Example],
    plan: Plan,
    analyzer: TermAnalyzer,
    new: NewTerms,
    record: ModelRecord,
) -> PairChoice | None:
    """Return the pairs among which new topics choose; None without a new topic."""
    if not plan.added:
        return None
    max_pairs = _read_setting(record, "max_pairs")
    lemmas = frozenset(unpack_strings(model.lemmas)[model.n_function_words :]).union(new.lemmas)
    most = DEFAULT_MAX_PAIRS if max_pairs is None else int(max_pairs)
    gold, known = tag_rows(examples, plan.added), known_rows(examples, plan.added)
    return PairChoice.of(texts, gold, known, analyzer, most, lemmas)


def _label(rows: csr_array, examples: Sequence[Example], topics: Sequence[str]) -> Labelled:
    return Labelled(rows, tag_rows(examples, topics), known_rows(examples, topics))


def _update_known(
    model: Model,
    rows: csr_array,
    examples: Sequence[Example],
    plan: Plan,
    record: ModelRecord,
    C: float,  # noqa: N803
    hold: float,
) -> dict[str, TopicColumns]:
    """Return the topics that are learnt further; they keep their calibration and threshold."""
    if not plan.updated:
        return {}
    numbers = [model.topics.index(topic) for topic in plan.updated]
    scales = beside_scales(model.idf)
    layer = LinearTopics((model.coef[:, numbers] * scales[:, None]).T, model.intercept[numbers].astype(np.float64))
    labelled = _label(rows, examples, plan.updated)
    n_with, n_without = _count_learnt(record, plan.updated)
    # A topic that hints alone taught has no examples, so the new ones say how rare it is.
    is_new = np.minimum(n_with, n_without) <= 0
    n_with = np.where(is_new, labelled.gold.sum(axis=0), n_with)
    n_without = np.where(is_new, (labelled.known & ~labelled.gold).sum(axis=0), n_without)
    fitted = fit_known_topics(labelled, Prior(layer, n_with, n_without), C, hold)
    decisions = np.stack([model.slope, model.offset, model.thresholds], axis=1)[numbers].tolist()
    found = zip(plan.updated, fitted.coef, fitted.intercept.tolist(), decisions, strict=True)
    return {topic: TopicColumns(coef, intercept, *own) for topic, coef, intercept, own in found}


def _count_learnt(record: ModelRecord, topics: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how many examples with each topic, and without it, the model has learnt from; auxiliary ones by weight."""
    n_with, n_without = np.zeros(len(topics)), np.zeros(len(topics))
    for number, topic in enumerate(topics):
        for data, weight in record.iter_learnt(topic):
            support = data.support.get(topic)
            if support is not None:
                n_with[number] += weight * support
                n_without[number] += weight * (data.n_examples - data.unknown.get(topic, 0) - support)
    return n_with, n_without


def _learn_new(
    rows: TextRows,
    examples: Sequence[Example],
    plan: Plan,
    groups: Groups,
    C: float,  # noqa: N803
    extended: Extended,
    pairs: PairChoice | None,
) -> tuple[dict[str, TopicColumns], tuple[TopicQuality, ...]]:
    """Return the new topics, and their quality on examples that their fit has not seen."""
    if not plan.added or pairs is None:
        return {}, ()
    from topictag.training.updating.new_topics import (  # late: imports SciPy's statistics, a second
        FoldPairs,
        decide_new_topics,
    )

    labelled = _label(rows.whole, examples, plan.added)
    layer = fit_new_topics(labelled, C)
    decisions, quality = decide_new_topics(plan.added, labelled, rows, groups, C, FoldPairs(pairs, extended.pairs))
    found = zip(
        plan.added,
        layer.coef,
        layer.intercept.tolist(),
        decisions.slope.tolist(),
        decisions.offset.tolist(),
        decisions.thresholds.tolist(),
        strict=True,
    )
    return {topic: TopicColumns(*own) for topic, *own in found}, quality


def _assemble(model: Model, plan: Plan, learnt: Mapping[str, TopicColumns], record: ModelRecord) -> Model:
    """Return the model with the topics of the plan; those that are not learnt are copied bit by bit."""
    n_terms, scales = len(model.idf), beside_scales(model.idf)
    coef = np.empty((n_terms, len(plan.topics)), np.float32)
    rest = np.empty((4, len(plan.topics)), np.float32)
    for place, topic in enumerate(plan.topics):
        if topic in learnt:
            coef[:, place] = learnt[topic].coef / scales
            rest[:, place] = learnt[topic][1:]
        else:
            number = model.topics.index(topic)
            coef[:, place] = model.coef[:, number]
            rest[:, place] = [own[number] for own in (model.intercept, model.slope, model.offset, model.thresholds)]
    intercept, slope, offset, thresholds = (np.ascontiguousarray(own) for own in rest)
    return replace(
        model,
        topics=plan.topics,
        coef=coef,
        intercept=intercept,
        slope=slope,
        offset=offset,
        thresholds=thresholds,
        metadata=record.to_dict(),
    )


def _describe(
    model: Model,
    record: ModelRecord,
    plan: Plan,
    data: DataRecord,
    replay: Sequence[Example],
    C: float,  # noqa: N803
) -> ModelRecord:
    """Return the record of the updated model; its quality is that of the former one, and says so."""
    update = UpdateRecord(
        model=model_digest(model),
        data=data,
        replay=_describe_part(replay, plan.topics) if replay else None,
        updated=plan.updated,
        added=plan.added,
        C=C,
    )
    own = {row.topic: row for row in record.quality.topics}
    rows = tuple(own.get(topic) or TopicQuality(topic, 0, 0, None, None, _UNKNOWN) for topic in plan.topics)
    method = record.quality.method
    if not method.endswith(_UNMEASURED):
        method = ", ".join(filter(None, [method, _UNMEASURED]))
    return replace(
        record,
        thresholds_for={**record.thresholds_for, **dict.fromkeys(plan.added, "F1")},
        quality=replace(record.quality, topics=rows, method=method),
        by_group=None,  # measured with the former weights
        test=None,
        updates=(*record.updates, update),
    )


def _describe_part(examples: Sequence[Example], topics: Sequence[str]) -> DataRecord:
    """Return counts and the fingerprint that training gives the same examples."""
    words = [tuple(text_forms(example.text)) for example in examples]
    return describe_data(examples, topics, group_examples([example.article for example in examples], words))
