"""Tables in the documents stand between markers, are filled and written by a benchmark; links lead somewhere."""

import re
from pathlib import Path

import pytest

import topictag

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "training_data/README.md"]
PAGES += sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))
TABLE = re.compile(r"<!-- (\w+) -->\n(.*?)<!-- /\1 -->", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s:]+)(#[\w-]+)?\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def read(page):
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if "<!-- " in read(page)])
def test_no_table_is_empty(page):
    tables = TABLE.findall(read(page))
    assert tables
    assert [name for name, table in tables if not table.strip()] == []


def test_each_table_stands_once_outside_of_the_readme():
    names = [name for page in PAGES if page != "README.md" for name, _ in TABLE.findall(read(page))]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page):
    targets = [(ROOT / page).parent / target for target, _ in LINK.findall(FENCE.sub("", read(page)))]
    assert [str(target) for target in targets if not target.exists()] == []


def test_the_reference_holds_each_public_name():
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md"))
    names = {name for name in topictag.__all__ if name != "__version__" and not hasattr(topictag.errors, name)}
    assert {name for name in names if not re.search(rf":: topictag\.{name}$", pages, re.MULTILINE)} == set()
    assert ":: topictag.errors\n" in pages


@pytest.mark.parametrize("name", [path.name for path in (ROOT / "docs").glob("*.svg")])
def test_plots_are_small(name):
    assert (ROOT / "docs" / name).stat().st_size < 30_000
