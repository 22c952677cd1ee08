"""The documents show the kept results: no table is out of date, none is written by hand."""

import pytest
from benchmarks import reporting
from benchmarks.benchmark import Benchmark
from benchmarks.figures import write_difference, write_estimate
from benchmarks.reporting import markdown_table, read_table, update_document
from benchmarks.tables import MODULES, all_benchmarks, find_outdated


def test_every_table_shows_the_kept_results():
    assert list(find_outdated()) == [], "python -m benchmarks.tables writes them again"


def test_every_benchmark_is_listed(root):
    named = {
        ".".join(path.relative_to(root / "benchmarks").with_suffix("").parts)
        for path in (root / "benchmarks").rglob("*.py")
        if "\nBENCHMARK" in path.read_text(encoding="utf-8")
    }
    assert named - {"speed.against", "benchmark"} == set(MODULES)  # the first keeps nothing, the second is the class


def test_names_and_markers_are_unique():
    benchmarks = list(all_benchmarks())
    assert all(isinstance(own, Benchmark) for own in benchmarks)
    markers = [marker for own in benchmarks for marker in own.tables]
    assert len(set(markers)) == len(markers)
    assert len({own.name for own in benchmarks}) == len(benchmarks)


def test_a_table_goes_between_its_markers(tmp_path, monkeypatch):
    monkeypatch.setattr(reporting, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- own -->\nold\n<!-- /own -->\nafter\n", encoding="utf-8")
    update_document("own", "| new |", "page.md")
    assert page.read_text(encoding="utf-8") == "Before\n<!-- own -->\n| new |\n<!-- /own -->\nafter\n"
    assert read_table("own", "page.md") == "| new |"
    assert read_table("other", "page.md") is None
    with pytest.raises(SystemExit, match="add the markers"):
        update_document("other", "| new |", "page.md")


def test_tables_and_differences_are_written_alike():
    assert markdown_table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |"
    assert write_difference({"value": -0.045, "low": -0.0712, "high": 0.02}) == "−0.045 [−0.071 to +0.020]"
    assert write_estimate({"value": 0.68, "low": 0.6223, "high": 0.7344}) == "0.680 [0.622 – 0.734]"
