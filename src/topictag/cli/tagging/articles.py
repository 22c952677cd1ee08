"""Texts with their articles, from the inputs that ``topictag tag`` reads too: what drift takes as its units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from topictag.cli.tagging.items import BadRecord, Item
from topictag.cli.tagging.records import WAY_OUT
from topictag.cli.tagging.run import READERS, read_kind
from topictag.cli.tagging.sources import Source
from topictag.cli.tagging.texts import iter_pieces
from topictag.labelled.identifiers import read_identifier
from topictag.labelled.lines import MAX_LINE_BYTES, limit_total
from topictag.labelled.opening import check_decoded, open_text
from topictag.monitoring.counting import MIN_ARTICLES
from topictag.text.reading import read_paragraphs
from topictag.text.wrapping import ParagraphMode

Unit = Literal["auto", "file", "paragraph"]
_RECORDS = frozenset(READERS)


@dataclass(frozen=True)
class ArticleReader:
    """Reads texts with what names their article.

    Attributes
    ----------
    article_field : str
        Field or column of a record that names its article; a record without it is an article of its own.
    text_field : str or None
        See `topictag.cli.tagging.run.Run`.
    unit : {"auto", "file", "paragraph"}
        What an article is in plain text. "auto": a file, if there are enough files to compare; otherwise a paragraph.
    paragraphs : {"auto", "lines", "blank"}
    max_line_bytes : int
    """

    article_field: str = "article"
    text_field: str | None = None
    unit: Unit = "auto"
    paragraphs: ParagraphMode = "auto"
    max_line_bytes: int = MAX_LINE_BYTES

    def choose_unit(self, sources: Sequence[Source]) -> Unit:
        """Return what an article is in the plain text among the sources; "auto" if there is none."""
        texts = [source for source in sources if source.kind not in _RECORDS]
        if self.unit != "auto" or not texts:
            return self.unit if texts else "auto"
        return "file" if len(texts) >= MIN_ARTICLES else "paragraph"

    def read(self, sources: Sequence[Source]) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each text with its article; raises `DataError` where a source cannot be read."""
        unit = self.choose_unit(sources)
        for source in sources:
            yield from self._read_source(source, unit)

    def _read_source(self, source: Source, unit: Unit) -> Iterator[tuple[str, tuple[str, str]]]:
        with open_text(source.path) as stream:
            kind, parts = read_kind(stream, source.kind, self.max_line_bytes)
            if kind in READERS:
                records = READERS[kind](parts, source.name, stream.encoding, self.text_field, self.max_line_bytes)
                for item in _only_good(records):
                    article = self._name_article(item)
                    yield from ((part.text, article) for part in item.parts)
                return
            if kind == "page":
                parts = limit_total(parts, f"{source.name}: the page, which is read whole,", self.max_line_bytes)
            good = _check_lines(parts, source.name, stream.encoding)
            pieces = iter_pieces(good, self.paragraphs, is_page=kind == "page")
            spans = (span for piece in pieces for span in read_paragraphs(piece.text, piece.mode))
            for number, span in enumerate(spans):
                yield span.text, (source.name, "" if unit == "file" else str(number))

    def _name_article(self, item: Item) -> tuple[str, str]:
        """Return the article of a record; the first part keeps its names apart from places."""
        if item.record.get(self.article_field) in (None, ""):
            return item.place, "record"
        return "", read_identifier(item.record, self.article_field, item.place)


def _only_good(records: Iterable[Item | BadRecord]) -> Iterator[Item]:
    for record in records:
        if isinstance(record, BadRecord):
            raise record.error
        yield record


def _check_lines(lines: Iterable[str], name: str, encoding: str) -> Iterator[str]:
    number = 1
    for line in lines:
        check_decoded(line, f"{name}:{number}", encoding, WAY_OUT)
        yield line
        number += line.endswith(("\n", "\r"))
