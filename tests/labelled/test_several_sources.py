"""Several files, read together or apart: ids of their own, topics that only some of them know, what is no data."""

import json

import numpy as np
import pytest

import topictag
from topictag.errors import DataError, DataWarning, InputTypeError, OutputError, SettingError
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.gold import known_rows
from topictag.labelled.reading import read_examples

TEXTS = ("Матч отменён из-за снега.", "Балет показали в столице.", "Нефть подорожала вдвое.")


@pytest.fixture
def write(tmp_path):
    def write_rows(name, *rows):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
        return path

    return write_rows


def _doccano(first, *texts):
    return [{"id": number, "text": text, "label": ["sport"]} for number, text in enumerate(texts, first)]


def test_ids_that_every_project_begins_at_1_are_told_apart(write, tmp_path):
    write("exports/april.jsonl", *_doccano(1, TEXTS[0], TEXTS[1]))
    write("exports/march.jsonl", *_doccano(1, TEXTS[2], TEXTS[1] + " Снова."))
    with pytest.warns(DataWarning, match=r"2 ids of .*march\.jsonl also in .*april\.jsonl, for other texts"):
        examples = read_examples(tmp_path / "exports")
    assert [own.id for own in examples] == ["1", "2", "march:1", "march:2"]
    assert len({own.article for own in examples}) == 4
    fixed = topictag.fix(tmp_path / "exports", output=tmp_path / "clean.jsonl")
    assert (fixed.n_texts, fixed.n_conflicts) == (4, 0)
    assert "2 ids of" in fixed.problems[0]


def test_an_article_that_the_data_names_stays_when_ids_are_told_apart(write):
    """Two projects may hold paragraphs of one article."""
    paragraphs = [{"id": 1, "text": text, "tags": [], "article": "a"} for text in TEXTS[:2]]
    with pytest.warns(DataWarning, match="1 id of"):
        examples = read_examples(write("april.jsonl", paragraphs[0]), write("march.jsonl", paragraphs[1]))
    assert [(own.id, own.article) for own in examples] == [("1", "a"), ("march:1", "a")]


def test_the_same_text_under_the_same_id_is_a_repetition(write, tmp_path):
    write("exports/april.jsonl", *_doccano(1, TEXTS[0]))
    write("exports/march.jsonl", *_doccano(1, TEXTS[0]))
    with pytest.raises(DataError, match="the id '1' is already used"):
        read_examples(tmp_path / "exports")
    assert topictag.fix(tmp_path / "exports", output=tmp_path / "clean.jsonl").n_merged == 1


def test_a_test_with_the_ids_of_other_texts_leaves_nothing_out(write, leisure_path):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    learnt = write("learnt.jsonl", *({**row, "id": n} for n, row in enumerate(rows[10:], 1)))
    test = write("test.jsonl", *({**row, "id": n} for n, row in enumerate(rows[:10], 1)))
    with pytest.warns(topictag.TrainingWarning):
        tagger = topictag.train(learnt, test=test, effort="quick")
    assert tagger.record.data.n_examples == len(rows) - 10


def test_what_a_file_knows_is_remembered_when_it_is_measured_alone(write, leisure):
    binary = [{"text": text, "label": "sport", "answer": "reject", "_input_hash": n} for n, text in enumerate(TEXTS)]
    path = write("binary.jsonl", *binary)
    examples = read_examples(path)
    assert all(own.known == {"sport"} for own in examples)
    assert known_rows(examples, ("culture", "economy", "sport")).tolist() == [[False, False, True]] * 3
    quality = leisure.evaluate(path)
    assert quality.n_unknown == 6
    assert np.isnan(quality.false_tag_rate.value or np.nan)


def test_an_article_says_what_is_unknown_for_all_its_paragraphs():
    article = {
        "id": "x",
        "unknown": ["energy", "sport"],
        "paragraphs": [{"text": TEXTS[0], "tags": ["sport"]}, {"text": TEXTS[1], "tags": [], "unknown": []}],
    }
    first, second = read_examples([article])
    assert (first.unknown, second.unknown) == ({"energy"}, frozenset())


def test_a_clean_copy_never_overwrites_a_file_of_a_folder(write):
    path = write("exports/april.jsonl", *_doccano(1, TEXTS[0]))
    with pytest.raises(OutputError, match="is also an input"):
        topictag.fix(path.parent, output=path)


def test_fasttext_in_a_folder_is_read(write, tmp_path):
    write("lines/a.txt")
    (tmp_path / "lines" / "a.txt").write_text("__label__sport Матч отменён.\n", encoding="utf-8")
    assert [own.tags for own in read_examples(tmp_path / "lines")] == [{"sport"}]


@pytest.mark.filterwarnings("default::topictag.TrainingWarning")
def test_a_boolean_may_split(leisure_path):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    marked = [{**row, "audit": number < 9} for number, row in enumerate(rows)]
    tagger = topictag.train(marked, split=("audit", "true"), effort="quick")
    assert tagger.record.test.data.n_examples == 9


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"annotators": "foo"}, SettingError),
        ({"encoding": "nosuch"}, SettingError),
        ({"topics": "energy"}, InputTypeError),
        ({"topics": [3]}, InputTypeError),
        ({"text": None}, InputTypeError),
        ({"max_line_bytes": 0}, SettingError),
    ],
)
def test_options_that_do_not_exist_are_refused(options, error):
    with pytest.raises(error):
        ReadOptions(**options)


def test_arguments_of_the_wrong_type_are_refused(tmp_path):
    for call in (topictag.fix, topictag.convert, read_examples):
        output = {} if call is read_examples else {"output": tmp_path / "out.jsonl"}
        with pytest.raises(InputTypeError, match="options must be ReadOptions"):
            call([(TEXTS[0], [])], options={"text": "body"}, **output)
    with pytest.raises(InputTypeError, match="known must be a sequence"):
        topictag.convert([(TEXTS[0], [])], output=tmp_path / "out.jsonl", known="energy")
    with pytest.raises(DataError, match="is not a topic name"):
        topictag.convert([(TEXTS[0], [])], output=tmp_path / "out.jsonl", known=[" energy "])
    with pytest.raises(InputTypeError, match="predict must be a Tagger"):
        topictag.convert([TEXTS[0]], output=tmp_path / "out.jsonl", to="csv", predict="m.safetensors")


@pytest.mark.parametrize(
    ("name", "value"), [("options", ReadOptions(text="body")), ("known", ["sport"]), ("corpus", "corpus.jsonl")]
)
def test_how_labels_are_read_matters_not_for_predictions(tmp_path, leisure, name, value):
    target = tmp_path / "out.csv"
    with pytest.raises(SettingError, match=f"^{name} would have no effect"):
        topictag.convert([TEXTS[0]], output=target, to="csv", predict=leisure, **{name: value})
    assert not target.exists()
    assert topictag.convert([TEXTS[0]], output=target, to="csv", predict=leisure, options=ReadOptions()).n_texts == 1


def test_the_longest_line_is_that_of_the_options(write):
    path = write("long.jsonl", {"text": TEXTS[0], "tags": []})
    with pytest.raises(DataError, match="longer than"):
        read_examples(path, options=ReadOptions(max_line_bytes=5))
