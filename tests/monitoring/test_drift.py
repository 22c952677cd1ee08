"""Drift of texts: what alarms, what does not, what is refused, and profiles that stand for texts."""

import json
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag.monitoring.bounds import Bounds
from topictag.monitoring.comparison import compare_profiles
from topictag.monitoring.profile import EDGES, Profile
from topictag.monitoring.ratios import RatioSums
from topictag.results import Drift

ENERGY, PEACE, SPORT = (
    "Газопровод остановлен на ремонт.",
    "Посредники объявили о прекращении огня.",
    "Сборная победила.",
)
BEFORE = [ENERGY, SPORT, SPORT, SPORT] * 25


def test_the_same_texts_have_not_drifted(before):
    found = topictag.drift(BEFORE, before)
    assert not found.has_drifted
    assert found.findings == (
        "No change found: no difference is significant, and none reaches its bound. There is nothing to do.",
    )
    assert found.n_articles == found.n_reference_articles == 100
    energy = next(own.tagged for own in found.topics if own.topic == "energy")
    assert (energy.new.value, energy.p_value, energy.is_large) == (0.25, 1.0, False)


@pytest.mark.parametrize("alpha", [0.05, 0.999])
def test_identical_texts_have_not_drifted_though_every_bound_is_0(alpha, before):
    found = topictag.drift(BEFORE, before, alpha=alpha, bound=0, score_bound=0)
    assert not found.has_drifted
    changes = [
        found.unread,
        found.unknown_words,
        *(change for own in found.topics for change in (own.tagged, own.scores)),
    ]
    assert not any(own.is_large or own.is_significant for own in changes)
    assert len(found.findings) == 1


def test_a_topic_that_comes_and_one_that_goes_are_found(before):
    found = topictag.drift([PEACE, SPORT, SPORT, SPORT] * 25, before)
    changes = {own.topic: own.tagged for own in found.topics if own.tagged.has_changed}
    assert set(changes) == {"energy", "peace talks"}
    assert changes["energy"].difference == -0.25
    assert changes["peace talks"].difference == 0.25
    assert set(found.findings[:2]) == {
        "energy: 0.0 % of the paragraphs get the tag (25.0 % in the reference).",
        "peace talks: 25.0 % of the paragraphs get the tag (0.0 % in the reference).",
    }
    assert "topictag calibrate" in found.findings[-1]
    assert found.summary == " ".join(found.findings)


def test_the_largest_change_comes_first(before):
    found = topictag.drift([PEACE] * 60 + [SPORT] * 10 + ["Oil prices are up again."] * 30, before)
    assert [own[:12] for own in found.findings[:3]] == ["peace talks:", "30.0 % of th", "energy: 0.0 "]


def test_a_large_change_that_is_not_significant_is_no_peace_of_mind():
    found = topictag.drift([ENERGY] * 3 + [SPORT] * 30, [SPORT] * 40)
    energy = next(own.tagged for own in found.topics if own.topic == "energy")
    assert (energy.is_large, energy.is_significant, energy.has_changed) == (True, False, False)
    assert not found.has_drifted
    (said,) = found.findings
    assert said == (
        "No significant change found. Samples of this size show changes of energy only from "
        f"{100 * energy.smallest_found:.0f} points; give more texts."
    )
    assert energy.smallest_found > energy.difference


def test_a_change_must_reach_the_bound_however_many_texts_there_are():
    rare, rarer = [ENERGY] * 20 + [SPORT] * 980, [ENERGY] * 10 + [SPORT] * 990
    found = topictag.drift(rare * 10, rarer * 10)
    energy = next(own for own in found.topics if own.topic == "energy")
    assert energy.tagged.p_value < 0.001
    assert not found.has_drifted
    (said,) = found.findings
    assert said == (
        "Significant, but smaller than the bound: energy (from 1.0 % to 2.0 %), the probabilities of security. There "
        "is nothing to do, unless such changes matter to you; then give a smaller bound."
    )
    assert topictag.drift(rare * 10, rarer * 10, bound=0.005).changed_topics == ("energy",)


def test_paragraphs_of_few_articles_are_weaker_than_articles_of_their_own(before):
    texts = [ENERGY] * 40 + [SPORT] * 60
    alone = topictag.drift(texts, before)
    together = topictag.drift([(text, number // 3) for number, text in enumerate(texts)], before)
    energy = [next(own.tagged for own in found.topics if own.topic == "energy") for found in (alone, together)]
    assert energy[0].new.value == energy[1].new.value == 0.4
    assert energy[0].p_value < energy[1].p_value
    assert energy[0].smallest_found < energy[1].smallest_found


def test_a_text_of_paragraphs_is_one_article():
    found = topictag.profile([f"{ENERGY}\n{SPORT}"] * 40)
    assert (found.n_articles, found.n_paragraphs) == (40, 80)


def test_other_languages_and_new_words_are_found(before):
    foreign = topictag.drift([ENERGY, SPORT, SPORT, "Oil prices are up again."] * 25, before)
    assert foreign.unread.has_changed
    assert foreign.unread.new.value == 0.25
    assert "25.0 % of the paragraphs cannot be read (0.0 % in the reference)." in foreign.summary
    words = topictag.drift([ENERGY, SPORT, SPORT, "Сборная кваркозябрила."] * 25, before)
    assert words.unknown_words.has_changed
    assert [own.word for own in words.new_words] == ["кваркозябрила"]
    assert words.new_words[0].share == 0.25
    assert words.new_words[0].ratio is None
    assert "кваркозябрила" in words.summary


def test_a_word_that_the_reference_leaves_out_counts_as_often_as_it_may_occur(before):
    cautious = replace(before, n_left_out=2)
    found = topictag.drift([ENERGY, SPORT, SPORT, "Сборная кваркозябрила."] * 25, cautious)
    assert found.new_words[0].is_bound
    assert found.new_words[0].ratio == pytest.approx(12.5)


def test_prevalence_corrects_the_share_of_the_training_data(before):
    energy = topictag.load().topics.index("energy")
    assert before.prevalence[energy].value == pytest.approx(0.25, abs=0.02)
    assert before.prevalence[energy].low <= 0.25 <= before.prevalence[energy].high


def test_topics_that_compete_have_shares_that_sum_to_1(solo, solo_rows):
    texts = [text for text, _ in solo_rows] * 3
    found = topictag.profile(texts, tagger=solo)
    assert sum(own.value for own in found.prevalence) == pytest.approx(1, abs=1e-4)
    assert not topictag.drift(texts, found, tagger=solo).has_drifted


def test_a_word_with_a_known_gram_is_known(extend, leisure):
    tagger = topictag.Tagger(extend(leisure.model, ["козяб"]))
    texts = ["Сборная выиграла матч, кваркозябра и шмурдякус."] * 40
    found, plain = (topictag.profile(texts, tagger=own) for own in (tagger, leisure))
    assert set(plain.unknown) == {"кваркозябра", "шмурдякус"}
    assert found.unknown == {"шмурдякус": 40}
    assert float(found.words.parts) == float(plain.words.parts) - 40


def test_the_result_is_json(before):
    found = topictag.drift([PEACE] * 60, before)
    fields = json.loads(json.dumps(found.to_dict()))
    assert fields == found.to_dict()
    assert fields["has_drifted"] is True
    assert fields["version"] == 1
    assert fields["model"] == {"name": "default.safetensors", "digest": before.model}
    assert fields["summary"] == found.summary
    changed = [own["topic"] for own in fields["topics"] if own["tagged"]["has_changed"] or own["scores"]["has_changed"]]
    assert tuple(changed) == found.changed_topics
    assert sum(fields["topics"][0]["scores"]["new"]) == pytest.approx(1, abs=1e-4)
    assert isinstance(found, Drift)


def test_the_representation_is_short(before):
    found = topictag.drift([PEACE] * 60, before)
    names = "('energy', 'peace talks', 'security')"
    assert repr(found) == f"Drift(has_drifted=True, changed_topics={names}, n_articles=60, n_reference_articles=100)"
    many = replace(found, topics=tuple(replace(found.topics[1], topic=f"t{n}") for n in range(500)))
    assert len(repr(many)) < 200


def test_print_shows_findings_and_tables(before):
    found = topictag.drift([PEACE] * 60, before)
    lines = str(found).splitlines()
    assert lines[0].startswith("60 new articles (60 paragraphs) and 100 of the reference (100 paragraphs).")
    assert all(f"- {own}" in lines for own in found.findings)
    assert sum(line.startswith("  peace talks") for line in lines) == 2


def test_a_result_is_saved_as_a_page_or_as_data(before, tmp_path):
    found = topictag.drift([PEACE] * 60, before)
    found.save(tmp_path / "drift.html")
    found.save(str(tmp_path / "drift.json"))
    assert (tmp_path / "drift.html").read_text(encoding="utf-8") == found.to_html()
    assert json.loads((tmp_path / "drift.json").read_text(encoding="utf-8")) == found.to_dict()
    with pytest.raises(topictag.OutputError, match=r"drift\.pdf: .* ends in \.html or \.htm, or in \.json"):
        found.save(tmp_path / "drift.pdf")
    assert not (tmp_path / "drift.pdf").exists()
    with pytest.raises(topictag.InputTypeError, match="A path must be a str or a path object, not int"):
        found.save(5)


def test_a_single_text_is_refused_on_either_side(before, tmp_path):
    with pytest.raises(topictag.InputTypeError, match=r"Put a single text into a list: \[text\]"):
        topictag.drift("текст", "текст")
    with pytest.raises(topictag.InputTypeError, match=r"reference must be texts, .* not a single text \('текст'\)"):
        topictag.drift(BEFORE, "текст")
    with pytest.raises(topictag.DataError, match=r"gone\.json: cannot be read"):
        topictag.drift(BEFORE, str(tmp_path / "gone.json"))
    before.save(tmp_path / "kept")
    assert not topictag.drift(BEFORE, str(tmp_path / "kept")).has_drifted  # a file, though without the ending


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([], "texts: no text with a word"),
        (["", "12 — 34"] * 50, "texts: no text with a word"),
        ([SPORT], "texts: only 1 article with words.*At least 30 are needed"),
        ([(SPORT, 1)] * 50, "texts: only 1 article with words"),
        (["Oil is up again today."] * 40, "texts: the model knows no word"),
        (["Кваркозябра шмурдякнула глокую куздру."] * 40, "texts: the model knows no word"),
    ],
)
def test_texts_that_say_nothing_are_refused(texts, message, before):
    with pytest.raises(topictag.DataError, match=message):
        topictag.drift(texts, before)


def test_a_reference_that_says_nothing_is_named():
    with pytest.raises(topictag.DataError, match="reference: only 2 articles"):
        topictag.drift(BEFORE, [SPORT] * 2)


@pytest.mark.parametrize(
    "texts", ["текст", {"text": SPORT}, 5, [SPORT, 5], [(SPORT, [])], [(SPORT, ([1],))] * 40, [(SPORT,)]]
)
def test_what_is_no_column_of_texts_is_refused(texts, before):
    with pytest.raises(topictag.InputTypeError):
        topictag.drift(texts, before)


@pytest.mark.parametrize(
    "options", [{"alpha": 0}, {"alpha": 1}, {"bound": -1}, {"score_bound": 2}, {"paragraphs": "all"}]
)
def test_options_out_of_range_are_refused(options, before):
    with pytest.raises(topictag.SettingError, match=next(iter(options))):
        topictag.drift(BEFORE, before, **options)


def test_among_500_topics_only_those_that_changed_are_found():
    rng = np.random.default_rng(0)
    shares = np.full(500, 0.1)
    changed = shares + 0.2 * (np.arange(500) < 3)
    found = compare_profiles(_profile(rng, changed), _profile(rng, shares), Bounds(0.05, 0.02, 0.1))
    assert [own.topic for own in found.topics if own.tagged.has_changed] == ["t0", "t1", "t2"]
    alike = compare_profiles(_profile(rng, shares), _profile(rng, shares), Bounds(0.05, 0.02, 0.1))
    assert not alike.has_drifted


def _profile(rng, shares):
    """Return a profile of 400 articles of one paragraph, with tags of these shares."""
    one, none = np.ones(400, int), np.zeros(400, int)
    tags = (rng.random((400, len(shares))) < shares).astype(int)
    return Profile(
        model="0",
        model_name="",
        topics=tuple(f"t{number}" for number in range(len(shares))),
        n_articles=400,
        n_paragraphs=400,
        paragraphs=RatioSums.over(one, none),
        words=RatioSums.over(one, none),
        tags=RatioSums.over(one, tags),
        scores=RatioSums.over(one, np.zeros((400, len(shares), len(EDGES)), int)),
        prevalence=(None,) * len(shares),
        unknown={},
        n_left_out=0,
    )
