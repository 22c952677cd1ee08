"""A difference matches terms by name, whatever their numbers, and tells what only one of two models has."""

import json
import warnings
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag import InputTypeError, SettingError, Tagger


@pytest.fixture(scope="module")
def later(leisure_path):
    """A model of fewer examples, other settings and other topics than `leisure`."""
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    examples = [(row["text"], ["weather" if tag == "economy" else tag for tag in row["tags"]]) for row in rows[:38]]
    storms = (
        "Ливень, гроза, ураган: синоптики предупреждают о наводнении.",
        "Синоптики обещают наводнение, ураган, ливень, грозу.",
    )
    examples += [(text, ["weather"]) for text in storms]
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):
        return topictag.train(examples, max_pairs=7, C=2)


def test_a_model_does_not_differ_from_itself(leisure, model_path):
    own = leisure.diff(topictag.load(model_path))
    assert own.is_same
    assert own.common_share == 1
    assert own.settings == own.data == {}
    assert own.topics_added == own.topics_removed == ()
    assert all(topic.correlation == pytest.approx(1) for topic in own.topics)
    assert all(topic.changed == topic.only_before == topic.only_after == () for topic in own.topics)


def test_a_single_weight_that_differs_is_found(leisure):
    coef = leisure.model.coef.copy()
    coef[7, 1] += 2
    own = leisure.diff(Tagger(replace(leisure.model, coef=coef)))
    assert [len(topic.changed) for topic in own.topics] == [0, 1, 0]
    (change,) = own.topics[1].changed
    assert change.term == leisure.model.lemmas.tobytes().decode().split("\n")[7]
    assert change.after - change.before == pytest.approx(2 * leisure.model.idf[7], rel=1e-5)
    assert not own.is_same


def test_other_topics_settings_data_and_vocabulary(leisure, later):
    own = leisure.diff(later, top=5)
    assert (own.topics_removed, own.topics_added) == (("economy",), ("weather",))
    assert [topic.topic for topic in own.topics] == [topic for topic in leisure.topics if topic in later.topics]
    assert own.settings["max_pairs"][1] == 7
    before, after = own.data["examples"]
    assert (before.n, after.n) == (46, 40)
    assert 0 < own.common_share < 1
    names = [{name.name for name in _keys(tagger)} for tagger in (leisure, later)]
    assert own.n_common_terms == len(names[0] & names[1])
    for topic in own.topics:
        assert topic.threshold == (leisure.thresholds[topic.topic], later.thresholds[topic.topic])
        assert 0 < topic.correlation < 1
        assert {term.term for term in topic.only_after} <= names[1] - names[0]
        assert len(topic.only_after) == len(topic.changed) == 5
        gaps = [abs(change.after - change.before) for change in topic.changed]
        assert gaps == sorted(gaps, reverse=True)


def _keys(tagger):
    from topictag.model.term_weights import TermWeights

    return TermWeights(tagger.model).keys()


def test_the_difference_is_the_same_from_the_other_side(leisure, later):
    there, back = leisure.diff(later), later.diff(leisure)
    assert there.topics_added == back.topics_removed
    for one, other in zip(sorted(there.topics, key=str), sorted(back.topics, key=str), strict=True):
        assert one.only_after == other.only_before
        assert one.correlation == pytest.approx(other.correlation)
        assert [own.term for own in one.changed] == [own.term for own in other.changed]


def test_models_without_a_common_term_or_topic(leisure, root):
    other = topictag.load(root / "tests" / "data" / "format_4.safetensors")
    own = leisure.diff(other)
    assert own.n_common_terms == own.common_share == 0
    assert all(topic.correlation is None for topic in own.topics)
    json.dumps(own.to_dict())


def test_an_n_gram_is_not_the_lemma_that_is_spelled_like_it(leisure, extend):
    with_gram = Tagger(extend(leisure.model, ["матч"]))
    own = leisure.diff(with_gram)
    assert own.n_common_terms == len(leisure.model.idf)
    assert {term.kind for topic in own.topics for term in topic.only_after} == {"n-gram"}


def test_a_model_without_a_record_is_compared_by_its_arrays(leisure):
    own = leisure.diff(Tagger(replace(leisure.model, metadata={})))
    assert own.data["examples"][1] is None
    assert own.settings["seed"] == (0, None)


def test_the_task_is_compared_although_both_were_trained_with_auto(leisure, solo):
    own = leisure.diff(solo)
    assert own.task == ("multi", "single")
    assert own.to_dict()["task"] == ["multi", "single"]
    assert leisure.diff(leisure).task == ("multi", "multi")
    equal = "<ModelDifference from a model in memory to a model in memory: equal models>"
    assert repr(leisure.diff(Tagger(leisure.model))) == equal


def test_constant_weights_have_no_correlation(leisure):
    flat = Tagger(replace(leisure.model, coef=np.zeros_like(leisure.model.coef)))
    assert {topic.correlation for topic in leisure.diff(flat).topics} == {None}


def test_topics_and_tagger_are_checked(leisure, later):
    assert [topic.topic for topic in leisure.diff(later, topics=iter(["sport"])).topics] == ["sport"]
    with pytest.raises(SettingError, match="'economy' is not a topic of the other model"):
        leisure.diff(later, topics=["economy"])
    with pytest.raises(SettingError, match="'weather' is not a topic of this model"):
        leisure.diff(later, topics=["weather"])
    with pytest.raises(InputTypeError, match="topics"):
        leisure.diff(later, topics="sport")
    with pytest.raises(InputTypeError, match=r"not int\. Give a list"):
        leisure.diff(later, topics=5)
    with pytest.raises(InputTypeError, match=r"other must be a Tagger, not str. Load the model: topictag.load."):
        leisure.diff("model.safetensors")


def test_json_is_complete(leisure, later):
    own = leisure.diff(later).to_dict()
    assert json.loads(json.dumps(own)) == own
