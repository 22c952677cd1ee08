"""Training end to end: determinism, settings, and data that cannot train."""

import os
import subprocess
import sys

import numpy as np
import pytest

import topictag
from topictag.errors import DataError, DataWarning, InputTypeError, SettingError, TrainingError, TrainingWarning
from topictag.labelled.reading import read_examples
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.train import train_model

SPORT = ["Хоккеисты выиграли матч.", "Матч хоккеистов перенесён.", "Хоккеисты сыграли матч."]
OTHER = ["Театр показал балет.", "Балет идёт в театре.", "Театр закрыт, балет отменён."]


def pairs(topic_texts, other=OTHER):
    return [(text, ["sport"]) for text in topic_texts] + [(text, []) for text in other]


def test_another_process_with_another_hash_seed_makes_the_same_bytes(leisure_path, model_path, tmp_path):
    code = f"import topictag; topictag.train({str(leisure_path)!r}).save('other.safetensors')"
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)
    assert (tmp_path / "other.safetensors").read_bytes() == model_path.read_bytes()


def test_one_topic_is_enough():
    tagger = topictag.train(pairs(SPORT))
    assert tagger.topics == ("sport",)
    assert list(tagger.tag("Хоккеист забил в матче.")) == ["sport"]
    assert tagger.tag("Балет в театре.") == {}


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_articles_and_paragraphs_train_alike():
    article = {"id": "a", "paragraphs": [{"text": text, "tags": tags} for text, tags in pairs(SPORT)]}
    assert topictag.train([article]).topics == ("sport",)


def test_quality_and_thresholds_are_measured_for_every_topic(leisure):
    quality = leisure.record.quality
    assert [row.topic for row in quality.topics] == list(leisure.topics)
    assert {row.topic: row.support for row in quality.topics} == leisure.record.data.support
    assert quality.macro_f1.low <= quality.macro_f1.value <= quality.macro_f1.high
    assert set(leisure.thresholds) == set(leisure.topics)
    assert "5-fold" in quality.method


def test_the_table_repeats_the_analysis_of_the_training_texts(leisure_path):
    model = train_model(read_examples(leisure_path))
    assert len(model.forms) == len(model.form_terms)
    assert model.form_terms.min() == -1  # the table contains function words of the texts


def test_another_lemmatizer_fits(leisure_path):
    class FirstFour:
        version = "first four letters"

        def lemma(self, form):
            return form[:4]

        def forms(self, lemma):
            return frozenset({lemma})

        def function_words(self, _beginning):
            return frozenset()

    model = topictag.train(leisure_path, lemmatizer=FirstFour()).model
    assert model.metadata["built_with"]["lemmatizer"] == "first four letters"
    assert np.isfinite(model.coef).all()


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        (pairs([], OTHER), "None of the 3 examples carries a tag"),
        (pairs(SPORT[:1]), r"'sport' has only 1 positive example \(example 1\)"),
        (pairs(SPORT, []), r"'sport' has no negative examples: 3 of 3"),
        (pairs(SPORT, OTHER[:1]), r"'sport' has 1 negative examples: 3 of 4"),
        (pairs(["1 2 3", "4 5 6"], ["7", "8"]), "no vocabulary"),
        (pairs(["Нефть", "Газ"], ["Свет", "Уголь"]), "no term occurs in 2"),
    ],
)
def test_data_that_cannot_train_is_refused_with_the_reason(examples, message):
    with pytest.raises(TrainingError, match=message):
        topictag.train(examples)


def test_every_topic_with_too_few_examples_is_named():
    examples = [("А.", ["one"]), ("Б.", ["two"]), ("В.", []), ("Г.", [])]
    with pytest.raises(TrainingError, match=r"'one'.*'two'.*at least 2 examples with it and 2 without"):
        topictag.train(examples)


@pytest.mark.filterwarnings("ignore:.*beyond chance:topictag.errors.TrainingWarning")
def test_a_topic_with_too_few_examples_is_left_out_and_told():
    rare = [("Снег и дождь.", ["weather", "sport"]), ("Дождь.", ["weather"])]
    examples = [*pairs(SPORT, OTHER), *rare]
    assert topictag.train(examples).topics == ("sport", "weather")
    message = (
        r"The topic 'weather' has only 2 positive examples, and needs at least 3 examples with it and 3 without it, so "
        "it is left out. Add examples, lower min_support, give hints, or remove the topic"
    )
    with pytest.warns(TrainingWarning, match=message):
        tagger = topictag.train(examples, min_support=3, precision={"weather": 0.9, "*": 0.5})
    assert tagger.topics == ("sport",)
    data = tagger.record.data
    assert (data.n_examples, data.support, data.n_several_tags) == (len(examples), {"sport": 4}, 0)
    with pytest.raises(TrainingError, match=r"No topic can be learnt: .*'sport'.*; .*'weather'.*lower min_support"):
        topictag.train(examples, min_support=5)


def test_auxiliary_examples_may_carry_a_topic_that_is_left_out():
    auxiliary = [("Снег.", ["weather"]), ("Матч.", ["sport"])]
    examples = [*pairs(SPORT, OTHER), ("Дождь.", ["weather"])]
    with pytest.warns(TrainingWarning, match="'weather' has only 1 positive example") as caught:
        topictag.train(examples, auxiliary=auxiliary, auxiliary_weight=0.5)
    assert not [warning for warning in caught if issubclass(warning.category, DataWarning)]


@pytest.mark.parametrize("setting", [{"C": 0}, {"C": -1}, {"min_df": 0}, {"n_folds": 1}, {"family_letters": -1}])
def test_settings_out_of_range_are_refused(setting):
    with pytest.raises(ValueError, match=next(iter(setting))):
        topictag.train(pairs(SPORT), **setting)


def test_progress_goes_to_standard_error(capsys):
    topictag.train(pairs(SPORT), progress=True)
    printed = capsys.readouterr()
    assert "cross-validating" in printed.err
    assert printed.out == ""


def test_the_shared_lemmatizer_is_one():
    assert shared_lemmatizer() is shared_lemmatizer()


def test_a_description_that_no_file_can_hold_is_told_before_the_work():
    with pytest.raises(SettingError, match=r"description: contains U\+D800"):
        topictag.train(pairs([]), description="\ud800")  # without a topic, the work would fail
    with pytest.raises(SettingError, match=r"description: contains U\+D800"):
        topictag.build_background([], description="\ud800")


def test_what_is_no_lemmatizer_is_told():
    with pytest.raises(InputTypeError, match=r"lemmatizer must have version, lemma, .* and object lacks"):
        topictag.train(pairs(SPORT), lemmatizer=object())


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_examples_without_a_word_train_and_are_scored_as_what_cannot_be_read():
    tagger = topictag.train([*pairs(SPORT), ("1 2 3", []), ("— —", [])])
    assert list(tagger.tag("Хоккеист забил в матче.")) == ["sport"]
    assert tagger.quality.n_examples == 8


def test_with_one_topic_per_text_a_rare_topic_takes_its_examples_along():
    examples = [*[(text, ["sport"]) for text in SPORT], *[(text, ["other"]) for text in OTHER], ("Снег.", ["weather"])]
    with pytest.warns(TrainingWarning, match="'weather' has only 1 positive example"):
        tagger = topictag.train(examples)
    assert (tagger.task, tagger.topics) == ("single", ("other", "sport"))
    assert tagger.record.data.n_examples == len(examples) - 1
    with pytest.warns(DataWarning, match="1 tags are ignored"):
        assert tagger.evaluate(examples, ignore_other_topics=True).n_examples == len(examples) - 1
    with pytest.raises(DataError, match="No example has a topic of this model, which knows other, sport"):
        tagger.evaluate(examples[-1:], ignore_other_topics=True)


def test_topics_with_few_examples_are_told_with_what_was_measured(leisure_path):
    message = r"fewer than 20 examples .*'culture' \(\d+ examples\): F1 \d\.\d\d \[\d\.\d\d – \d\.\d\d\].*'sport'"
    with pytest.warns(TrainingWarning, match=message):
        topictag.train(leisure_path)
