"""The base installation, NumPy, safetensors and click, in a fresh environment: what works, and what names its extra."""

import json
import subprocess

import pytest

from topictag.extras import EXTRAS

LABELLED = '{"id": "a", "text": "Нефть дорожает.", "tags": ["energy"]}\n{"id": "b", "text": "Снег.", "tags": []}\n'
CALLS = {
    "topictag.train([])": "Training",
    "topictag.calibrate(topictag.load(), [])": "Calibration",
    "topictag.check([])": "Checking labelled data",
    "topictag.check([], contradictions=True)": "Checking labelled data",
    "topictag.build_background([], 'b')": "Learning background vectors",
    "topictag.train('a.jsonl', corpus='a.jsonl.zst')": "Training",
}
COMMANDS = {
    "train a.jsonl --output m": ("train", "Training"),
    "train missing --output missing/m": ("train", "Training"),  # before anything else is checked
    "calibrate - a.jsonl --output m": ("train", "Calibration"),
    "check a.jsonl": ("check", "Checking labelled data"),
    "check a.jsonl --contradictions": ("labels", "Checking labelled data"),
    "background a.jsonl --output b": ("train", "Learning background vectors"),
    "tag a.txt.zst": ("zstd", "a.txt.zst: decompressing Zstandard"),
    "evaluate a.jsonl --report r.html": ("report", "A report"),
    "bench a.txt.zst": ("zstd", "a.txt.zst: decompressing Zstandard"),
}


@pytest.fixture
def run(base, tmp_path):
    """Call the Python of the base installation in a folder with labelled examples."""
    (tmp_path / "a.jsonl").write_text(LABELLED, encoding="utf-8")
    (tmp_path / "a.txt.zst").write_bytes(b"\x28\xb5\x2f\xfd")

    def call(*arguments):
        command = [base, "-I", "-X", "utf8", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)

    return call


def test_the_environment_holds_no_optional_library(run):
    modules = [module for extra in EXTRAS.values() for module in extra]
    code = f"from importlib.util import find_spec; print([name for name in {modules} if find_spec(name)])"
    assert run("-c", code).stdout.strip() == "[]"


def test_it_imports_and_tags(run, base):
    result = run("-c", "import topictag; print(topictag.__file__, *topictag.tag('Нефть и газ дорожают.'))")
    assert result.stderr == ""
    place, tag = result.stdout.split()
    assert place.startswith(str(base.parent.parent))
    assert tag == "energy"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--help", "doctor"),
        ("--version", "topictag, version"),
        ("train --help", "--background"),
        ("tag a.jsonl", '"tagged": {"energy"'),
        ("tag a.jsonl --format text", "[energy "),
        ("evaluate a.jsonl", "macro-F1"),
        ("bench a.jsonl --rounds 1", "texts/s"),
        ("doctor", "Tagging works."),
        ("inspect --top 1", "Strongest terms"),
        ("promote --help", "--allow-topic-change"),
        ("inspect --term нефть", "нефть: lemma."),
    ],
)
def test_commands_that_need_no_extra_work(run, arguments, expected):
    result = run("-m", "topictag", *arguments.split())
    assert (result.returncode, result.stderr) == (0, "")
    assert expected in result.stdout


@pytest.mark.parametrize("call", CALLS)
def test_functions_say_what_is_missing(run, call):
    code = f"import topictag\ntry: {call}\nexcept topictag.MissingExtraError as error: print(error)"
    result = run("-c", code)
    assert result.stderr == ""
    assert result.stdout.startswith(f"{CALLS[call]} needs ")
    assert " not installed. Run: " in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_say_what_is_missing_in_one_line(run, command):
    result = run("-m", "topictag", *command.split())
    assert (result.returncode, result.stdout) == (1, "")
    extra, what = COMMANDS[command]
    assert result.stderr.startswith(f"Error: {what} needs ")
    assert f"'topictag[{extra}]" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_doctor_names_the_command_of_each_extra(run, base):
    lines = run("-m", "topictag", "doctor").stdout.splitlines()
    for extra, libraries in EXTRAS.items():
        (line,) = [line for line in lines if line.startswith(extra)]
        assert all(name in line for name in libraries.values())
        # This environment has no pip: that of another Python is told where to install.
        assert f"--python {base} install 'topictag[{extra}] @ file://" in line


def test_evaluate_prints_json_too(run):
    assert json.loads(run("-m", "topictag", "evaluate", "a.jsonl", "--json").stdout)["n_examples"] == 2
