"""Calibration of models that give exactly one topic, on a sample with other shares of topics."""

import numpy as np
import pytest

import topictag
from topictag import DataError, SettingError, TrainingWarning

FACTORS = [1.0, 1.0, 4.0]  # how much more often a text is about culture, economy, sport than in training


def draw(tagger, seed):
    """Return texts of a few words each, with topics drawn by the tagger's probabilities, times the factors."""
    rng = np.random.default_rng(seed)
    words = ["матч", "хоккеисты", "сборная", "театр", "балет", "премьера", "банк", "ставка", "рубль"]
    texts = [f"{' '.join(rng.choice(words, 3))} {number}" for number in range(300)]
    shares = (tagger.probabilities(texts) + 1e-6) * FACTORS  # some texts cannot be read
    rows = zip(texts, shares / shares.sum(axis=1, keepdims=True), strict=True)
    return [(text, [str(rng.choice(tagger.topics, p=row))]) for text, row in rows]


@pytest.fixture(scope="module")
def sample(solo):
    return draw(solo, seed=1)


def log_loss(tagger, rows):
    found = tagger.probabilities([text for text, _ in rows])
    own = [row[tagger.topics.index(tags[0])] for row, (_, tags) in zip(found, rows, strict=True)]
    return -np.log(np.clip(own, 1e-9, 1)).mean()


def test_weights_stay_and_probabilities_follow_the_shares(solo, sample):
    calibrated = topictag.calibrate(solo, sample)
    texts = [text for text, _ in sample]
    np.testing.assert_array_equal(calibrated.scores(texts), solo.scores(texts))
    others = draw(solo, seed=2)
    assert log_loss(calibrated, others) < log_loss(solo, others) - 0.05
    assert calibrated.task == "single"
    assert calibrated.model.offset[calibrated.topics.index("sport")] == calibrated.model.offset.max()
    assert calibrated.model.offset.max() - calibrated.model.offset.min() == pytest.approx(np.log(4), abs=0.6)
    assert calibrated.quality.accuracy.value > 0.6
    assert f"cross-validation of the calibration on {len(sample)} examples" in calibrated.quality.method
    assert calibrated.record.calibrated_on.n_examples == len(sample)
    assert calibrated.tag("Oil.") == {}


def test_a_topic_with_few_examples_keeps_its_offset(solo, sample):
    rare = [row for row in sample if "economy" not in row[1]]
    with pytest.warns(TrainingWarning, match="0 of .* carry the topic 'economy'.*keeps its calibration"):
        calibrated = topictag.calibrate(solo, rare)
    assert calibrated.model.offset[calibrated.topics.index("economy")] == 0
    assert [row.topic for row in calibrated.quality.topics] == list(solo.topics)


def test_a_calibrated_model_is_the_start_of_the_next(solo, sample):
    once = topictag.calibrate(solo, sample)
    twice = topictag.calibrate(once, sample)
    np.testing.assert_allclose(
        twice.probabilities(["Матч.", "Балет."]), once.probabilities(["Матч.", "Балет."]), atol=0.05
    )


def test_samples_and_targets_that_do_not_fit_are_refused(solo, sample):
    with pytest.raises(DataError, match=r"1 of \d+ examples does not have exactly one tag: .*\(no tag\)\. Remove"):
        topictag.calibrate(solo, [*sample, ("Снег.", [])])
    with pytest.raises(DataError, match="'weather' is not a topic of this model"):
        topictag.calibrate(solo, [*sample, ("Снег.", ["weather"])])
    with pytest.raises(SettingError, match="precision needs a threshold per topic"):
        topictag.calibrate(solo, sample, precision=0.9)
    with pytest.raises(DataError, match="No topic of the model has 5 examples"):
        topictag.calibrate(solo, sample[:2])


def test_a_sample_of_the_training_examples_warns(solo, solo_rows):
    with pytest.warns(TrainingWarning, match="trained on exactly these examples"):
        topictag.calibrate(solo, solo_rows)
