"""`topictag.compare`: two taggers on the same examples."""

import json
import warnings

import numpy as np
import pytest

import topictag
from topictag.errors import DataError, DataWarning, InputTypeError, SettingError, TrainingWarning
from topictag.labelled.example import Example


def train(rows):
    with warnings.catch_warnings(action="ignore", category=TrainingWarning):  # a dozen examples are few
        return topictag.train(rows)


@pytest.fixture(scope="module")
def rows(leisure_path):
    read = map(json.loads, leisure_path.read_text(encoding="utf-8").splitlines())
    return [(row["text"], row["tags"]) for row in read]


@pytest.fixture(scope="module")
def weak(rows):
    """A tagger that has learnt from a third of the examples."""
    return train(rows[::3])


@pytest.fixture(scope="module")
def compared(leisure, weak, rows):
    return topictag.compare(leisure, weak, rows)


def test_figures_are_those_of_the_evaluations(compared, leisure, weak, rows):
    old, new = leisure.evaluate(rows), weak.evaluate(rows)
    assert compared.overall["macro_f1"].old == old.macro_f1.value
    assert compared.overall["macro_f1"].new == new.macro_f1.value
    assert compared.overall["false_tag_rate"].new == new.false_tag_rate.value
    assert [own.new_f1 for own in compared.topics] == [own.f1.value for own in new.topics]
    assert [own.support for own in compared.topics] == [own.support for own in new.topics]


def test_every_different_decision_is_a_text_gained_or_lost(compared):
    assert len(compared.texts) == compared.n_texts_gained + compared.n_texts_lost > 0
    assert sum(own.n_only_old_right for own in compared.topics) == compared.n_texts_lost
    assert [own.is_gained for own in compared.texts] == sorted(own.is_gained for own in compared.texts)


def test_terms_explain_the_difference_of_the_log_odds(compared):
    for own in compared.texts:
        old, new = (np.log(value) - np.log(1 - value) for value in own.probabilities)
        explained = sum(term.shift for term in own.terms) + own.rest + own.base
        assert explained == pytest.approx(new - old, abs=0.01)  # probabilities have four digits
        assert all(own.text[start:end] for term in own.terms for start, end in term.places)
        assert sum(word.total for word in own.words) + own.base == pytest.approx(explained, abs=1e-4)


def test_a_tagger_does_not_differ_from_itself(leisure, rows):
    own = topictag.compare(leisure, leisure, rows, with_average=True)
    assert (own.is_worse, own.worse_topics, own.better_topics, own.texts) == (False, (), (), ())
    assert {one.difference.value for one in own.topics} == {0.0}
    assert str(own)


def test_changing_places_mirrors_the_texts(compared, leisure, weak, rows):
    back = topictag.compare(weak, leisure, rows)
    assert (back.n_texts_gained, back.n_texts_lost) == (compared.n_texts_lost, compared.n_texts_gained)
    there, again = compared.texts[0], back.texts[0]
    assert (there.id, there.probabilities) == (again.id, again.probabilities[::-1])
    assert [term.term for term in there.terms] == [term.term for term in again.terms]
    assert there.base == -again.base


def test_without_texts_figures_and_ids_stay(compared, leisure, weak, rows):
    own = topictag.compare(leisure, weak, rows, texts=False)
    assert own.topics == compared.topics
    assert [one.id for one in own.texts] == [one.id for one in compared.texts]
    written = json.dumps(own.to_dict(), ensure_ascii=False)
    assert not any(text in written for text, _ in rows)
    assert not any(one.terms or one.words or one.text for one in own.texts)
    assert not own.has_texts


def test_topics_of_one_model_are_named_and_measured(leisure, rows):
    fewer = train([(text, [tag for tag in tags if tag != "sport"]) for text, tags in rows])
    own = topictag.compare(leisure, fewer, rows)
    assert [one.topic for one in own.topics] == ["culture", "economy"]
    assert [one.topic for one in own.topics_only_old] == ["sport"]
    assert own.topics_only_old[0].f1.value == leisure.evaluate(rows).topics[2].f1.value
    assert own.topics_only_new == ()
    assert not own.is_worse  # a topic that is gone is named; it makes no model worse
    back = topictag.compare(fewer, leisure, rows)
    assert [one.topic for one in back.topics_only_new] == ["sport"]
    assert "Only the old model has 'sport'" in str(own)


def test_no_common_topic_is_an_error_that_names_the_topics(leisure, rows):
    with pytest.raises(SettingError, match=r"no topic in common.*energy.*culture.*topictag evaluate"):
        topictag.compare(topictag.load(), leisure, rows)


def test_a_topic_that_neither_knows_is_an_error_or_ignored(leisure, weak, rows):
    more = [*rows, ("Снег в горах.", ["weather"])]
    with pytest.raises(DataError, match=r"'weather' is not a topic.*ignore_other_topics=True"):
        topictag.compare(leisure, weak, more)
    with pytest.warns(DataWarning, match="neither model knows their topics: 'weather' 1"):
        own = topictag.compare(leisure, weak, more, ignore_other_topics=True)
    assert own.ignored == {"weather": 1}
    assert own.n_examples == len(more)


def test_examples_that_say_nothing_of_a_common_topic_are_an_error(leisure, weak):
    unknown = frozenset(leisure.topics)
    with pytest.raises(DataError, match="nothing to compare"):
        topictag.compare(leisure, weak, [Example("a", "Матч отменён.", frozenset(), "a", unknown=unknown)])


def test_unknown_topics_do_not_count(leisure, weak, rows, compared):
    """Where nobody said whether a text has a topic, no model is right or wrong."""
    changed = {(own.id, own.topic) for own in compared.texts}
    read = topictag.compare(leisure, weak, rows).texts
    assert {(own.id, own.topic) for own in read} == changed
    examples = []
    for number, (text, tags) in enumerate(rows):
        hidden = {own.topic for own in compared.texts if own.id.endswith(f"{number + 1}")}
        known = frozenset(tags) - hidden
        examples.append(Example(f"{number}", text, known, f"{number}", unknown=frozenset(hidden)))
    assert topictag.compare(leisure, weak, examples).n_texts_lost < compared.n_texts_lost


def test_one_topic_per_text(solo, solo_rows):
    fewer = train([row for row in solo_rows if row[1] != ["sport"]])
    own = topictag.compare(solo, solo, solo_rows)
    assert own.tasks == ("single", "single")
    assert list(own.overall) == ["accuracy", "macro_f1"]
    assert not own.is_worse
    less = topictag.compare(solo, fewer, solo_rows)
    assert less.n_examples == sum(tags != ["sport"] for _, tags in solo_rows)
    with pytest.raises(DataError, match="does not have exactly one tag"):
        topictag.compare(solo, solo, [*solo_rows, ("Снег.", [])])


def test_different_tasks_are_told(solo, leisure, rows):
    own = topictag.compare(solo, leisure, rows)
    assert own.tasks == ("single", "multi")
    assert "The tasks differ" in str(own)
    assert next(iter(own.overall)) == "macro_f1"


def test_paths_are_loaded_and_name_the_models(model_path, leisure_path):
    own = topictag.compare(model_path, str(model_path), leisure_path)
    assert own.names == (f"{model_path} (old)", f"{model_path} (new)")


def test_wrong_arguments_are_told(leisure, rows):
    with pytest.raises(InputTypeError, match="old must be a Tagger or a path, not int"):
        topictag.compare(3, leisure, rows)
    with pytest.raises(InputTypeError, match="no examples"):
        topictag.compare(leisure, leisure)
    with pytest.raises(SettingError, match="min_loss"):
        topictag.compare(leisure, leisure, rows, min_loss=2)


def test_the_data_are_json_with_a_version(compared):
    data = json.loads(json.dumps(compared.to_dict(), allow_nan=False))
    assert (data["version"], data["is_worse"], data["comparison"][0]) == (1, compared.is_worse, compared.names[0])
    assert data["topics"][0]["difference"]["value"] == compared.topics[0].difference.value
    assert data["texts"][0]["terms"][0]["term"] == compared.texts[0].terms[0].term
    assert set(data) >= {"worse_topics", "better_topics", "unjudged_topics", "overall", "n_texts_gained"}


def test_a_text_that_is_repeated_shows_no_more(leisure, weak, rows, compared):
    """The same lost texts again and again are no further evidence."""
    again = topictag.compare(leisure, weak, rows * 4)
    assert (again.n_examples, again.n_articles) == (4 * compared.n_examples, compared.n_articles)
    assert [own.p_worse for own in again.topics] == [own.p_worse for own in compared.topics]


def test_a_paragraph_below_each_article_joins_none(leisure, weak, rows, compared):
    """Short paragraphs, and those of many articles, say nothing about where they come from."""
    notice = "Читайте также: все новости дня в ленте нашего агентства круглые сутки и без выходных"
    examples = [Example(f"a{n}", text, frozenset(tags), f"a{n}") for n, (text, tags) in enumerate(rows)]
    more = [
        Example(f"{own.id}-{end[:2]}", end, frozenset(), own.article) for own in examples for end in (notice, "Снег.")
    ]
    again = topictag.compare(leisure, weak, [*examples, *more])
    assert again.n_articles == compared.n_articles
    assert [own.p_worse for own in again.topics] == [own.p_worse for own in compared.topics]
