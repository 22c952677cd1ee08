"""Pages of HTML that stand alone: no outside asset, light and dark, readable on paper and by a screen reader."""

from collections.abc import Iterable, Sequence
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


def make_table(heading: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """Return a table; the first column names its row, and the others are aligned right.

    Parameters
    ----------
    heading : sequence of str
        Plain text.
    rows : iterable of sequences of str
        Plain text, as many cells as in `heading`.
    caption : str, optional
        Plain text, shown above the table.
    """
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    first, *others = heading
    head = f'<th scope="col">{escape(first)}</th>' + "".join(
        f'<th scope="col" class="number">{escape(cell)}</th>' for cell in others
    )
    body = "\n".join(
        f'<tr><th scope="row">{escape(own[0])}</th>'
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in own[1:])
        + "</tr>"
        for own in rows
    )
    table = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption or first)}">{table}</div>'
