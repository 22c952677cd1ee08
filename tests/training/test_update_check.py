"""The check of an update: what refuses it, what only warns, and which quality is recorded."""

import warnings
from dataclasses import replace

import pytest

import topictag
from topictag import DataWarning, SettingError, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples

FEW = "ignore:Fewer than 10 of the articles to measure on:topictag.DataWarning"
WEATHER = (
    "Метеорологи обещают метель и гололёд до субботы.",
    "Метель засыпала трассу, гололёд задержал автобусы.",
    "Циклон принёс метель и сильный ветер на побережье.",
    "После метели метеорологи ждут оттепель и туман.",
    "Гололёд и туман закрыли аэропорт, циклон уходит.",
    "Метеорологи предупредили о тумане и гололёде ночью.",
)


@pytest.fixture(scope="module")
def kept(leisure_path):
    return read_examples(leisure_path)


@pytest.fixture(scope="module")
def apart(kept):
    """Every other example, with further words: an example to measure on must not be among those to learn from."""
    return [
        replace(own, id=f"x{n}", text=f"{own.text} Вот так.", article=f"x{n}")
        for n, own in enumerate(kept)
        if n % 2 == 0
    ]


@pytest.fixture(scope="module")
def wrong(kept):
    """The others, with labels the wrong way round."""
    return [(own.text, [] if "sport" in own.tags else ["sport"]) for own in kept[1::2]]


def update(tagger, examples, **options):
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):  # a dozen examples are few
        return topictag.update(tagger, examples, **options)


@pytest.mark.filterwarnings(FEW)
def test_a_model_may_be_refused_for_the_baseline_alone(leisure, wrong, apart):
    """The tagger before is already as bad, so that only the baseline shows the loss."""
    bad = update(leisure, wrong, check=False, strength=0.01).tagger
    new = [("Матч окончен вничью.", ["sport"]), ("Смета готова.", [])]
    passed = update(bad, new, against=apart)
    assert passed.changes.baseline is None
    with pytest.raises(topictag.WorseModelError, match=r"worse than the baseline: .*sport") as caught:
        update(bad, new, against=apart, baseline=leisure)
    changes = caught.value.update.changes
    assert not changes.comparison.is_worse
    assert changes.baseline.names == ("baseline", "after")
    assert changes.to_dict()["baseline"]["worse_topics"] == ["sport"]


def test_a_baseline_needs_examples(leisure):
    with pytest.raises(SettingError, match=r"a baseline, but nothing to measure it on.*--against"):
        update(leisure, [("Матч.", ["sport"])], check=False, baseline=leisure)


@pytest.mark.filterwarnings(FEW)
def test_a_small_loss_may_be_allowed(leisure, wrong, apart):
    with pytest.raises(topictag.WorseModelError, match="sport"):
        update(leisure, wrong, against=apart, strength=0.01)
    allowed = update(leisure, wrong, against=apart, strength=0.01, min_loss=1)
    assert allowed.changes.comparison.topics[-1].p_worse < 0.05
    with pytest.raises(SettingError, match="min_loss"):
        update(leisure, wrong, against=apart, min_loss=2)


@pytest.mark.filterwarnings(FEW)
def test_tags_of_other_topics_are_ignored_on_request_and_told_once(leisure, apart):
    new = [("Матч окончен вничью.", ["sport"]), ("Смета готова.", [])]
    other = [*apart, Example("y", "Метель и гололёд.", frozenset({"weather", "sport"}), "y")]
    with pytest.raises(topictag.DataError, match=r"weather.*ignore_other_topics=True"):
        update(leisure, new, against=other)
    with pytest.warns(DataWarning, match="1 tags are ignored") as caught:
        found = update(leisure, new, against=other, ignore_other_topics=True, baseline=leisure)
    assert sum("are ignored" in str(own.message) for own in caught) == 1
    assert found.changes.comparison.ignored == {"weather": 1}
    assert found.tagger.quality.n_examples == len(other)


def test_an_added_topic_that_no_example_to_measure_on_has_keeps_its_quality(leisure, kept, apart):
    """The examples are older than the topic, so a tag there says nothing of it."""
    blizzard = Example("z", f"{WEATHER[0]} Матч отменён.", frozenset({"sport"}), "z")
    new = [(text, ["weather"]) for text in WEATHER[1:]]
    with pytest.warns(DataWarning, match=r"None of the examples to measure on has 'weather'.*cross-validation"):
        found = update(leisure, new, replay=kept[1::2], against=[*apart, blizzard])
    quality = found.tagger.quality
    weather = quality.topics[-1]
    assert weather.topic == "weather"
    assert weather.support == len(new)
    assert weather.f1 == found.changes.topic("weather").f1
    assert "weather by cross-validation" in quality.method
    assert found.changes.comparison.topics_only_new[0].f1.value is None
    assert quality.micro_f1 == leisure.evaluate([*apart, blizzard]).micro_f1  # as without the topic


def test_few_examples_with_a_topic_are_told(leisure, apart):
    new = [("Матч окончен вничью.", ["sport"]), ("Смета готова.", [])]
    few = [own for own in apart if "sport" not in own.tags] + [own for own in apart if "sport" in own.tags][:3]
    with pytest.warns(DataWarning, match=r"Fewer than 10 of the articles to measure on have 'sport'.*--against"):
        update(leisure, new, against=few)


def test_the_same_examples_are_learnt_once(leisure, kept):
    new = [("Матч окончен вничью.", ["sport"]), ("Смета готова.", ["economy"])]
    sport = update(leisure, new, check=False, only=["sport"]).tagger
    both = update(sport, new, check=False, only=["economy"]).tagger  # another topic of the same examples
    with pytest.raises(TrainingError, match=r"has learnt 'economy', 'sport' from exactly these examples already"):
        update(both, new, check=False)
    with pytest.raises(TrainingError, match=r"from exactly these examples already. Give only examples that are new"):
        update(leisure, kept, check=False)
    renamed = [replace(own, id=f"other{n}") for n, own in enumerate(read_examples(new))]
    with pytest.raises(TrainingError, match="exactly these examples"):
        update(both, renamed, check=False)


@pytest.mark.filterwarnings(FEW)
def test_a_topic_that_is_given_everywhere_is_refused_though_no_example_has_it(leisure, kept, apart):
    garbage = [(own.text, ["culture"]) for own in kept[1::2] if "culture" not in own.tags]
    without = [own for own in apart if "culture" not in own.tags]
    with pytest.raises(topictag.WorseModelError, match="worse than the model before: culture"):
        update(leisure, [*garbage, ("Смета готова.", [])], against=without, strength=0.01)


@pytest.mark.filterwarnings(FEW)
def test_kept_examples_that_are_measured_on_are_left_out(leisure, kept):
    """A test that was drawn from the kept examples, as `train --test-share` does."""
    new = [(text, ["weather"]) for text in WEATHER]
    test = kept[::2]
    with pytest.warns(DataWarning) as caught:
        found = update(leisure, new, replay=kept, against=test, only_new=True)
    assert any("23 of the 46 kept examples are not learnt from" in str(own.message) for own in caught)
    assert (found.changes.n_replay, found.changes.comparison.n_examples) == (23, 23)


def test_an_update_is_checked_or_not(leisure, kept):
    with pytest.raises(SettingError, match="Leave out either"):
        update(leisure, [("Матч.", ["sport"])], against=kept, check=False)
