"""The record of a model: its data, settings, libraries and measured quality.

A model file contains it as JSON. Here it has types, so that you need not look into nested dicts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from topictag.errors import ModelFormatError, ModelVersionError
from topictag.model.compiled import TASKS
from topictag.model.parts import (
    ArticlesRecord,
    AuxiliaryRecord,
    BackgroundRecord,
    DataRecord,
    FinalTestRecord,
    GroupRecord,
    HintsRecord,
    SearchRecord,
    TrialRecord,
    UpdateRecord,
)
from topictag.results.quality import Evaluation

RECORD_VERSION = 2


@dataclass(frozen=True)
class ModelRecord:
    """The data, settings, libraries and quality of a model.

    Attributes
    ----------
    description : str
        Description given in training.
    data : DataRecord
        The examples that the model is for.
    settings : mapping
        The values of `topictag.TrainingSettings`, by name.
    thresholds_for : mapping of str to str
        Topic to the target of its threshold: ``F1``, ``precision 0.9``, ``recall 0.9``.
    built_with : mapping of str to str
        Versions of libraries and dictionary, processor family, BLAS kernels.
    quality : Evaluation
        Measured out of fold.
    auxiliary : AuxiliaryRecord or None
        Further examples that the model learnt from.
    background : BackgroundRecord or None
    calibrated_on : DataRecord or None
        The examples that calibration and thresholds were fitted to later.
    hints : HintsRecord or None
    search : SearchRecord or None
        How settings were chosen; None for models of earlier versions.
    by_group : GroupRecord or None
        Quality on other groups, such as outlets, than those learnt from.
    updates : tuple of UpdateRecord
        What the model has learnt since it was trained, the latest last.
    test : FinalTestRecord or None
        Quality on examples that were kept apart, as a test.
    articles : ArticlesRecord or None
        How examples of several paragraphs were learnt; None without such examples.
    """

    description: str
    data: DataRecord
    settings: Mapping[str, Any]
    thresholds_for: Mapping[str, str]
    built_with: Mapping[str, str]
    quality: Evaluation
    auxiliary: AuxiliaryRecord | None = None
    background: BackgroundRecord | None = None
    calibrated_on: DataRecord | None = None
    hints: HintsRecord | None = None
    search: SearchRecord | None = None
    by_group: GroupRecord | None = None
    updates: tuple[UpdateRecord, ...] = ()
    test: FinalTestRecord | None = None
    articles: ArticlesRecord | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON types."""
        own = {**asdict(self), "quality": self.quality.to_dict(), "record_version": RECORD_VERSION}
        if self.by_group:
            own["by_group"]["quality"] = self.by_group.quality.to_dict()
        if self.test:
            own["test"]["quality"] = self.test.quality.to_dict()
        else:
            del own["test"]  # a model without a test has the bytes that earlier versions wrote
        updates = own.pop("updates")
        if updates:  # likewise a model that was not updated
            lists = ("updated", "added")
            own["updates"] = [{**update, **{name: list(update[name]) for name in lists}} for update in updates]
        if self.articles is None:
            del own["articles"]  # likewise
        return own

    @property
    def n_learnt(self) -> int:
        """Number of examples that the model has learnt from, auxiliary ones and those of updates included."""
        parts = (self.data, self.auxiliary, *(own.data for own in self.updates))
        return sum(own.n_examples for own in parts if own)

    @property
    def support(self) -> dict[str, int]:
        """Topic to number of examples with it that it was learnt from, without auxiliary ones."""
        added = (topic for own in self.updates for topic in own.added)
        return {
            topic: sum(data.support.get(topic, 0) for data in (self.data, *self._iter_updates(topic)))
            for topic in dict.fromkeys([*self.data.support, *added])
        }

    @property
    def fingerprints(self) -> frozenset[str]:
        """Fingerprints of all data that the model has learnt from."""
        parts = (self.data, self.auxiliary, *(data for own in self.updates for data in (own.data, own.replay)))
        return frozenset(own.fingerprint for own in parts if own)

    def iter_learnt(self, topic: str) -> Iterator[tuple[DataRecord, float]]:
        """Yield the data from which the model has learnt a topic, each with its weight; what was kept, once."""
        yield self.data, 1.0
        if self.auxiliary:
            yield self.auxiliary, self.auxiliary.weight
        for data in self._iter_updates(topic):
            yield data, 1.0

    def _iter_updates(self, topic: str) -> Iterator[DataRecord]:
        """Yield the data of updates from which a topic was learnt; what was kept counts for a new topic alone."""
        for own in self.updates:
            if topic in own.updated or topic in own.added:
                yield own.data
            if own.replay and topic in own.added:
                yield own.replay

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "ModelRecord":
        """Return the record from the output of `to_dict`, of this or an earlier version.

        Raises
        ------
        ModelVersionError
            A later version of topictag wrote the record.
        ModelFormatError
            The record is empty, or a field is missing or has the wrong type.
        """
        if isinstance(record, Mapping) and not record:
            raise ModelFormatError(
                "The model has no record. Tagging does not need the record. To get one, train the model again."
            )
        if not isinstance(record, Mapping) or type(version := record.get("record_version", 1)) is not int:
            raise ModelFormatError("The model's record is damaged: it has no version. Train the model again.")
        if version > RECORD_VERSION:
            raise ModelVersionError(
                f"The model's record has version {version}; this topictag reads versions up to {RECORD_VERSION}. "
                "Update topictag. Tagging does not need the record."
            )
        try:
            return _read_record(record)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            problem = f"lacks {error}" if isinstance(error, KeyError) else f"has a wrong value ({error!s:.80})"
            raise ModelFormatError(
                f"The model's record is damaged: it {problem}. Tagging does not need the record. To get a new one, "
                "train the model again."
            ) from error


def _read_record(record: Mapping[str, Any]) -> ModelRecord:
    return ModelRecord(
        description=_typed(record.get("description", ""), str),
        data=DataRecord(**_read_data(record["data"])),
        settings=_flatten(record["settings"]),
        thresholds_for=_by_name(record.get("thresholds_for", {}), str),
        built_with=_by_name(record["built_with"], str),
        quality=_read_quality(record["quality"]),
        auxiliary=_read_auxiliary(record["auxiliary"]) if record.get("auxiliary") else None,
        background=_read_background(record["background"]) if record.get("background") else None,
        calibrated_on=DataRecord(**_read_data(record["calibrated_on"])) if record.get("calibrated_on") else None,
        hints=_read_hints(record["hints"]) if record.get("hints") else None,
        search=_read_search(record["search"]) if record.get("search") else None,
        by_group=_read_groups(record["by_group"]) if record.get("by_group") else None,
        updates=tuple(map(_read_update, record.get("updates", ()))),
        test=_read_test(record["test"]) if record.get("test") else None,
        articles=_read_articles(record["articles"]) if record.get("articles") else None,
    )


def _read_quality(quality: Mapping[str, Any]) -> Evaluation:
    found = Evaluation.from_dict(quality)
    _typed(found.method, str)
    counts = [found.n_examples, found.n_tagless, found.n_unknown]
    counts += [n for own in found.topics for n in (own.support, own.n_tagged)]
    estimates = [found.macro_f1, found.micro_f1, found.samples_f1, found.false_tag_rate]
    estimates += [found.accuracy] if found.accuracy else []
    if found.task not in TASKS:
        raise ValueError(f"{found.task!r:.40} is not a task")
    for cell in found.confusion or ():
        counts.append(cell.n)
        _typed(cell.topic, str)
        _typed(cell.given, str)
    figures = [figure for own in (*estimates, *(own.f1 for own in found.topics)) for figure in vars(own).values()]
    for own in found.topics:
        _typed(own.topic, str)
        figures += [own.precision, own.recall, own.calibration_error, own.brier_score]
    for count in counts:
        _typed(count, int)
    for figure in figures:
        _typed(0.0 if figure is None else figure, float)
    return found


def _read_data(data: Mapping[str, Any]) -> dict[str, Any]:
    counts = ("n_examples", "n_articles", "n_distinct_texts", "n_tagless", "n_several_tags")
    return {
        **{name: _typed(data[name], int) for name in counts},
        "support": _by_name(data["support"], int),
        "fingerprint": _typed(data["fingerprint"], str),
        "unknown": _by_name(data.get("unknown", {}), int),
    }


def _read_auxiliary(data: Mapping[str, Any]) -> AuxiliaryRecord:
    tried = _by_name(data["mean_average_precision_by_weight"], float)
    return AuxiliaryRecord(
        **_read_data(data), weight=_typed(data["weight"], float), mean_average_precision_by_weight=tried
    )


def _read_background(data: Mapping[str, Any]) -> BackgroundRecord:
    return BackgroundRecord(
        description=_typed(data["description"], str),
        n_paragraphs=_typed(data["n_paragraphs"], int),
        n_terms=_typed(data["n_terms"], int),
        n_dimensions=_typed(data["n_dimensions"], int),
        fingerprint=_typed(data["fingerprint"], str),
        scale=_typed(data["scale"], float),
        mean_average_precision_by_scale=_by_name(data["mean_average_precision_by_scale"], float),
    )


def _read_hints(hints: Mapping[str, Any]) -> HintsRecord:
    return HintsRecord(
        n_hints=_typed(hints["n_hints"], int),
        by_topic=_by_name(hints["by_topic"], int),
        fingerprint=_typed(hints["fingerprint"], str),
        uncalibrated=tuple(_typed(topic, str) for topic in _typed(list(hints.get("uncalibrated", ())), list)),
    )


def _read_groups(groups: Mapping[str, Any]) -> GroupRecord:
    return GroupRecord(_typed(groups["name"], str), _typed(groups["n_groups"], int), _read_quality(groups["quality"]))


def _read_update(update: Mapping[str, Any]) -> UpdateRecord:
    return UpdateRecord(
        model=_typed(update["model"], str),
        data=DataRecord(**_read_data(update["data"])),
        replay=DataRecord(**_read_data(update["replay"])) if update["replay"] else None,
        updated=tuple(_typed(topic, str) for topic in _typed(update["updated"], list)),
        added=tuple(_typed(topic, str) for topic in _typed(update["added"], list)),
        C=_typed(update["C"], float),
    )


def _read_test(test: Mapping[str, Any]) -> FinalTestRecord:
    data = DataRecord(**_read_data(test["data"]))
    return FinalTestRecord(_typed(test["how"], str), data, _read_quality(test["quality"]))


def _read_articles(articles: Mapping[str, Any]) -> ArticlesRecord:
    texts = {name: _typed(articles[name], str) for name in ("learnt", "measure")}
    return ArticlesRecord(
        n_several=_typed(articles["n_several"], int), figures=_by_name(articles["figures"], float), **texts
    )


def _read_search(search: Mapping[str, Any]) -> SearchRecord:
    trials = [
        TrialRecord(_read_recipe(own["recipe"]), _typed(own["figure"], float), _typed(own["n_folds"], int))
        for own in search["trials"]
    ]
    return SearchRecord(_typed(search["measure"], str), _read_recipe(search["chosen"]), tuple(trials))


def _read_recipe(values: Mapping[str, Any]) -> dict[str, float]:
    return {name: value if isinstance(value, bool) else _typed(value, float) for name, value in values.items()}


def _flatten(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings by name; version 1 has those of the analysis in a separate object."""
    return {**settings.get("analysis", {}), **{name: own for name, own in settings.items() if name != "analysis"}}


def _typed(value: Any, kind: type) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else kind):
        raise TypeError(f"{value!r:.40} is not {kind.__name__}")
    return value


def _by_name(values: Mapping[str, Any], kind: type) -> dict[str, Any]:
    return {name: _typed(value, kind) for name, value in values.items()}
