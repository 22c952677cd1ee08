"""Pages of HTML that stand alone: no outside asset, light and dark, readable on paper and by a screen reader."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from html import escape as escape_markup
from importlib.resources import files

from topictag.reports.escapes import escape_text

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="topictag">
<main>
{body}
</main>{script}
</body>
</html>
"""


def escape(text: object) -> str:
    r"""Return a text as HTML that shows it as it is; characters that control a terminal or a line are made visible.

    Examples
    --------
    >>> escape("<b>\x1b[31m & 'нефть'")
    '&lt;b&gt;\\x1b[31m &amp; &#x27;нефть&#x27;'
    """
    return escape_markup(escape_text(str(text)))


@cache
def read_asset(name: str) -> str:
    """Return a file of the folder ``assets``: a style or a script."""
    return files("topictag.reports").joinpath("assets", name).read_text(encoding="utf-8")


def make_page(
    title: str, body: str, *, styles: Iterable[str] = (), scripts: Iterable[str] = (), language: str = "en"
) -> str:
    """Return a page.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        HTML, with a heading of its own.
    styles, scripts : iterable of str
        Names of assets besides ``page.css``.
    language : str, default="en"
        Of the page's own words.
    """
    style = "\n".join(read_asset(name) for name in ("page.css", *styles))
    script = "".join(f"\n<script>{read_asset(name)}</script>" for name in scripts)
    return _PAGE.format(title=escape(title), language=language, style=style, body=body, script=script)


def make_table(
    heading: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str = "",
    *,
    text: Collection[int] = (),
    russian: Collection[int] = (),
    links: Mapping[str, str] | None = None,
) -> str:
    """Return a table; the first column names its row, and the others are aligned right.

    Parameters
    ----------
    heading : sequence of str
        Plain text.
    rows : iterable of sequences of str
        Plain text, as many cells as in `heading`.
    caption : str, optional
        Plain text, shown above the table.
    text : collection of int, optional
        Numbers of further columns that are aligned left.
    russian : collection of int, optional
        Numbers of the columns that are in Russian, if the page is not.
    links : mapping of str to str, optional
        Name of a row to the id of the element that it leads to.
    """
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    marks = ["" if number in text or not number else ' class="number"' for number in range(len(heading))]
    langs = [' lang="ru"' if number in russian else "" for number in range(len(heading))]
    head = "".join(f'<th scope="col"{mark}>{escape(cell)}</th>' for cell, mark in zip(heading, marks, strict=True))
    body = "\n".join(
        f'<tr><th scope="row"{langs[0]}>{_link(own[0], links or {})}</th>'
        + "".join(f"<td{marks[n]}{langs[n]}>{escape(cell)}</td>" for n, cell in enumerate(own[1:], 1))
        + "</tr>"
        for own in rows
    )
    table = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption or heading[0])}">{table}</div>'


def _link(name: str, links: Mapping[str, str]) -> str:
    return f'<a href="#{links[name]}">{escape(name)}</a>' if name in links else escape(name)
