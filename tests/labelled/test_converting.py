"""Converting: nothing that a source says is lost on the way to the native form."""

import gzip
import json
from hashlib import sha256

import pytest

import topictag
from topictag.errors import DataError, DataWarning, OutputError, SettingError
from topictag.labelled.formats.format import ReadOptions


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_other_fields_are_kept(tmp_path):
    record = {
        "id": "a",
        "text": "Матч.",
        "tags": ["sport"],
        "outlet": "x",
        "date": "2020-01-01",
        "unknown": ["culture"],
    }
    topictag.convert([record], output=tmp_path / "out.jsonl")
    assert _lines(tmp_path / "out.jsonl") == [record]


def test_an_article_becomes_its_paragraphs(tmp_path):
    article = {
        "id": "x",
        "title": "Т",
        "outlet": "o",
        "paragraphs": [{"text": "Матч.", "tags": ["sport"]}, {"text": "Балет.", "tags": [], "outlet": "p"}],
    }
    topictag.convert([article], output=tmp_path / "out.jsonl")
    assert _lines(tmp_path / "out.jsonl") == [
        {"id": "x#1", "text": "Матч.", "tags": ["sport"], "article": "x", "title": "Т", "outlet": "o"},
        {"id": "x#2", "text": "Балет.", "tags": [], "article": "x", "title": "Т", "outlet": "p"},
    ]


def test_annotations_are_kept_beside_the_tags_that_they_led_to(tmp_path):
    record = {"id": "a", "text": "Матч.", "annotations": [{"tags": ["sport"]}, {"tags": []}], "known": ["sport"]}
    done = topictag.convert([record], output=tmp_path / "out.jsonl", options=ReadOptions(annotators="any"))
    assert "annotators of 1 text disagree" in done.problems[0]
    (again,) = _lines(tmp_path / "out.jsonl")
    assert (again["tags"], again["known"], again["annotations"]) == (["sport"], ["sport"], record["annotations"])
    (example,) = topictag.read_examples(tmp_path / "out.jsonl")  # decided: no rule is asked again
    assert (example.tags, example.known) == ({"sport"}, {"sport"})
    del again["tags"]
    with pytest.warns(DataWarning, match="a topic is unknown if as many say the opposite"):
        (example,) = topictag.read_examples([again])
    assert (example.tags, example.unknown) == (frozenset(), {"sport"})


def test_what_was_looked_for_can_be_said_afterwards(tmp_path):
    topictag.convert([("Матч.", ["sport"])], output=tmp_path / "out.jsonl", known=["sport"])
    assert _lines(tmp_path / "out.jsonl") == [{"text": "Матч.", "tags": ["sport"], "known": ["sport"]}]


def test_the_same_bytes_compressed(tmp_path):
    for _ in range(2):
        topictag.convert([("Матч.", ["sport"])], output=tmp_path / "out.jsonl.gz")
    packed = (tmp_path / "out.jsonl.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"  # no time
    assert json.loads(gzip.decompress(packed)) == {"text": "Матч.", "tags": ["sport"]}


def test_labels_keep_their_identity_without_a_corpus_and_get_their_texts_with_one(tmp_path):
    text = "Матч отменён."
    label = {"id": "a", "sha256": sha256(text.encode()).hexdigest(), "tags": ["sport"]}
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    topictag.convert([label], output=tmp_path / "labels.jsonl")
    assert _lines(tmp_path / "labels.jsonl") == [label]
    topictag.convert([label], output=tmp_path / "texts.jsonl", corpus=corpus)
    assert _lines(tmp_path / "texts.jsonl") == [{"id": "a", "text": text, "tags": ["sport"]}]


def test_errors_say_what_and_where(tmp_path):
    with pytest.raises(SettingError, match=r"out\.xyz: the ending does not say .*--to"):
        topictag.convert([("Матч.", [])], output=tmp_path / "out.xyz")
    with pytest.raises(SettingError, match="There is no format 'exotic'"):
        topictag.convert([("Матч.", [])], output=tmp_path / "out.jsonl", to="exotic")
    with pytest.raises(DataError, match="id 'a' is already used"):
        topictag.convert([{"id": "a", "text": "Т.", "tags": []}] * 2, output=tmp_path / "out.jsonl")
    with pytest.raises(DataError, match="No examples"):
        topictag.convert([], output=tmp_path / "out.jsonl")
    (tmp_path / "in.jsonl").write_text('{"text": "Т.", "tags": []}', encoding="utf-8")
    with pytest.raises(OutputError, match="is also an input"):
        topictag.convert(tmp_path / "in.jsonl", output=tmp_path / "in.jsonl")
    with pytest.raises(OutputError, match="Zstandard is read, but not written"):
        topictag.convert(tmp_path / "in.jsonl", output=tmp_path / "out.jsonl.zst")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


def test_a_table_is_written_as_tables_usually_are(tmp_path):
    assert topictag.convert([("Матч.", ["sport"])], output=tmp_path / "out.csv").format == "csv"


@pytest.mark.filterwarnings("ignore:.*no tags, which means no topic")  # doccano's table has nothing to say it
@pytest.mark.parametrize("to", ["label-studio", "prodigy", "argilla", "doccano", "doccano-csv"])
def test_labelling_tools_and_back(tmp_path, to):
    records = [
        {"id": "a", "text": "Матч.", "tags": ["sport"], "article": "x", "outlet": "o"},
        {"id": "b", "text": "Снег.", "tags": [], "article": "x", "outlet": "o"},
    ]
    exported = tmp_path / ("export.csv" if to == "doccano-csv" else "export.json")
    assert topictag.convert(records, output=exported, to=to).losses == ()
    done = topictag.convert(exported, output=tmp_path / "back.jsonl")
    assert (done.problems, done.losses) == ((), ())
    own = [
        {name: value for name, value in record.items() if name != "known"} for record in _lines(tmp_path / "back.jsonl")
    ]
    assert own == records


def test_words_for_nothing_are_told(tmp_path):
    done = topictag.convert([("Матч.", ["nan"])], output=tmp_path / "out.jsonl")
    assert [own[:30] for own in done.problems] == ["1 text has the topic 'nan', wh"]


def test_data_of_which_everything_is_left_out_says_why(tmp_path):
    source = tmp_path / "export.json"
    tasks = [{"id": n, "data": {"text": "Матч."}, "annotations": []} for n in range(3)]
    source.write_text(json.dumps(tasks), encoding="utf-8")
    message = r"No examples in .*export\.json\. 3 records are left out: nobody has labelled them\. Give files"
    with pytest.raises(DataError, match=message):
        topictag.convert(source, output=tmp_path / "out.jsonl")
    with pytest.raises(DataError, match=message):
        topictag.fix(source, output=tmp_path / "out.jsonl")
    source.write_text('{"text": "Матч.", "tags": 5}', encoding="utf-8")
    with pytest.raises(DataError, match=r"No examples in .* The first error of 1: .*\"tags\" must be a list"):
        topictag.fix(source, output=tmp_path / "out.jsonl")


def test_known_topics_that_do_not_fit_the_data_are_told(tmp_path):
    data = [("Матч.", ["sport", "culture"]), {"text": "Снег.", "tags": ["weather"], "known": ["weather"]}]
    never, omitted = topictag.convert(data, output=tmp_path / "a.jsonl", known=["sport", "economka"]).problems
    assert "No text has these topics, which are said to be known: economka." in never
    assert "not among the known ones: culture." in omitted
    assert not topictag.convert(data, output=tmp_path / "a.jsonl", known=["sport", "culture"]).problems


def test_an_unknown_format_to_read_is_refused_at_once(tmp_path):
    options = ReadOptions(format="labelstudio")
    for read in (
        lambda: topictag.read_examples([("Матч.", ["sport"])], options=options),
        lambda: topictag.convert([("Матч.", ["sport"])], output=tmp_path / "a.jsonl", options=options),
        lambda: topictag.read_examples(tmp_path / "none.jsonl", options=options),
    ):
        with pytest.raises(SettingError, match=r"no format 'labelstudio'\. The formats are label-studio, native"):
            read()
