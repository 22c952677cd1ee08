"""Topics that got another name are recognised by their weights."""

import json
from dataclasses import replace

import pytest

import topictag
from topictag.registry.topics import find_renamed


@pytest.fixture
def rename():
    """Return a function that gives the topics of a model other names."""

    def renamed(model, names):
        return replace(model, topics=tuple(names.get(topic, topic) for topic in model.topics))

    return renamed


def test_a_topic_of_the_same_weights_has_another_name(leisure, rename):
    names = {"sport": "games", "culture": "arts"}
    assert find_renamed(leisure.model, rename(leisure.model, names)) == names


def test_a_retrained_topic_is_recognised(leisure, leisure_path, rename):
    lines = leisure_path.read_text(encoding="utf-8").splitlines()
    rows = [(row["text"], row["tags"]) for row in map(json.loads, lines[:-8])]
    again = topictag.train(rows).model
    assert find_renamed(leisure.model, rename(again, {"sport": "games"})) == {"sport": "games"}


def test_topics_are_told_apart_by_their_weights(leisure):
    model = leisure.model
    swapped = replace(model, topics=tuple(f"new {own}" for own in model.topics), coef=model.coef[:, ::-1].copy())
    found = find_renamed(model, swapped)
    assert found == {old: f"new {new}" for old, new in zip(model.topics, reversed(model.topics), strict=True)}
    assert find_renamed(model, topictag.load().model) == {}
    assert find_renamed(model, model) == {}
