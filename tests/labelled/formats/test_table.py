"""CSV and TSV: which column is what, and what each kind of bad table is told."""

import gzip
import lzma

import pytest

from topictag.errors import DataError, DataWarning, SettingError
from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.formats.table import TableFormat
from topictag.labelled.reading import read_examples

TABLE = TableFormat()


@pytest.fixture
def write(tmp_path):
    def write_table(text, name="news.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_table


def read(path, **options):
    return [record for _, record in TABLE.read(path, ReadOptions(**options))]


def test_tags_in_one_cell(write):
    path = write("id,outlet,text,tags\n7,X,Нефть.,energy|peace talks\n8,,Матч.,[]\n")
    assert read(path) == [
        {"id": "7", "text": "Нефть.", "outlet": "X", "tags": ["energy", "peace talks"]},
        {"id": "8", "text": "Матч.", "tags": []},
    ]


def test_empty_cells_of_tags_mean_no_topic_and_are_told(write):
    path = write("text,tags\nНефть.,energy|gas\nМатч.,\nСнег., \n")
    with pytest.warns(DataWarning, match=r"news\.csv: 2 rows have no tags, which means no topic\. .*--skip-empty"):
        assert [own["tags"] for own in read(path)] == [["energy", "gas"], [], []]


def test_texts_without_a_tag_are_left_out_on_request(write):
    path = write("text,tags\nНефть.,energy\nМатч.,\nГол.,sport\n")
    with pytest.warns(DataWarning, match=r"1 row has no tags, which means no topic\. .*leave it out: --skip-empty"):
        assert len(read_examples(path)) == 3
    with pytest.warns(DataWarning, match=r"1 record is left out: it has no tags|they have no tags"):
        examples = read_examples(path, options=ReadOptions(skip_empty=True))
    assert [own.tags for own in examples] == [{"energy"}, {"sport"}]


def test_an_empty_cell_beside_known_topics_is_a_label(write):
    path = write("text,tags,known\nНефть.,energy,energy|sport\nСнег.,,energy|sport\n")
    assert [own["tags"] for own in read(path)] == [["energy"], []]


def test_a_column_of_a_topic_that_is_left_empty_is_unknown(write):
    path = write("text,energy,sport\nНефть.,1,\nСнег.,0,\n")
    assert [own.unknown for own in read_examples(path, options=ReadOptions(topics=("energy", "sport")))] == [
        {"sport"},
        {"sport"},
    ]


def test_one_column_a_topic_and_nothing_in_a_cell_is_unknown(write):
    path = write("Text,energy,sport,outlet\nНефть.,1,0,X\nМатч.,,yes,Y\nСнег.,0,0,\n")
    first, second, _ = read_examples(path, options=ReadOptions(topics=("energy", "sport")))
    assert (first.tags, first.unknown) == ({"energy"}, set())
    assert (second.tags, second.unknown) == ({"sport"}, {"energy"})
    assert read(path, topics=("energy",))[0] == {
        "text": "Нефть.",
        "tags": ["energy"],
        "known": ["energy"],
        "sport": "0",
        "outlet": "X",
    }


def test_a_column_that_only_says_yes_is_told(write):
    path = write("text,energy,sport\nНефть.,x,0\nМатч.,,x\n")
    with pytest.warns(DataWarning, match=r"news\.csv: no text is without the topic 'energy'.*Write 0"):
        assert read(path, topics=("energy", "sport"))[1]["unknown"] == ["energy"]


@pytest.mark.parametrize("yes", ["1", "1.0", "TRUE", "yes", " x ", "да", "+"])
@pytest.mark.parametrize("no", ["0", "0.0", "False", "no", "нет", "-"])
def test_yes_and_no_in_many_words(write, yes, no):
    assert read(write(f"text,a,b\nТ.,{yes},{no}\n"), topics=("a", "b"))[0]["tags"] == ["a"]


def test_one_label_a_row_also_as_a_number(write):
    path = write("label;text\n1;Нефть.\n0;Матч.\n")
    assert [own["tags"] for own in read(path, topics=("sport", "energy"))] == [["energy"], ["sport"]]


@pytest.mark.parametrize(
    ("header", "options"),
    [
        ("Text;Label", {}),
        ("content;Categories", {}),
        ("a;b", {"text": "a", "tags": "b"}),
        ("text;tags;label", {}),
        ("body;text;topics", {"text": "body"}),
    ],
)
def test_columns_are_found_by_name_or_given(write, header, options):
    cells = ["Нефть.", "energy"] if "body" not in header else ["Нефть.", "other", "energy"]
    cells += [""] * (header.count(";") + 1 - len(cells))
    (record,) = read(write(f"{header}\n{';'.join(cells)}\n"), **options)
    assert (record["text"], record["tags"]) == ("Нефть.", ["energy"])


def test_a_column_that_means_something_else_in_the_native_form_is_kept_aside(write):
    (record,) = read(write("body,text,tags,annotations\nНефть.,x,energy,y\n"), text="body")
    assert record == {"text": "Нефть.", "tags": ["energy"], "meta.text": "x", "meta.annotations": "y"}


def test_a_guessed_separator_is_told(write):
    path = write('text,tags\nА.,"a, b"\nБ.,"b, c"\nВ.,"a, c"\n')
    with pytest.warns(DataWarning, match=r'news\.csv: "," separates the topics of a cell.*--separator'):
        assert read(path)[0]["tags"] == ["a", "b"]
    assert read(path, separator=",")[0]["tags"] == ["a", "b"]
    assert read(path, separator="|")[0]["tags"] == ["a, b"]


def test_a_separator_that_is_not_clear_is_asked_for(write):
    with pytest.raises(DataError, match=r"news\.csv: \",\" may separate topics or be a part of their names"):
        read(write('text,tags\nА.,"crime, law and justice"\nБ.,sport\n'))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "pack"), [("a.csv", bytes), ("a.csv.gz", gzip.compress), ("a.csv.xz", lzma.compress)])
def test_line_ends_marks_and_compression(write, end, codec, name, pack):
    text = end.join(["text\ttags", '"Нефть', '\t""дорожает""."\tenergy', ""])
    (record,) = read(write(pack(text.encode(codec)), name))
    assert record == {"text": f'Нефть{end}\t"дорожает".', "tags": ["energy"]}


def test_another_encoding(write):
    path = write("text,tags\nНефть.,energy\n".encode("cp1251"))
    assert read(path, encoding="cp1251")[0]["text"] == "Нефть."
    with pytest.raises(DataError, match=r"news\.csv:2: not UTF-8"):
        read_examples(path)


def test_a_long_cell(write):
    assert len(read(write(f"text,tags\n{'Нефть. ' * 100_000},energy\n"))[0]["text"]) == 700_000


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("Нефть.,energy\n", {}, r":1: no column with the text \(the columns are Нефть\., energy\).*--text-field"),
        ("text,outlet\nА.,X\n", {}, r":1: no column with the tags \(the columns are text, outlet\).*--topic-names"),
        ("text,tags\nА.,a\n", {"text": "body"}, r':1: no column "body" \(the columns are text, tags\).*--text-field'),
        ("text,tags\nА.,a\n", {"id": "no"}, r':1: no column "no" .*--id-field'),
        ("Text,content,tags\nА.,Б.,a\n", {}, ":1: several columns may have the text .*--text-field"),
        ("text,label,topic\nА.,a,b\n", {}, ":1: several columns may have the tags .*--tags-field"),
        ("text,tags,tags\nА.,a,b\n", {}, ':1: two columns have the name "tags"'),
        ("text,tags\nА.,a,b\n", {}, ":2: 3 cells, but the header has 2"),
        ('text,tags\n"А\n\nБ.",a\nВ.\n', {}, ":5: 1 cells, but the header has 2"),
        ('text,tags\n"А.,a\n', {}, ":2: not CSV"),
        ("text,a,b\nА.,1,0\n", {"topics": ("a", "c")}, ":1: no column 'c' for a topic"),
        ("text,a\nА.,maybe\n", {"topics": ("a",)}, ":2: 'maybe' does not say whether the text has the topic 'a'"),
        ("text,label\nА.,7\n", {"topics": ("a", "b")}, ":2: the topic '7' is a number without a name"),
        ("text,tags\nА.,\"['a' 'b']\"\n", {}, ":2: not a list of topics"),
        ("", {}, "No examples in"),
    ],
)
def test_a_bad_table_is_told(write, text, options, told):
    with pytest.raises(DataError, match=told):
        read_examples(write(text), options=ReadOptions(**options))


def test_reading_continues_after_a_bad_row(write):
    good, bad, again = read(write("text,tags\nА.,a\nБ.\nВ.,c\n"))
    assert (good["text"], again["text"]) == ("А.", "В.")
    assert isinstance(bad, DataError)


def test_what_is_written_is_read_as_it_was(tmp_path):
    records = [
        {"id": "1", "article": "x", "text": '"А";\r\nБ', "tags": ["a|b", "law, order"], "outlet": "X;Y"},
        {"text": "В\r", "tags": [], "unknown": ["a|b"], "known": [], "a;b;c": "\t"},
    ]
    for name in ("a.csv", "a.tsv", "a.tsv.xz"):
        assert TABLE.losses(records) == []
        TABLE.write(records, tmp_path / name, ("law, order", "a|b"))
        assert read(tmp_path / name) == records


def test_what_a_table_cannot_hold_is_told():
    record = {"text": "А\0.", "tags": [], "annotations": [{"tags": []}], "year": 2020, "": "x", "section": ""}
    assert TABLE.losses([record]) == [
        "What each annotator said is lost; the tags remain.",
        "Values of year that are not texts are read back as texts.",
        "Fields without a name or a value are lost, such as ''.",
        "NUL characters are left out.",
    ]
    assert TABLE.losses([{"id": "1", "text": "А.", "tags": ["a"], "unknown": ["b"], "outlet": "X"}]) == []


STRAY = 'text\ttags\n"Спартак" выиграл.\tsport\nНефть "Юралс.\tenergy\n"Зенит".\tsport\n'


@pytest.mark.parametrize("name", ["news.tsv", "news.csv"])  # a tab in the header separates, too
def test_quotation_marks_between_tabs_are_text_if_they_cannot_enclose_cells(write, name):
    path = write(STRAY, name)
    texts = ['"Спартак" выиграл.', 'Нефть "Юралс.', '"Зенит".']
    assert [own["text"] for own in read(path)] == texts
    assert [own["text"] for own in read(path, quoting="none")] == texts
    _, bad, *_ = TABLE.read(path, ReadOptions(quoting="csv"))
    assert not isinstance(bad[1], DataError)


@pytest.mark.parametrize(
    "text",
    [
        'text\ttags\n"Матч: ""Спартак""."\tsport\n"Нефть.\nГаз."\tenergy\n',  # as Excel writes it
        'text\ttags\n"Матч:\t""Спартак""."\tsport\n"Нефть.\nГаз."\tenergy\n',
        'tags\ttext\nsport\t"Матч: ""Спартак""."\nenergy\t"Нефть.\nГаз."\n',
        '"text"\t"tags"\n"Матч: ""Спартак""."\tsport\n"Нефть.\nГаз."\tenergy\n',
    ],
)
def test_cells_between_tabs_that_are_quoted_as_in_csv(write, text):
    first, second = read(write(text, "news.tsv"))
    assert first["text"].split() == ["Матч:", '"Спартак".']
    assert (second["text"], second["tags"]) == ("Нефть.\nГаз.", ["energy"])


MERGED = 'text\ttags\n"Спартак\tsport\nНефть\tenergy\nЗенит"\tsport\n'


def test_rows_between_tabs_are_not_merged_silently(write):
    path = write(MERGED, "news.tsv")
    with pytest.raises(DataError, match=r"news\.tsv:2: .* one cell, or several rows.*--quoting csv .*--quoting none"):
        read_examples(path)
    assert [own["text"] for own in read(path, quoting="none")] == ['"Спартак', "Нефть", 'Зенит"']
    assert [own["text"] for own in read(path, quoting="csv")] == ["Спартак\tsport\nНефть\tenergy\nЗенит"]
    (own,) = read(write(MERGED.replace("text\ttags", '"text"\t"tags"'), "news.tsv"))
    assert own["tags"] == ["sport"]


def test_quotation_marks_that_are_wrong_are_told_the_way_out(write):
    path = write('text,tags\n"Спартак" выиграл.,sport\n')
    with pytest.raises(DataError, match=r"news\.csv:2: not CSV .*--quoting none"):
        read_examples(path)
    assert read(path, quoting="none")[0]["text"] == '"Спартак" выиграл.'


def test_there_is_no_other_quoting():
    with pytest.raises(SettingError, match=r"no quoting 'all'.*csv, none"):
        ReadOptions(quoting="all")


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_the_first_line_of_excel_says_what_separates_cells(write, mark):
    path = write(f"\ufeffsep={mark}\r\ntext{mark}tags\r\nНефть, газ.{mark}energy\r\nБез темы\r\n")
    first, bad = TABLE.read(path, ReadOptions())
    assert first[1] == {"text": "Нефть, газ.", "tags": ["energy"]}
    assert bad[0] == f"{path}:4"  # the line in the file
    assert choose_format(path, ReadOptions()).name == "csv"


def test_a_folder_with_a_table_of_excel_is_read(write):
    path = write("sep=;\ntext;tags\nНефть.;energy\n")
    assert [own.tags for own in read_examples(path.parent)] == [{"energy"}]
    write('{"text": "Матч.", "tags": []}\n', "notes.jsonl")
    with pytest.raises(DataError, match="different formats"):
        read_examples(path.parent)


@pytest.mark.filterwarnings("ignore:.*have no tags|.*has no tags:topictag.errors.DataWarning")
@pytest.mark.parametrize("separator", ["", "|"])
def test_numbers_of_classes_need_names(write, separator):
    path = write("text,label\nНефть.,0\nМатч.,1\nСнег.,\n")
    with pytest.raises(DataError, match=r"news\.csv:2: the topic '0' is a number without a name.*--topic-names"):
        read_examples(path, options=ReadOptions(separator=separator))
    named = read(path, topics=("energy", "sport"), separator=separator)
    assert [own["tags"] for own in named] == [["energy"], ["sport"], []]
    assert read(path, topics=("0", "1"))[1]["tags"] == ["1"]


def test_numbers_beside_names_are_names(write):
    assert [own["tags"] for own in read(write("text,tags\nВыборы.,2024|politics\nМатч.,2024\n"))] == [
        ["2024", "politics"],
        ["2024"],
    ]


def test_names_that_are_numbers_come_back(tmp_path):
    records = [{"text": "Нефть.", "tags": ["1", "20"]}, {"text": "Снег.", "tags": []}]
    assert TABLE.losses(records) == []
    TABLE.write(records, tmp_path / "a.csv", ())
    assert read(tmp_path / "a.csv") == records


def test_a_missing_name_of_a_number_is_told(write):
    path = write("text,label\nНефть.,0\nМатч.,2\n")
    with pytest.raises(DataError, match=r"csv:3: the topic '2' .* are a, b, for 0 to 1, so one is missing for 2\."):
        read_examples(path, options=ReadOptions(topics=("a", "b")))
