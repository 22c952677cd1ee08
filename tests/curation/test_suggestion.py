"""Texts to label: near decisions, spread over topics, no copies, an honest audit; the same for the same seed."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag import Tagger
from topictag.curation.suggesting.choosing import choose
from topictag.curation.suggesting.closeness import find_distances
from topictag.curation.suggesting.outlook import foresee, measure_change
from topictag.curation.suggesting.quotas import deal_turns
from topictag.curation.suggesting.space import LatentSpace, learn_vectors
from topictag.curation.suggesting.tasks import make_tasks
from topictag.errors import DataError, InputTypeError, ModelNotFoundError, SettingError
from topictag.labelled.formats.tasks import TASK_FORMATS, write_tasks

SPORT = [
    "Хоккеисты выиграли матч.",
    "Матч отменён.",
    "Матч хоккеистов.",
    "Завтра матч.",
    "Матч отложен.",
    "Матч окончен.",
]
CULTURE = ["Театр показал балет.", "Театр закрыт.", "Балет в театре.", "Снова театр.", "Театр открыт.", "Театр полон."]
PLACES = ["лес", "река", "гора", "поле", "город", "остров", "берег", "море", "озеро", "степь", "сад", "порт"]


def train(n=6, **settings):
    examples = [(text, ["sport"]) for text in SPORT[:n]] + [(text, ["culture"]) for text in CULTURE[:n]]
    return topictag.train([*examples, *((f"Тихий {place}.", []) for place in PLACES[:n])], **settings)


@pytest.fixture(scope="module")
def tagger():
    return train(C=1, min_df=1, families="no", max_pairs=0)


@pytest.fixture(scope="module")
def pool():
    words = ("матч", "театр", "балет", "хоккеисты", "погода")
    return [
        {"id": f"t{n}", "text": f"{words[n % 5]} {PLACES[n % 12]} {PLACES[n % 7]}", "outlet": "a"} for n in range(200)
    ]


def test_without_audit_the_texts_are_nearer_to_a_decision_than_others(tagger, pool):
    found = topictag.suggest(tagger, pool, 10, audit=0)
    assert [own.rank for own in found] == [*range(1, 11)]
    bars = tagger.thresholds

    def distance(probabilities, topic):
        clipped = np.clip(probabilities, 1e-6, 1 - 1e-6)
        odds = np.log(clipped / (1 - clipped))
        return abs(odds - np.log(bars[topic] / (1 - bars[topic])))

    every = tagger.probabilities([own["text"] for own in pool])
    for own in found:
        column = tagger.topics.index(own.topic)
        usual = np.median(distance(every[:, column], own.topic))
        assert distance(own.probabilities[own.topic], own.topic) < usual


def test_each_suggestion_says_what_the_model_gives(tagger, pool):
    texts = {own["id"]: own["text"] for own in pool}
    for own in topictag.suggest(tagger, pool, 10):
        assert own.text == texts[own.id]
        assert set(own.tags) == set(tagger.tag(own.text))
        assert own.probabilities == dict(zip(tagger.topics, tagger.probabilities([own.text])[0].tolist(), strict=True))
        assert own.fields == {"outlet": "a"}


def test_the_audit_is_a_random_share_spread_evenly(tagger, pool):
    found = topictag.suggest(tagger, pool, 20, audit=0.25)
    audited = [own.rank for own in found if own.is_audit]
    assert len(audited) == 5
    assert all(any(start < rank <= start + 5 for rank in audited) for start in range(0, 20, 5))


def test_the_audit_does_not_depend_on_the_model(tagger, pool):
    """Otherwise, what is measured on it would be biased."""
    other = train(5, C=1, min_df=1, families="no", max_pairs=0)
    for seed in range(5):
        one, two = (
            {own.id for own in topictag.suggest(own, pool, 20, audit=0.5, seed=seed) if own.is_audit}
            for own in (tagger, other)
        )
        assert one == two


def test_every_text_has_the_same_chance_of_the_audit(tagger):
    texts = [f"Матч {place}." for place in PLACES[:10]]
    drawn = [topictag.suggest(tagger, texts, 2, audit=1, seed=seed) for seed in range(200)]
    counts = np.unique([own.text for found in drawn for own in found], return_counts=True)[1]
    assert len(counts) == 10
    assert counts.min() > 20  # 40 expected, standard deviation 5.7


def test_the_same_seed_gives_the_same_texts_and_another_one_another_audit(tagger, pool):
    one, again, other = (topictag.suggest(tagger, pool, 10, audit=0.5, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert {own.id for own in one if own.is_audit} != {own.id for own in other if own.is_audit}


def test_a_stream_in_many_chunks_gives_the_same_texts(tagger, pool, monkeypatch):
    whole = topictag.suggest(tagger, pool, 20)
    monkeypatch.setattr("topictag.curation.suggesting.candidates._CHUNK", 7)
    assert topictag.suggest(tagger, iter(pool), 20) == whole


def test_candidates_of_a_long_stream_are_thinned_out_without_loss(tagger, pool, monkeypatch):
    whole = topictag.suggest(tagger, pool, 3, audit=0)
    for name, value in (("candidates._CHUNK", 7), ("candidates._WAITING", 0), ("quotas._MORE", 10)):
        monkeypatch.setattr(f"topictag.curation.suggesting.{name}", value)
    monkeypatch.setattr("topictag.curation.suggesting.quotas._PER_TURN", 10)
    thinned = topictag.suggest(tagger, pool, 3, audit=0)
    assert thinned[0] == whole[0]
    assert {own.topic for own in thinned} == {own.topic for own in whole}


def test_labelled_texts_are_left_out_and_their_copies_but_not_other_texts_of_equal_ids(tagger):
    report = "Совет директоров завода вчера утвердил новый план выпуска тракторов на матч"
    pool = [
        {"id": "known", "text": "Матч хоккеистов сегодня."},
        {"id": "other id", "text": "Матч перенесён."},
        {"id": "copy", "text": f"{report} года."},
        {"id": "new", "text": "Балет и матч."},
    ]
    labelled = [
        {"id": "known", "text": "Другой текст.", "tags": []},
        {"id": "x", "text": "Матч перенесён.", "tags": ["sport"]},
        {"id": "y", "text": f"{report} сезона.", "tags": []},
    ]
    assert [own.id for own in topictag.suggest(tagger, pool, 9, labelled=labelled, audit=0)] == ["new", "known"]


def test_labels_by_identifier_need_no_corpus(tagger):
    pool = [{"id": "a", "text": "Матч."}, {"id": "b", "text": "Балет."}]
    labelled = [{"id": "a", "sha256": "0" * 64, "tags": ["sport"]}]
    assert [own.id for own in topictag.suggest(tagger, pool, 9, labelled=labelled, audit=0)] == ["b"]


def test_near_copies_are_suggested_once(tagger):
    words = ["матч", "хоккеистов", "столицы", "закончился", "победой", "гостей", "счётом", "которого", "давно", "никто"]
    pool = [" ".join([*words, place]) for place in PLACES]
    assert len(topictag.suggest(tagger, pool, 12, audit=0)) == 1


def test_a_rare_topic_gets_more_turns_and_is_named_rare(tagger, pool):
    labelled = [{"id": f"l{n}", "text": f"Матч номер {n}", "tags": ["sport"]} for n in range(99)]
    found = topictag.suggest(tagger, pool, 11, labelled=labelled, audit=0)
    counts = {topic: sum(own.topic == topic for own in found) for topic in tagger.topics}
    assert counts == {"culture": 10, "sport": 1}
    assert {own.topic: own.reason for own in found} == {"culture": "rare topic", "sport": "uncertain"}


def test_turns_follow_the_shares_at_every_place():
    turns = deal_turns([0, 3, 99], 160)
    assert [turns.count(topic) for topic in range(3)] == [100, 50, 10]
    for place in range(1, 161):
        counts = np.bincount(turns[:place], minlength=3)
        assert np.abs(counts - place * np.array([100, 50, 10]) / 160).max() < 1.5


def test_distances_of_competing_topics_are_from_the_best_other_one():
    odds = np.array([[2.0, 1.0, -1.0], [0.0, 0.0, -5.0]])
    assert find_distances(odds, np.full(3, 0.5), "single").tolist() == [[1, 1, 3], [0, 0, 5]]
    assert find_distances(odds[:, :1], np.array([0.5]), "single").tolist() == [[2], [0]]


def test_distances_of_other_topics_are_from_the_threshold():
    odds = np.array([[0.0, 1.0]])
    assert find_distances(odds, np.array([0.5, 1 / (1 + np.exp(-3))]), "multi") == pytest.approx(np.array([[0, 2]]))


def test_a_text_like_a_chosen_one_waits():
    texts = ["матч матч лес", "матч матч река", "театр театр балет"]
    space = LatentSpace(learn_vectors([own.split() for own in texts]))
    assert space.similarities(0)[1] > space.similarities(0)[2]
    distances = np.array([[0.0], [0.1], [0.5]])
    assert [own.number for own in choose(distances, [0, 0, 0])] == [0, 1, 2]
    assert [own.number for own in choose(distances, [0, 0, 0], space)] == [0, 2, 1]


def test_inflected_words_are_alike_and_function_words_do_not_count():
    texts = ["хоккеисты и мы", "хоккеистам", "который и мы", ""]
    vectors = learn_vectors([own.split() for own in texts])
    assert (vectors @ vectors[0]).round(6).tolist() == [1, 1, 0, 0]
    assert not learn_vectors([["и"], []]).any()


def test_a_topic_that_the_model_does_not_know_gets_texts_like_its_examples(tagger):
    pool = ["Матч сегодня.", "Театр и снегопад.", "Балет завтра.", *(f"Матч {place}." for place in PLACES)]
    labelled = [{"id": "x", "text": "Снегопад и метель.", "tags": ["weather"]}]
    found = topictag.suggest(tagger, pool, 6, labelled=labelled, audit=0)
    own = next(own for own in found if own.topic == "weather")
    assert own.text == "Театр и снегопад."
    assert own.reason == "new topic"
    assert own.note == "a new topic, weather: like its examples"
    assert "weather" not in own.probabilities


def test_topics_that_compete_are_suggested_too(pool):
    examples = [(text, ["sport"]) for text in SPORT] + [(text, ["culture"]) for text in CULTURE]
    single = topictag.train(examples, C=1, min_df=1)
    assert single.task == "single"
    assert len(topictag.suggest(single, pool, 8)) == 8


def test_fewer_texts_than_wanted_are_all_suggested(tagger):
    assert len(topictag.suggest(tagger, ["Матч сегодня.", "Балет завтра.", "Снова театр."], 50, audit=0.3)) == 3


def test_texts_that_cannot_be_read_are_left_out(tagger):
    found = topictag.suggest(tagger, ["Матч сегодня.", "The match is today.", ""], 9, audit=0)
    assert [own.text for own in found] == ["Матч сегодня."]


def test_the_audit_may_draw_what_the_model_cannot_read(tagger):
    """Otherwise nobody would ever see what it misses."""
    found = topictag.suggest(tagger, ["Матч сегодня.", "Туман.", " "], 3, audit=1)
    assert {own.text: own.tags for own in found} == {"Матч сегодня.": ("sport",), "Туман.": ()}


def test_equal_texts_without_ids_have_equal_ids(tagger):
    one, two = (topictag.suggest(tagger, [text], 1, audit=0)[0].id for text in ("Матч сегодня.", "Матч сегодня."))
    assert one == two
    assert len(one) == 16


def test_files_of_each_kind_are_read(tagger, tmp_path):
    (tmp_path / "a.txt").write_text("Матч сегодня.\nБалет завтра.\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": 5, "text": "Театр и матч."}\n', encoding="utf-8")
    found = topictag.suggest(tagger, tmp_path, 9)
    assert {own.text for own in found} == {"Матч сегодня.", "Балет завтра.", "Театр и матч."}
    assert "5" in {own.id for own in found}


@pytest.mark.parametrize("form", TASK_FORMATS)
def test_suggestions_become_tasks_of_every_tool(tagger, pool, form, tmp_path):
    clashing = [own | {"label": "x", "meta": {}, "tags": ["sport"], "audit": "no"} for own in pool]
    found = topictag.suggest(tagger, clashing, 5)
    path = tmp_path / "tasks"
    write_tasks(make_tasks(found, tagger), path, form)
    content = path.read_text(encoding="utf-8")
    for own in found:
        assert own.text in content
        assert own.note in content
    assert "outlet" in content


def test_a_suggestion_is_json(tagger, pool):
    fields = json.loads(json.dumps(topictag.suggest(tagger, pool, 1, audit=0)[0].to_dict()))
    assert fields["reason"] in ("uncertain", "rare topic", "audit")
    assert fields["is_audit"] is False


def test_the_outlook_compares_two_models(tagger, pool):
    older = train(3, C=1, min_df=1, families="no", max_pairs=0)
    found = topictag.suggest(tagger, pool, 5, previous=older)
    assert found.outlook.n_labels == 9
    texts = [own["text"] for own in pool]
    before, after = ([[topic in own for topic in tagger.topics] for own in t.tag_many(texts)] for t in (older, tagger))
    assert found.outlook.change == pytest.approx(measure_change(np.array(before), np.array(after)), abs=1e-4)
    assert topictag.suggest(tagger, pool, 5).outlook is None


def test_a_topic_that_only_one_model_knows_has_changed(tagger, pool):
    older = topictag.train(
        [(text, ["sport"]) for text in SPORT[:3]] + [(f"Тихий {own}.", []) for own in PLACES[:3]],
        C=1,
        min_df=1,
        families="no",
        max_pairs=0,
    )
    assert topictag.suggest(tagger, pool, 5, previous=older).outlook.change >= 0.5


@pytest.fixture(scope="module")
def updated(tagger):
    """A tagger that has learnt a further topic, from examples that have a known one, too."""
    new = [(f"Метель, снег и {place}.", ["weather"]) for place in PLACES]
    new += [(f"Матч, метель и {place}.", ["weather", "sport"]) for place in PLACES]
    replay = [(text, ["sport"]) for text in SPORT] + [(f"Тихий {place}.", []) for place in PLACES]
    return topictag.update(tagger, new, replay=replay, only_new=True, check=False).tagger


def test_a_topic_that_an_update_added_has_turns_by_its_own_examples(updated, pool):
    support = {"culture": 6, "sport": 6, "weather": 24}
    turns = Counter(updated.topics[topic] for topic in deal_turns([support[own] for own in updated.topics], 30))
    found = topictag.suggest(updated, pool, 30, audit=0)
    assert Counter(own.topic for own in found) == turns
    assert turns["weather"] < turns["sport"] == turns["culture"]
    assert {own.reason for own in found if own.topic == "weather"} == {"uncertain"}
    assert {own.reason for own in found if own.topic != "weather"} == {"rare topic"}


def test_the_outlook_of_an_update_is_for_as_many_labels_as_it_learnt(tagger, updated, pool):
    outlook = topictag.suggest(updated, [*pool, "Метель и снег."], 5, previous=tagger).outlook
    assert outlook.n_labels == 24
    assert outlook.change == pytest.approx(1 / 3, abs=1e-4)  # of three topics, the new one alone
    with pytest.raises(SettingError, match="Give as the older one a model of fewer examples"):
        topictag.suggest(tagger, pool, 5, previous=updated)


def test_taggers_may_be_paths(tagger, updated, pool, tmp_path):
    paths = tmp_path / "old.safetensors", tmp_path / "new.safetensors"
    tagger.save(paths[0])
    updated.save(paths[1])
    found, expected = (topictag.suggest(new, pool, 5, previous=old) for old, new in (paths, (tagger, updated)))
    assert (found, found.outlook) == (expected, expected.outlook)
    with pytest.raises(ModelNotFoundError):
        topictag.suggest(tmp_path / "missing", pool)


def test_an_older_model_without_a_record_is_told(tagger, pool):
    with pytest.raises(SettingError, match="Leave the older model out"):
        topictag.suggest(tagger, pool, 5, previous=Tagger(replace(tagger.model, metadata={})))


def test_when_nothing_changes_more_labels_hardly_help():
    settled, moving = foresee(0.0, 50), foresee(0.5, 50)
    assert not settled.is_worthwhile
    assert "50 more labels would hardly help" in str(settled)
    assert moving.is_worthwhile
    assert "50 more labels would raise macro-F1 by about 0." in str(moving)


def test_an_older_model_must_have_fewer_examples(tagger, pool):
    with pytest.raises(SettingError, match="Give as the older one a model of fewer examples"):
        topictag.suggest(tagger, pool, 5, previous=tagger)


def test_nothing_to_suggest_is_an_error(tagger):
    with pytest.raises(DataError, match="There is no text, so nothing can be suggested"):
        topictag.suggest(tagger, [])
    with pytest.raises(DataError, match="no text that is not labelled already"):
        topictag.suggest(tagger, ["Матч."], labelled=[("Матч.", ["sport"])])
    with pytest.raises(DataError, match=r"knows no word of any of the 2 texts.*reads Russian only"):
        topictag.suggest(tagger, ["A match.", "A ballet."])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "n must be a whole number of at least 1"),
        ({"audit": 1.5}, "audit must be a number from 0 to 1"),
        ({"audit": "some"}, "audit must be a number"),
        ({"seed": -1}, "seed must be a whole number"),
    ],
)
def test_options_out_of_range_are_told(tagger, options, message):
    with pytest.raises(SettingError, match=message):
        topictag.suggest(tagger, ["Матч."], **options)


def test_wrong_types_are_told(tagger):
    with pytest.raises(InputTypeError, match="tagger must be a Tagger or a path, not NoneType"):
        topictag.suggest(None, ["Матч."])
    with pytest.raises(InputTypeError, match="previous must be a Tagger or a path, not int"):
        topictag.suggest(tagger, ["Матч."], previous=1)
    with pytest.raises(InputTypeError, match="texts must be a path or an iterable"):
        topictag.suggest(tagger, 5)
    with pytest.raises(InputTypeError, match=r"texts\[1\]"):
        topictag.suggest(tagger, ["Матч.", None])
    with pytest.raises(DataError, match=r'texts\[0\]: the field "text" must be a string'):
        topictag.suggest(tagger, [{"id": "a", "body": "Матч."}])
