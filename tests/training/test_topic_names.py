"""Topics with names in any script, and of any characters that other tools use as separators."""

import json
import unicodedata

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.errors import DataError
from topictag.labelled.tags import check_tags

NAMES = (
    "政治与经济",
    "السياسة",
    "פוליטיקה",
    "می\u200cخواهم",
    "क्ष\u200dत्र",
    "🏒 спорт",
    "👨\u200d👩\u200d👧",
    "o\u0308\u0323\u0301",
    "Йод",
    "очень длинное имя " * 20 + "конец",
    "__label__x",
    "a,b",
    "a;b",
    "a|b",
    "a=b",
    "-",
    "*",
    "#",
    "unknown",
    "null",
    "0",
    "[bold]",
    "$x^2$",
    "<b>x</b>",
    '"',
    "{x}",
    "%s",
)
WORDS = (
    *("хоккей", "театр", "нефть", "газ", "снег", "школа", "поезд", "завод", "банк", "море", "лес", "город", "река"),
    *("музей", "книга", "врач", "суд", "армия", "космос", "рынок", "хлеб", "рыба", "пожар", "выборы", "налог"),
    *("мост", "самолёт"),
)
PARTS = ("первая", "вторая", "третья", "четвёртая", "пятая", "шестая", "седьмая")


@pytest.fixture(scope="module")
def examples():
    assert len(NAMES) == len(WORDS)
    return [
        {"id": f"{number}-{part}", "text": f"Сегодня {word} и снова {word}: часть {part}.", "tags": [name]}
        for number, (name, word) in enumerate(zip(NAMES, WORDS, strict=True))
        for part in PARTS
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, examples):
    own = tmp_path_factory.mktemp("names")
    lines = [json.dumps(own, ensure_ascii=False) for own in examples]
    (own / "data.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["train", "data.jsonl", "--output", "m.safetensors", "--card", "card.md", "--report", "train.html"]
    arguments += ["--test-share", "0.25", "--write-test", "test.jsonl", "--task", "multi", "--C", "5"]
    arguments += ["--min-df", "2", "--max-pairs", "0", "--max-grams", "0", "--families", "yes"]
    arguments += ["--function-words", "no", "--negation", "no", "--folds", "2"]
    arguments += ["--precision", "a=b=0.5", "--precision", "0.4"]
    run(own, arguments)
    return own


def run(folder, arguments):
    """Run a command with files in a folder, and return what it prints."""
    ending = (".jsonl", ".safetensors", ".md", ".html", ".txt")
    result = CliRunner().invoke(main, [str(folder / own) if own.endswith(ending) else own for own in arguments])
    assert result.exit_code == 0, result.output
    return result.output


pytestmark = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")


def test_a_model_keeps_all_names_and_gives_them(folder):
    tagger = topictag.load(folder / "m.safetensors")
    composed = [unicodedata.normalize("NFC", name) for name in NAMES]
    assert tagger.topics == tuple(sorted(composed))
    for name, word in zip(composed, WORDS, strict=True):
        assert name in tagger.tag(f"Сегодня {word} и снова {word}.")
    assert tagger.record.thresholds_for["a=b"] == "precision 0.5"
    assert tagger.record.test.quality.macro_f1.value > 0.9


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "test.jsonl", "--model", "m.safetensors", "--report", "evaluate.html"],
        ["evaluate", "test.jsonl", "--model", "m.safetensors", "--json"],
        ["inspect", "m.safetensors"],
        ["inspect", "m.safetensors", "--card", "card2.md"],
        ["inspect", "m.safetensors", "--json"],
        ["check", "data.jsonl"],
        ["calibrate", "m.safetensors", "data.jsonl", "--output", "c.safetensors", "--precision", "a=b=0.5"],
    ],
    ids=lambda own: f"{own[0]} {own[-1]}",
)
def test_commands_print_all_names(folder, arguments):
    output = run(folder, arguments)
    assert arguments[0] == "calibrate" or "--card" in arguments or "a,b" in output


@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_tags_are_written_in_every_form(folder, form):
    (folder / "text.txt").write_text(" ".join(f"{word} {word}" for word in WORDS), encoding="utf-8")
    output = run(folder, ["tag", "--model", "m.safetensors", "text.txt", "--format", form])
    assert output.strip()


def test_pages_and_cards_show_names_and_no_markup_of_theirs(folder):
    for page in ("train.html", "evaluate.html"):
        html = (folder / page).read_text(encoding="utf-8")
        assert "<b>x</b>" not in html
        assert "&lt;b&gt;x&lt;/b&gt;" in html
        assert all(name in html for name in NAMES[:7])
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert all(name in card for name in NAMES[:7])
    assert "a\\|b" in card


@pytest.mark.parametrize("name", ["a\u200db", "\u200dक", "क\u200d", "а\u200cб", "x\u202ey", "a\u00adb", "7\u200d"])
def test_invisible_characters_that_no_script_needs_are_refused(name):
    with pytest.raises(DataError, match="is not a topic name"):
        check_tags([name], "d:1")
