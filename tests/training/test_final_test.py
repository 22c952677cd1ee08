"""A test kept apart: by a field or by chance, never learnt from, scored once, kept in the record and in a file."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.errors import DataError, DataWarning, InputTypeError, OutputError, SettingError, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.model.record import ModelRecord
from topictag.reports.card import make_card
from topictag.training.holdout import Holdout
from topictag.training.settings import TrainingSettings
from topictag.training.splitting import split_examples

pytestmark = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
SPORT = ("Хоккеисты выиграли матч", "Матч хоккеистов перенесён", "Хоккеисты сыграли матч", "Судья удалил хоккеиста")
CULTURE = ("Театр показал балет", "Балет идёт в театре", "Театр закрыт, балет отменён", "В театре новый балет")
LONG = "Совет директоров завода вчера утвердил новый план выпуска тракторов для северных районов страны"
FAST = {"C": 5, "min_df": 2, "max_pairs": 0, "max_grams": 0, "families": "yes"}


WORDS = (
    *("лёд", "мост", "лес", "снег", "река", "город", "поле", "сад", "дом", "порт", "завод", "музей", "банк", "суд"),
    *("рынок", "вокзал", "парк", "остров", "гора", "море"),
)


def rows(n=8):
    """Return texts of two topics; a quarter are the test, a quarter are for validation."""
    parts = ("train", "test", "train", "validation")
    return [
        {"id": f"{topic}{n}{number}", "text": f"{text}: {word}.", "tags": [topic], "split": parts[n % 4]}
        for n, word in enumerate(WORDS[:n])
        for topic, texts in (("sport", SPORT), ("culture", CULTURE))
        for number, text in enumerate(texts)
    ]


def rare(topic, text, n, **fields):
    """Return texts of another topic."""
    return [{"id": f"{topic}{word}", "text": f"{text}: {word}.", "tags": [topic], **fields} for word in WORDS[:n]]


def split(records, holdout, auxiliary=(), **settings):
    examples = read_examples(records, split=holdout.field_name)
    hinted = settings.pop("hinted", ())
    return split_examples(
        examples, read_examples(auxiliary) if auxiliary else [], holdout, TrainingSettings(**settings), hinted=hinted
    )


TEST = Holdout.by_field(("split", "test"))


def test_a_field_says_what_is_the_test_and_other_values_are_learnt_from():
    tagger = topictag.train(rows(), split=("split", "test"), **FAST)
    test = tagger.record.test
    assert (tagger.record.data.n_examples, test.data.n_examples, test.how) == (48, 16, "split=test")
    expected = tagger.evaluate([row for row in rows() if row["split"] == "test"])
    assert replace(test.quality, method="") == expected
    both = topictag.train(rows(), split=("split", "test", "validation"), **FAST).record
    assert (both.data.n_examples, both.test.how) == (32, "split=test or validation")


def test_nothing_of_the_test_is_learnt():
    """The model is that of the other examples alone, byte for byte, but for its record."""
    others = [row for row in rows() if row["split"] != "test"]
    kept_apart, alone = topictag.train(rows(), split=("split", "test"), **FAST), topictag.train(others, **FAST)
    assert replace(kept_apart.record, test=None) == alone.record
    assert (kept_apart.model.coef == alone.model.coef).all()
    assert kept_apart.thresholds == alone.thresholds


def test_a_share_is_drawn_by_topic_and_the_seed_draws_it():
    first, again, other = (split(rows(), Holdout.by_share(0.25), seed=seed).test for seed in (0, 0, 1))
    assert first == again != other
    assert [sum(topic in own.tags for own in first) for topic in ("sport", "culture")] == [8, 8]


def test_a_share_takes_whole_articles_and_near_copies():
    records = [{**row, "article": row["id"][:-1]} for row in rows(20)]
    records += [{"id": f"copy{n}", "text": f"{LONG} {word}.", "tags": ["sport"]} for n, word in enumerate("абв")]
    parts = split(records, Holdout.by_share(0.3))
    assert {own.article for own in parts.test}.isdisjoint(own.article for own in parts.examples)
    assert (
        len(
            {
                own.id in {part.id for part in parts.test}
                for own in parts.test + parts.examples
                if own.id.startswith("copy")
            }
        )
        == 1
    )


def test_enough_examples_of_a_rare_topic_stay_to_learn_from():
    records = [*rows(), *rare("rare", "Редкая тема", 6)]
    for seed in range(5):
        left = split(records, Holdout.by_share(0.6), seed=seed, min_support=5).examples
        assert sum("rare" in own.tags for own in left) >= 5


def test_what_copies_the_test_is_not_learnt_from():
    records = [
        *rows(),
        {"id": "t", "text": f"{LONG} сегодня.", "tags": ["sport"], "split": "test", "article": "one"},
        {"id": "c", "text": f"{LONG} завтра.", "tags": ["sport"], "split": "train"},
        {"id": "a", "text": "Другой абзац.", "tags": ["sport"], "split": "train", "article": "one"},
    ]
    auxiliary = [{"id": "x", "text": f"{LONG} снова.", "tags": ["sport"]}, {"id": "y", "text": "Снег.", "tags": []}]
    with pytest.warns(DataWarning) as caught:
        parts = split(records, TEST, auxiliary)
    assert {"c", "a"}.isdisjoint(own.id for own in parts.examples)
    assert (len(parts.examples), len(parts.test)) == (48, 17)
    assert [own.id for own in parts.auxiliary] == ["y"]
    messages = [str(own.message) for own in caught]
    assert messages[0].startswith("2 examples are not learnt from, because they share an article, a paragraph")
    assert messages[1].startswith("1 of 2 auxiliary examples are left out")


def test_topics_that_the_test_takes_are_named_and_ignored():
    records = [*rows(), *rare("rare", "Редкая тема", 3, split="test")]
    with pytest.warns(DataWarning) as caught:
        tagger = topictag.train(records, split=("split", "test"), task="multi", **FAST)
    assert "'rare' (left: 0 of 3)" in str(caught[0].message)
    assert tagger.topics == ("culture", "sport")
    assert tagger.record.test.quality.n_tagless == 3


def test_a_topic_that_has_hints_is_measured_on_the_test():
    records = [*rows(), *rare("fuel", "Бензин и нефть", 3, split="test")]
    tagger = topictag.train(records, split=("split", "test"), hints=[("fuel", "бензин", 3)], task="multi", **FAST)
    (fuel,) = [own for own in tagger.record.test.quality.topics if own.topic == "fuel"]
    assert (fuel.support, fuel.recall) == (3, 1)


def test_the_task_fits_the_test_too():
    assert topictag.train(rows(), split=("split", "test"), **FAST).task == "single"
    records = [*rows(), {"id": "z", "text": "Снег.", "tags": [], "split": "test"}]
    assert topictag.train(records, split=("split", "test"), **FAST).task == "multi"
    with pytest.raises(TrainingError, match="task is 'single', but in the test, 1 of 17 examples"):
        topictag.train(records, split=("split", "test"), task="single", **FAST)


def test_unknown_tags_of_the_test_do_not_count():
    records = [
        {**row, "unknown": ["culture"]} if row["id"].startswith("sport") and row["id"].endswith("0") else row
        for row in rows()
    ]
    quality = topictag.train(records, split=("split", "test"), task="multi", **FAST).record.test.quality
    assert quality.n_unknown == 2


def test_the_record_is_kept_and_shown_and_older_records_have_none(tmp_path):
    tagger = topictag.train(rows(), split=("split", "test"), **FAST)
    tagger.save(tmp_path / "m.safetensors")
    loaded = topictag.load(tmp_path / "m.safetensors")
    assert loaded.record == tagger.record
    assert "### On a test\n\nThe test (split=test) was kept apart." in make_card(loaded)
    assert "kept apart as a test (split=test)" in make_card(loaded)
    assert loaded.describe().test_quality == tagger.record.test.quality
    older = {name: value for name, value in tagger.record.to_dict().items() if name != "test"}
    record = ModelRecord.from_dict(older)
    assert record.test is None
    assert "test" not in record.to_dict()


def test_a_calibrated_model_has_no_figures_of_its_former_thresholds():
    tagger = topictag.train(rows(), split=("split", "test"), task="multi", **FAST)
    assert topictag.calibrate(tagger, [(f"{row['text']} Ещё.", row["tags"]) for row in rows()]).record.test is None


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"split": ("split", "tst")},
            DataError,
            "No example has split=tst. The values of 'split' are test, train, valid",
        ),
        ({"split": ("part", "test")}, DataError, "No example has the field 'part'"),
        ({"split": ("split", "train", "test", "validation")}, DataError, "leaves no example to learn from"),
        ({"split": "split=test"}, InputTypeError, "split must be a field and its value"),
        ({"split": ("split",)}, InputTypeError, "split must be a field and its value"),
        ({"split": ("split", "test"), "test_share": 0.2}, SettingError, "both given"),
        ({"test_share": 1}, SettingError, "test_share must be a number greater than 0 and less than 1"),
        ({"test_share": "a"}, SettingError, "test_share must be a number"),
        ({"test_share": 1e-9}, DataError, "draws none"),
        ({"write_test": "t.jsonl"}, SettingError, "no test is taken from the examples"),
        ({"test_share": 0.2, "write_test": "missing/t.jsonl"}, OutputError, "does not exist"),
        ({"test_share": 0.2, "write_test": "t.zst"}, OutputError, "not written"),
    ],
)
def test_what_makes_no_test_is_refused_before_training(options, error, message):
    with pytest.raises(error, match=message):
        topictag.train(rows(), **options, **FAST)


def test_examples_without_the_field_are_told():
    records = [*rows(), {"id": "z", "text": "Снег.", "tags": []}]
    with pytest.warns(DataWarning, match="1 of 65 examples have no 'split', so they are learnt from. The first is"):
        assert "z" in [own.id for own in split(records, TEST).examples]


def test_the_written_test_is_read_again_with_labels_as_labels(tmp_path):
    records, corpus = rows(), tmp_path / "corpus.jsonl"
    label = records[8]
    assert label["split"] == "test"
    corpus.write_text(json.dumps({"id": label["id"], "text": label["text"], "split": "test"}), encoding="utf-8")
    records[8] = {"id": label["id"], "sha256": sha256(label["text"].encode()).hexdigest(), "tags": label["tags"]}
    data, written = tmp_path / "d.jsonl", tmp_path / "t.jsonl"
    data.write_text("\n".join(json.dumps(row) for row in records), encoding="utf-8")
    topictag.train(data, corpus=corpus, split=("split", "test"), write_test=written, **FAST)
    found = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    assert len(found) == 16
    assert found[0] == {**records[8], "split": "test"}
    assert found[1] == rows()[9]
    again = read_examples(written, corpus=corpus, split="split")
    assert [own.text for own in again] == [row["text"] for row in rows() if row["split"] == "test"]


def test_the_command_prints_and_writes_the_test(tmp_path):
    data = tmp_path / "d.jsonl"
    data.write_text("\n".join(json.dumps(row) for row in rows()), encoding="utf-8")
    arguments = ["train", str(data), "--output", str(tmp_path / "m.safetensors"), "--split", "split=test"]
    arguments += ["--write-test", str(tmp_path / "t.jsonl"), "--report", str(tmp_path / "r.html")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "On the test (split=test): 16 examples that the model has not learnt from, scored once" in result.output
    assert "On the test (split=test): 16 examples, scored once" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["test"] == "split=test"
    assert len((tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()) == 16


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--split", "test"], "'test' is not FIELD=VALUE"),
        (["--split", "a=b", "--split", "c=d"], "the values are of several fields (a, c)"),
        (["--split", "split=test", "--test-share", "0.2"], "both given"),
        (["--write-test", "t.jsonl"], "no test is taken from the examples"),
    ],
)
def test_the_command_refuses_what_makes_no_test(tmp_path, given, message):
    data = tmp_path / "d.jsonl"
    data.write_text("\n".join(json.dumps(row) for row in rows()), encoding="utf-8")
    result = CliRunner().invoke(main, ["train", str(data), "--output", str(tmp_path / "m.safetensors"), *given])
    assert result.exit_code != 0
    assert message in result.output
    assert not (tmp_path / "m.safetensors").exists()


def test_a_share_that_is_missed_because_texts_are_alike_is_told():
    alike = [Example(f"a{n}", f"Нефть дорожает {n}.", frozenset({"energy"}), "one") for n in range(60)]
    others = [Example(f"b{n}", f"Матч: {WORDS[n]}.", frozenset({"sport"}), f"b{n}") for n in range(20)]
    with pytest.warns(DataWarning, match=r"of 80 examples, not a share of 0.4: 60 examples belong together.*--split"):
        found = split([*alike, *others], Holdout.by_share(0.4))
    assert not {own.id for own in found.test} & {own.id for own in alike}
