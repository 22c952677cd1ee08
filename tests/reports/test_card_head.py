"""The head of a card is YAML with the keys that the Hugging Face Hub reads, whatever the names in it."""

from dataclasses import replace

import pytest
import yaml

from topictag.errors import SettingError
from topictag.model.parts import DataRecord, GroupRecord
from topictag.model.record import ModelRecord
from topictag.reports.card import make_card
from topictag.reports.card_head import make_head
from topictag.results.quality import Estimate, Evaluation

QUALITY = Evaluation(
    n_examples=9,
    n_tagless=2,
    topics=(),
    macro_f1=Estimate(0.123456, 0.1, 0.2),
    micro_f1=Estimate(0.00001, 0.0, 0.1),
    samples_f1=Estimate(None, None, None),
    false_tag_rate=Estimate(0.5, 0.4, 0.6),
)
RECORD = ModelRecord(
    description="",
    data=DataRecord(9, 8, 9, 2, 1, support={}, fingerprint="f00"),
    settings={},
    thresholds_for={},
    built_with={},
    quality=QUALITY,
)


def read(record, license_name=""):
    head = make_head(record, license_name)
    assert head.startswith("---\n")
    assert head.endswith("\n---")
    return yaml.safe_load(head.removesuffix("---"))


def test_the_figures_are_those_of_the_record():
    head = read(RECORD)
    assert head["language"] == ["ru"]
    assert head["library_name"] == "topictag"
    assert "license" not in head
    assert "multi-label-classification" in head["tags"]
    assert head["metrics"] == ["f1"]
    (index,) = head["model-index"]
    (result,) = index["results"]
    assert result["task"]["type"] == "text-classification"
    assert result["dataset"]["revision"] == "f00"
    assert result["metrics"] == [
        {"type": "f1", "name": "macro-F1", "value": 0.1235},
        {"type": "f1", "name": "micro-F1", "value": 0.0},
    ]


def test_a_licence_stands_where_it_is_given():
    assert read(RECORD, "cc-by-4.0")["license"] == "cc-by-4.0"


def test_a_model_of_one_topic_per_text_has_its_accuracy():
    head = read(replace(RECORD, quality=replace(QUALITY, task="single", accuracy=Estimate(0.625, 0.5, 0.75))))
    assert head["metrics"] == ["accuracy", "f1"]
    assert "multi-label-classification" not in head["tags"]
    (result,) = head["model-index"][0]["results"]
    assert [metric["name"] for metric in result["metrics"]] == ["accuracy", "macro-F1"]


def test_a_model_that_was_not_measured_has_no_results():
    head = read(replace(RECORD, quality=replace(QUALITY, n_examples=0)))
    assert "model-index" not in head
    assert "metrics" not in head


@pytest.mark.parametrize(
    "name",
    [
        "a: b # c \"d\" 'e'",
        "line\nbreak\r\n---\n",
        "back\\slash {} [] & * ! | > % @ `",
        "no",
        "1e5",
        "\u2028\u0085\ufeff\x1b\x7f\U0001f600\U000e0001\ufffe",
    ],
)
def test_no_name_breaks_the_head(name):
    group = GroupRecord(name, 3, QUALITY)
    head = read(replace(RECORD, by_group=group))
    own, by_group = head["model-index"][0]["results"]
    assert by_group["dataset"]["name"] == f"9 labelled examples, held out by whole groups ({name})"
    assert own["metrics"] == by_group["metrics"]
    assert len(make_head(replace(RECORD, by_group=group), "").split("\n---")) == 2


@pytest.mark.parametrize("name", ["apache-2.0", "cc-by-4.0", "llama3.1", "openrail++", "other"])
def test_an_identifier_is_a_licence(name):
    assert read(RECORD, name)["license"] == name


@pytest.mark.parametrize("name", ["MIT", "mit\n", "mit license", "mit: x", "лицензия", "-mit", "https://example.org"])
def test_what_is_no_identifier_is_refused_with_examples(name):
    with pytest.raises(SettingError, match=r"Examples: mit, apache-2\.0, cc-by-4\.0"):
        read(RECORD, name)


def test_the_head_begins_the_card(leisure):
    card = make_card(leisure, license_name="mit")
    _, head, body = card.split("---\n", 2)
    assert yaml.safe_load(head)["license"] == "mit"
    assert body.startswith("\n# Model card\n")
