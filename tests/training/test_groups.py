"""Training with whole groups, such as outlets, held out: what is learnt from, what is measured, what is refused."""

import json
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.errors import DataError, InputTypeError, TrainingWarning
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.validation.sample import Sample, list_folds

pytestmark = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
OUTLETS = ("Волга", "Кама", "Ока", "Лена")
SPORT = ["Хоккеисты выиграли матч.", "Матч хоккеистов перенесён.", "Хоккеисты сыграли матч.", "Судья удалил хоккеиста."]
OTHER = ["Театр показал балет.", "Балет идёт в театре.", "Театр закрыт, балет отменён.", "В театре новый балет."]


def rows(with_outlet=True):
    texts = [*((text, ["sport"]) for text in SPORT), *((text, []) for text in OTHER)]
    return [
        {"id": f"{outlet}{n}", "text": f"{outlet}: {text}", "tags": tags, **({"outlet": outlet} if with_outlet else {})}
        for outlet in OUTLETS
        for n, (text, tags) in enumerate(texts)
    ]


def sample(outlets, groups, twins=()):
    n = len(groups) + len(twins)
    gold = (np.arange(n) % 2 == 0)[:, None]
    documents = [[[f"слово{number % 3}"]] for number in range(n)]
    return Sample(Paragraphs.of(documents), gold, np.array(groups), twins, outlets=np.array(outlets))


def test_folds_hold_out_whole_outlets():
    own = sample(np.arange(40) // 4, range(40))
    folds = own.deal(5, seed=0)
    assert len(set(folds)) == 5
    assert all(len(set(folds[i : i + 4])) == 1 for i in range(0, 40, 4))
    assert any(len(set(own.without_outlets().deal(5, seed=0)[i : i + 4])) > 1 for i in range(0, 40, 4))


def test_nothing_of_an_outlet_is_learnt_from_when_it_is_held_out():
    """Neither its auxiliary documents nor copies of its texts in other outlets."""
    own = sample([0, 0, 1, 1, 2, 2, 0, 1, 2], [0, 1, 2, 3, 1, 4], twins=[[], [], [0]])
    learnt = own.find_learnt(np.array([True, True, False, False, False, False]))
    assert learnt.tolist() == [2, 3, 5, 7]  # 4 copies 1; 6 is of the outlet; 8 has a twin in it


def test_a_part_of_a_sample_keeps_its_outlets():
    own = sample([5, 5, 7, 7, 9, 9, 7], [0, 1, 2, 3, 4, 5], twins=[[]])
    assert own.take(np.array([1, 2]), np.array([0])).outlets.tolist() == [5, 7, 7]
    assert own.without_auxiliary().outlets.tolist() == [5, 5, 7, 7, 9, 9]


def test_every_fold_of_a_sample_is_scored_by_other_outlets():
    own = sample(np.arange(40) // 4, range(40))
    for fold in list_folds(own, [own.deal(5, seed=0)]):
        assert not set(own.outlets[fold.inside]) & set(own.outlets[fold.outside])


def test_the_record_has_both_figures(tmp_path):
    tagger = topictag.train(rows(), group="outlet", C=5)
    by_group = tagger.record.by_group
    assert (by_group.name, by_group.n_groups) == ("outlet", 4)
    assert by_group.quality.n_examples == tagger.quality.n_examples == 32
    assert "4-fold cross-validation that holds out whole groups" in by_group.quality.method
    assert "whole groups" not in tagger.quality.method
    tagger.save(tmp_path / "m.safetensors")
    assert topictag.load(tmp_path / "m.safetensors").record.by_group == by_group


def test_calibration_comes_from_the_groups():
    """Each outlet has its own words for sport and for the rest, so models of the others cannot tell them apart."""
    words = {"Волга": "хоккей театр", "Кама": "регби балет", "Ока": "футбол опера", "Лена": "теннис цирк"}
    places = ["лес", "река", "гора", "поле", "город", "остров", "берег", "море", "озеро", "степь"]
    examples = [
        {"text": f"{own.split()[number % 2]} {place} {places[number - 3]}", "tags": tags, "outlet": outlet}
        for outlet, own in words.items()
        for number, place in enumerate(places)
        for tags in [["sport"] if number % 2 == 0 else []]
    ]
    recipe = {"C": 5, "min_df": 1, "max_pairs": 0, "max_grams": 0}
    by_group, by_article = (topictag.train(examples, group=group, **recipe) for group in ("outlet", None))
    assert by_group.record.by_group.quality.macro_f1.value < by_article.quality.macro_f1.value
    assert by_group.quality.macro_f1.value <= by_article.quality.macro_f1.value  # decided as for other outlets
    assert "from scores of models that have not seen its group" in by_group.quality.method
    assert by_group.model.slope[0] < by_article.model.slope[0]
    texts = [example["text"] for example in examples]
    np.testing.assert_array_equal(by_group.scores(texts), by_article.scores(texts))


def test_an_outlet_is_never_divided():
    """If it has all examples of a topic, models that have not seen it cannot know the topic, and training says so."""
    examples = [row for row in rows() if row["outlet"] == "Ока" or not row["tags"]]
    named = r"All examples with the topic 'sport' are of one group, 'Ока'\. .* its threshold and figures mean nothing"
    with pytest.warns(TrainingWarning, match=named):
        tagger = topictag.train(examples, group="outlet", C=5)
    (sport,) = tagger.record.by_group.quality.topics
    assert not sport.f1.value
    own = sample([0] * 6 + [1] * 6 + [2] * 6, range(18))
    one = replace(own, gold=(own.outlets == 0)[:, None])
    for fold in list_folds(one, [one.deal(3, seed=0)]):
        assert not set(one.outlets[fold.inside]) & set(one.outlets[fold.outside])


def test_intervals_resample_outlets():
    tagger = topictag.train(rows(), group="outlet", C=5)
    assert "which intervals resample" in tagger.record.by_group.quality.method
    assert tagger.record.by_group.quality.micro_f1.low is None  # four outlets are too few
    assert tagger.quality.micro_f1.low is not None


@pytest.mark.parametrize("group", [5, "", ["outlet"], b"outlet"])
def test_the_name_of_a_group_is_a_str(group):
    with pytest.raises(InputTypeError, match="group must be the name of a field, such as 'outlet', not"):
        topictag.train(rows(), group=group)


def test_hints_alone_have_no_groups():
    with pytest.raises(DataError, match="There are no examples, so no 'outlet' can be held out"):
        topictag.train(hints=[("weather", "снег", 3)], group="outlet")


def test_calibration_drops_the_figures_by_group():
    tagger = topictag.train(rows(), group="outlet", C=5)
    assert topictag.calibrate(tagger, rows()[:20]).record.by_group is None


def test_a_topic_of_hints_alone_is_in_both_figures():
    tagger = topictag.train(rows(), group="outlet", C=5, hints=[("weather", "снег", 3)])
    assert [row.topic for row in tagger.record.by_group.quality.topics] == ["sport", "weather"] == [*tagger.topics]


def test_examples_in_memory_have_a_group():
    examples = [
        Example(row["id"], row["text"], frozenset(row["tags"]), row["id"], group=row["outlet"]) for row in rows()
    ]
    assert topictag.train(examples, group="outlet", C=5).record == topictag.train(rows(), group="outlet", C=5).record


def test_a_group_may_stand_in_the_label_the_corpus_the_article_or_the_paragraph(tmp_path):
    text = "Снег."
    digest = sha256(text.encode()).hexdigest()
    corpus, labels = tmp_path / "corpus.jsonl", tmp_path / "labels.jsonl"
    texts = [{"id": f"t{n}", "text": text, "outlet": "corpus"} for n in range(2)]
    own = [{"id": f"t{n}", "sha256": digest, "tags": []} for n in range(2)]
    article = {
        "id": "a",
        "outlet": 7,
        "paragraphs": [{"text": "а", "tags": [], "outlet": "b"}, {"text": "б", "tags": []}],
    }
    for path, lines in ((corpus, texts), (labels, [{**own[0], "outlet": "label"}, own[1], article])):
        path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    read = read_examples(labels, corpus=corpus, group="outlet")
    assert [example.group for example in read] == ["label", "corpus", "b", "7"]
    assert {example.group for example in read_examples(labels, corpus=corpus)} == {""}


@pytest.mark.parametrize("lacking", ["examples", "auxiliary"])
def test_an_example_without_a_group_is_named(lacking):
    given = {"examples": rows(), "auxiliary": rows()}
    given[lacking] = [*given[lacking][:-5], *rows(with_outlet=False)[-5:]]
    auxiliary = [{**row, "id": f"x{row['id']}"} for row in given["auxiliary"]]
    with pytest.raises(
        DataError, match=r"5 of 64 examples have no 'outlet': example \d+, example \d+, example \d+ …\."
    ):
        topictag.train(given["examples"], auxiliary=auxiliary, group="outlet")


def test_one_group_alone_cannot_be_held_out():
    with pytest.raises(DataError, match="All examples have the 'outlet' 'Ока', so no group can be held out"):
        topictag.train([{**row, "outlet": "Ока"} for row in rows()], group="outlet")


@pytest.mark.parametrize("value", [1.5, ["Ока"], " "])
def test_a_group_must_be_a_name_or_a_number(value):
    with pytest.raises(DataError, match='example 1: "outlet" must be a non-empty string or a whole number'):
        read_examples([{**rows()[0], "outlet": value}], group="outlet")


def test_a_group_of_an_example_is_a_str():
    with pytest.raises(InputTypeError, match=r"Example\.group must be a str, not int"):
        Example("a", "б", frozenset(), "a", group=7)


def test_the_command_prints_and_writes_both_figures(tmp_path):
    data, model, card = tmp_path / "d.jsonl", tmp_path / "m.safetensors", tmp_path / "m.md"
    data.write_text("\n".join(map(json.dumps, rows())), encoding="utf-8")
    arguments = ["train", str(data), "--group", "outlet", "--output", str(model), "--card", str(card), "--C", "5"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "On a new outlet: whole groups held out, of 4." in result.stdout
    assert "On a new outlet: each of the 4 is scored by a model that has not learnt from it." in card.read_text("utf-8")
