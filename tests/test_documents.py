"""Tables in the documents stand between markers, and the benchmark that measured them has filled each."""

import re

import pytest

PAGES = ["README.md", *(f"docs/{name}.md" for name in ("design", "reading", "speed", "errors", "learning_curve"))]
TABLE = re.compile(r"<!-- (\w+) -->\n(.*?)<!-- /\1 -->", re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_no_table_is_empty(root, page):
    tables = TABLE.findall((root / page).read_text(encoding="utf-8"))
    assert tables
    assert [name for name, table in tables if "|" not in table] == []
