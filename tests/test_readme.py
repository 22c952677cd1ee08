"""What the README and the pages of docs show is what happens: Python examples, commands, records and short tables."""

import doctest
import json
import lzma
import re
import shlex
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import click
import pytest
from benchmarks.readme import readme_tables
from click.testing import CliRunner

import topictag
from topictag import Tagger
from topictag.cli.main import main
from topictag.labelled.formats.choosing import FORMATS

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`topictag ([^`&]+)")
TOO_LONG = ("topictag train training_data",)  # half a minute; tests/quality trains on these texts


def blocks(page, language):
    """Return the fenced blocks of a page in a language; commands stand in blocks without one."""
    return [text for name, text in FENCE.findall((ROOT / page).read_text(encoding="utf-8")) if name == language]


def examples_alone(page):
    """Return a page with empty lines in place of all but its Python blocks, so that line numbers stay."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines, kept = text.split("\n"), set()
    for fence in FENCE.finditer(text):
        if fence[1] == "python":
            first = text.count("\n", 0, fence.start(2))
            kept.update(range(first, first + fence[2].count("\n")))
    return "\n".join(line if number in kept else "" for number, line in enumerate(lines))


def commands(page):
    lines = [line for text in blocks(page, "") for line in text.replace("\\\n", " ").splitlines()]
    return [line for line in lines if line.startswith("topictag ") and not line.startswith(TOO_LONG)]


def inline_commands(page):
    """Return the commands within sentences, which may leave out arguments."""
    return INLINE.findall(FENCE.sub("", (ROOT / page).read_text(encoding="utf-8")))


def find_misuse(line):
    """Return what is wrong with a command that may leave out its arguments; None if nothing is."""
    name, *arguments = shlex.split(line)
    command = main.get_command(click.Context(main), name)
    if command is None:
        return "no such command"
    known = {option for own in command.params for option in (*own.opts, *own.secondary_opts)} | {"--help"}
    unknown = [own for own in arguments if own.startswith("-") and own not in known]
    return f"no such option: {unknown[0]}" if unknown else None


def pages_with(found):
    return [page for page in PAGES if found(page)]


@pytest.fixture
def desk(tmp_path, monkeypatch, leisure_path, leisure, themes, background_path):
    """A working directory with the files that the pages name."""
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    texts = {
        name: [{**row, "id": f"{name}-{row['id']}"} for row in rows]
        for name in ("labelled", "mine", "sample", "march", "april")
    }
    for number, row in enumerate(texts["labelled"]):
        row["split"] = "train" if number % 5 else "test"
    texts["sample"] = texts["sample"][:40]  # calibration warns of the examples that the model learnt from
    texts["older"] = [{"text": f"{row['text']} Снова.", "tags": row["tags"]} for row in rows[:10]]
    texts["newer"] = [{"text": f"{row['text']} Вот так.", "tags": row["tags"]} for row in rows[::4]]
    texts["audit"] = [{"text": f"{row['text']} И всё.", "tags": row["tags"]} for row in rows[::4]]
    storms = ("Метель стихнет", "Гололёд и метель", "Ждут гололёда", "Метель и туман", "Туман и гололёд", "Ночью туман")
    texts["weather"] = [{"text": f"{storm}, обещают метеорологи.", "tags": ["weather"]} for storm in storms]
    texts["test"] = [{"text": "Нефть подорожала вдвое.", "tags": ["economy"]}]
    texts["labels"] = [*rows[1:], _by_identifier(rows[0])]
    for name, own in texts.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in own)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    _write_exports(tmp_path, rows)
    hints = ("sport\tбиатлонистка\t3", "sport\tтренер сборная\t2", "culture\tскрипач\t3")
    (tmp_path / "hints.tsv").write_text("\n".join(hints), encoding="utf-8")
    corpus = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    (tmp_path / "archive.jsonl.xz").write_bytes(lzma.compress(corpus.encode()))
    (tmp_path / "corpus.txt").write_text("\n".join(themes.corpus), encoding="utf-8")
    written = (ROOT / "training_data" / "written" / "agency.jsonl").read_bytes()
    (tmp_path / "corpus.jsonl.xz").write_bytes(lzma.compress(written * 4))  # enough for 300 dimensions
    shutil.copy(ROOT / "examples" / "article.txt", tmp_path / "article.txt")
    shutil.copy(ROOT / "examples" / "article.txt", tmp_path / "texts.txt")
    (tmp_path / "training_data").mkdir()
    shutil.copy(background_path, tmp_path / "training_data" / "background.safetensors")  # a small one
    leisure.save(tmp_path / "my.safetensors")
    _make_registry(leisure, tmp_path / "production")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write_exports(folder, rows):
    """Write the files of the pages on formats and on retraining: exports of Label Studio, and older labels."""
    (folder / "exports").mkdir()
    topics = sorted({tag for row in rows for tag in row["tags"]})
    again = [{**row, "id": f"again-{row['id']}"} for row in rows]
    for name, own in (("export.json", rows), ("exports/march.json", again[::2]), ("exports/april.json", again[1::2])):
        FORMATS["label-studio"].write(own, folder / name, topics)


def _make_registry(tagger, registry):
    """Make a registry of two versions."""
    for number in range(2):
        metadata = {**tagger.model.metadata, "description": f"version {number}"}
        file = registry.with_suffix(".safetensors")
        Tagger(replace(tagger.model, metadata=metadata)).save(file)
        topictag.promote(file, registry, create=number == 0)
        file.unlink()


def _by_identifier(row):
    return {"id": row["id"], "sha256": sha256(row["text"].encode()).hexdigest(), "tags": row["tags"]}


@pytest.mark.parametrize("page", pages_with(lambda page: blocks(page, "python")))
@pytest.mark.usefixtures("desk")
@pytest.mark.filterwarnings("default::topictag.TrainingWarning", "default::topictag.DataWarning")
def test_python_examples_give_the_output_shown(page):
    examples = doctest.DocTestParser().get_doctest(examples_alone(page), {}, page, str(ROOT / page), 0)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_every_python_block_is_an_example_that_runs(page):
    assert [text for text in blocks(page, "python") if not text.startswith(">>> ")] == []


@pytest.mark.parametrize("page", pages_with(commands))
@pytest.mark.usefixtures("desk")
@pytest.mark.filterwarnings("default::topictag.TrainingWarning", "default::topictag.DataWarning")
def test_commands_run(page):
    for line in commands(page):
        _, *arguments = shlex.split(line, comments=True)
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{line}\n{result.output}\n{result.exception!r}"


@pytest.mark.parametrize("page", pages_with(inline_commands))
def test_commands_and_options_within_sentences_exist(page):
    wrong = {line: find_misuse(line) for line in inline_commands(page)}
    assert {line: what for line, what in wrong.items() if what} == {}


def test_a_wrong_command_within_a_sentence_is_found():
    assert find_misuse("evaluate --nothing test.jsonl") == "no such option: --nothing"
    assert find_misuse("measure") == "no such command"
    assert find_misuse("train --split") is None


@pytest.mark.parametrize("page", pages_with(lambda page: blocks(page, "json")))
def test_records_are_json(page):
    for text in blocks(page, "json"):
        assert [type(json.loads(line)) for line in text.splitlines()] == [dict] * len(text.splitlines())


def test_the_readme_fits_on_a_few_screens():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("name", ["readme_quality", "readme_comparison", "readme_speed"])
def test_short_tables_are_those_of_the_kept_results(name):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", readme, re.DOTALL)
    assert shown is not None
    assert shown[1] == readme_tables()[name], "run: python -m benchmarks.readme"
