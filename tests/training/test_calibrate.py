"""Calibration on a user's own sample: probabilities and thresholds move, weights do not."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag.errors import (
    DataError,
    DataWarning,
    InputTypeError,
    ModelError,
    ModelNotFoundError,
    SettingError,
    TrainingWarning,
)
from topictag.labelled.reading import read_examples
from topictag.model.decisions import probabilities
from topictag.reports.card import make_card


@pytest.fixture
def sample(leisure_path):
    return read_examples(leisure_path)[1:]  # not all that the tagger was trained on


def test_weights_stay_and_thresholds_follow_the_sample(leisure, sample):
    calibrated = topictag.calibrate(leisure, sample, recall=1.0)
    texts = [example.text for example in sample]
    np.testing.assert_array_equal(calibrated.scores(texts), leisure.scores(texts))
    quality = calibrated.evaluate(sample)
    assert [topic.recall for topic in quality.topics] == [1.0] * 3
    assert calibrated.record.thresholds_for == dict.fromkeys(leisure.topics, "recall 1")
    assert calibrated.record.calibrated_on.n_examples == len(sample)
    assert "calibration" in calibrated.record.quality.method
    assert leisure.thresholds != calibrated.thresholds


def test_probabilities_learn_the_share_of_the_sample(leisure, sample):
    """Where nine of ten texts are tagless, the same words mean less."""
    rare = [(e.text, sorted(e.tags)) for e in sample if e.tags][::2]
    words = ["Дождь", "Ветер", "Снег", "Туман", "Гроза", "Град", "Мороз", "Иней", "Роса", "Зной"]
    tagless = [(f"{a} и {b.lower()} над городом, матч и театр ждут.", []) for a in words for b in words if a != b]
    text = "Банк открыл театр, матч отменили."
    models = leisure.model, topictag.calibrate(leisure, [*rare, *tagless]).model
    old, new = (probabilities(model, leisure.scores([text])).sum() for model in models)
    assert new < old


def test_a_topic_without_examples_keeps_its_calibration(leisure, sample):
    without_sport = [example for example in sample if "sport" not in example.tags]
    with pytest.warns(TrainingWarning, match="0 of .* carry the topic 'sport'.* keeps its calibration"):
        calibrated = topictag.calibrate(leisure, without_sport)
    assert calibrated.thresholds["sport"] == leisure.thresholds["sport"]
    quality = calibrated.record.quality
    assert [row.topic for row in quality.topics] == list(leisure.topics)
    assert quality.n_tagless == sum(not example.tags for example in without_sport)


def test_a_target_out_of_reach_is_reported(leisure, sample):
    mislabelled = [(example.text, [] if "sport" in example.tags else ["sport"]) for example in sample]
    with pytest.warns(TrainingWarning) as caught:
        topictag.calibrate(leisure, mislabelled, precision={"sport": 1.0})
    assert any("'sport' does not reach precision 1" in str(warning.message) for warning in caught)


def test_a_sample_of_the_training_examples_warns(leisure, leisure_path):
    with pytest.warns(TrainingWarning, match="trained on exactly these examples"):
        topictag.calibrate(leisure, leisure_path)


@pytest.mark.filterwarnings("ignore::topictag.TrainingWarning")  # what is told of single topics does not matter
def test_a_sample_of_the_examples_of_an_update_warns(leisure, sample):
    new = [replace(own, id=f"new {own.id}", text=f"{own.text} Снова.") for own in sample]
    updated = topictag.update(leisure, new, check=False).tagger
    with pytest.warns(TrainingWarning, match="trained on exactly these examples"):
        topictag.calibrate(updated, new)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        topictag.calibrate(updated, new[1:])
    assert not any("exactly these examples" in str(own.message) for own in caught)


def test_labels_without_their_texts_are_left_out_with_a_warning(leisure, leisure_path):
    label = {"id": "away", "sha256": "0" * 64, "tags": ["sport"]}
    rows = [(own.text, sorted(own.tags)) for own in read_examples(leisure_path)]
    with pytest.warns(DataWarning, match=r"Labels by identifier are left out \(1\)"):
        calibrated = topictag.calibrate(leisure, [*rows[1:], label])
    assert calibrated.record.calibrated_on.n_examples == len(rows) - 1


def test_a_topic_that_the_scores_do_not_distinguish_is_reported(leisure, sample):
    rng = np.random.default_rng(0)
    random_labels = [(example.text, ["sport"] if rng.random() < 0.4 else []) for example in sample]
    with pytest.warns(TrainingWarning) as caught:
        topictag.calibrate(leisure, random_labels, precision={"sport": 0.99})
    messages = [str(warning.message) for warning in caught if "'sport'" in str(warning.message)]
    assert any("cannot be distinguished from the others beyond chance." in message for message in messages)
    assert any("does not reach precision 0.99" in message for message in messages)


def test_bad_samples_are_refused(leisure, sample):
    with pytest.raises(DataError, match="'weather' is not a topic of this model"):
        topictag.calibrate(leisure, [("Снег.", ["weather"])])
    with pytest.raises(DataError, match="No topic of the model has 5 examples"):
        topictag.calibrate(leisure, sample[:3])
    with pytest.raises(SettingError, match=r"'sprot' is not a topic.*Did you mean 'sport'"):
        topictag.calibrate(leisure, sample, precision={"sprot": 0.9})


def test_a_calibrated_model_can_be_saved_carded_and_calibrated_again(leisure, sample, tmp_path):
    calibrated = topictag.calibrate(leisure, sample)
    calibrated.save(tmp_path / "own.safetensors")
    loaded = topictag.load(tmp_path / "own.safetensors")
    assert loaded.thresholds == calibrated.thresholds
    assert "calibration" in make_card(loaded)
    again = topictag.calibrate(loaded, sample)
    assert again.thresholds == pytest.approx(calibrated.thresholds)


@pytest.mark.parametrize("metadata", [{}, {"data": []}, {"data": {"n_examples": "many"}}, {"record_version": 99}])
def test_a_record_that_cannot_be_read_is_told_before_the_work(leisure, sample, metadata):
    tagger = topictag.Tagger(replace(leisure.model, metadata=metadata))
    with pytest.raises(ModelError, match=r"The model('s| has no) record"):
        topictag.calibrate(tagger, sample)


def test_the_tagger_may_be_a_path(leisure, model_path, sample):
    assert topictag.calibrate(model_path, sample).thresholds == topictag.calibrate(leisure, sample).thresholds
    with pytest.raises(ModelNotFoundError):
        topictag.calibrate("missing.safetensors", sample)
    with pytest.raises(InputTypeError, match="tagger must be a Tagger or a path, not int"):
        topictag.calibrate(1, sample)


def test_unknown_tags_are_not_calibrated_on(leisure, sample):
    sport = [example for example in sample if "sport" in example.tags]
    hidden = [
        replace(example, unknown=frozenset({"sport"})) if "sport" not in example.tags else example for example in sample
    ]
    with pytest.warns(TrainingWarning, match=f"{len(sport)} of {len(sport)} examples carry the topic 'sport'"):
        calibrated = topictag.calibrate(leisure, hidden)
    assert calibrated.thresholds["sport"] == leisure.thresholds["sport"]
    assert calibrated.record.calibrated_on.unknown == {"sport": len(sample) - len(sport)}
    assert calibrated.quality.n_unknown == len(sample) - len(sport)
