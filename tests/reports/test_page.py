"""Pages of HTML: whatever a name or a text contains, it is shown and not read as markup."""

from html.parser import HTMLParser

from topictag.reports.page import escape, make_page, make_table


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader.tags, "".join(reader.text)


def test_markup_in_a_title_or_a_cell_is_shown():
    hostile = "</title><script>alert(1)</script>"
    tags, text = read(make_page(hostile, make_table(["topic", "n"], [[hostile, "<img>"]], caption=hostile)))
    assert "script" not in tags
    assert "img" not in tags
    assert text.count(hostile) == 3


def test_control_characters_are_made_visible():
    assert escape("\x1b[31mНефть\u202e") == r"\x1b[31mНефть\u202e"


def test_a_page_needs_nothing_from_outside():
    page = make_page("Report", "<h1>Report</h1>")
    assert "http" not in page
    assert "url(" not in page
    assert page.startswith("<!doctype html>")
