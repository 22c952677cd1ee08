"""The card says what the record says, whatever names stand in it."""

from dataclasses import replace

import pytest

from topictag.model.parts import AuxiliaryRecord, BackgroundRecord, DataRecord, UpdateRecord
from topictag.model.record import ModelRecord
from topictag.reports.card import make_card
from topictag.results.quality import Confusion, Estimate, Evaluation, TopicQuality
from topictag.tagger import Tagger

TOPICS = ("<b>x</b>", "a|b", "c\\d")
ESTIMATE = Estimate(0.5, 0.25, 0.75)
DATA = DataRecord(
    n_examples=9, n_articles=8, n_distinct_texts=9, n_tagless=2, n_several_tags=1, support={"a|b": 7}, fingerprint="f00"
)
RECORD = ModelRecord(
    description="About [it](javascript:x).\n# No heading",
    data=DATA,
    settings={"C": 5.0, "min_letters": 2},
    thresholds_for={"a|b": "F1"},
    built_with={"numpy": "2"},
    quality=Evaluation(
        n_examples=9,
        n_tagless=2,
        topics=(TopicQuality("a|b", 7, 3, None, 0.125, ESTIMATE, 0.02, 0.1),),
        macro_f1=ESTIMATE,
        micro_f1=Estimate(0.6, None, None),
        samples_f1=ESTIMATE,
        false_tag_rate=ESTIMATE,
        method="guessing",
    ),
)


@pytest.fixture
def card_of(leisure):
    def make(record):
        thresholds = leisure.model.thresholds.copy()
        thresholds[1] = 0.3
        model = replace(leisure.model, topics=TOPICS, thresholds=thresholds, metadata=record.to_dict())
        return make_card(Tagger(model))

    return make


def test_every_figure_stands_in_its_place(card_of, leisure):
    card = card_of(RECORD)
    lines = card.splitlines()
    assert "| a\\|b | 7 | 0.30 | – | 0.125 | 0.500 [0.250 – 0.750] | 0.020 | 0.100 |" in lines
    assert "| min_letters | 2 |" in lines
    assert f"| n_forms | {len(leisure.model.forms)} |" in lines
    assert "9 examples from 8 articles: a\\|b 7; 1 with several topics, 2 without a topic" in card
    assert "micro-F1 0.600 [–]" in card
    assert "Measured by guessing" in card


def test_names_and_descriptions_are_no_markup(card_of):
    quality = replace(RECORD.quality, topics=(replace(RECORD.quality.topics[0], topic="<b>x</b>"),))
    card = card_of(replace(RECORD, quality=quality))
    assert "About \\[it\\](javascript:x). # No heading" in card.splitlines()
    assert "\\<b\\>x\\</b\\>" in card
    assert "<b>" not in card.replace("\\<b", "")


def test_further_sources_are_told_with_what_cross_validation_made_of_them(card_of):
    assert "Auxiliary" not in card_of(RECORD)
    auxiliary = AuxiliaryRecord(
        **{**vars(DATA), "n_examples": 4}, weight=0.3, mean_average_precision_by_weight={"0": 0.5, "0.3": 0.75}
    )
    background = BackgroundRecord(
        description="Old news.", n_paragraphs=70, n_terms=60, n_dimensions=5, fingerprint="ba5e", scale=2.0
    )
    card = card_of(replace(RECORD, auxiliary=auxiliary, background=background))
    assert "Auxiliary examples (weight 0.3 in the fit, never measured on): 4 examples from 8 articles" in card
    assert "Mean average precision on the examples above, by weight: 0: 0.500, 0.3: 0.750." in card
    assert "5 dimensions for the lemmas among 60 terms, learnt from 70 paragraphs, scale 2. Old news." in card
    assert "`ba5e`.\n" in card


def test_updates_are_told_with_their_data(card_of):
    assert "Update" not in card_of(RECORD)
    new, kept = replace(DATA, n_examples=3, fingerprint="abc"), replace(DATA, n_examples=5, fingerprint="def")
    updates = (
        UpdateRecord("0" * 64, new, None, ("a|b",), (), 1.0),
        UpdateRecord("1" * 64, new, kept, (), ("c\\d",), 1.0),
    )
    card = card_of(replace(RECORD, updates=updates))
    assert "Update 1 (learnt further: a\\|b). New examples: 3 examples from 8 articles: " in card
    assert "Update 2 (added: c\\\\d). New examples: 3 examples" in card
    assert "Fingerprint (SHA-256): `abc`. Kept examples: 5 examples from 8 articles: " in card
    assert "`def`.\n" in card


def test_where_no_f1_was_measured_the_card_says_so(card_of):
    unknown = TopicQuality("c\\d", 0, 0, None, None, Estimate(None, None, None))
    card = card_of(replace(RECORD, quality=replace(RECORD.quality, topics=(*RECORD.quality.topics, unknown))))
    row = next(line for line in card.splitlines() if line.startswith("| c\\\\d |"))
    assert "| not measured |" in row
    assert "[–]" not in row


def test_a_model_of_one_topic_per_text_tells_its_accuracy_and_its_confusions(card_of):
    quality = replace(
        RECORD.quality,
        task="single",
        accuracy=Estimate(0.625, 0.5, 0.75),
        confusion=(Confusion("a|b", "a|b", 5), Confusion("a|b", "<b>x</b>", 2), Confusion("c\\d", "", 3)),
    )
    card = card_of(replace(RECORD, quality=quality))
    assert "one topic is given per text (task single). Overall: accuracy 0.625 [0.500 – 0.750], macro-F1 0.500" in card
    assert "| a\\|b | 7 | – | 0.125 | 0.500 [0.250 – 0.750] | 0.020 | 0.100 |" in card.splitlines()
    assert "confusions, in examples: c\\\\d as no topic 3, a\\|b as \\<b\\>x\\</b\\> 2." in card
