"""Updates: what is learnt changes and is measured; everything else stays the same to the bit."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag import (
    DataError,
    DataWarning,
    InputTypeError,
    ModelFormatError,
    ModelNotFoundError,
    ModelVersionError,
    OutputError,
    SettingError,
    Tagger,
    TrainingError,
)
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.model.beside import is_beside
from topictag.model.checks import check_model
from topictag.model.reference import ReferenceScorer
from topictag.model.storage import model_digest
from topictag.model.term_weights import TermWeights
from topictag.model.word_table import WordTable
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.updating.extending import NewTerms, extend_model, find_new_terms
from topictag.training.updating.texts import Texts

WEATHER = (
    "Метеорологи обещают метель и гололёд до субботы.",
    "Метель засыпала трассу, гололёд задержал автобусы.",
    "Циклон принёс метель и сильный ветер на побережье.",
    "После метели метеорологи ждут оттепель и туман.",
    "Гололёд и туман закрыли аэропорт, циклон уходит.",
    "Метеорологи предупредили о тумане и гололёде ночью.",
    "Циклон сменится оттепелью, метель ослабеет.",
    "Туман рассеется к полудню, обещают метеорологи.",
)
# A dozen examples are few to measure on, too.
pytestmark = pytest.mark.filterwarnings("ignore:Fewer than 10 of the articles to measure on:topictag.DataWarning")

NEW_WORDS_ONLY = "Метеорологи: гололёд!"


@pytest.fixture(scope="module")
def kept(leisure_path):
    return read_examples(leisure_path)


@pytest.fixture(scope="module")
def weather():
    return [(text, ["weather"]) for text in WEATHER]


@pytest.fixture(scope="module")
def added(leisure, weather, kept):
    return update(leisure, weather, replay=kept)


def update(tagger, examples, **options):
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):  # a dozen examples are few
        return topictag.update(tagger, examples, **{"check": "against" in options, **options})


def columns(tagger, topic):
    """Return everything that a model has of a topic: the weight of each term by name, and its other numbers."""
    model = tagger.model
    number = model.topics.index(topic)
    weights = dict(zip(TermWeights(model).keys(), model.coef[:, number].tolist(), strict=True))
    return weights, [float(own[number]) for own in (model.intercept, model.slope, model.offset, model.thresholds)]


def test_a_new_topic_leaves_the_others_bit_equal_through_the_file(leisure, added, tmp_path):
    added.tagger.save(tmp_path / "updated.safetensors")
    loaded = topictag.load(tmp_path / "updated.safetensors")
    assert loaded.topics == ("culture", "economy", "sport", "weather")
    for topic in leisure.topics:
        (before, rest), (after, other) = columns(leisure, topic), columns(loaded, topic)
        assert rest == other
        assert {key: after[key] for key in before} == before
        assert not any(weight for key, weight in after.items() if key not in before)


def test_the_scores_of_other_topics_stay_the_same_to_the_bit(leisure, added, kept):
    texts = [example.text for example in kept] + [f"{example.text} {WEATHER[0]}" for example in kept]
    own = [added.tagger.topics.index(topic) for topic in leisure.topics]
    for scorer in (lambda tagger: tagger.scores(texts), lambda tagger: ReferenceScorer(tagger.model).scores(texts)):
        np.testing.assert_array_equal(scorer(added.tagger)[:, own], scorer(leisure))
    assert added.changes.n_new_terms >= 8


def test_the_new_topic_is_found_also_where_all_words_are_new(leisure, added):
    tagger = added.tagger
    assert next(iter(tagger.tag("Обещают метель, туман и гололёд."))) == "weather"
    assert leisure.coverage(NEW_WORDS_ONLY).silence == "nothing known"
    assert list(tagger.tag(NEW_WORDS_ONLY)) == ["weather"]
    assert tagger.probabilities([NEW_WORDS_ONLY])[0, tagger.topics.index("weather")] < 1
    explained = tagger.explain(NEW_WORDS_ONLY).topic("weather")
    total = sum(own.contribution for own in explained.contributions) + explained.intercept
    assert total == pytest.approx(explained.score, abs=1e-5)
    np.testing.assert_allclose(ReferenceScorer(tagger.model).scores([NEW_WORDS_ONLY]), tagger.scores([NEW_WORDS_ONLY]))


def test_a_term_beside_the_norm_is_described_like_any_other(added):
    term = added.tagger.describe_term("гололёдом")
    assert term.lemmas == ("гололед",)
    assert 1 <= term.term.idf < 20
    assert 0 < abs(term.term.weights["weather"]) < 1000
    assert is_beside(added.tagger.model.idf).any()


def test_an_unknown_topic_or_one_without_new_examples_stays(leisure):
    unknown = frozenset({"culture"})
    new = [
        *(Example(f"s{n}", text, frozenset({"sport"}), f"s{n}", unknown=unknown) for n, text in enumerate(WEATHER)),
        Example("n", "Комиссия утвердила порядок проверки.", frozenset(), "n", unknown=unknown),
    ]
    found = update(leisure, new)
    assert [own.standing for own in found.changes.topics] == ["kept", "kept", "updated"]
    assert found.changes.topic("culture").reason == "unknown in all new examples"
    assert found.changes.topic("economy").reason == "no new example has it"
    for topic in ("culture", "economy"):
        before, after = columns(leisure, topic), columns(found.tagger, topic)
        assert before[1] == after[1]
        assert {key: after[0][key] for key in before[0]} == before[0]
    assert columns(leisure, "sport")[0] != columns(found.tagger, "sport")[0]
    assert columns(leisure, "sport")[1][1:] == columns(found.tagger, "sport")[1][1:]  # its calibration stays


def test_a_known_topic_learns_and_forgets_little(leisure, kept):
    texts = ["Шашисты сыграли вничью партию.", "Шашисты готовят партию к финалу.", "Партию отложили шашисты."]
    new = [(text, ["sport"]) for text in texts] + [("Совет обсудил смету на дороги.", [])]
    found = update(leisure, new)
    sport = leisure.topics.index("sport")
    unseen = ["Партию выиграли шашисты."]
    assert found.tagger.scores(unseen)[0, sport] > leisure.scores(unseen)[0, sport] + 0.5
    own = [example.text for example in kept]
    assert (
        np.mean([a.keys() == b.keys() for a, b in zip(leisure.tag_many(own), found.tagger.tag_many(own), strict=True)])
        > 0.9
    )
    assert found.changes.topic("sport").moved[0].term in {"шашист", "партия", "шашис*"}
    assert abs(found.tagger.model.intercept[sport] - leisure.model.intercept[sport]) < 0.05


def test_strength_holds_the_weights(leisure, weather):
    new = [*[(text, ["sport"]) for text, _ in weather], ("Совет обсудил смету на дороги.", [])]
    sport = leisure.topics.index("sport")
    text = ["Матч отложен: метель и гололёд."]
    taggers = [update(leisure, new, strength=strength).tagger for strength in (0.2, 1, 20)]
    moved = [(tagger.scores(text) - leisure.scores(text))[0, sport] for tagger in taggers]
    assert moved[0] > moved[1] > moved[2] > 0


def test_only_some_topics_are_learnt(leisure, weather, kept):
    new = [*weather, *[(f"{example.text} Снова.", sorted(example.tags)) for example in kept]]
    only_new = update(leisure, new, only_new=True)
    assert [own.standing for own in only_new.changes.topics] == ["kept", "kept", "kept", "added"]
    only = update(leisure, new, only=["sport"])
    assert [own.standing for own in only.changes.topics] == ["kept", "kept", "updated"]
    assert only.tagger.topics == leisure.topics


def test_the_record_says_what_was_done(leisure, added, weather):
    record = added.tagger.record
    (own,) = record.updates
    assert own.model == model_digest(leisure.model)
    assert (own.data.n_examples, own.replay.n_examples) == (len(weather), added.changes.n_replay)
    assert (own.updated, own.added) == ((), ("weather",))
    assert record.thresholds_for == {**leisure.record.thresholds_for, "weather": "F1"}
    assert "not measured since" in record.quality.method
    assert [topic.topic for topic in record.quality.topics] == list(added.tagger.topics)
    assert "updates" not in leisure.record.to_dict()
    twice = update(added.tagger, [*weather, ("Совет обсудил смету на дороги.", [])], only=["weather"])
    assert [own.model for own in twice.tagger.record.updates][1] == model_digest(added.tagger.model)


def test_the_same_update_gives_the_same_bytes(leisure, weather, kept, added):
    again = update(leisure, weather, replay=kept)
    assert model_digest(again.tagger.model) == model_digest(added.tagger.model)


def test_against_is_measured_before_and_after(leisure, weather, kept):
    against = [("Метель и гололёд: метеорологи советуют ждать.", ["weather"]), ("Матч окончен вничью.", ["sport"])]
    found = update(leisure, weather, replay=kept, against=against)
    assert not found.changes.comparison.is_worse
    assert found.changes.comparison.n_examples == 2
    assert found.tagger.quality.n_examples == 2
    assert found.tagger.quality.method == "2 examples kept apart, after an update"
    assert found.changes.to_dict()["comparison"]["is_worse"] is False


@pytest.mark.filterwarnings("default::topictag.DataWarning")  # near copies are left out
def test_a_worse_model_is_refused_with_its_comparison(leisure, kept):
    """Labels that are the wrong way round, for which the model may forget everything."""
    half = len(kept) // 2
    wrong = [
        (example.text, [] if "sport" in example.tags else ["sport"])
        for number, example in enumerate(kept)
        if number % 2
    ]
    against = [
        replace(example, id=f"a{n}", text=f"{example.text} Вот так.", article=f"a{n}") for n, example in enumerate(kept)
    ]
    assert len(wrong) == half
    with pytest.raises(topictag.WorseModelError, match=r"significantly worse .*sport.*--strength") as caught:
        update(leisure, wrong, against=against, strength=0.01)
    assert "sport" in caught.value.update.changes.comparison.worse_topics


def test_changes_in_unlabelled_texts_are_counted(leisure, weather, kept):
    texts = [*WEATHER, "Совет обсудил смету на дороги."]
    found = update(leisure, weather, replay=kept, texts=texts)
    changes = found.changes.changes
    assert changes.n_texts == len(texts)
    assert changes.gained["weather"] >= len(WEATHER) - 1
    assert changes.share == changes.n_changed / len(texts)


def test_replay_without_the_new_examples_counts_once(leisure, weather, kept):
    found = update(leisure, weather, replay=[*kept, Example("w", WEATHER[0], frozenset(), "w")])
    assert found.changes.n_replay == len(kept)


@pytest.fixture(scope="module")
def rich(leisure_path):
    """A model with everything that terms can be: hints, grams, function words, negations, pairs."""
    hints = [("sport", "регата", 3), ("culture", "виолончель", 2), ("sport", "парусная регата", 3)]
    options = {"max_grams": 200, "function_words": "yes", "negation": "yes", "hint_scale": 0.2}
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):
        return topictag.train(leisure_path, hints=hints, **options)


def test_models_with_hints_grams_and_function_words_are_updated(rich, weather, kept):
    model = rich.model
    assert model.n_groups
    assert len(model.grams)
    assert model.n_function_words
    texts = [example.text for example in kept] + ["Парусная регата не началась, метель.", "Виолончель и регата."]
    found = update(rich, weather, replay=kept)
    check_model(found.tagger.model, "updated")
    own = [found.tagger.topics.index(topic) for topic in rich.topics]
    np.testing.assert_array_equal(found.tagger.scores(texts)[:, own], rich.scores(texts))
    np.testing.assert_allclose(
        ReferenceScorer(found.tagger.model).scores(texts), found.tagger.scores(texts), rtol=0, atol=1e-5
    )
    assert found.tagger.describe_term("регата").hints
    members = {name: len(own) for name, own in model.group_members().items()}
    assert {name: len(own) for name, own in found.tagger.model.group_members().items()} == members


def test_pairs_of_a_new_topic_are_found(neighbours, leisure):
    """Two words near each other are the topic, and each of them alone is not."""
    new = [(text, ["near"] if is_near else []) for text, is_near in neighbours]
    found = update(leisure, new, only_new=True)
    assert any(change.kind == "pair" for change in found.changes.topic("near").moved)
    tagged = found.tagger.tag_many([text for text, _ in neighbours])
    assert np.mean([("near" in own) == is_near for own, (_, is_near) in zip(tagged, neighbours, strict=True)]) > 0.95


def test_a_model_of_one_topic_per_text_is_updated(solo, solo_rows):
    new = [(f"{text} Снова.", tags) for text, tags in solo_rows]
    found = update(solo, new)
    assert found.tagger.task == "single"
    assert {own.standing for own in found.changes.topics} == {"updated"}
    with pytest.raises(TrainingError, match=r"'weather' is not a topic of the model, which gives exactly one.*Train a"):
        update(solo, [*new, (WEATHER[0], ["weather"])])
    with pytest.raises(DataError, match="exactly one tag"):
        update(solo, [(WEATHER[0], [])])


def test_a_topic_of_hints_alone_is_updated(weather):
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):
        hinted = topictag.train(hints=[("weather", "метель", 3), ("weather", "туман", 2)])
    found = update(hinted, [*weather, ("Совет обсудил смету на дороги.", []), ("Выставка открыта.", [])])
    assert found.changes.topic("weather").standing == "updated"
    assert found.tagger.scores([WEATHER[1]])[0, 0] > hinted.scores([WEATHER[1]])[0, 0]


@pytest.mark.parametrize(
    ("examples", "options", "error", "message"),
    [
        ([("Матч.", ["Sport"])] * 1, {}, DataError, "'Sport', but the model has 'sport'. Rename the tag"),
        ([("Матч.", ["weather"])], {}, TrainingError, "'weather' is new, but 1 examples have it .* At least 5"),
        ([("Матч.", [])], {}, TrainingError, "learns nothing .*culture: no new example has it"),
        ([("Матч.", ["sport"])], {}, TrainingError, "sport: no example is known to lack it"),
        ([("Матч.", ["sport"])], {"only": ["spot"]}, SettingError, "'spot' is not a topic.*Did you mean 'sport'"),
        ([("Матч.", ["sport"])], {"only": "sport"}, InputTypeError, "only must be several names"),
        ([("Матч.", ["sport"])], {"strength": 0}, SettingError, "strength must be"),
        ([("Матч.", ["sport"])], {"min_df": 0}, SettingError, "min_df must be"),
        ([("Матч.", ["sport"])], {"check": True}, SettingError, "nothing to measure it on.*--against.*--no-check"),
        (
            [("Матч.", ["sport"])],
            {"against": [("Матч.", [])]},
            DataError,
            "1 of the 1 examples .* among those to learn",
        ),
    ],
)
def test_mistakes_are_told_with_the_way_out(leisure, examples, options, error, message):
    with pytest.raises(error, match=message):
        update(leisure, examples, **options)


def test_a_name_that_is_meant_is_taken(leisure, kept):
    new = [(text, ["Sport"]) for text in WEATHER]
    assert "Sport" in update(leisure, new, replay=kept, only=["Sport"]).tagger.topics
    almost = [(text, ["sports"]) for text in WEATHER]
    with pytest.warns(DataWarning, match="'sports' is added as a new topic, but the model has 'sport'"):
        update(leisure, almost, replay=kept)


def test_parts_of_one_article_are_told(leisure):
    new = [Example("a1", "Матч окончен.", frozenset({"sport"}), "a"), Example("b1", "Смета готова.", frozenset(), "b")]
    against = [Example("a2", "Команда довольна.", frozenset({"sport"}), "a")]
    with pytest.warns(DataWarning, match=r"1 of the 1 examples .* parts of articles"):
        update(leisure, new, against=against)


def test_a_model_without_a_record_or_recipe_is_told(leisure):
    new = [("Матч.", ["sport"]), ("Смета.", [])]
    with pytest.raises(ModelFormatError, match=r"no record.*train the model again"):
        update(Tagger(replace(leisure.model, metadata={})), new)
    record = leisure.record
    without = replace(record, search=None, settings={**record.settings, "C": None})
    with pytest.raises(ModelFormatError, match=r"how strongly its weights were regularised.*Train the model again"):
        update(Tagger(replace(leisure.model, metadata=without.to_dict())), new)
    with pytest.raises(InputTypeError, match="tagger must be a Tagger or a path, not int"):
        update(1, new)


@pytest.fixture
def analyzer(leisure):
    return TermAnalyzer(shared_lemmatizer(), leisure.model.analysis)


class TestExtending:
    """A model with further terms reads the words that it knew as before."""

    def test_only_frequent_words_that_the_model_lacks_are_new(self, leisure, analyzer):
        found = find_new_terms(
            leisure.model, Texts.read([*WEATHER, "Матч и хоккеисты.", "Матч, и хоккеисты."]), analyzer, 2
        )
        assert "гололед" in found.lemmas
        assert "метео" in found.families
        assert not {"матч", "хоккеист", "побережье"} & {*found.lemmas}

    def test_tables_are_in_order_and_all_forms_are_read(self, leisure, analyzer):
        extended = extend_model(leisure.model, NewTerms(("гололед", "метель"), ("метео",)), analyzer)
        model = extended.model
        check_model(model, "extended")
        assert model.forms.words() == WordTable.of(model.forms.words()).words()
        tagger = Tagger(model)
        for form in ("гололёда", "метелями", "метеорологического"):
            assert tagger.coverage(form).silence != "nothing known"
        names = [TermWeights(leisure.model).name(term) for term in range(len(leisure.model.idf))]
        assert [TermWeights(model).name(term) for term in extended.places.tolist()] == names

    def test_known_words_join_a_new_family(self, leisure, analyzer):
        """A word of the table that begins like a new family counts for it; a function word does not."""
        model = leisure.model
        terms = zip(model.forms.words(), model.form_terms.tolist(), strict=True)
        word = next(form for form, (lemma, family) in terms if len(form) >= 7 and lemma >= 0 and family < 0)
        family = model.analysis.family(word)
        extended = extend_model(model, NewTerms((), (family,)), analyzer).model
        _, number = extended.form_terms[extended.forms.find(word)]
        assert extended.families.word(number - extended.n_lemmas) == family


def test_where_the_model_knew_no_word_old_topics_get_their_intercept(leisure, added):
    """The one paragraph in which scores of untouched topics change: it was not read at all before."""
    numbers = [added.tagger.topics.index(topic) for topic in leisure.topics]
    after = added.tagger.scores([NEW_WORDS_ONLY])[0, numbers]
    assert np.isneginf(leisure.scores([NEW_WORDS_ONLY])).all()
    np.testing.assert_allclose(after, leisure.model.intercept, rtol=1e-6)
    mixed = "Хоккеисты выиграли матч, хотя метеорологи обещали гололёд."
    np.testing.assert_array_equal(added.tagger.scores([mixed])[0, numbers], leisure.scores([mixed])[0])


def test_the_prior_counts_each_example_once_and_only_where_it_was_learnt(added, kept):
    record = added.tagger.record
    assert record.n_learnt == len(kept) + len(WEATHER)
    assert record.support["weather"] == len(WEATHER)
    untouched = [data.n_examples * weight for data, weight in record.iter_learnt("culture")]
    new = [data.n_examples for data, _ in record.iter_learnt("weather")]
    assert (untouched, new) == ([len(kept)], [len(kept), len(WEATHER), len(kept)])
    twice = update(added.tagger, [("Туман и метель в горах.", ["weather"]), ("Премьера балета.", [])]).tagger
    assert twice.record.quality.method.count("not measured since") == 1
    assert [own.added for own in twice.record.updates] == [("weather",), ()]
    assert len(list(twice.record.iter_learnt("culture"))) == 1


def test_support_counts_examples_from_which_the_topic_was_learnt(leisure, weather, kept):
    new = [*weather, ("Матч отменён, метель.", ["sport", "weather"])]
    replay = [*kept, ("Метель замела перевал.", ["weather"])]
    found = update(leisure, new, replay=replay, only_new=True).tagger
    before = leisure.record.support
    assert found.record.support == {**before, "weather": len(new) + 1}
    again = update(found, [("Хоккеисты выиграли матч.", ["sport"]), *weather], only=["sport"], replay=kept).tagger
    assert again.record.support == {**before, "weather": len(new) + 1, "sport": before["sport"] + 1}
    assert {own.topic: own.support for own in again.describe(top=0).topics} == again.record.support


def test_near_copies_are_not_measured_on(leisure, kept):
    against = [
        *(replace(own, id=f"c{own.id}", article=f"c{own.id}", text=f"{own.text} Вот так.") for own in kept[:4]),
        *(Example(f"w{n}", text, frozenset(), f"w{n}") for n, text in enumerate(WEATHER)),
    ]
    with pytest.warns(DataWarning, match=r"4 of the 12 examples to measure on are left out"):
        found = update(leisure, kept[:20], against=against)
    assert found.changes.comparison.n_examples == 8
    with pytest.raises(DataError, match="near copies"):
        update(leisure, kept[:20], against=against[:4])


def test_a_topic_that_nobody_looked_for_in_the_kept_examples_is_not_lacking_there(leisure, weather, kept):
    silent = [replace(own, known=frozenset(leisure.topics)) for own in kept]
    with pytest.raises(TrainingError, match="weather"):
        update(leisure, weather, replay=silent)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"texts": "missing.txt"}, DataError, r"missing\.txt: does not exist"),
        ({"texts": [None]}, InputTypeError, "text"),
        ({"texts": 1}, InputTypeError, "must be a path or an iterable of str"),
        ({"against": []}, DataError, "No examples"),
        ({"against": [("Дождь.", ["rain"])]}, DataError, "'rain' is not a topic of this model"),
        ({"lemmatizer": 1}, InputTypeError, "lemmatizer"),
    ],
)
def test_other_mistakes_are_those_of_the_docstring(leisure, kept, options, error, message):
    with pytest.raises(error, match=message):
        update(leisure, kept[:20], **options)


def test_a_record_of_a_later_version_is_told(leisure, kept):
    later = Tagger(replace(leisure.model, metadata={**leisure.model.metadata, "record_version": 99}))
    with pytest.raises(ModelVersionError, match="Update topictag"):
        update(later, kept[:20])


def test_a_tagger_that_cannot_be_written_has_no_digest(leisure, kept):
    strange = Tagger(replace(leisure.model, metadata={**leisure.model.metadata, "description": "\ud800"}))
    with pytest.raises(OutputError, match="cannot be written"):
        update(strange, kept[:20])


def test_the_tagger_may_be_a_path(leisure, model_path, kept, tmp_path):
    expected = model_digest(update(leisure, kept[:20]).tagger.model)
    registry = tmp_path / "registry"
    topictag.promote(model_path, registry, create=True)
    for path in (model_path, str(registry)):
        assert model_digest(update(path, kept[:20]).tagger.model) == expected
    with pytest.raises(ModelNotFoundError):
        update(tmp_path / "missing", kept[:20])


def test_texts_may_be_a_path(leisure, kept, tmp_path):
    (tmp_path / "texts.txt").write_text("Матч отменён.\nБалет показали.\n", encoding="utf-8")
    assert update(leisure, kept[:20], texts=str(tmp_path / "texts.txt")).changes.changes.n_texts == 2
