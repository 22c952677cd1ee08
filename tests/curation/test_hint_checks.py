"""Hints that labelled examples contradict are told; those that they support, and those that are too rare, are not."""

import json

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.errors import DataError, TrainingWarning

FILLERS = ["лес", "река", "гора", "поле", "город", "остров", "берег", "море", "озеро", "степь"]


def make(word, n_with, n_without, prefix):
    tags = [["energy"]] * n_with + [[]] * n_without
    return [
        {"id": f"{prefix}{n}", "text": f"{word} {FILLERS[n % 10]} {FILLERS[n // 10]} вчера", "tags": own}
        for n, own in enumerate(tags)
    ]


EXAMPLES = [
    *make("нефть", 20, 2, "oil"),
    *make("кавано", 0, 30, "name"),
    *make("банк", 8, 4, "bank"),
    *make("баррель", 0, 2, "barrel"),
    *make("труба", 4, 20, "pipe"),
    *make("снег", 0, 60, "other"),
]


def check(*hints, examples=EXAMPLES):
    report = topictag.check(examples, hints=[("energy", *hint) for hint in hints])
    return [finding.message for finding in report.findings if finding.check == "contradicted hints"]


def test_a_word_that_seldom_has_the_topic_does_not_speak_for_it():
    (message,) = check(("нефть", 3), ("кавано", 1))
    assert message == (
        "hint 2: the hint speaks for the topic, but 0 of the 30 articles with 'кавано' have the topic 'energy'; "
        "21.3 % of all do. Remove it, or give it a negative strength."
    )


def test_a_word_that_often_has_the_topic_does_not_speak_against_it():
    (message,) = check(("банк", -2), ("кавано", -1))
    assert message.startswith("hint 1: the hint speaks against the topic, but 8 of the 12 articles with 'банк' have")


def test_nearly_all_texts_with_a_strong_hint_have_its_topic():
    (message,) = check(("труба", 3))
    assert message.endswith("4 of the 24 articles with 'труба' have the topic 'energy'. Give it a lower strength.")
    assert check(("труба", 2), ("нефть", 3)) == []


def test_paragraphs_of_one_article_count_once():
    examples = [{**row, "article": "one"} if row["id"].startswith("name") else row for row in EXAMPLES]
    assert check(("кавано", 3), examples=examples) == []


def test_a_topic_without_examples_is_told_and_the_others_are_checked():
    report = topictag.check(EXAMPLES, hints=[("sport", "матч", 3), ("energy", "кавано", 3)])
    first, second = [own.message for own in report.findings if own.check == "contradicted hints"]
    assert first.startswith("The hints for 'sport' are not checked: no example has the topic")
    assert "'кавано'" in second


def test_two_examples_contradict_nothing():
    assert check(("баррель", 3)) == []


def test_examples_of_which_the_topic_is_unknown_do_not_count():
    unknown = [{**row, "unknown": ["energy"]} if row["id"].startswith("name") else row for row in EXAMPLES]
    assert check(("кавано", 1), examples=unknown) == []


def test_pairs_are_checked_too():
    (message,) = check(("кавано вчера", 3))
    assert "with 'кавано вчера' have" in message


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_hints_that_cannot_be_used_are_an_error_beside_the_others():
    report = topictag.check(EXAMPLES, hints=[("energy", "нефть", 3), ("energy", "нефтью", -3)])
    (finding,) = [own for own in report.findings if own.check == "hints"]
    assert finding.severity == "error"
    assert "read as the same lemma" in finding.message


def test_a_table_that_cannot_be_read_is_an_error_at_once(tmp_path):
    with pytest.raises(DataError, match=r"h\.tsv: does not exist"):
        topictag.check(EXAMPLES, hints=tmp_path / "h.tsv")


def test_the_command_prints_them(tmp_path):
    data, hints = tmp_path / "d.jsonl", tmp_path / "h.tsv"
    data.write_text("\n".join(map(json.dumps, EXAMPLES)), encoding="utf-8")
    hints.write_text("energy\tкавано\t3\nenergy\tнефтью\t3\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(data), "--hints", str(hints), "--quiet"])
    assert "warning: contradicted hints (1)" in result.stdout
    assert "h.tsv:1: the hint speaks for the topic, but 0 of the 30" in result.stdout
    assert result.stderr.startswith("Warning: Hints read by their lemmas (1)")


def test_a_list_of_another_analysis_is_refused():
    hints = [("energy", word, 3) for word in [*"бвгдежзийклмнпрстуф", "нефть"]]
    with pytest.raises(DataError, match=r"19 of 20 hints cannot be read as one lemma or a pair: .* another analysis"):
        topictag.train(EXAMPLES, hints=hints)


def test_a_list_that_is_mostly_read_otherwise_is_told():
    endings = ("ами", "ом", "у", "а", "е")
    words = [word + ending for word in ("лес", "город", "остров", "балет") for ending in endings]
    with pytest.warns(TrainingWarning, match=r"by their lemmas \(20\).*made for another analysis"):
        topictag.train(EXAMPLES, hints=[("energy", word, 3) for word in [*words, "нефть"]])


@pytest.mark.filterwarnings("ignore:Topics with fewer")
def test_a_few_words_read_otherwise_are_only_named():
    with pytest.warns(TrainingWarning, match=r"by their lemmas \(1\): 'нефтью' as 'нефть' \(hint 1\)\.$"):
        topictag.train(EXAMPLES, hints=[("energy", "нефтью", 3)])
