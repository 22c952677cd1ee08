"""What the gate finds in labelled data, and what it leaves in peace."""

import json
import random
import sys

import numpy as np
import pytest

import topictag
from topictag.curation.confident import rank_doubtful
from topictag.curation.duplicates import find_near_duplicates
from topictag.curation.words import read_words, runs
from topictag.errors import DataError, InputTypeError, MissingExtraError, SettingError, TrainingWarning
from topictag.labelled.example import Example

WORDS = [f"слово{first}{second}" for first in "абвгдежзиклмнопрст" for second in "абвгдежзиклмнопрст"]


def make_text(seed, n=30):
    return " ".join(random.Random(seed).choices(WORDS, k=n))


def plenty(n=25):
    """Return examples that nothing is wrong with: one topic, enough on both sides."""
    return [{"id": f"e{i}", "text": make_text(i), "tags": ["a"] * (i % 2)} for i in range(2 * n)]


def kinds(report):
    return [(finding.severity, finding.check) for finding in report.findings]


def test_good_data_gives_no_finding():
    report = topictag.check(plenty())
    assert report.findings == ()
    assert (report.n_examples, report.n_tagless, report.support, report.n_errors) == (50, 25, {"a": 25}, 0)


def test_pairs_of_topics_are_counted_both_ways():
    report = topictag.check([*plenty(), {"id": "x", "text": make_text("x"), "tags": ["a", "b", "c"]}])
    assert report.pair_support == {"a": {"b": 1, "c": 1}, "b": {"a": 1, "c": 1}, "c": {"a": 1, "b": 1}}
    assert report.support == {"a": 26, "b": 1, "c": 1}


def test_every_record_that_cannot_be_read_is_told_and_the_others_are_checked(tmp_path):
    path = tmp_path / "d.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in plenty()]
    path.write_text("\n".join(["{", *lines, '{"text": "Газ."}', lines[0], '{"text": 7, "tags": []}']), encoding="utf-8")
    report = topictag.check(path)
    assert report.n_examples == 50
    assert kinds(report) == [("error", "records")] * 4
    for finding, line, words in zip(report.findings, (1, 52, 53, 54), ("JSON", "tags", "e0", "text"), strict=True):
        assert finding.message.startswith(f"{path}:{line}: ")
        assert words in finding.message


def test_no_data_at_all_is_an_error(tmp_path):
    report = topictag.check(tmp_path / "none.jsonl")
    assert kinds(report) == [("error", "records")]
    with pytest.raises(InputTypeError):
        topictag.check(7)


def test_the_same_text_with_other_tags_is_an_error_and_with_the_same_a_warning():
    same = [{"id": "x", "text": "Нефть — дороже, газ дешевле!", "tags": ["a"]}]
    for tags, kind in (([], ("error", "conflicting tags")), (["a"], ("warning", "equal texts"))):
        other = {"id": "y", "text": "нефть дороже; газ дешевле", "tags": tags}
        report = topictag.check([*plenty(), *same, other])
        assert kinds(report) == [kind]
        assert report.findings[0].examples == ("x", "y")


def test_near_duplicates_are_told_with_the_earlier_text_that_is_most_like_them():
    """MinHash only proposes: no pair is told that is below the index, and hardly any above it is missed."""
    rng, base = random.Random(0), make_text(0, 40).split()
    texts = []
    for n_changed in range(40):
        words = list(base)
        for place in rng.sample(range(40), n_changed):
            words[place] = f"иное{'абвгдежзик'[n_changed // 10]}{'абвгдежзик'[n_changed % 10]}{'абвг'[place // 10]}"
        texts.append(" ".join(words))
    examples = read_words([Example(str(i), text, frozenset(), str(i)) for i, text in enumerate(texts)])
    sets = [runs(example.words, 3) for example in examples]
    exact = {(str(i), str(j)): len(sets[i] & sets[j]) / len(sets[i] | sets[j]) for j in range(40) for i in range(j)}
    found = dict(reversed(finding.examples) for finding in find_near_duplicates(examples))
    for later in map(str, range(1, 40)):
        above = {one: index for (one, other), index in exact.items() if other == later and index > 0.3}
        if later in found:
            assert above[found[later]] == max(above.values())
        else:
            assert max(above.values(), default=0) < 0.35
    assert 3 < len(found) < 39


def test_a_hundred_texts_of_one_template_are_a_hundred_findings():
    own = [{"id": f"t{i}", "text": f"{make_text('template', 40)} {make_text(i, 1)}", "tags": []} for i in range(100)]
    found = [finding for finding in topictag.check(own).findings if finding.check == "near duplicates"]
    assert 90 < len(found) < 100


def test_texts_of_one_article_may_be_alike():
    alike = [{"id": f"t{i}", "article": "a", "text": f"{make_text('t', 40)} {i * 'а'}ббб", "tags": []} for i in (0, 1)]
    assert kinds(topictag.check([*plenty(), *alike])) == []


def test_equal_texts_are_no_near_duplicates():
    report = topictag.check([*plenty(), {"id": "x", "text": make_text(3), "tags": ["a"]}])
    assert kinds(report) == [("warning", "equal texts")]


def test_phrases_of_many_texts_are_told_once_at_full_length():
    phrase = "министр иностранных дел одной далёкой северной страны"
    own = [{"id": f"p{i}", "text": f"{make_text(100 + i)} {phrase} {make_text(200 + i)}", "tags": []} for i in range(4)]
    assert kinds(topictag.check([*plenty(), *own[:3]])) == []
    report = topictag.check([*plenty(), *own])
    assert kinds(report) == [("warning", "repeated phrases")]
    assert "«министр иностранных дел одной далекой северной страны» occurs in 4 texts" in report.findings[0].message
    assert report.findings[0].examples == ("p0", "p1", "p2", "p3")


def test_copies_of_a_text_are_no_repeated_phrase():
    copies = [{"id": f"c{i}", "text": make_text("copy"), "tags": []} for i in range(5)]
    assert kinds(topictag.check([*plenty(), *copies])) == [("warning", "equal texts")]


def test_what_a_test_set_shares_with_the_training_set_is_found():
    train, test = plenty(), [{"id": "t", "article": "other", "text": make_text("t"), "tags": []}]
    assert kinds(topictag.check(train, against=test)) == []
    for change, word in (({"id": "e3"}, "id"), ({"article": "e4"}, "article"), ({"text": make_text(5)}, "text")):
        report = topictag.check(train, against=[test[0] | change])
        assert kinds(report) == [("error", "leakage")]
        assert f"has the same {word} as" in report.findings[0].message
    report = topictag.check(train, against=[test[0] | {"text": f"{make_text(5)} {make_text('t', 8)}"}])
    assert kinds(report) == [("warning", "leakage")]
    assert report.findings[0].examples == ("e5", "t")


def test_examples_without_ids_of_their_own_share_none():
    rows = [(row["text"], row["tags"]) for row in plenty()]
    assert kinds(topictag.check(rows, against=[(make_text("t"), [])])) == []


def test_topics_with_few_examples_for_or_against_are_told():
    rows = [row | {"tags": ["often"] + ["seldom"] * (i < 3)} for i, row in enumerate(plenty())]
    report = topictag.check(rows)
    assert kinds(report) == [("error", "rare topics"), ("warning", "rare topics")]
    assert report.findings[0].message.startswith("The topic 'often': 0 of 50 examples without it. Training leaves")
    assert report.findings[1].message.startswith("The topic 'seldom': 3 of 50 examples with it.")
    assert kinds(topictag.check([row | {"tags": []} for row in plenty()])) == [("error", "rare topics")]


@pytest.mark.filterwarnings("ignore:.*beyond chance:topictag.errors.TrainingWarning")
def test_the_gate_refuses_what_training_leaves_out():
    rows = [*plenty(), {"id": "x", "text": make_text("x"), "tags": ["once"]}]
    report = topictag.check(rows)
    assert kinds(report) == [("error", "rare topics")]
    assert "Training leaves a topic with fewer than 2 out" in report.findings[0].message
    with pytest.warns(TrainingWarning, match="'once' has only 1 positive example"):
        assert topictag.train(rows).topics == ("a",)


def test_one_source_that_is_not_there_hides_nothing_of_the_others(tmp_path):
    copies = [*plenty(), {"id": "x", "text": make_text(3), "tags": ["a"]}]
    report = topictag.check(copies, tmp_path / "none.jsonl", contradictions=False)
    assert kinds(report) == [("error", "records"), ("warning", "equal texts")]
    assert report.n_examples == 51


def test_contradictions_of_what_cannot_be_trained_are_one_more_finding(tmp_path):
    report = topictag.check(tmp_path / "none.jsonl", contradictions=True)
    assert kinds(report) == [("error", "records"), ("error", "contradicted tags")]


def test_a_background_without_contradictions_is_refused(background_path):
    with pytest.raises(SettingError, match="background has an effect only with contradictions=True"):
        topictag.check(plenty(), background=background_path)


def test_texts_that_cannot_be_read_contradict_nothing():
    gold = np.array([[True], [False]] * 20)
    probability = np.where(gold, 0.9, 0.1)
    probability[0] = 0.0
    assert (0, 0) not in rank_doubtful(gold, probability)


def test_articles_without_ids_share_nothing():
    article, other = ({"paragraphs": [{"text": make_text(name), "tags": []}]} for name in ("one", "two"))
    assert kinds(topictag.check([*plenty(), article], against=[other])) == []


def test_an_article_is_compared_where_only_it_has_a_name():
    train = [*plenty(), {"article": "a", "text": make_text("one"), "tags": []}]
    report = topictag.check(train, against=[{"article": "a", "text": make_text("two"), "tags": []}])
    assert kinds(report) == [("error", "leakage")]


def test_a_stretch_is_told_apart_where_its_texts_change():
    phrase = "министр иностранных дел одной далёкой северной"
    own = [f"{make_text(100 + i)} {phrase} {make_text(200 + i)}" for i in range(4)]
    longer = [f"{make_text(300 + i)} {phrase} страны {make_text(400 + i)}" for i in range(4)]
    rows = [{"id": f"p{i}", "text": text, "tags": []} for i, text in enumerate([*longer, *own])]
    counts = {finding.message.split("»")[0][1:]: len(finding.examples) for finding in topictag.check(rows).findings}
    assert counts["министр иностранных дел одной далекой северной"] == 8
    assert counts["иностранных дел одной далекой северной страны"] == 4


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Всё.", "length"),
        (make_text("long", 401), "length"),
        ("The government has opened a new bridge across the river, the ministry said today.", "language"),
    ],
)
def test_texts_that_teach_little_are_told(text, check):
    assert kinds(topictag.check([*plenty(), {"id": "x", "text": text, "tags": []}])) == [("warning", check)]


def test_labels_without_their_corpus_are_told():
    label = {"id": "far", "sha256": "0" * 64, "tags": ["a"]}
    report = topictag.check([*plenty(), label])
    assert kinds(report) == [("warning", "labels by identifier")]
    assert "far" in report.findings[0].message


def test_flipped_labels_are_ranked_first():
    rng = np.random.default_rng(0)
    gold = rng.random((400, 2)) < 0.4
    probability = np.clip(np.where(gold, 0.9, 0.1) + rng.normal(0, 0.05, gold.shape), 0.01, 0.99)
    flipped = {(row, int(rng.integers(2))) for row in range(0, 400, 20)}
    labels = gold.copy()
    for cell in flipped:
        labels[cell] = not labels[cell]
    ranked = rank_doubtful(labels, probability)
    assert len(ranked) >= 15  # confident learning counts them, and may count too few
    assert set(ranked[:15]) <= flipped
    assert len(set(ranked) - flipped) <= 2


def test_contradicted_tags_are_found_in_a_real_run(leisure_path):
    examples = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    examples *= 3
    for number, example in enumerate(examples):
        examples[number] = {"text": f"{example['text']} {make_text(number, 2)}", "tags": list(example["tags"])}
    wrong = next(number for number, example in enumerate(examples) if example["tags"] == ["sport"])
    examples[wrong]["tags"] = ["culture"]
    report = topictag.check(examples, contradictions=True)
    found = [finding for finding in report.findings if finding.check == "contradicted tags"]
    assert f"example {wrong + 1}: lacks the tag 'sport'" in "".join(finding.message for finding in found)
    assert not [finding for finding in topictag.check(examples).findings if finding.check == "contradicted tags"]


def test_the_report_is_json():
    report = topictag.check([*plenty(), {"id": "x", "text": "Всё.", "tags": []}])
    assert json.loads(json.dumps(report.to_dict())) == report.to_dict()
    assert report.to_dict()["findings"][0]["severity"] == "warning"


def test_a_corpus_that_cannot_be_read_is_told(tmp_path):
    label = {"id": "far", "sha256": "0" * 64, "tags": ["a"]}
    report = topictag.check([*plenty(), label], corpus=tmp_path / "none.jsonl")
    assert kinds(report) == [("error", "records")]
    assert kinds(topictag.check([*plenty(), label], against=[label], corpus=tmp_path / "none.jsonl")) == [
        ("error", "records")
    ]
    with pytest.raises(DataError):
        topictag.train([*plenty(), label], corpus=tmp_path / "none.jsonl")


@pytest.mark.parametrize("name", ["data.jsonl", "data", "d"])
@pytest.mark.parametrize("field", ["id", "article"])
def test_leaks_are_found_whatever_the_files_are_called(tmp_path, monkeypatch, field, name):
    monkeypatch.chdir(tmp_path)
    for file in ("data.jsonl", "data.test.jsonl"):
        row = {field: name, "text": make_text(file), "tags": []}
        (tmp_path / file).write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    found = topictag.check(plenty(), "data.jsonl", against="data.test.jsonl").findings
    assert [(one.severity, one.check) for one in found] == [("error", "leakage")]
    assert field in found[0].message


def test_paragraphs_of_one_record_may_be_alike_whether_it_has_an_id_or_not():
    alike = [{"text": f"{make_text('t', 40)} {i * 'а'}ббб", "tags": []} for i in (0, 1)]
    assert kinds(topictag.check([*plenty(), {"paragraphs": alike}])) == []
    assert kinds(topictag.check([*plenty(), {"id": "x", "paragraphs": alike}])) == []
    assert kinds(topictag.check([*plenty(), *alike])) == [("warning", "near duplicates")]


def test_an_article_that_is_called_as_a_place_is_another():
    alike = [{"text": f"{make_text('t', 40)} {i * 'а'}ббб", "tags": []} for i in (0, 1)]
    rows = [*plenty(), alike[0], alike[1] | {"article": "example 51"}]
    assert kinds(topictag.check(rows)) == [("warning", "near duplicates")]


def test_a_generator_is_read_once_even_where_the_corpus_cannot_be_read(tmp_path):
    label = {"id": "far", "sha256": "0" * 64, "tags": ["a"]}
    rows = [*plenty(), label]
    missing = tmp_path / "missing.jsonl"
    report = topictag.check((row for row in rows), corpus=missing)
    assert report.n_examples == 50
    assert report == topictag.check(rows, corpus=missing)
    assert report == topictag.check(rows, corpus=iter([missing]))
    assert topictag.check(plenty(), corpus=missing).findings == ()  # nobody needs it


def test_contradictions_without_cleanlab_fail_before_anything_is_read(monkeypatch):
    monkeypatch.setitem(sys.modules, "cleanlab", None)

    def rows():
        pytest.fail("read before the missing library was told")
        yield

    with pytest.raises(MissingExtraError, match=r"cleanlab, which is not installed. Run: .*labels"):
        topictag.check(rows(), contradictions=True)


def test_a_data_set_without_a_record_is_an_error(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n", encoding="utf-8")
    report = topictag.check(tmp_path / "a.jsonl")
    assert kinds(report) == [("error", "records")]
    assert "No examples in" in report.findings[0].message


def test_unknown_tags_are_counted_and_contradict_nothing():
    same = {"text": make_text("same"), "tags": ["b"]}
    data = [
        *plenty(),
        {"id": "x", **same},
        {"id": "y", **same, "tags": [], "unknown": ["b"]},
        {"id": "z", "text": make_text("z"), "tags": [], "unknown": ["a", "c"]},
    ]
    report = topictag.check(data)
    assert report.unknown == {"a": 1, "b": 1, "c": 1}
    assert report.n_tagless == 25
    assert ("error", "conflicting tags") not in kinds(report)
    messages = [finding.message for finding in report.findings]
    assert any("The topic 'b': 1 of 52 examples with it" in message for message in messages)
    assert any("'c' is \"unknown\" in 1 example, and no example has it" in message for message in messages)
    conflict = topictag.check([*data, {"id": "w", **same, "tags": ["a", "b"]}])
    assert ("error", "conflicting tags") in kinds(conflict)


def test_unknown_tags_are_not_doubted():
    labels, probability = np.array([[True]] * 9 + [[False]] * 10), np.array([[0.9]] * 9 + [[0.1]] * 9 + [[0.95]])
    assert (18, 0) in rank_doubtful(labels, probability)
    known = np.ones_like(labels)
    known[18] = False
    assert (18, 0) not in rank_doubtful(labels, probability, known)
