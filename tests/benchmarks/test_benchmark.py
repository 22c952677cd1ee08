"""The command that every benchmark is: what it prints, keeps and skips."""

import json

import pytest
from benchmarks import reporting
from benchmarks.benchmark import Benchmark, as_json

PAGE = "Before\n<!-- sizes -->\nold\n<!-- /sizes -->\nafter\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with one document, and results of its own."""
    monkeypatch.setattr(reporting, "ROOT", tmp_path)
    monkeypatch.setattr(reporting, "RESULTS", tmp_path)
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def make(**changes):
    settings = {
        "name": "sizes",
        "description": "Sizes.",
        "measure": lambda _: {"sizes": (1, 2)},
        "tables": {"sizes": lambda results: f"| {results['sizes'][0]} |"},
        "document": "page.md",
    }
    return Benchmark(**{**settings, **changes})


def test_without_keep_it_only_prints(repository, capsys):
    assert make().run([]) == {"sizes": [1, 2]}
    assert capsys.readouterr().out == "| 1 |\n"
    assert (repository / "page.md").read_text(encoding="utf-8") == PAGE
    assert not (repository / "sizes.json").exists()


def test_keep_writes_results_and_document(repository):
    benchmark = make()
    benchmark.run(["--keep"])
    assert (repository / "page.md").read_text(encoding="utf-8") == PAGE.replace("old", "| 1 |")
    kept = json.loads((repository / "sizes.json").read_text(encoding="utf-8"))
    assert kept["sizes"] == [1, 2]
    assert {"date", "revision", "python", "n_cores"} <= kept["environment"].keys()
    assert benchmark.kept_results() == {"sizes": [1, 2]}


def test_tables_come_from_the_kept_results_without_measuring(repository):
    make().run(["--keep"])
    again = make(measure=lambda _: pytest.fail("measured"), tables={"sizes": lambda own: f"{own['sizes']}"})
    again.update_documents(again.kept_results())
    assert "[1, 2]" in (repository / "page.md").read_text(encoding="utf-8")


def test_a_table_stands_in_each_document_with_its_markers(repository):
    (repository / "other.md").write_text(PAGE, encoding="utf-8")
    (repository / "none.md").write_text("nothing\n", encoding="utf-8")
    make(document=("none.md", "page.md", "other.md")).run(["--keep"])
    for name, text in (("page", PAGE.replace("old", "| 1 |")), ("other", PAGE.replace("old", "| 1 |"))):
        assert (repository / f"{name}.md").read_text(encoding="utf-8") == text
    assert (repository / "none.md").read_text(encoding="utf-8") == "nothing\n"


def test_a_document_without_markers_is_named(repository):
    with pytest.raises(SystemExit, match=r"page\.md: add the markers <!-- other --> and <!-- /other -->"):
        make(tables={"other": lambda _: "| new |"}).run(["--keep"])
    assert (repository / "page.md").read_text(encoding="utf-8") == PAGE


def test_an_empty_table_is_left_out(repository, capsys):
    make(tables={"other": lambda _: ""}).run(["--keep"])
    assert not capsys.readouterr().out
    assert (repository / "page.md").read_text(encoding="utf-8") == PAGE


def test_what_is_not_saved_leaves_no_results(repository):
    benchmark = make(is_saved=False)
    benchmark.run(["--keep"])
    assert not (repository / "sizes.json").exists()
    assert benchmark.kept_results() == {"sizes": [1, 2]}


def test_without_real_news_it_is_skipped_and_says_so(tmp_path, capsys):
    benchmark = make(needs_data=True, measure=lambda _: pytest.fail("measured"))
    with pytest.raises(SystemExit) as end:
        benchmark.run(["--data", str(tmp_path / "absent"), "--keep"])
    assert end.value.code == 0
    assert "NOT RUN: sizes: " in capsys.readouterr().err


def test_options_reach_the_measurement(tmp_path):
    seen = []
    benchmark = make(
        needs_data=True,
        measure=lambda options: {"sizes": [seen.append(options)]},
        add_options=lambda parser: parser.add_argument("--rounds", type=int),
    )
    benchmark.run(["--data", str(tmp_path), "--rounds", "3"])
    assert (seen[0].data, seen[0].rounds, seen[0].keep) == (tmp_path, 3, False)


def test_plots_are_drawn_when_results_are_kept(repository):
    drawn = []
    benchmark = make(draw=drawn.append)
    benchmark.run([])
    assert not drawn
    benchmark.run(["--keep"])
    assert drawn == [{"sizes": [1, 2]}]
    assert repository.exists()


def test_results_have_json_types():
    assert as_json({"a": {1: (2, 3)}}) == {"a": {"1": [2, 3]}}
