"""``topictag doctor``: the facts, how they are printed, and the exit status."""

import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli import installation
from topictag.cli.doctor import describe
from topictag.cli.installation import CompilerFacts, ExtraFacts, Installation, ModelFacts, ScorerFacts
from topictag.cli.main import main

GOOD = Installation(
    version="1.0",
    python="CPython 3.11, /python",
    scorer=ScorerFacts("native", ""),
    has_native_fit=True,
    compiler=CompilerFacts("/cc", has_headers=True),
    base=ExtraFacts("base", {"numpy": "2"}),
    extras=(ExtraFacts("train", {"scipy": "1"}, ("tqdm", "joblib"), "pip install it"),),
    model=ModelFacts("/m", 2_500_000, ("a", "b")),
)


def test_facts_are_lines():
    assert list(describe(GOOD)) == [
        "topictag   1.0",
        "Python     CPython 3.11, /python",
        "scorer     native",
        "fit        native",
        "compiler   /cc, with Python's headers",
        "model      /m: 2.5 MB, 2 topics (a, b)",
        "base       numpy 2",
        "train      scipy 1; missing: tqdm, joblib. To install, run: pip install it",
        "",
        "Tagging works.",
    ]


def test_problems_come_with_what_to_do():
    bad = replace(
        GOOD,
        scorer=ScorerFacts("reference", "the native scorer was not built", "Run: x"),
        has_native_fit=False,
        compiler=CompilerFacts("", has_headers=False),
        model=ModelFacts("/m", problem="/m: no model file there."),
    )
    lines = list(describe(bad))
    assert "scorer     reference: the native scorer was not built. Run: x" in lines
    assert any(
        line.startswith("fit        slower: the native loops of the fit were not built. Install a C") for line in lines
    )
    assert "compiler   none found, without Python's headers" in lines
    assert "model      cannot be used. /m: no model file there." in lines
    assert lines[-1] == "Tagging does not work."


def test_the_reference_scorer_tags():
    assert replace(GOOD, scorer=ScorerFacts("reference", "")).tags
    assert not replace(GOOD, scorer=ScorerFacts("", "broken")).tags


def test_the_shipped_model_is_inspected():
    facts = installation.inspect_installation()
    assert facts.tags
    assert facts.model.topics == topictag.load().topics
    assert facts.model.path.endswith("default.safetensors")
    assert facts.model.n_bytes > 1e6
    assert facts.scorer.name == topictag.load().scorer
    assert set(facts.base.versions) == {"numpy", "safetensors", "click"}
    assert [extra.name for extra in facts.extras] == ["train", "check", "labels", "report", "parquet", "zstd"]


@pytest.mark.parametrize(
    ("compiler", "advice"),
    [
        (CompilerFacts("/cc", has_headers=True), "To build it, run: "),
        (CompilerFacts("/cc", has_headers=False), "Install a C compiler and Python's headers"),
        (CompilerFacts("", has_headers=True), "Install a C compiler and Python's headers"),
    ],
)
def test_without_the_native_scorer_it_is_said_how_to_build_it(monkeypatch, compiler, advice):
    monkeypatch.setitem(sys.modules, "topictag.model.native.scanner", None)
    facts = installation._inspect_scorer(compiler)
    assert facts.name == "reference"
    assert facts.advice.startswith(advice)
    assert "--force-reinstall" in facts.advice


def test_a_native_scorer_that_is_broken_is_no_scorer(monkeypatch):
    def fail(_):
        raise ImportError("undefined symbol")

    monkeypatch.setattr(installation, "import_module", fail)
    facts = installation._inspect_scorer(GOOD.compiler)
    assert (facts.name, "undefined symbol" in facts.reason) == ("", True)


def test_a_compiler_is_found_by_name_or_not_at_all(monkeypatch):
    monkeypatch.setenv("CC", "mycc -O2")
    monkeypatch.setattr(installation.shutil, "which", lambda name: "/bin/mycc" if name == "mycc" else None)
    assert installation._find_compiler().path == "/bin/mycc"
    monkeypatch.delenv("CC")
    monkeypatch.setattr(installation.shutil, "which", lambda _: None)
    assert installation._find_compiler().path == ""


def test_a_missing_library_is_told_once_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    train, check = (installation._inspect_extra(extra) for extra in ("train", "check"))
    assert train.missing == ("tqdm",)
    assert "[train]" in train.advice
    assert (check.missing, check.advice) == ((), "")


def test_the_exit_status_says_whether_tagging_works(tmp_path, model_path):
    good = CliRunner().invoke(main, ["doctor", "--model", str(model_path)])
    assert good.exit_code == 0
    assert f"{model_path}: " in good.stdout
    (tmp_path / "bad\x1b").write_bytes(b"x")
    bad = CliRunner().invoke(main, ["doctor", "--model", str(tmp_path / "bad\x1b")])
    assert bad.exit_code == 1
    assert "Tagging does not work." in bad.stdout
    assert "\x1b" not in bad.stdout
