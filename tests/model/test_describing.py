"""A description says what the arrays and the record say, also for old models and for models without a record."""

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag import InputTypeError, SettingError, Tagger
from topictag.errors import ModelError
from topictag.model.term_weights import TermWeights, strongest
from topictag.reports.card import make_card
from topictag.results import Description


def test_a_description_says_what_the_record_and_the_arrays_say(leisure):
    own, record = leisure.describe(), leisure.record
    assert [topic.topic for topic in own.topics] == list(leisure.topics)
    assert {topic.topic: topic.threshold for topic in own.topics} == leisure.thresholds
    assert {topic.topic: topic.support for topic in own.topics} == record.data.support
    assert [topic.slope for topic in own.topics] == leisure.model.slope.tolist()
    assert own.topics[0].threshold_for == "F1"
    assert own.topics[0].quality == record.quality.topics[0]
    (data,) = own.data
    assert (data.role, data.n, data.fingerprint) == ("examples", record.data.n_examples, record.data.fingerprint)
    assert own.built_with == record.built_with
    assert own.settings["seed"] == 0
    assert own.n_bytes == sum(array.nbytes for array in leisure.model.arrays().values())
    assert sum(own.n_terms.values()) == len(leisure.model.idf)
    assert own.quality == record.quality
    assert not own.record_problem


def test_open_settings_have_the_values_that_cross_validation_chose(leisure):
    chosen = leisure.record.search.chosen
    assert chosen
    assert {name: leisure.describe(top=0).settings[name] for name in chosen} == chosen


def test_the_strongest_terms_are_ranked_by_what_one_occurrence_adds(leisure):
    for number, topic in enumerate(leisure.describe(top=5).topics):
        effects = leisure.model.coef[:, number] * leisure.model.idf
        assert [own.effect for own in topic.terms_for] == pytest.approx(sorted(effects)[::-1][:5])
        assert [own.effect for own in topic.terms_against] == pytest.approx(sorted(effects)[:5])


def test_lists_of_hints_and_n_grams_stand_apart(extended):
    own = Tagger(extended).describe(top=100)
    for topic in own.topics:
        assert {term.kind for term in topic.hints} == {"hints"}
        assert {term.kind for term in topic.ngrams} == {"n-gram"}
        assert not {"hints", "n-gram"} & {term.kind for term in (*topic.terms_for, *topic.terms_against)}
        strengths = [abs(term.effect) for term in topic.ngrams]
        assert strengths == sorted(strengths, reverse=True)
    assert own.n_terms["hints"] == 3
    assert own.n_terms["n-gram"] == len(extended.grams)


def test_json_is_complete(leisure, extended):
    for tagger in (leisure, Tagger(extended)):
        own = tagger.describe()
        again = json.loads(json.dumps(own.to_dict()))
        assert again == own.to_dict()
        assert again["version"] == Description.VERSION
        assert again["topics"][0]["terms_for"][0].keys() == {"term", "kind", "weight", "idf", "effect"}


def test_the_digest_is_that_of_the_file_and_of_the_same_model_in_memory(leisure, model_path):
    digest = hashlib.sha256(model_path.read_bytes()).hexdigest()
    assert leisure.describe(top=0).digest == digest
    loaded = topictag.load(model_path).describe(top=0)
    assert (loaded.digest, loaded.path) == (digest, str(model_path))
    other = replace(leisure.model, thresholds=leisure.model.thresholds / 2)
    assert Tagger(other).describe(top=0).digest != digest


def test_the_identity_is_the_one_that_drift_names(leisure):
    profile = topictag.profile(["Матч отменён."] * 40, tagger=leisure)
    unrecorded = Tagger(replace(leisure.model, metadata={}))
    assert leisure.describe(top=0).identity == unrecorded.describe(top=0).identity == profile.model
    lower = replace(leisure.model, thresholds=leisure.model.thresholds / 2)
    assert Tagger(lower).describe(top=0).identity != profile.model


def test_a_model_without_a_record_is_said_so_everywhere(leisure):
    tagger = Tagger(replace(leisure.model, metadata={}))
    with pytest.raises(ModelError, match=r"The model has no record\.") as caught:
        _ = tagger.record
    assert tagger.describe(top=0).record_problem == str(caught.value)
    with pytest.raises(ModelError, match=r"The model has no record\."):
        make_card(tagger)


def test_an_old_file_is_described(root):
    own = topictag.load(root / "tests" / "data" / "format_3.safetensors").describe()
    assert own.format_version == 3
    assert repr(own).startswith(f"<Description of {own.path}: {own.n_topics} topics, ")
    assert own.data
    assert own.n_terms["n-gram"] == 0


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [({}, "has no record"), ({"record_version": 99}, "Update topictag"), ({"record_version": 2}, "damaged")],
)
def test_a_model_without_a_readable_record_is_described_by_its_arrays(leisure, metadata, problem):
    own = Tagger(replace(leisure.model, metadata=metadata)).describe(top=3)
    assert problem in own.record_problem
    assert own.quality is None
    assert own.data == ()
    assert own.topics[0].support is None
    assert len(own.topics[0].terms_for) == 3
    json.dumps(own.to_dict())


def test_topics_and_numbers_are_checked(leisure):
    assert [topic.topic for topic in leisure.describe(topics=["sport"]).topics] == ["sport"]
    with pytest.raises(SettingError, match=r"'sprot' is not a topic of this model. Did you mean 'sport'"):
        leisure.describe(topics=["sprot"])
    with pytest.raises(SettingError, match="nothing to show"):
        leisure.describe(topics=[])
    with pytest.raises(InputTypeError, match="topics"):
        leisure.describe(topics="sport")
    with pytest.raises(InputTypeError, match=r"not int. Give a list, such as \['"):
        leisure.describe(topics=5)
    with pytest.raises(SettingError, match="top must be"):
        leisure.describe(top=-1)


def test_a_model_of_500_topics_is_described(leisure):
    many = np.arange(500) % len(leisure.topics)
    arrays = {name: getattr(leisure.model, name)[many] for name in ("intercept", "slope", "offset", "thresholds")}
    topics = tuple(f"topic {number}" for number in range(500))
    coef = np.ascontiguousarray(leisure.model.coef[:, many])
    tagger = Tagger(replace(leisure.model, topics=topics, coef=coef, metadata={}, **arrays))
    assert len(tagger.describe(top=3).topics) == tagger.describe(top=0).n_topics == 500
    assert len(tagger.diff(tagger, top=3).topics) == 500
    assert len(tagger.describe_term("матч").term.weights) == 500


def test_the_strongest_are_positive_and_the_first_among_equals():
    strengths = np.array([1.0, 3.0, 0.0, 3.0, -5.0, 2.0])
    assert strongest(strengths, 2) == [1, 3]
    assert strongest(strengths, 9) == [1, 3, 5, 0]
    assert strongest(strengths, 0) == strongest(np.zeros(3), 2) == []


def test_keys_are_the_names_of_terms(extended):
    terms = TermWeights(extended)
    keys = terms.keys()
    assert [key.name for key in keys] == [terms.name(number) for number in range(len(extended.idf))]
    assert len(set(keys)) == len(keys)
