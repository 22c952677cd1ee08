"""``topictag explain``: what it reads, the formats that it writes, and what it refuses."""

import gzip
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main

SPORT = "Хоккеисты выиграли матч чемпионата."
CULTURE = "В театре прошла премьера спектакля."


@pytest.fixture
def run(model_path):
    """Call ``topictag explain`` with a model of sport, culture and economy."""

    def invoke(*arguments, stdin=None, **extra):
        command = ["explain", "--model", model_path, *arguments]
        return CliRunner().invoke(main, [*map(str, command)], input=stdin, **extra)

    return invoke


def test_a_text_from_standard_input_is_explained_as_text(run):
    for arguments in ((), ("-",)):
        result = run(*arguments, stdin=SPORT)
        assert result.exit_code == 0
        assert result.stdout.startswith("Tags: sport ")
        assert "sport: given, probability " in result.stdout
        assert "\x1b" not in result.stdout


def test_without_a_model_the_shipped_one_serves():
    result = CliRunner().invoke(main, ["explain"], input="Нефть дорожает.")
    assert "energy: given" in result.stdout


def test_json_is_what_the_explanation_says(run, leisure, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"{SPORT}\r\n{CULTURE}", encoding="utf-8", newline="")
    shown = json.loads(run(path, "--format", "json").stdout)
    text = f"{SPORT}\r\n{CULTURE}"
    assert shown == json.loads(json.dumps(leisure.explain(text).to_dict(top=20)))
    assert [text[own["start"] : own["end"]] for own in shown["paragraphs"]] == [SPORT, CULTURE]


@pytest.mark.parametrize("top", [0, 1, 2])
def test_top_bounds_the_terms_and_the_rest_is_summed_up(run, top):
    shown = json.loads(run("--format", "json", "--top", top, stdin=SPORT).stdout)
    for topic in shown["paragraphs"][0]["topics"]:
        assert len(topic["contributions"]) == top
        parts = sum(own["contribution"] for own in topic["contributions"])
        assert parts + topic["rest"]["contribution"] + topic["intercept"] == pytest.approx(topic["score"], abs=1e-6)


def test_html_is_a_page(run, leisure):
    assert run("--format", "html", stdin=SPORT).stdout == leisure.explain(SPORT).to_html()


@pytest.mark.parametrize(
    ("name", "beginning"), [("a.html", "<!doctype html>"), ("a.json", '{"version": 1'), ("a.txt", "Tags: ")]
)
def test_the_name_of_the_output_decides_the_format(run, tmp_path, name, beginning):
    path = tmp_path / name
    result = run("--output", path, stdin=SPORT)
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_text(encoding="utf-8").startswith(beginning)
    assert [own.name for own in tmp_path.iterdir() if own.suffix != ".safetensors"] == [name]


def test_the_input_is_never_overwritten(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SPORT, encoding="utf-8")
    result = run(path, "--output", path)
    assert result.exit_code == 1
    assert "is given twice or is also an input" in result.stderr
    assert path.read_text(encoding="utf-8") == SPORT


def test_topics_and_thresholds_are_chosen(run):
    result = run("--topic", "culture", "--topic", "sport", "--threshold", "sport=1", stdin=SPORT)
    assert "sport: not given" in result.stdout
    assert "economy" not in result.stdout


@pytest.mark.parametrize(("mode", "n"), [("lines", 3), ("blank", 1)])
def test_paragraphs_end_as_asked(run, mode, n):
    result = run("--format", "json", "--paragraphs", mode, stdin=f"{SPORT}\n{CULTURE}\n{SPORT}")
    assert len(json.loads(result.stdout)["paragraphs"]) == n


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (SPORT.encode("utf-8-sig"), ()),
        (SPORT.encode("utf-16"), ()),
        (SPORT.encode("cp1251"), ("--encoding", "cp1251")),
        (gzip.compress(SPORT.encode()), ()),
        (f"<p\nclass='x'>{SPORT}</p>".encode(), ()),
    ],
    ids=["mark", "utf-16", "cp1251", "gzip", "page"],
)
def test_files_are_read_as_tag_reads_them(run, tmp_path, data, arguments):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert run(path, *arguments).stdout.startswith("Tags: sport ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing to explain: the text is empty."),
        ("\n \n", "Nothing to explain: the text is empty."),
        ("The match is over.", "Nothing to explain: the text was not read, because it is not Russian."),
    ],
)
@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_nothing_to_explain_is_said_and_no_failure(run, text, sentence, form):
    result = run("--format", form, stdin=text)
    assert result.exit_code == 0
    if form == "json":
        assert json.loads(result.stdout)["tags"] == {}
    else:
        assert sentence in result.stdout


def test_what_cannot_be_explained_says_why(run, tmp_path, model_path):
    (tmp_path / "a.csv").write_text("text\nМатч\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xd0\x9c\n\xff\xfe\xfa")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    cases = {
        tmp_path / "none.txt": "none.txt: does not exist. To explain a text itself, pipe it in",
        tmp_path: "is a folder. Give one file with a text.",
        tmp_path / "a.csv": "a.csv: contains records (csv), and one text is explained at a time.",
        tmp_path / "bad.txt": "bad.txt:2: not UTF-8 (byte 0xff at character 1).",
        tmp_path / "scan.pdf": "scan.pdf: is a PDF file, not text.",
        model_path: "is a model file, not a text. Give the model with --model, and a text to explain.",
    }
    for path, message in cases.items():
        result = run(path)
        assert result.exit_code == 1
        assert message in result.stderr
        assert result.stdout == ""
    records = run(stdin='{"text": "Матч"}\n')
    assert records.exit_code == 1
    assert "-: contains records (jsonl)" in records.stderr


def test_a_text_that_is_too_long_is_refused(run, monkeypatch):
    monkeypatch.setattr("topictag.cli.tagging.whole_text.MAX_LINE_BYTES", 100)
    result = run(stdin=f"{SPORT}\n" * 10)
    assert result.exit_code == 1
    assert "Explain a part of it." in result.stderr


def test_wrong_options_say_the_way_out(run, tmp_path):
    closest = run("--topic", "sprot", stdin=SPORT)
    assert closest.exit_code == 1
    assert "--topic: 'sprot' is not a topic of this model. Did you mean 'sport'?" in closest.stderr
    two = run(tmp_path / "a.txt", tmp_path / "b.txt")
    assert two.exit_code == 2
    assert "One file is explained at a time, not 2. For several, call the command in a loop." in two.stderr
    assert run("--top", "-1", stdin=SPORT).exit_code == 2
    assert run("--threshold", "2", stdin=SPORT).exit_code == 1
    assert run("", stdin=SPORT).exit_code == 2


def test_the_output_has_a_name_of_a_format(run, tmp_path):
    pdf = run("--output", tmp_path / "why.pdf", stdin=SPORT)
    assert pdf.exit_code == 1
    assert "the ending .pdf belongs to no format. Give a name that ends with .txt, .html, .htm or .json" in pdf.stderr
    assert run("--output", tmp_path / "why.pdf", "--format", "text", stdin=SPORT).exit_code == 0
    nameless = run("--output", tmp_path / "why", stdin=SPORT)
    assert "why: the name has no ending. Give a name that ends with .txt, .html, .htm or .json" in nameless.stderr
    assert not (tmp_path / "why").exists()
    assert run("--output", tmp_path / "why", "--format", "text", stdin=SPORT).exit_code == 0
    assert run("--output", "-", stdin=SPORT).exit_code == 0
    folder = run("--output", tmp_path, stdin=SPORT)
    assert f"is a folder. Give a file, for example {tmp_path / 'why.html'}." in folder.stderr


def test_a_model_of_one_topic_per_text_can_abstain(solo, tmp_path, run):
    path = tmp_path / "solo.safetensors"
    solo.save(path)

    def call(*options):
        return CliRunner().invoke(main, ["explain", "--model", str(path), *options], input=SPORT)

    assert call("--abstain", "0").stdout.startswith("Tags: ")
    assert "No tag: the most probable topic, " in call("--abstain", "1").stdout
    assert (
        "abstain is a threshold, so you cannot set --threshold too"
        in call(*["--abstain", "1", "--threshold", "1"]).stderr
    )
    assert "--abstain must be a number from 0 to 1" in call("--abstain", "2").stderr
    assert "is for models that give exactly one topic per text" in run("--abstain", "0.5", stdin=SPORT).stderr


def test_json_of_a_long_text_is_bounded(run):
    shown = json.loads(run("--format", "json", stdin=f"{SPORT}\n" * 250).stdout)
    assert (len(shown["paragraphs"]), shown["paragraphs_left_out"]) == (200, 50)


def test_a_long_text_is_bounded_and_says_so(run):
    result = run("--topic", "sport", stdin=f"{SPORT} " * 3000)
    assert len(result.stdout) < 40_000
    assert "20,000 of its " in result.stdout


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def test_a_terminal_gets_colour_and_no_control_characters(leisure, monkeypatch):
    from topictag.cli.explain import _print

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    explanation = leisure.explain(f"{SPORT} \x07\u202e")
    for has_colour in (True, False):
        monkeypatch.setattr(sys, "stdout", _Terminal())
        _print(explanation, "text", None, has_colour=has_colour)
        shown = sys.stdout.getvalue()
        assert ("\x1b[1;4;32m" in shown) == has_colour
        assert "\x1b[1;4" in shown
        assert "\\x07\\u202e" in shown
    monkeypatch.setattr(sys, "stdout", _Terminal())
    _print(explanation, "json", None, has_colour=True)
    assert not {"\x07", "\u202e"} & set(sys.stdout.getvalue())


def test_tagging_imports_none_of_it():
    code = "import sys, topictag; topictag.tag('Нефть'); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert "topictag" in found
    assert not [name for name in found if "explanation" in name or name.startswith(("topictag.reports", "rich"))]


def test_topictag_is_what_the_command_explains(root):
    path = root / "examples" / "article.txt"
    result = CliRunner().invoke(main, ["explain", str(path)])
    assert result.stdout == str(topictag.explain(path.read_text(encoding="utf-8"))) + "\n"
