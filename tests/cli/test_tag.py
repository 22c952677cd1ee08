"""``topictag tag`` as a person types it: what it reads, writes and refuses, and how it ends."""

import csv
import gzip
import io
import json
import lzma
import os
import signal
import subprocess
import sys
import threading
from itertools import repeat
from pathlib import Path

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.cli.tagging import texts
from topictag.labelled.lines import look_ahead

SPORT = "Хоккеисты выиграли матч чемпионата."
CULTURE = "В театре прошла премьера спектакля."
WRAPPED = "Хоккеисты нашей сборной уверенно\nвыиграли важнейший матч последнего\nчемпионата.\n\n"

# Whoever runs the suite in the background may ignore interrupts.
_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from topictag.cli.main import main
from topictag.cli.tagging import texts
from topictag.labelled.lines import look_ahead
main(prog_name="topictag")
"""


@pytest.fixture
def run(model_path):
    """Call ``topictag tag`` with a model of sport, culture and economy."""

    def invoke(*arguments, stdin=None, **extra):
        command = ["tag", "--model", model_path, *arguments]
        return CliRunner().invoke(main, [*map(str, command)], input=stdin, **extra)

    return invoke


@pytest.fixture
def start(model_path):
    """Start ``topictag tag`` as a process of its own."""
    processes = []

    def popen(*arguments, environment=None, **streams):
        command = [sys.executable, "-c", _PROGRAM, "tag", "--model", model_path, *arguments]
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        process = subprocess.Popen([*map(str, command)], env={**os.environ, **(environment or {})}, **streams)
        processes.append(process)
        return process

    yield popen
    for process in processes:
        process.kill()
        process.communicate(timeout=60)


def records(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def rows(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def as_lines(*values):
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def write(path, text, encoding="utf-8"):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


# Text


def test_a_text_is_tagged_by_paragraph_from_standard_input(run):
    result = run(stdin=f"{SPORT}\n\n{CULTURE}\n\nXyz.\n")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("[sport ")
    assert lines[1] == SPORT
    assert lines[3].startswith("[culture ")
    assert lines[6:8] == ["[no topic]", "Xyz."]


def test_files_and_dash_can_be_mixed_each_below_its_name(run, tmp_path):
    result = run(write(tmp_path / "a.txt", SPORT), "-", stdin=CULTURE)
    heading = f"== {tmp_path / 'a.txt'} =="
    places = [result.stdout.index(text) for text in (heading, SPORT, "== - ==", CULTURE)]
    assert places == sorted(places)
    assert result.stderr == ""


def test_without_a_model_the_shipped_one_serves():
    assert "energy" in CliRunner().invoke(main, ["tag"], input="Нефть и газ дорожают, добыча нефти падает.").stdout


@pytest.mark.parametrize(
    ("mode", "n_paragraphs"), [("auto", 2), ("blank", 2), ("lines", 4)], ids=["auto", "blank", "lines"]
)
def test_hard_wrapped_text_is_joined_as_asked(run, mode, n_paragraphs):
    result = run("--paragraphs", mode, stdin=WRAPPED + CULTURE)
    assert result.stdout.count("\n\n") == n_paragraphs


@pytest.mark.parametrize("text", [WRAPPED * 20, f"{SPORT}\n{CULTURE}\n" * 20, f"{SPORT}\n\n{CULTURE}\r\n" * 20])
def test_a_long_text_is_tagged_as_a_short_one(run, monkeypatch, text):
    whole = run(stdin=text).stdout
    monkeypatch.setattr(texts, "_SAMPLE", 300)
    assert run(stdin=text).stdout == whole


def test_a_line_of_any_length_takes_little_memory(run, monkeypatch):
    monkeypatch.setattr("topictag.labelled.lines._PART", 40)
    result = run("--paragraphs", "lines", stdin=f"{SPORT} " * 5 + "\n")
    assert len(result.stdout.split("\n\n")) > 4


def test_markup_may_run_over_lines(run, tmp_path):
    page = f'<div\nclass="x">\n<p>{SPORT}</p><p>{CULTURE}</p>\n</div>'
    for result in (run(stdin=page), run(write(tmp_path / "a.txt", page)), run(write(tmp_path / "a.html", f" {page}"))):
        paragraphs = [block.splitlines() for block in result.stdout.strip().split("\n\n")]
        assert [text for _, text in paragraphs] == [SPORT, CULTURE]


def test_plain_text_stays_text_though_it_looks_like_json(run, tmp_path):
    record = as_lines({"text": SPORT})
    assert run(write(tmp_path / "a.txt", record)).stdout.startswith("[sport")
    assert run(write(tmp_path / "a.log", record)).stdout.startswith("[sport")
    assert records(run(stdin="\n" + record))[0]["text"] == SPORT


@pytest.mark.parametrize(("form", "mode"), [("csv", ","), ("tsv", "\t")])
def test_text_becomes_a_table(run, form, mode):
    result = run("--format", form, stdin=f"{SPORT}\nXyz.\n")
    assert rows(result.stdout, mode) == [{"text": SPORT, "tags": "sport"}, {"text": "Xyz.", "tags": ""}]


def test_text_becomes_records_with_places(run, monkeypatch):
    text = f"{SPORT}\n\n{CULTURE}\n"
    for sample in (1 << 16, 10):
        monkeypatch.setattr(texts, "_SAMPLE", sample)
        first, second = records(run("--format", "jsonl", stdin=text))
        assert list(first) == ["text", "start", "end", "tagged"]
        assert text[second["start"] : second["end"]] == second["text"] == CULTURE
        assert list(second["tagged"]) == ["culture"]


# Records


def test_records_keep_their_fields_and_gain_their_tags(run):
    given = [
        {"id": 1, "text": SPORT, "tags": ["own label"], "tagged": "old"},
        {"id": [2.5, None], "title": SPORT, "paragraphs": [{"text": CULTURE, "n": 1}, {"text": "Xyz."}]},
    ]
    first, second = records(run("--format", "jsonl", stdin=as_lines(*given)))
    assert list(first.pop("tagged")) == ["sport"]
    assert list(first) == ["id", "text", "tags"]
    assert first == {key: given[0][key] for key in first}
    assert list(second["paragraphs"][0]["tagged"]) == ["culture"]
    assert second["paragraphs"][1]["tagged"] == {}
    assert set(second["tagged"]) == {"sport", "culture"}
    assert (second["id"], second["title"]) == ([2.5, None], SPORT)


def test_an_article_gets_the_highest_probability_of_each_topic(run):
    article = {"title": None, "paragraphs": [{"text": SPORT}, {"text": f"{SPORT} Хоккей, матч."}, {"text": CULTURE}]}
    (record,) = records(run("--threshold", "0", "--probabilities", stdin=as_lines(article)))
    own = [paragraph["tagged"] for paragraph in record["paragraphs"]]
    highest = {topic: max(tags[topic] for tags in own) for topic in own[0]}
    assert record["tagged"] == record["probabilities"] == highest
    assert list(record["tagged"].values()) == sorted(highest.values(), reverse=True)
    (record,) = records(run("--top", "1", stdin=as_lines(article)))
    assert len(record["tagged"]) == 1


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".JSONL", ".json"])
def test_record_files_are_known_by_their_name(run, tmp_path, ending):
    (record,) = records(run(write(tmp_path / f"a{ending}", as_lines({"text": SPORT}))))
    assert list(record["tagged"]) == ["sport"]


def test_non_ascii_is_written_as_it_is(run):
    assert SPORT in run(stdin=json.dumps({"text": SPORT})).stdout


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_file_is_an_array_or_one_record_or_several(run, tmp_path, indent):
    given = [{"text": SPORT}, {"id": "[,]", "text": CULTURE}]
    array = json.dumps(given, indent=indent)
    several = "\n".join(json.dumps(record, indent=indent) for record in given)
    for text in (array, f"\n {several} ", f"\ufeff{array}"):
        result = records(run(write(tmp_path / "a.json", text)))
        assert [list(record["tagged"]) for record in result] == [["sport"], ["culture"]]
    assert run(write(tmp_path / "a.json", "[]")).stdout == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[\n{"text": "а"},\n{"text": }]', "a.json:3: not JSON"),
        ('[{"text": "а"}\n', "a.json:2: not JSON"),
        ('[{"text": "а"} {"text": "б"}]', "a.json:1: not JSON"),
        ('[{"text": "а"}]\n]', "a.json:1: not JSON"),
        ('[{"text": "а"},\n\n"б"]', "a.json:3, record 2: a record must be an object"),
        ('[{"text": "а"},\n' + "[" * 100_000, "a.json:1: JSON that cannot be used"),
    ],
)
def test_a_bad_json_file_is_named_by_line_after_what_is_good(run, tmp_path, text, message):
    result = run(write(tmp_path / "a.json", text))
    assert result.exit_code == 1
    assert message in result.stderr
    assert json.loads(result.stdout)["text"] == "а"


def test_a_table_keeps_its_columns_and_gains_tags(run, tmp_path):
    path = write(tmp_path / "a.csv", f'\ufeffid,text,"a ""b"""\r\n1,"{SPORT}\n\nXyz",ж\r\n\r\n2,Xyz,"a,b"\r\n')
    result = run(path)
    assert result.stdout.splitlines()[0] == 'id,text,"a ""b""",tags'
    assert [list(row.values()) for row in rows(result.stdout)] == [
        ["1", f"{SPORT}\n\nXyz", "ж", "sport"],
        ["2", "Xyz", "a,b", ""],
    ]
    assert run("--input", "csv", stdin=path.read_bytes()).stdout == result.stdout


@pytest.mark.parametrize(("name", "delimiter"), [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", "\t")])
def test_tables_may_have_other_delimiters(run, tmp_path, name, delimiter):
    path = write(tmp_path / name, f"id{delimiter}text\n1{delimiter}{SPORT}\n")
    result = run(path)
    assert rows(result.stdout, "\t" if name == "a.tsv" else ",") == [{"id": "1", "text": SPORT, "tags": "sport"}]


def test_no_column_of_a_table_is_overwritten(run, tmp_path):
    path = write(tmp_path / "a.csv", f"text,tags,sport,silence,file\n{SPORT},a,b,c,d\n")
    options = ["--probabilities", "--explain-silence"]
    (row,) = rows(run(path, *options, path.parent).stdout)[:1]
    assert list(row.values())[:5] == [SPORT, "a", "b", "c", "d"]
    assert (row["tagged"], row["tagged_silence"], row["tagged_file"]) == ("sport", "", str(path))
    assert float(row["tagged_sport"]) > 0.5
    again = write(tmp_path / "b.csv", run(path).stdout)
    assert run(again).stdout == again.read_text(encoding="utf-8")


def test_another_field_holds_the_text(run, tmp_path):
    table = write(tmp_path / "a.csv", f"body,n\n{SPORT},1\n")
    assert rows(run("--field", "body", table).stdout)[0]["tags"] == "sport"
    (record,) = records(run("--field", "body", stdin=as_lines({"body": SPORT, "text": 1, "paragraphs": 2})))
    assert list(record["tagged"]) == ["sport"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "id,body\n1,а\n",
            'a.csv:1: no column "text" (the columns are id, body). Give the column with the text: --field NAME.',
        ),
        ("text\0,a\nа,1\n", "a.csv:1: contains a NUL byte"),
        ("text,a,a\nа,1,2\n", 'a.csv:1: two columns have the name "a"'),
        ("text,n\nа,1\n\n\nб\n", "a.csv:5: 1 cells, but the header has 2"),
        ('text,n\n"а\n",1\nб,2,3\n', "a.csv:4: 3 cells, but the header has 2"),
        ("text\nа\nб\0\n", "a.csv:3: contains a NUL byte"),
        ('text\nа\n"б" в\n', "a.csv:3: not CSV"),
        ('text\nа\n"б\n', "a.csv:3: not CSV"),
    ],
)
def test_a_bad_table_is_named_by_line_after_what_is_good(run, tmp_path, text, message):
    result = run(write(tmp_path / "a.csv", text))
    assert result.exit_code == 1
    assert message in result.stderr
    assert ":1: " in message or rows(result.stdout)[0]["text"].strip() == "а"


def test_a_cell_may_be_longer_than_the_standard_library_allows(run, tmp_path):
    (row,) = rows(run(write(tmp_path / "a.csv", f"text\n{SPORT * 10_000}\n")).stdout)
    assert row["tags"] == "sport"


def test_records_become_a_table_or_text(run):
    stdin = as_lines({"id": 1, "text": SPORT, "x": [None]}, {"id": None, "text": CULTURE})
    assert rows(run("--format", "csv", stdin=stdin).stdout) == [
        {"id": "1", "text": SPORT, "x": "[null]", "tags": "sport"},
        {"id": "", "text": CULTURE, "x": "", "tags": "culture"},
    ]
    lines = run("--format", "text", stdin=stdin).stdout.splitlines()
    assert (lines[1], lines[4]) == (SPORT, CULTURE)
    result = run("--format", "csv", stdin=as_lines({"text": SPORT}, {"text": SPORT, "new": 1}))
    assert result.exit_code == 1
    assert '-:2: the field "new" is not in the first record' in result.stderr


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        ("{", "-:1: not JSON"),
        ('{"text": "а"}\n[]\n', "-:2: a record must be an object"),
        ('{"text": 5}', '-:1: "text" must be a string, not int. Use --skip-bad FILE to skip the record'),
        ('{"text": null, "id": 1}', '-:1: "text" must be a string, not null. Use --skip-bad FILE to skip the record'),
        ('{"paragraphs": [{}]}', '-:1: no "text"'),
        ('{"paragraphs": {}}', "-:1: a record must be an object"),
        ('{"title": 1, "paragraphs": []}', '-:1: "title" must be a string, not int'),
        ('{"text": "а", "n": {"k": 1, "k": 1}}', '-:1: an object has the key "k" twice'),
        ('{"text": "\\ud800"}', "-:1: half a surrogate pair"),
        ('{"text": "а"}{"text": "а"}', "-:1: not JSON (Extra data"),
        (b'{"text": "\xff"}', "-:1: not UTF-8 (byte 0xff at character 11)"),
    ],
)
def test_bad_records_are_named_by_line(run, stdin, message):
    result = run("--input", "jsonl", stdin=stdin)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {message}")
    assert len(result.stderr.splitlines()) == 1


def test_what_stands_before_a_bad_record_is_tagged_and_written(run):
    result = run(stdin=as_lines(*[{"text": SPORT}] * 3) + "{")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    assert "-:4: not JSON" in result.stderr


def test_bad_records_can_be_put_aside(run, tmp_path):
    lines = ['{"text": "а"}', "{", '{"text": null}', '{"text": "б", "text": "в"}', '{"text": "г"}']
    side = tmp_path / "bad.jsonl"
    result = run("--skip-bad", side, stdin="\n".join(lines).encode() + b'\n{"text": "\xff"}\n')
    assert result.exit_code == 3
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["а", "г"]
    assert result.stderr == f"Bad records skipped: 4. {side} contains each with its place and reason.\n"
    bad = [json.loads(line) for line in side.read_text(encoding="utf-8").splitlines()]
    assert [one["place"] for one in bad] == ["-:2", "-:3", "-:4", "-:6"]
    assert [one["record"] for one in bad] == [*lines[1:4], '{"text": "\\xff"}']
    assert bad[0]["reason"].startswith("not JSON")
    assert run("--skip-bad", side, stdin=lines[0]).exit_code == 0
    assert side.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("name", "text", "bad"),
    [
        ("a.csv", b'text,n\n\xd0\xb0,1\n\xff,2\n"\xd0\xb1",3\n4\n', [("3", "\\xff,2"), ("5", "4")]),
        ("a.json", b'[{"text": "\xd0\xb0"}, {"text": "\xff"},\n{"text": NaN}, {"text": "\xd0\xb1"}]', [
            ("1, record 2", '{"text": "\\xff"}'), ("2, record 3", '{"text": NaN}')]),
        ("a.txt", b"\xd0\xb0\n\xff\n\xd0\xb1\n", [("2", "\\xff")]),
    ],
)  # fmt: skip
def test_bad_parts_of_any_input_can_be_put_aside(run, tmp_path, name, text, bad):
    (tmp_path / name).write_bytes(text)
    result = run(tmp_path / name, "--skip-bad", tmp_path / "bad", "--format", "jsonl")
    assert result.exit_code == 3, result.output
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["а", "б"]
    told = [json.loads(line) for line in (tmp_path / "bad").read_text(encoding="utf-8").splitlines()]
    assert [(one["place"], one["record"]) for one in told] == [
        (f"{tmp_path / name}:{place}", raw) for place, raw in bad
    ]


# Files


def test_a_folder_gives_every_file_that_can_be_read_in_order_of_name(run, tmp_path):
    folder = tmp_path / "news"
    for name in ("b.txt", "c/d.md", "a.jsonl", "pic.png", ".hidden/x.txt", "z.txt.gz"):
        text = as_lines({"text": SPORT}) if name == "a.jsonl" else SPORT
        write(folder / name, text) if "/" not in name else write_below(folder / name, text)
    (folder / "z.txt.gz").write_bytes(gzip.compress(CULTURE.encode()))
    result = records(run(folder, "--format", "jsonl"))
    assert [record["file"] for record in result] == [
        str(folder / name) for name in ("a.jsonl", "b.txt", "c/d.md", "z.txt.gz")
    ]
    (tmp_path / "empty").mkdir()
    assert (
        "empty: the folder contains no texts. Give files whose names end in .txt, .md" in run(tmp_path / "empty").stderr
    )


def write_below(path, text):
    path.parent.mkdir(parents=True)
    write(path, text)


def test_the_name_of_the_file_takes_no_field_of_the_record(run, tmp_path):
    path = write(tmp_path / "a" / "b.jsonl", as_lines({"text": SPORT, "file": 5}, {"text": SPORT}))
    first, second = records(run(path.parent))
    assert (first["file"], first["tagged_file"], second["file"]) == (5, str(path), str(path))


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.txt", "a.txt.packed", "-"])
def test_what_is_packed_is_known_by_its_first_bytes(run, tmp_path, pack, name):
    (tmp_path / name).write_bytes(pack(SPORT.encode()))
    result = run("-", stdin=(tmp_path / name).read_bytes()) if name == "-" else run(tmp_path / name)
    assert result.stdout.startswith("[sport")


def test_records_may_be_packed(run, tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(as_lines({"text": SPORT}).encode()))
    (tmp_path / "a.csv.xz").write_bytes(lzma.compress(f"text\n{SPORT}\n".encode()))
    assert records(run(tmp_path / "a.jsonl.gz"))[0]["text"] == SPORT
    assert rows(run(tmp_path / "a.csv.xz").stdout)[0]["tags"] == "sport"


def test_a_truncated_archive_is_one_error_after_what_can_be_read(run, tmp_path):
    text = "".join(f"{SPORT} {number * 7919 % 10007}\n" for number in range(5000))
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode())[:-2000])
    result = run(tmp_path / "a.txt.gz")
    assert result.exit_code == 1
    assert result.stdout.count(SPORT) > 1000
    assert len(result.stderr.splitlines()) == 1
    assert "a.txt.gz: damaged or truncated" in result.stderr


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-16-be", "utf-32"])
def test_an_encoding_can_be_named(run, tmp_path, encoding):
    path = write(tmp_path / "a.jsonl", as_lines({"text": SPORT}), encoding)
    assert records(run("--encoding", encoding, path))[0]["text"] == SPORT


def test_bytes_that_are_no_text_are_named_by_line_with_the_way_out(run, tmp_path):
    path = tmp_path / "cp1251.txt"
    path.write_bytes("строка\n".encode() + "ещё".encode("cp1251"))
    result = run(path)
    assert result.exit_code == 1
    assert "cp1251.txt:2: not UTF-8 (byte 0xe5 at character 1)" in result.stderr
    assert "--encoding cp1251" in result.stderr
    assert "строка" in result.stdout
    assert "cp1251.txt:1: not ascii" in run("--encoding", "ascii", path).stderr
    result = run("--encoding", "rot13", path)
    assert result.exit_code == 2
    assert "'rot13' is not a text encoding" in result.stderr


def test_a_missing_file_is_one_line_without_traceback(run, tmp_path):
    result = run(write(tmp_path / "a.txt", SPORT), "none.txt")
    assert result.exit_code == 1
    assert result.output == "Error: none.txt: does not exist.\n"


def test_a_name_cannot_act_on_the_terminal(run, tmp_path):
    path = write(tmp_path / "a\x1b[31m.txt", SPORT)
    assert "a\\x1b[31m.txt ==" in run(path, path).stdout
    for result in (run(path, tmp_path / "\x1b.txt"), run(path, "--encoding", "ascii")):
        assert result.stderr.startswith("Error: ")
        assert "\x1b" not in result.stderr


# Output


def test_an_output_file_is_there_when_it_is_whole(run, tmp_path):
    output = write(tmp_path / "out.jsonl", "old")
    assert run("--output", output, stdin=as_lines({"text": SPORT}) + "{").exit_code == 1
    assert output.read_text(encoding="utf-8") == "old"
    part = tmp_path / "out.jsonl.part"
    assert json.loads(part.read_text(encoding="utf-8"))["text"] == SPORT
    result = run("--output", output, stdin=as_lines({"text": SPORT}))
    assert result.output == ""
    assert list(json.loads(output.read_bytes())["tagged"]) == ["sport"]
    assert not part.exists()
    assert run("--output", "-", stdin=SPORT).stdout.startswith("[sport")


def test_a_run_that_tags_nothing_leaves_nothing(run, tmp_path):
    result = run("--output", tmp_path / "out", "--input", "jsonl", stdin="{")
    assert len(result.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize("option", ["--output", "--skip-bad"])
def test_no_input_is_overwritten(run, tmp_path, model_path, option):
    path = write(tmp_path / "news" / "a.txt", SPORT)
    for source in (path, path.parent):
        result = run(source, option, path)
        assert result.exit_code == 1
        assert "is given twice or is also an input" in result.stderr
    assert path.read_text(encoding="utf-8") == SPORT
    assert run(path, option, model_path).exit_code == 1
    assert topictag.load(model_path).topics


def test_standard_output_may_not_go_into_what_is_read(start, tmp_path):
    path = write(tmp_path / "a.txt", SPORT)
    with path.open("ab") as output:
        process = start(path, stdout=output)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"a.txt: the output is written to this input" in stderr
    assert path.read_text(encoding="utf-8") == SPORT


# Answers


def test_thresholds_are_given_for_all_topics_and_for_some(run):
    every = records(run("--threshold", "0", stdin=as_lines({"text": SPORT})))[0]["tagged"]
    assert set(every) == {"culture", "economy", "sport"}
    some = records(run("--threshold", "1", "--threshold", "culture=0", stdin=as_lines({"text": SPORT})))[0]["tagged"]
    assert list(some) == ["culture"]
    assert run("--threshold", "1", stdin=SPORT).stdout.startswith("[no topic]")


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--threshold", "high"], 2, "'high' is not a number like 0.9 or TOPIC=0.9"),
        (["--threshold", "sprot=0.9"], 1, "'sprot' is not a topic"),
        (["--threshold", "2"], 1, "must be a number from 0 to 1"),
        (["--top", "0"], 1, "--top must be a whole number of at least 1"),
        (["--top", "1", "--threshold", "1"], 1, "Give one of them"),
        (["--jobs", "0"], 1, "--jobs must be a whole number other than 0, not 0. Use -1"),
    ],
)
def test_impossible_options_are_refused_before_anything_is_read(run, tmp_path, options, status, message):
    result = run(write(tmp_path / "a.txt", SPORT), *options)
    assert result.exit_code == status
    assert message in result.stderr
    assert result.stdout == ""


def test_the_most_probable_topics_can_be_had_whatever_they_are(run):
    assert len(records(run("--top", "2", stdin=as_lines({"text": SPORT})))[0]["tagged"]) == 2


def test_probabilities_of_all_topics(run, model_path, tmp_path):
    topics = list(topictag.load(model_path).topics)
    table = write(tmp_path / "a.csv", f"text\n{SPORT}\nOil is up\n")
    (record,) = records(run("--probabilities", stdin=as_lines({"text": SPORT})))
    assert list(record["probabilities"]) == topics
    assert record["probabilities"]["sport"] == record["tagged"]["sport"]
    assert all(figure == round(figure, 4) for figure in record["probabilities"].values())
    (paragraph,) = records(run("--probabilities", "--format", "jsonl", stdin=SPORT))
    assert paragraph["probabilities"] == record["probabilities"]
    first, second = rows(run("--probabilities", table).stdout)
    assert [float(first[topic]) for topic in topics] == list(record["probabilities"].values())
    assert [float(second[topic]) for topic in topics] == [0, 0, 0]
    bracket = run("--probabilities", stdin=SPORT).stdout.splitlines()[0]
    assert bracket.startswith(f"[sport {record['tagged']['sport']:.4f} | ")
    assert all(topic in bracket for topic in topics)


@pytest.mark.parametrize("options", [[], ["--top", "2"], ["--threshold", "0"], ["--threshold", "sport=1"]])
@pytest.mark.parametrize("stdin", [f"{SPORT}\n{CULTURE}\nOil is up.", as_lines({"text": SPORT}, {"text": "Oil."})])
def test_probabilities_change_no_tag_and_cost_no_second_reading(run, monkeypatch, options, stdin):
    calls = []
    for name in ("tag_paragraphs", "tag_many", "probabilities"):
        original = getattr(topictag.Tagger, name)

        def counted(self, texts, *, original=original, **extra):
            calls.append(texts)
            return original(self, texts, **extra)

        monkeypatch.setattr(topictag.Tagger, name, counted)
    plain = records(run("--format", "jsonl", *options, stdin=stdin))
    n_calls = len(calls)
    detailed = records(run("--format", "jsonl", "--probabilities", *options, stdin=stdin))
    assert len(calls) == 2 * n_calls
    assert all(len(one.pop("probabilities")) == 3 for one in detailed)
    assert detailed == plain
    assert [list(one["tagged"]) for one in detailed] == [list(one["tagged"]) for one in plain]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Oil is up today.", "skipped: not Russian"),
        ("Зюзьга мымрит.", "nothing known"),
        ("— — —", "no word"),
        (SPORT, "below every threshold"),
    ],
)
def test_silence_is_explained(run, tmp_path, text, reason):
    options = ["--explain-silence", "--threshold", "1"]
    assert run(*options, stdin=text).stdout.startswith(f"[no topic: {reason}]\n")
    article = {"paragraphs": [{"text": text}]}
    for record in records(run(*options, stdin=as_lines({"text": text}, article))):
        assert record["silence"] == reason
        assert all(paragraph["silence"] == reason for paragraph in record.get("paragraphs", []))
    assert rows(run(*options, write(tmp_path / "a.csv", f"text\n{text}\n")).stdout)[0]["silence"] == reason


def test_what_has_tags_is_not_silent(run):
    assert "silence" not in records(run("--explain-silence", stdin=as_lines({"text": SPORT})))[0]
    assert rows(run("--explain-silence", "--format", "csv", stdin=SPORT).stdout)[0]["silence"] == ""


def test_threads_change_nothing(run):
    stdin = as_lines(*({"id": n, "text": (SPORT, CULTURE, "Xyz.")[n % 3]} for n in range(3000)))
    assert run("--jobs", "2", stdin=stdin).stdout == run(stdin=stdin).stdout


# Processes


def test_tags_appear_before_the_input_ends(start):
    process = start("--paragraphs", "lines", environment={"PYTHONIOENCODING": "utf-8"})
    process.stdin.write(f"{SPORT}\n".encode())
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"[sport")
    process.stdin.write(f"{CULTURE}\n".encode())
    process.stdin.flush()
    assert [process.stdout.readline() for _ in range(3)][2].startswith(b"[culture")


def test_a_long_text_appears_before_it_ends(start):
    process = start()
    writer = threading.Thread(target=lambda: (process.stdin.write(f"{SPORT}\n".encode() * 3000), process.stdin.flush()))
    writer.start()
    assert process.stdout.readline().startswith(b"[sport")
    for _ in range(3 * 2000):
        process.stdout.readline()
    writer.join()
    assert process.poll() is None


def test_a_closed_pipe_ends_it_quietly(start, tmp_path):
    process = start(write(tmp_path / "a.jsonl", as_lines({"text": SPORT}) * 20_000))
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == b""


def test_an_interrupt_leaves_whole_records(start):
    process = start("--format", "jsonl", "--paragraphs", "lines")
    process.stdin.write(f"{SPORT}\n".encode())
    process.stdin.flush()
    line = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest, stderr = process.stdout.read(), process.stderr.read()
    assert process.wait(timeout=60) == 130
    assert all(json.loads(one)["tagged"] for one in (line + rest).splitlines())
    assert b"Traceback" not in stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("n", [1, 20_000])
def test_a_full_disk_is_one_line(start, tmp_path, n):
    with Path("/dev/full").open("wb") as full:
        process = start(write(tmp_path / "a.txt", f"{SPORT}\n" * n), stdout=full)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert stderr.decode() == "Error: standard output: cannot be written (No space left on device).\n"


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1252"}]
)
def test_a_terminal_without_russian_letters_gets_escapes(start, tmp_path, environment):
    paths = [write(tmp_path / "a.txt", SPORT), write(tmp_path / "a.jsonl", as_lines({"text": f"{SPORT} 😀"}))]
    texts, records = (start(path, environment=environment) for path in paths)
    stdout, stderr = texts.communicate(timeout=60)
    assert (texts.returncode, stderr) == (0, b"")
    assert b"[sport" in stdout
    stdout, stderr = records.communicate(timeout=60)
    assert (records.returncode, stderr) == (0, b"")
    assert json.loads(stdout.splitlines()[-1])["text"] == f"{SPORT} 😀"


def test_a_file_is_utf_8_whatever_the_terminal(start, tmp_path):
    source, output = write(tmp_path / "a.txt", SPORT), tmp_path / "out"
    start(source, "--output", output, environment={"PYTHONIOENCODING": "ascii"}).communicate(timeout=60)
    assert SPORT in output.read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("no_color", ["", "1"])
def test_only_a_terminal_gets_bold_text_unless_it_wants_none(start, tmp_path, no_color):
    terminal, side = os.openpty()
    process = start(
        write(tmp_path / "a.txt", SPORT), stdout=side, environment={"NO_COLOR": no_color, "PYTHONIOENCODING": "utf-8"}
    )
    process.wait(timeout=60)
    os.close(side)
    shown = os.read(terminal, 1000)
    os.close(terminal)
    assert (b"\x1b[1m[sport" in shown) == (not no_color)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_a_text_acts_on_no_terminal_and_reaches_a_pipe_unchanged(start, tmp_path, form):
    text = f"{SPORT} \x9b31m\x1b[31m \u202e"
    path = write(tmp_path / "a.jsonl", as_lines({"text": text, "key\x9b": 1}))
    process = start(path, "--format", form, environment={"PYTHONIOENCODING": "utf-8"})
    piped, _ = process.communicate(timeout=60)
    assert (json.loads(piped)["text"] if form == "jsonl" else piped.decode()).count(text) == 1
    terminal, side = os.openpty()
    environment = {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    start(path, "--format", form, stdout=side, environment=environment).communicate(timeout=60)
    os.close(side)
    shown = os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert SPORT in shown
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
    if form == "jsonl":
        assert json.loads(shown)["text"] == text


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_file_that_cannot_be_read_is_one_line(run):
    result = run("/proc/self/mem")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: /proc/self/mem: cannot be read (Input/output error).\n"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("options", [[], ["--quiet"]])
def test_progress_is_shown_to_who_sits_at_a_terminal(start, tmp_path, options):
    import termios

    terminal, side = os.openpty()
    termios.tcsetwinsize(side, (24, 80))
    process = start(write(tmp_path / "a.txt", SPORT), *options, stderr=side)
    process.communicate(timeout=60)
    os.write(side, b".")  # so that there is something to read
    os.close(side)
    shown = os.read(terminal, 1000)
    os.close(terminal)
    assert (b"tagging: 100%" in shown) == (not options)


def test_files_of_several_kinds_are_one_kind_of_output(run, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    write(folder / "a.txt", SPORT)
    write(folder / "b.jsonl", as_lines({"id": 1, "text": CULTURE}))
    write(folder / "c.csv", f"text\n{SPORT}\n")
    (folder / "d.png").write_bytes(b"\x89PNG")
    (folder / ".hidden").write_bytes(b"")
    result = run(folder)
    assert [list(record["tagged"]) for record in records(result)] == [["sport"], ["culture"], ["sport"]]
    assert "Files skipped in folders because of their names: 1." in result.stderr
    assert "because of their names: 1." in run(folder, "--output", folder / "tagged.out").stderr


@pytest.mark.parametrize(("name", "first"), [("o.csv", "text,"), ("o.jsonl", "{"), ("o.txt", "["), ("o.out", "{")])
def test_the_name_of_the_output_tells_its_format(run, tmp_path, name, first):
    source = write(tmp_path / "a.jsonl", as_lines({"text": SPORT}))
    assert run(source, "--output", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(first)


def test_an_output_is_not_compressed(run, tmp_path):
    result = run(write(tmp_path / "a.txt", SPORT), "--output", tmp_path / "o.jsonl.gz")
    assert result.exit_code == 1
    assert "output cannot be compressed. Remove .gz from the name" in result.stderr


def test_an_empty_name_is_no_folder(run):
    result = run("")
    assert result.exit_code == 2
    assert "the name is empty" in result.stderr


def test_a_text_in_the_place_of_a_file_is_told_the_way(run):
    assert "echo TEXT | topictag tag" in run("Нефть дорожает.").stderr


@pytest.mark.parametrize(
    ("head", "kind"), [(b"%PDF-1.4", "a PDF file"), (b"PK\x03\x04", "an archive"), (b"\x89PNG", "a picture")]
)
def test_what_is_no_text_is_refused(run, tmp_path, head, kind):
    (tmp_path / "a.txt").write_bytes(head + b"\n\xff\xfe")
    result = run(tmp_path / "a.txt")
    assert result.exit_code == 1
    assert f"is {kind}" in result.stderr


def test_text_with_nul_is_no_text(run, tmp_path):
    (tmp_path / "a.txt").write_bytes(SPORT.encode("utf-16-le"))
    result = run(tmp_path / "a.txt")
    assert result.exit_code == 1
    assert "a.txt:1: contains a NUL byte" in result.stderr
    assert "sport" in run(tmp_path / "a.txt", "--encoding", "utf-16-le").stdout


@pytest.mark.parametrize("stdin", ['[{"text": "%s"}]', '[\n  {"text": "%s"}\n]', '{\n  "text": "%s"\n}'])
def test_json_on_standard_input_is_told_from_text(run, stdin):
    (record,) = records(run(stdin=stdin % SPORT))
    assert list(record["tagged"]) == ["sport"]


def test_broken_json_on_standard_input_is_not_taken_for_text(run):
    result = run(stdin='{"text": "Нефть",}\n{"text": "Газ"}\n')
    assert result.exit_code == 1
    assert "-:1: not JSON" in result.stderr


@pytest.mark.parametrize(
    ("lines", "options", "expected"),
    [([{"text": SPORT}, {"text": CULTURE}], [], b'"sport"'), ([SPORT * 4, CULTURE], [], b"[sport")],
)
def test_whoever_waits_at_a_pipe_gets_each_answer_at_once(start, lines, options, expected):
    process = start(*options, stdin=subprocess.PIPE)
    first = lines[0] if isinstance(lines[0], str) else json.dumps(lines[0])
    process.stdin.write(f"{first}\n".encode())
    process.stdin.flush()
    assert expected in process.stdout.readline()  # before there is more
    process.communicate(timeout=60)


# Limits


def long_record(n_bytes=1_200_000):
    return json.dumps({"text": SPORT, "note": "x" * n_bytes}, ensure_ascii=False)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "-"])
def test_a_json_line_that_is_too_long_is_told_after_what_stands_before_it(run, tmp_path, name):
    data = "\n".join([json.dumps({"text": SPORT}), long_record(), json.dumps({"text": CULTURE})]).encode()
    source = tmp_path / name if name != "-" else "-"
    if name != "-":
        source.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = run(source, "--max-line", "1", stdin=data)
    assert result.exit_code == 1
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [SPORT]
    assert f"{source}:2: the line is longer than 1 MB." in result.stderr
    assert "--max-line MB" in result.stderr
    side = tmp_path / "bad.jsonl"
    result = run(source, "--max-line", "1", "--skip-bad", side, stdin=data)
    assert result.exit_code == 3
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [SPORT, CULTURE]
    assert json.loads(side.read_text(encoding="utf-8"))["record"] == ""
    assert len(records(run(source, stdin=data))) == 3


def test_a_long_first_record_of_standard_input_is_recognised(run):
    assert records(run(stdin=long_record()))[0]["tagged"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", f"[{long_record()}]", "a.json: the JSON document, which is read whole, is longer than 1 MB"),
        ("a.csv", f"text,n\n{SPORT},{'x' * 1_200_000}\n", "a.csv:2: the line is longer than 1 MB"),
        ("a.csv", f'text,n\n{SPORT},"' + "x\n" * 600_000, "lines above, is longer than 1 MB"),
        ("a.tsv", f"text\tn\n{SPORT}\t{'x' * 1_200_000}\n", "a.tsv:2: the line is longer than 1 MB"),
        ("a.html", f"<p>{SPORT}</p><!--{'x' * 1_200_000}-->", "a.html: the page, which is read whole, is longer"),
    ],
    ids=["json", "csv", "csv quotation", "tsv", "html"],
)
def test_whatever_has_to_be_held_whole_is_bounded(run, tmp_path, name, text, message):
    path = write(tmp_path / name, text)
    result = run(path, "--max-line", "1")
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    if not text.endswith("x\n"):
        assert run(path).exit_code == 0


def test_lines_of_text_have_no_limit(run):
    result = run("--max-line", "1", "--paragraphs", "lines", stdin=f"{SPORT} " * 40_000)
    assert result.exit_code == 0


def test_rows_of_a_table_may_have_many_lines_together(run, tmp_path):
    path = write(tmp_path / "a.csv", "text,n\n" + f'{SPORT},"{"x" * 300_000}\n"\n' * 5)
    assert run(path, "--max-line", "1").exit_code == 0


def test_endless_blank_lines_are_not_kept():
    assert len(look_ahead(repeat("\n" * 1000))) < 2000


def test_records_that_are_nested_deep_are_bad_records(run, tmp_path):
    for depth in (300, *range(930, 1000, 5), 100_000):
        line = f'{{"text": {"[" * depth}"\\ud83d"{"]" * depth}}}'
        for kind in ("jsonl", "json"):
            result = run("--input", kind, "--skip-bad", tmp_path / "bad", stdin=line)
            assert result.exit_code in (1, 3), result.output
            assert isinstance(result.exception, SystemExit)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file of Linux")
def test_a_special_file_that_cannot_be_read_is_told_in_one_line(run):
    result = run("/proc/self/mem")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: /proc/self/mem: cannot be read (Input/output error).\n"


def test_a_text_in_place_of_a_path_is_told_in_one_line(run):
    result = run("нефть" * 1000)
    assert result.exit_code == 1
    assert "cannot be read (File name too long)" in result.stderr
    assert len(result.stderr) < 200
