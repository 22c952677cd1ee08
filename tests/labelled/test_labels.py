"""Labels by identifier find their texts in a corpus, and say so when they do not."""

import gzip
import json
import lzma
import warnings
from hashlib import sha256

import pytest

import topictag
from topictag.errors import DataError, DataWarning
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples

TEXTS = {f"t{n}": f"Снег шёл {n} дней." for n in range(200)}


def corpus_line(name, text=None):
    return json.dumps({"id": name, "source": "s", "text": TEXTS[name] if text is None else text}, ensure_ascii=False)


def label(name, *tags, **changes):
    digest = sha256(TEXTS[name].encode()).hexdigest() if name in TEXTS else "0" * 64
    return json.dumps({"id": name, "sha256": digest, "source": "s", "tags": tags, **changes})


@pytest.fixture
def write(tmp_path):
    def write_lines(name, *lines, pack=bytes):
        path = tmp_path / name
        path.write_bytes(pack("\n".join(lines).encode()))
        return path

    return write_lines


@pytest.fixture
def corpus(write):
    return write("corpus.jsonl", *map(corpus_line, TEXTS))


@pytest.mark.parametrize(
    ("ending", "pack"), [("", bytes), (".gz", gzip.compress), (".xz", lzma.compress)], ids=["plain", "gz", "xz"]
)
def test_labels_get_their_texts_in_the_order_of_the_labels(write, ending, pack):
    packed = write(f"corpus.jsonl{ending}", *map(corpus_line, TEXTS), pack=pack)
    text = '{"id": "own", "text": "Дождь.", "tags": []}'
    path = write("labels.jsonl", label("t7", "snow"), text, label("t3", article="a"))
    first, second, third = read_examples(path, corpus=packed)
    assert (first.id, first.text, first.tags, first.article) == ("t7", TEXTS["t7"], frozenset({"snow"}), "t7")
    assert first.place == f"{path}:1"
    assert second.text == "Дождь."
    assert (third.text, third.tags, third.article) == (TEXTS["t3"], frozenset(), "a")


def test_a_corpus_may_be_in_parts_and_in_folders(write, tmp_path):
    (tmp_path / "parts").mkdir()
    parts = [write(f"parts/{n}.jsonl", corpus_line(f"t{n}")) for n in range(3)]
    path = write("labels.jsonl", *(label(f"t{n}") for n in range(3)))
    for given in (parts, tmp_path / "parts", [tmp_path / "parts" / "0.jsonl", *parts[1:]]):
        assert [example.text for example in read_examples(path, corpus=given)] == [TEXTS[f"t{n}"] for n in range(3)]


def test_without_a_corpus_labels_are_left_out_and_the_way_in_is_told(write):
    path = write("labels.jsonl", label("t1", "snow"), '{"text": "Снег.", "tags": ["snow"]}', label("t2"))
    with pytest.warns(
        DataWarning, match=r"left out \(2\), because the corpus .*; missing: t1 \(.*:1\), t2 .*--corpus FILE"
    ):
        examples = read_examples(path)
    assert [example.text for example in examples] == ["Снег."]


def test_nothing_but_labels_and_no_corpus(write):
    with pytest.raises(
        DataError, match=r"left out \(1\), because the corpus with their texts is not given.*--corpus FILE"
    ):
        read_examples(write("labels.jsonl", label("t1")))


def test_one_in_a_hundred_may_be_missing(write, corpus):
    path = write("labels.jsonl", *map(label, TEXTS), label("gone"))
    with pytest.warns(
        DataWarning, match=r"1 of 201 labels are left out: the corpus has no text.*missing: gone \(.*labels.jsonl:201\)"
    ):
        assert len(read_examples(path, corpus=corpus)) == 200


def test_more_may_not(write, corpus):
    path = write("labels.jsonl", *(label(f"t{n}") for n in range(10)), *(label(f"gone{n}") for n in range(4)))
    with pytest.raises(DataError, match=r"4 of 14 labels by identifier have no text.*gone0.*gone1.*gone2 .* …"):
        read_examples(path, corpus=corpus)


def test_another_text_under_the_same_id(write):
    labels = write("labels.jsonl", label("t1"))
    corpus = write("corpus.jsonl", corpus_line("t0"), corpus_line("t1", "Дождь."))
    with pytest.raises(
        DataError, match=r"corpus.jsonl:2: checksum mismatch: the text 't1' is not the one .*labels.jsonl:1"
    ):
        read_examples(labels, corpus=corpus)


def test_a_corpus_given_twice(write, corpus, tmp_path):
    labels = write("labels.jsonl", label("t1"))
    with pytest.raises(DataError, match=r"corpus.jsonl: this part of the corpus is given twice"):
        read_examples(labels, corpus=[corpus, tmp_path / "." / "corpus.jsonl"])
    copy = write("copy.jsonl", corpus_line("t1"))
    with pytest.raises(DataError, match=r"copy.jsonl:1: the id 't1' is already used at .*corpus.jsonl:2"):
        read_examples(labels, corpus=[corpus, copy])


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        ("corpus.jsonl", ['{"text": "Т."}'], r'corpus.jsonl:1: .*fields "id" and "text"'),
        ("corpus.jsonl", ["[]"], r"corpus.jsonl:1: a record must be an object"),
        ("corpus.jsonl", ['{"id": "t1"}'], r'corpus.jsonl:1: the field "text" must be a string \(the fields are id\)'),
        ("corpus.jsonl", ["{"], r"corpus.jsonl:1: not JSON"),
        ("corpus.txt", ["Т."], r"corpus.txt: plain text has no ids"),
        ("corpus.jsonl.gz", ["no archive"], r"corpus.jsonl.gz: damaged or truncated"),
    ],
)
def test_a_corpus_that_cannot_be_joined(write, name, lines, message):
    with pytest.raises(DataError, match=message):
        read_examples(write("labels.jsonl", label("t1")), corpus=write(name, *lines))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (label("t1", sha256="12"), r':1: "sha256" must be 64 hexadecimal digits'),
        (label("t1", sha256="F" * 64), r':1: "sha256" must be 64 hexadecimal digits in lower case'),
        (label("t1", sha256=5), r':1: "sha256" must be a string'),
        (label("t1", tags="snow"), r':1: "tags" must be a list'),
        ('{"sha256": "' + "0" * 64 + '", "tags": []}', r':1: a label .* needs the "id" of its text'),
        ('{"id": "a", "sha256": "' + "0" * 64 + '"}', r':1: no "tags"'),
    ],
)
def test_bad_labels_are_named_with_file_and_line(write, line, message):
    with pytest.raises(DataError, match=f"labels.jsonl{message}"):
        read_examples(write("labels.jsonl", line))


def test_an_id_may_not_stand_for_a_label_and_a_text(write):
    text = '{"id": "t1", "text": "Т.", "tags": []}'
    with pytest.raises(DataError, match="'t1' is already used at"):
        read_examples(write("labels.jsonl", label("t1"), text))


def test_topics_that_only_labels_carry_are_told_with_the_closest(write, corpus):
    text = '{"id": "own", "text": "Т.", "tags": ["snow"]}'
    path = write("labels.jsonl", text, label("t1", "snows"), label("t2", "hail"), label("t3", "snow"))
    with pytest.warns(DataWarning) as told:
        assert len(read_examples(path, corpus=corpus)) == 4
    assert [str(warning.message).partition(": ")[2] for warning in told] == [
        "only labels by identifier have the topic 'hail'. The other examples have snow.",
        "only labels by identifier have the topic 'snows'. Did you mean 'snow'?",
    ]


def test_labels_alone_may_have_any_topics(write, corpus):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_examples(write("labels.jsonl", label("t1", "snow"), label("t2", "hail")), corpus=corpus)


def test_training_with_a_corpus_equals_training_on_the_texts(themes, tmp_path):
    rows = [{"id": f"{n}", "text": text, "tags": tags} for n, (text, tags) in enumerate(themes.examples)]
    names = {"corpus": ("id", "text"), "whole": ("id", "text", "tags")}
    paths = {}
    for name, fields in names.items():
        paths[name] = tmp_path / f"{name}.jsonl"
        lines = (json.dumps({field: row[field] for field in fields}) for row in rows)
        paths[name].write_text("\n".join(lines), encoding="utf-8")
    labels = [
        json.dumps({"id": row["id"], "sha256": sha256(row["text"].encode()).hexdigest(), "tags": row["tags"]})
        for row in rows
    ]
    (tmp_path / "labels.jsonl").write_text("\n".join(labels), encoding="utf-8")
    topictag.train(tmp_path / "labels.jsonl", corpus=paths["corpus"]).save(tmp_path / "joined")
    topictag.train(paths["whole"]).save(tmp_path / "whole")
    assert (tmp_path / "joined").read_bytes() == (tmp_path / "whole").read_bytes()


def test_an_example_is_no_label():
    own = Example("x", "Т.", frozenset(), "x")
    assert read_examples([own]) == [own]
