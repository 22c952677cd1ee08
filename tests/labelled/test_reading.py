"""Reading labelled data: the shapes that are taken, and what each kind of bad data is told."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

import topictag
from topictag.errors import DataError, DataWarning, InputTypeError
from topictag.labelled.example import Example
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples

GOOD = '{"id": "a", "text": "Нефть.", "tags": ["energy"]}'


@pytest.fixture
def write(tmp_path):
    def write_lines(*lines, name="data.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
        return path

    return write_lines


def test_a_paragraph(write):
    assert read_examples(write(GOOD)) == [Example("a", "Нефть.", frozenset({"energy"}), "a")]


def test_paragraphs_of_one_article_may_stand_apart(write):
    path = write('{"id": "a", "article": "x", "text": "Т.", "tags": []}')
    assert read_examples(path)[0].article == "x"


def test_an_article(write):
    record = {"id": "x", "title": "З", "paragraphs": [{"text": "А.", "tags": ["t"]}, {"text": "Б.", "tags": []}]}
    first, second = read_examples(write(json.dumps(record)))
    assert (first.id, first.text, first.tags, first.article) == ("x#1", "А.", frozenset({"t"}), "x")
    assert (second.id, second.article) == ("x#2", "x")


def test_blank_lines_a_byte_order_mark_and_own_fields_are_fine(write):
    path = write(b"\xef\xbb\xbf" + GOOD.encode(), "", "  ", GOOD.replace('"a"', '"b", "year": 2020'), "")
    assert [example.id for example in read_examples(path)] == ["a", "b"]


def test_without_an_id_the_place_serves(write):
    path = write('{"text": "Т.", "tags": []}')
    assert read_examples(path)[0].id == f"{path}:1"


def test_a_folder_is_read_in_order_of_name_subfolders_included(write, tmp_path):
    for name in ("b.jsonl", "a.jsonl", "c/a.jsonl"):
        write(GOOD.replace('"a"', f'"{name}"'), name=name)
    write("no data", name="notes.md")
    assert [example.id for example in read_examples(tmp_path)] == ["a.jsonl", "b.jsonl", "c/a.jsonl"]


def test_python_objects_are_taken_too():
    own = Example("x", "Газ.", frozenset(), "x")
    examples = read_examples([("Нефть.", ["energy"]), {"text": "Свет.", "tags": {"energy"}}, own])
    assert [example.text for example in examples] == ["Нефть.", "Свет.", "Газ."]
    assert examples[2] is own


BAD_LINES = [
    ("{", r":2: not JSON .*column"),
    ('{"id": "x", "text": "Т.", "tags": [}', r":2: not JSON"),
    (b'{"id": "x", "text": "\xff", "tags": []}', r":2: not UTF-8 .*Save it as UTF-8"),
    ('["x"]', r":2: a record must be an object"),
    ('{"id": 5.5, "text": "Т.", "tags": []}', r':2: "id" must be a non-empty string or a whole number, not 5\.5'),
    ('{"id": true, "text": "Т.", "tags": []}', r':2: "id" must be a non-empty string or a whole number, not True'),
    ('{"id": "", "text": "Т.", "tags": []}', r':2: "id" must be a non-empty string or a whole number'),
    ('{"id": "x", "tags": []}', r':2: no "text" \(the fields are id, tags\)'),
    ('{"id": "x", "text": null, "tags": []}', r':2: "text" must be a string, not null'),
    ('{"id": "x", "text": " ", "tags": []}', r':2: "text" is empty'),
    ('{"id": "x", "text": "Т."}', r':2: no "tags".*Write \[\]'),
    ('{"id": "x", "text": "Т.", "tags": "energy"}', r':2: "tags" must be a list of strings, not a string'),
    ('{"id": "x", "text": "Т.", "tags": {"energy": 1}}', r':2: "tags" must be a list of strings, not an object'),
    ('{"id": "x", "text": "Т.", "tags": [5]}', r":2: the tag 5 is not a topic name"),
    ('{"id": "x", "text": "Т.", "tags": [""]}', r":2: the tag '' is not a topic name"),
    ('{"id": "x", "text": "Т.", "tags": ["a "]}', r":2: the tag 'a ' is not a topic name"),
    ('{"id": "x", "text": "Т.", "tags": ["a\\nb"]}', r":2: the tag .* is not a topic name. Use a string of printable"),
    ('{"id": "x", "text": "\\ud800", "tags": []}', r":2: half a surrogate pair"),
    ('{"id": "x", "text": "Т.", "tags": [], "n": NaN}', r":2: JSON that cannot be used \(NaN"),
    ('{"id": "x", "text": "Т.", "tags": [], "n": 1e999}', r":2: JSON that cannot be used \(1e999"),
    ('{"id": "x", "text": "Т.", "tags": [], "n": ' + "9" * 5000 + "}", r":2: JSON that cannot be used"),
    ("[" * 100_000, r":2: JSON that cannot be used"),
    (
        '{"id": "x", "article": [], "text": "Т.", "tags": []}',
        r':2: "article" must be a non-empty string or a whole number',
    ),
    ('{"id": "x", "title": 1, "paragraphs": [{"text": "Т.", "tags": []}]}', r':2: "title" must be a string'),
    ('{"id": "x", "paragraphs": {}}', r':2: "paragraphs" must be a list .*not an object'),
    ('{"id": "x", "paragraphs": []}', r':2: "paragraphs" must be a list .*not an empty list'),
    ('{"id": "x", "paragraphs": ["Т."]}', r":2, paragraph 1: must be an object"),
    ('{"id": "x", "paragraphs": [{"text": "Т.", "tags": []}, {"text": "Т."}]}', r':2, paragraph 2: no "tags"'),
    ('{"id": "a", "text": "Т.", "tags": []}', r":2: the id 'a' is already used at .*data.jsonl:1"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_bad_lines_are_named_with_file_and_line(write, line, message):
    with pytest.raises(DataError, match=f"data.jsonl{message}"):
        read_examples(write(GOOD, line))


def test_an_id_may_not_repeat_across_files(write):
    one, two = write(GOOD, name="one.jsonl"), write(GOOD, name="two.jsonl")
    with pytest.raises(DataError, match=r"two.jsonl:1: the id 'a' is already used at .*one.jsonl:1"):
        read_examples(one, two)


def test_no_examples(write, tmp_path):
    with pytest.raises(DataError, match=r"No examples in .*data.jsonl"):
        read_examples(write("", " "))
    with pytest.raises(DataError, match="No examples"):
        read_examples([])
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=r"empty: the folder contains no labelled data"):
        read_examples(tmp_path / "empty")


def test_surrogate_pairs_are_text_and_topics_are_composed(write):
    example = read_examples(write('{"id": "x", "text": "\\ud83d\\ude00", "tags": ["и\u0306од"]}'))[0]
    assert example.text == "😀"
    assert example.tags == {"йод"}


def test_a_path_in_a_list_is_told_the_way_out():
    with pytest.raises(DataError, match="not in a list"):
        read_examples(["file.jsonl"])


def test_a_missing_file(tmp_path):
    with pytest.raises(DataError, match=r"none.jsonl: does not exist"):
        read_examples(tmp_path / "none.jsonl")


@pytest.mark.parametrize("source", [5, None, b"data.jsonl", {"text": "Т.", "tags": []}])
def test_what_is_no_source_is_refused(source):
    with pytest.raises(InputTypeError, match="a path or an iterable"):
        read_examples(source)


@pytest.mark.parametrize("item", ["text", 5, ("a", "b", "c")])
def test_what_is_no_example_is_named_by_its_number(item):
    with pytest.raises(DataError, match="example 2: a record must be an object"):
        read_examples([("Т.", []), item])


def test_ids_may_be_whole_numbers(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [{"id": n, "article": 7, "text": f"Текст {n}.", "tags": []} for n in (1, 2)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [(example.id, example.article) for example in read_examples(path)] == [("1", "7"), ("2", "7")]
    with pytest.raises(DataError, match="the id '1' is already used"):
        read_examples(path, [{"id": "1", "text": "Текст.", "tags": []}])


def test_a_tag_of_endless_marks_is_no_topic_name():
    with pytest.raises(DataError, match="is not a topic name"):
        read_examples([("Текст.", ["а" + "\u0301" * 10**5])])


def test_the_same_generator_serves_records_and_labels_once():
    rows = ({"id": str(n), "text": "Текст.", "tags": []} for n in range(3))
    assert len(read_examples(rows)) == 3


def test_examples_of_several_lists_need_no_ids():
    first, second = read_examples([("Раз.", [])], [("Два.", [])])
    assert (first.id, second.id) == ("example 1", "source 2, example 1")


def test_numbers_of_tables_are_ids():
    rows = [{"id": np.int64(7), "article": np.uint8(3), "text": "Текст.", "tags": []}]
    assert [(example.id, example.article) for example in read_examples(rows)] == [("7", "3")]
    with pytest.raises(DataError, match='"id" must be a non-empty string'):
        read_examples([{"id": np.True_, "text": "Текст.", "tags": []}])


def test_compressed_data_is_read(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(GOOD.encode()))
    assert [example.id for example in read_examples(tmp_path / "a.jsonl.gz")] == ["a"]


@pytest.mark.parametrize("source", ["нефть " * 1000, "a\0b"])
def test_a_text_in_place_of_a_path_is_told_in_one_line(source):
    with pytest.raises(DataError, match=r"cannot be read \(File name too long|does not exist") as caught:
        read_examples(source)
    assert len(str(caught.value)) < 200
    with pytest.raises(DataError, match=r"cannot be read \(File name too long|does not exist"):
        read_examples([("Текст.", []), {"id": "a", "sha256": "0" * 64, "tags": []}], corpus=source)


def test_a_corpus_that_is_no_path_is_refused():
    with pytest.raises(InputTypeError, match="corpus must be a path or paths, not int"):
        read_examples([("Текст.", []), {"id": "a", "sha256": "0" * 64, "tags": []}], corpus=5)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file of Linux")
def test_a_special_file_that_cannot_be_read_is_told():
    with pytest.raises(DataError, match=r"/proc/self/mem: cannot be read \(Input/output error\)"):
        read_examples("/proc/self/mem")


UNKNOWN = [
    {"id": "x", "text": "Т.", "tags": ["a"], "unknown": ["b"]},
    {"id": "x", "paragraphs": [{"text": "Т.", "tags": ["a"], "unknown": ["b"]}]},
]


@pytest.mark.parametrize("record", UNKNOWN, ids=["paragraph", "article"])
def test_topics_may_be_unknown(write, record):
    example = read_examples(write(json.dumps(record)))[0]
    assert (example.tags, example.unknown, example.is_tagless) == (frozenset("a"), frozenset("b"), False)
    assert not Example("x", "Т.", frozenset(), "x", unknown=frozenset("b")).is_tagless


def test_topics_may_be_unknown_in_labels_by_identifier(write):
    text = "Нефть дорожает."
    label = {"id": "x", "sha256": sha256(text.encode()).hexdigest(), "tags": ["a"], "unknown": ["b"]}
    corpus = write(json.dumps({"id": "x", "text": text}), name="corpus.jsonl")
    assert read_examples(write(json.dumps(label)), corpus=corpus)[0].unknown == frozenset("b")


@pytest.mark.parametrize(
    ("unknown", "message"),
    [
        ("b", '"unknown" must be a list of topics, not a string. Leave it out'),
        (["b "], "the tag 'b ' is not a topic name"),
        (["b", "a"], """the topic 'a' is in "tags" and in "unknown". Leave it in "tags" if the text has it."""),
    ],
)
@pytest.mark.parametrize("text", [{"text": "Т."}, {"sha256": "0" * 64}], ids=["paragraph", "label"])
def test_bad_unknown_topics_are_told_with_their_place(write, unknown, message, text):
    path = write(json.dumps({"id": "x", **text, "tags": ["a"], "unknown": unknown}))
    with pytest.raises(DataError) as error:
        read_examples(path)
    assert str(error.value).startswith(f"{path}:1: ")
    assert message in str(error.value)


def test_a_folder_of_different_formats_is_refused_unless_one_is_named(write, tmp_path):
    write(GOOD, name="a.jsonl")
    table = write("id,text,tags", "b,Матч.,sport", name="b.csv")
    with pytest.raises(DataError, match=r"different formats: native \(.*a\.jsonl\) and csv \(.*b\.csv\).*--from"):
        read_examples(tmp_path)
    assert [own.id for own in read_examples(tmp_path / "a.jsonl", table)] == ["a", "b"]
    with pytest.raises(DataError, match=r"a\.jsonl:1: no column"):
        read_examples(tmp_path, options=ReadOptions(format="csv"))


def test_descriptions_of_data_sets_are_no_data(write, tmp_path):
    write(GOOD, name="a.jsonl")
    write('{"features": {}}', name="dataset_info.json")
    assert len(read_examples(tmp_path)) == 1


def test_an_article_with_one_list_of_tags_is_one_example(write):
    article = {"id": "x", "title": "За\nголовок", "tags": ["t"], "unknown": ["u"], "outlet": "o"}
    path = write(json.dumps(article | {"paragraphs": [{"text": "А."}, {"text": "Б."}]}))
    (own,) = read_examples(path, group="outlet")
    assert (own.id, own.article, own.text) == ("x", "x", "За головок\n\nА.\n\nБ.")
    assert (own.tags, own.unknown, own.group) == (frozenset({"t"}), frozenset({"u"}), "o")


def test_tags_of_paragraphs_take_precedence_over_those_of_their_article(write):
    paragraphs = '[{"text": "А.", "tags": ["t"]}, {"text": "Б.", "tags": []}]'
    path = write(f'{{"id": "x", "tags": ["t", "u"], "paragraphs": {paragraphs}}}')
    assert [own.tags for own in read_examples(path)] == [frozenset({"t"}), frozenset()]


@pytest.mark.parametrize(
    ("paragraphs", "message"),
    [
        ('[{"text": "А."}, "Б."]', r':1, paragraph 2: must be an object \{"text"\}, not a string'),
        ('[{"text": "А."}, {"body": "Б."}]', r':1, paragraph 2: no "text"'),
        ('[{"text": "А.", "tags": []}, {"text": "Б."}]', r':1, paragraph 2: no "tags"'),
    ],
)
def test_a_wrong_paragraph_of_an_article_with_tags_is_named(write, paragraphs, message):
    with pytest.raises(DataError, match=message):
        read_examples(write(f'{{"id": "x", "tags": ["t"], "paragraphs": {paragraphs}}}'))


def test_a_file_in_a_folder_that_is_no_labelled_data_is_passed_over_and_told(write, tmp_path):
    write(GOOD)
    write('{"size": 5}', name="sizes.json")
    write("sport\tбиатлонистка\t3", name="hints.tsv")
    with pytest.warns(DataWarning, match=r"1 file is left out: no format recognises .*sizes\.json\.$"):
        assert len(read_examples(tmp_path)) == 1
    with pytest.raises(DataError, match="the format is not recognised"):
        read_examples(tmp_path / "sizes.json")


def test_a_folder_of_several_formats_is_refused(write, tmp_path):
    write(GOOD)
    write("text,tags", "Матч.,sport", name="more.csv")
    with pytest.raises(DataError, match=r"different formats: native \(.*data.jsonl\) and csv \(.*more.csv\).*--from"):
        read_examples(tmp_path)


class Frame:
    """What topictag looks at in a DataFrame of pandas; iteration yields the names of its columns."""

    columns = ("text", "tags")

    def __iter__(self):
        return iter(self.columns)

    def to_dict(self, orient):
        return [{"text": "Нефть.", "tags": np.array(["energy"])}] if orient == "records" else {}


@pytest.mark.parametrize(
    "function", [read_examples, topictag.train, lambda own: topictag.convert(own, output="a.jsonl")]
)
def test_a_data_frame_is_told_the_way_out(function):
    with pytest.raises(InputTypeError, match=r'not Frame\. Give its rows.*examples\.to_dict\("records"\)'):
        function(Frame())
    assert read_examples(Frame().to_dict("records"))[0].tags == {"energy"}


def test_texts_without_their_tags_are_told_the_way_out():
    with pytest.raises(DataError, match=r"example 1: .*zip\(texts, tags\)"):
        read_examples(["Нефть.", "Матч."], [["energy"], ["sport"]])


def test_arrays_of_tags_are_taken():
    texts, tags = np.array(["Нефть.", "Матч."]), [np.array(["energy"]), np.array(["sport", "culture"])]
    assert [own.tags for own in read_examples(zip(texts, tags, strict=True))] == [{"energy"}, {"sport", "culture"}]


@pytest.mark.parametrize("word", ["nan", "None", "NULL", "-"])
def test_words_for_nothing_are_told_as_topics(word):
    with pytest.warns(DataWarning, match=f"2 texts have the topic '{word}', which often stands for an empty cell"):
        read_examples([("Нефть.", [word]), ("Матч.", [word, "sport"]), ("Снег.", ["банан"])])
    with pytest.warns(DataWarning, match=word):
        assert len(read_examples([("Нефть.", [word])])) == 1
