"""``topictag watch``: what it prints, its exit status, and what an article is in each kind of input."""

import json

import pytest
from click.testing import CliRunner

from topictag.cli.main import main
from topictag.cli.tagging.articles import ArticleReader
from topictag.cli.tagging.sources import find_sources

ENERGY, PEACE, SPORT = (
    "Газопровод остановлен на ремонт.",
    "Посредники объявили о прекращении огня.",
    "Сборная победила.",
)


@pytest.fixture
def write(tmp_path):
    def write_rows(name, texts, **fields):
        path = tmp_path / name
        rows = [{"id": str(number), "text": text, **fields} for number, text in enumerate(texts)]
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    return write_rows


@pytest.fixture
def before(write):
    return write("before.jsonl", [ENERGY, SPORT, SPORT, SPORT] * 25)


@pytest.fixture
def after(write):
    return write("after.jsonl", [PEACE, SPORT, SPORT, SPORT] * 25)


def run(*arguments):
    return CliRunner().invoke(main, ["watch", *map(str, arguments)])


def test_the_same_texts_end_with_0(before):
    result = run("-", before, "--reference", before)
    assert result.exit_code == 0, result.output
    assert "- No change found: no difference is significant, and none reaches its bound." in result.stdout
    assert f"New: {before}. Reference: {before}." in result.stdout
    assert '"Found from" is the change' in result.stdout
    assert '"at probability" is' in result.stdout
    assert f"Warning: TEXTS and --reference both contain {before}." in result.stderr
    assert "100 new articles (100 paragraphs) and 100 of the reference" in result.stdout


def test_a_change_ends_with_1_and_is_named(before, after):
    result = run("-", after, "--reference", before)
    assert result.exit_code == 1
    assert "- peace talks: 25.0 % of the paragraphs get the tag (0.0 % in the reference)." in result.stdout
    assert result.stderr == ""
    row = next(line for line in result.stdout.splitlines() if line.startswith("  peace talks"))
    assert "25.0 %" in row
    assert row.endswith("changed")


def test_a_profile_gives_the_same_answer_as_the_texts(before, after, tmp_path):
    saved = run("-", before, "--save-reference", tmp_path / "before.json")
    assert saved.exit_code == 0
    assert "the profile of 100 articles" in saved.stdout
    by_texts, by_profile = (run("-", after, "--json", "--reference", own) for own in (before, tmp_path / "before.json"))
    assert by_profile.exit_code == 1
    one, other = (json.loads(own.stdout) for own in (by_profile, by_texts))
    assert one.pop("reference_inputs") == [str(tmp_path / "before.json")]
    assert other.pop("reference_inputs") == [before]
    assert one == other
    assert one["inputs"] == [after]
    assert one["version"] == 1


def test_todays_texts_can_become_the_next_reference(before, after, tmp_path):
    result = run("-", after, "--reference", before, "--save-reference", tmp_path / "after.json")
    assert result.exit_code == 1
    assert run("-", after, "--reference", tmp_path / "after.json").exit_code == 0


def test_bounds_are_options(before, after):
    arguments = ("-", after, "--reference", before)
    assert run(*arguments, "--bound", "0.3", "--score-bound", "0.3").exit_code == 0
    assert run(*arguments, "--alpha", "1e-30").exit_code == 0


def test_the_report_is_a_page_that_stands_alone(before, after, tmp_path):
    assert run("-", after, "--reference", before, "--report", tmp_path / "drift.html").exit_code == 1
    page = (tmp_path / "drift.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "peace talks" in page
    assert "http" not in page


@pytest.mark.parametrize("option", ["--report", "--save-reference"])
@pytest.mark.parametrize("is_reference", [False, True])
def test_no_output_goes_into_a_folder_that_is_read(option, is_reference, before, tmp_path):
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("\n".join([SPORT] * 40), encoding="utf-8")
    texts, reference = (before, folder) if is_reference else (folder, before)
    output = folder / "sub" / "r.html"
    result = run("-", texts, "--reference", reference, option, output)
    assert result.exit_code == 2
    assert f"is in the folder {folder}, whose files are read as texts" in result.stderr
    assert not output.exists()
    assert run("-", texts, "--reference", reference, option, tmp_path / "r.html").exit_code in (0, 1)


def test_an_indented_profile_is_a_reference(before, after, tmp_path):
    path = tmp_path / "p.json"
    run("-", before, "--save-reference", path)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=2), encoding="utf-8")
    result = run("-", after, "--reference", path)
    assert result.exit_code == 1, result.output
    assert "100 of the reference (100 paragraphs)" in result.stdout


def test_paragraphs_of_an_article_are_one_unit(write, before):
    result = run("-", write("one.jsonl", [SPORT] * 100, article="a"), "--reference", before)
    assert result.exit_code == 2
    assert "TEXTS: only 1 article with words" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{before}"], "Give --reference with texts or a profile"),
        (["{before}", "--save-reference", "p.json", "--json"], "Give --reference"),
        (["{before}", "--reference", "gone.jsonl"], "gone.jsonl: does not exist"),
        (["{before}", "--reference", "{before}", "--alpha", "0"], "--alpha must be a number"),
        (["{before}", "--reference", "{before}", "--score-bound", "2"], "--score-bound must be a number"),
        (["{before}", "--reference", "{before}", "--report", "{before}"], "is given twice or is also an input"),
        (["{before}", "--reference", "{before}", "--field", "body"], 'no "body"'),
        (["{before}", "--reference", "{before}", "--report", "drift.pdf"], "drift.pdf: the report is a page of HTML."),
        (
            ["{before}", "--reference", "{before}", "--article", "nope"],
            "TEXTS: no record has the field 'nope' of --article (the fields are id, text).",
        ),
    ],
)
def test_a_wrong_use_ends_with_2_and_a_message(arguments, message, before):
    result = run("-", *(own.format(before=before) for own in arguments))
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_profile_is_the_only_reference(before, tmp_path):
    run("-", before, "--save-reference", tmp_path / "p.json")
    result = run("-", before, "--reference", tmp_path / "p.json", "--reference", before)
    assert result.exit_code == 2
    assert "is a profile, which cannot be joined" in result.stderr


def test_a_profile_of_another_model_is_refused(before, model_path, tmp_path):
    run("-", before, "--save-reference", tmp_path / "p.json")
    result = run(model_path, before, "--reference", tmp_path / "p.json")
    assert result.exit_code == 2
    assert "leisure.safetensors" in result.stderr
    assert "default.safetensors" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("gone.safetensors", "{before}", "--reference", "{before}"),
        ("{before}", "-", "--reference", "{before}"),
        ("{before}", "{before}", "--reference", "{before}"),
        ("{before}", "--reference", "{before}"),
    ],
)
def test_where_the_model_is_missing_the_order_is_said(arguments, before):
    result = run(*(own.format(before=before) for own in arguments))
    assert result.exit_code == 2
    assert "MODEL comes first, or - for the shipped model, and TEXTS follow" in result.stderr


def test_a_large_change_that_chance_may_explain_asks_for_more_texts(write):
    texts, reference = write("new.jsonl", [ENERGY] * 3 + [SPORT] * 30), write("old.jsonl", [SPORT] * 40)
    result = run("-", texts, "--reference", reference)
    assert result.exit_code == 0
    assert "- No significant change found. Samples of this size show changes of energy only from" in result.stdout
    row = next(line for line in result.stdout.splitlines() if line.startswith("  energy"))
    assert row.endswith("large, but not significant")


def articles(*paths, **options):
    sources = find_sources(paths)
    return [article for _, article in ArticleReader(**options).read(sources)]


def test_each_paragraph_of_few_text_files_is_an_article_and_this_is_said(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text("\n".join([SPORT] * 40), encoding="utf-8")
    assert len(set(articles(path))) == 40
    assert len(set(articles(path, unit="file"))) == 1
    result = run("-", path, "--reference", path)
    assert result.exit_code == 0
    assert "TEXTS: each paragraph of plain text counts as an article." in result.stderr
    other = tmp_path / "other.txt"
    other.write_text("\n".join([SPORT] * 40), encoding="utf-8")
    assert run("-", path, "--reference", other, "--unit", "paragraph").stderr == ""
    assert "--article has no effect" in run("-", path, "--reference", other, "--article", "story").stderr


def test_unit_has_no_effect_on_records_and_this_is_said(before, after):
    result = run("-", after, "--reference", before, "--unit", "file")
    assert result.exit_code == 1
    assert "--unit file has no effect: it is for plain text, and all inputs are records." in result.stderr


def test_each_file_of_a_folder_of_many_is_an_article(tmp_path):
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"{ENERGY}\n\n{SPORT}", encoding="utf-8")
    assert len(set(articles(tmp_path))) == 30
    assert len(set(articles(tmp_path, unit="paragraph"))) == 60


def test_records_name_their_article_or_are_one(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [
        {"text": SPORT},
        {"text": SPORT},
        {"text": SPORT, "article": "a"},
        {"text": ENERGY, "article": "a"},
        {"title": SPORT, "paragraphs": [{"text": ENERGY}, {"text": PEACE}]},
        {"text": SPORT, "story": 7},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = articles(path)
    assert len(found) == 8
    assert len(set(found)) == 5
    assert found[2] == found[3]
    assert len(set(found[4:7])) == 1
    assert articles(path, article_field="story")[-1] == ("", "7")


def test_a_column_of_a_table_names_the_article(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(f"text,article\n{SPORT},a\n{ENERGY},a\n{SPORT},\n", encoding="utf-8")
    assert len(set(articles(path))) == 2


def test_an_article_that_is_no_name_is_refused_by_place(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": SPORT, "article": ["a"]}), encoding="utf-8")
    result = run("-", path, "--reference", path)
    assert result.exit_code == 2
    assert "rows.jsonl:1" in result.stderr
