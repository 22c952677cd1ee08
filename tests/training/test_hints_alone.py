"""Hints without examples, or with few: topics that rest on hints are tagged by a rule that a person can follow."""

import math
import warnings

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array

import topictag
from topictag.cli.main import main
from topictag.errors import SettingError, TrainingError, TrainingWarning
from topictag.model.reference import ReferenceScorer
from topictag.reports.card import make_card
from topictag.training.fitting.linear import Design, LinearTopics

HINTS = [
    ("sport", "хоккеист", 3),
    ("sport", "матч", 2),
    ("sport", "вратарь", 2),
    ("sport", "тренер сборная", 3),
    ("culture", "балет", 3),
    ("culture", "матч", -3),
]


@pytest.fixture(scope="module")
def by_hints():
    return topictag.train(hints=HINTS)


def quietly(*arguments, **options):
    with warnings.catch_warnings(action="ignore", category=TrainingWarning):
        return topictag.train(*arguments, **options)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Хоккеисты вернулись.", ["sport"]),  # one strong term
        ("Тренер молодёжной сборной молчит.", ["sport"]),  # a pair, whatever is between its words
        ("Матч окончен.", []),  # one medium term
        ("Матч, матч, ещё один матч.", []),  # repetitions do not count
        ("Вратарь провёл матч.", ["sport"]),  # two medium terms
        ("Премьера балета.", ["culture"]),
        ("Хоккеисты смотрят балет.", ["culture", "sport"]),
        ("Балет перед матчем, хоккеисты довольны.", ["sport"]),  # a hint against a topic
        ("Снег в горах.", []),
    ],
)
def test_a_strong_term_is_enough_and_so_are_two_medium_ones(by_hints, text, topics):
    assert sorted(by_hints.tag(text)) == topics


def test_the_score_is_half_of_the_strengths_less_the_bar(by_hints):
    score = by_hints.scores(["Хоккеисты, вратарь и матч."])[0, by_hints.topics.index("sport")]
    assert score == pytest.approx(0.5 * (3 * math.log(2) + 2 * math.log(3) - 2))


def test_both_scorers_agree_and_the_file_keeps_everything(by_hints, tmp_path):
    texts = ["Хоккеисты и балет.", "Тренер сборной.", "Матч.", ""]
    np.testing.assert_allclose(by_hints.scores(texts), ReferenceScorer(by_hints.model).scores(texts), atol=1e-6)
    by_hints.save(tmp_path / "m")
    loaded = topictag.load(tmp_path / "m")
    assert loaded.tag_many(texts) == by_hints.tag_many(texts)
    assert loaded.record == by_hints.record


def test_the_same_hints_give_the_same_bytes(by_hints, tmp_path):
    for name, tagger in (("a", by_hints), ("b", topictag.train([], hints=HINTS))):
        tagger.save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_record_and_the_card_say_that_nothing_is_calibrated(by_hints):
    assert by_hints.record.hints.uncalibrated == ("culture", "sport")
    assert by_hints.record.thresholds_for == {"culture": "hints", "sport": "hints"}
    assert by_hints.quality.n_examples == 0
    assert by_hints.quality.macro_f1.value is None
    assert [own.topic for own in by_hints.quality.topics] == ["culture", "sport"]
    card = make_card(by_hints)
    assert "Not calibrated, because there are no examples: culture, sport." in card
    assert "no probability is calibrated" in card
    assert "Probabilities are calibrated out of fold" not in card


def test_the_background_adds_words_that_nobody_has_hinted(themes, background_path):
    tagger = topictag.train(hints=[("weather", "метель", 3), ("weather", "мороз", 3)], background=background_path)
    plain = topictag.train(hints=[("weather", "метель", 3), ("weather", "мороз", 3)])
    assert np.isneginf(plain.scores(themes.unknown["weather"])).all()
    weather, kitchen = (np.maximum(tagger.scores(themes.unknown[theme]), -99) for theme in ("weather", "kitchen"))
    assert np.median(weather) > np.median(kitchen) + 1


def test_a_topic_with_hints_needs_no_examples_beside_topics_that_have_them(leisure_path):
    with pytest.warns(TrainingWarning, match="rely on their hints alone, and are not calibrated: 'chess'"):
        tagger = topictag.train(leisure_path, hints=[*HINTS, ("chess", "шахматист", 3)], effort="quick")
    assert tagger.topics == ("chess", "culture", "economy", "sport")
    assert list(tagger.tag("Шахматист сдался.")) == ["chess"]
    assert tagger.record.hints.uncalibrated == ("chess",)
    assert tagger.record.thresholds_for["chess"] == "hints"
    assert (tagger.quality.topics[0].topic, tagger.quality.topics[0].f1.value) == ("chess", None)
    assert tagger.quality.topics[3].f1.value > 0.5


def test_the_search_never_leaves_out_hints_that_a_topic_needs(leisure_path):
    chess = ("chess", "шахматист", 3)
    trials = quietly(leisure_path, hints=[chess], C=5, max_pairs=0, max_grams=0, families="yes", min_df=2).record.search
    assert {own.recipe["hint_scale"] for own in trials.trials} == {0.1, 0.25, 0.5}
    with pytest.raises(SettingError, match="nothing to know about chess except hints"):
        quietly(leisure_path, hints=[chess], hint_scale=0)


def test_a_topic_with_a_single_example_keeps_its_hints():
    rows = [("Хоккеисты вернулись.", ["sport"]), ("Снег в горах.", []), ("Дождь.", [])]
    tagger = quietly(rows, hints=HINTS)
    assert tagger.topics == ("culture", "sport")
    assert tagger.record.hints.uncalibrated == ("culture", "sport")
    assert list(tagger.tag("Хоккеисты!")) == ["sport"]


def test_one_example_of_each_topic_does_not_make_them_compete():
    rows = [("Хоккеисты вернулись.", ["sport"]), ("Премьера балета.", ["culture"])]
    assert quietly(rows, hints=HINTS).task == "multi"


def test_few_examples_start_from_the_hints():
    """Words that only hints know still tag, with four examples of a topic."""
    rows = [("Хоккеисты забили шайбу.", ["sport"]), ("Судья показал карточку.", ["sport"])] * 2
    rows += [("Снег в горах.", []), ("Дождь на севере.", []), ("Туман над рекой.", []), ("Мороз и солнце.", [])]
    tagger = quietly(rows, hints=HINTS, effort="quick")
    scores = tagger.scores(["Вратарь сыграл матч.", "Туман на дороге."])[:, tagger.topics.index("sport")]
    assert scores[0] > scores[1] + 1


def test_topics_compete_by_hints_if_asked():
    tagger = topictag.train(hints=HINTS, task="single")
    assert tagger.task == "single"
    assert list(tagger.tag("Хоккеисты играют матч.")) == ["sport"]
    assert tagger.probabilities(["Хоккеисты смотрят балет."]).sum() == pytest.approx(1)


def test_calibration_on_a_sample_ends_that(by_hints):
    with warnings.catch_warnings(action="ignore"):
        sample = [
            (text, ["sport"] if number % 2 else [])
            for number in range(24)
            for text in [f"{'Хоккеисты' if number % 2 else 'Снег'} {'абвгдежзиклмнопрстуфхцчшщ'[number]}тест матч"]
        ]
        tagger = topictag.calibrate(by_hints, sample)
    assert tagger.record.hints.uncalibrated == ("culture",)
    assert tagger.record.thresholds_for == {"culture": "hints", "sport": "F1"}


def test_neither_examples_nor_hints_is_refused():
    with pytest.raises(TrainingError, match="neither examples nor hints"):
        topictag.train()
    with pytest.raises(TrainingError, match="neither examples nor hints"):
        topictag.train([], hints=[])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"hint_scale": 0},
            SettingError,
            "hint_scale is 0, but there is nothing to know about culture, sport",
        ),
        ({"precision": 0.9}, SettingError, "precision is set, but no topic has enough examples to measure it"),
        ({"auxiliary": [("Матч.", ["sport"])]}, TrainingError, "learnt together with others, but there are none"),
    ],
)
def test_what_needs_examples_is_refused_without_them(options, error, message):
    with pytest.raises(error, match=message):
        topictag.train(hints=HINTS, **options)


def test_a_topic_with_neither_examples_nor_readable_hints_is_left_out_and_told():
    with pytest.warns(TrainingWarning) as caught:
        tagger = topictag.train(hints=[*HINTS, ("chess", "для", 3)])
    problem = "'chess' has not enough examples, and none of the hints for it is read"
    assert any(problem in str(own.message) for own in caught)
    assert tagger.topics == ("culture", "sport")


def test_hints_against_topics_alone_are_no_topics():
    with pytest.raises(TrainingError, match="No hint speaks for a topic"):
        topictag.train(hints=[("sport", "балет", -3)])
    with pytest.raises(TrainingError, match="No hint speaks for a topic"):
        quietly(hints=[("sport", "для", 3)])


def test_a_background_in_other_words_is_told(background_path):
    with pytest.warns(TrainingWarning, match="The hints share no word with the background vectors"):
        topictag.train(hints=HINTS, background=background_path)


def test_a_background_of_another_analysis_is_refused(background_path):
    with pytest.raises(SettingError, match="The background vectors were made with"):
        topictag.train(hints=HINTS, background=background_path, family_letters=4)


def test_a_prior_is_where_regularisation_pulls_to():
    rows, gold = csr_array(np.eye(4)), np.array([[True], [True], [False], [False]])
    prior = LinearTopics(np.array([[2.0, -1.0, 0.0, 3.0]]), np.array([0.5]))
    np.testing.assert_allclose(Design.of(rows, gold, prior=prior).find_layer(1e-9).direct.coef, prior.coef, atol=1e-6)
    plain = Design.of(rows, gold).find_layer(1.0).direct
    nothing = LinearTopics(np.zeros((1, 4)), np.zeros(1))
    np.testing.assert_allclose(Design.of(rows, gold, prior=nothing).find_layer(1.0).direct.coef, plain.coef, atol=1e-9)
    taught = Design.of(rows, np.ones((4, 1), dtype=bool), prior=prior).find_layer(1.0).direct  # nothing can be learnt
    np.testing.assert_array_equal(taught.coef, prior.coef)


def test_the_command_needs_no_examples(tmp_path):
    path, output = tmp_path / "hints.tsv", tmp_path / "m"
    path.write_text("".join("\t".join(map(str, hint)) + "\n" for hint in HINTS), encoding="utf-8")
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    for data in ([], [empty]):
        arguments = ["train", *data, "--hints", path, "--output", output, "--card", tmp_path / "card.md"]
        result = CliRunner().invoke(main, [*map(str, arguments)])
        assert result.exit_code == 0, result.output
        assert "0 examples, so the quality is unknown." in result.stdout
        assert "Not calibrated, because there are no examples: culture, sport." in result.stdout
    assert list(topictag.load(output).tag("Премьера балета.")) == ["culture"]


def test_the_command_says_what_is_missing(tmp_path):
    result = CliRunner().invoke(main, ["train", "--output", str(tmp_path / "m")])
    assert result.exit_code == 2
    assert "Give DATA (labelled examples), --hints, or both" in result.output
