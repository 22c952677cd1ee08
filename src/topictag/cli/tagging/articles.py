"""Texts with their articles, from the inputs that ``topictag tag`` reads too: what drift takes as its units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from topictag.cli.tagging.items import BadRecord, Item
from topictag.cli.tagging.run import READERS, read_kind
from topictag.cli.tagging.sources import Source
from topictag.cli.tagging.texts import iter_pieces
from topictag.errors import DataError
from topictag.labelled.identifiers import read_identifier
from topictag.labelled.lines import MAX_LINE_BYTES, limit_total
from topictag.labelled.opening import NAME_ENCODING, check_decoded, open_text
from topictag.labelled.quotes import quote, quote_fields
from topictag.monitoring.counting import MIN_ARTICLES
from topictag.text.reading import read_paragraphs
from topictag.text.wrapping import ParagraphMode

Unit = Literal["auto", "file", "paragraph"]
_RECORDS = frozenset(READERS)
_MAX_FIELDS = 100  # chosen: more than a message shows
_ARTICLE = "article"  # the field that names an article, where none is given


@dataclass(frozen=True)
class ArticleReader:
    """Reads texts with what names their article.

    Attributes
    ----------
    article_field : str or None
        Field or column of a record that names its article; a record without it is an article of its own. If it is
        given, at least one record must have it. None: "article", which no record needs.
    text_field : str or None
        See `topictag.cli.tagging.run.Run`.
    unit : {"auto", "file", "paragraph"}
        What an article is in plain text. "auto": a file, if there are enough files to compare; otherwise a paragraph.
    paragraphs : {"auto", "lines", "blank"}
    max_line_bytes : int
    """

    article_field: str | None = None
    text_field: str | None = None
    unit: Unit = "auto"
    paragraphs: ParagraphMode = "auto"
    max_line_bytes: int = MAX_LINE_BYTES

    def list_idle_options(self, sources: Sequence[Source]) -> Iterator[str]:
        """Yield why options have no effect on any of the sources."""
        kinds = {source.kind for source in sources}
        if self.unit != "auto" and kinds <= _RECORDS:
            yield (
                f"--unit {self.unit} has no effect: it is for plain text, and all inputs are records. Each record is "
                'an article, or what its field "article" names. To name another field, give --article NAME.'
            )
        if self.article_field is not None and kinds.isdisjoint({*_RECORDS, ""}):
            yield "--article has no effect: it is for records, and all inputs are plain text. Use --unit."

    def choose_unit(self, sources: Sequence[Source]) -> Unit:
        """Return what an article is in the plain text among the sources; "auto" if there is none."""
        texts = [source for source in sources if source.kind not in _RECORDS]
        if self.unit != "auto" or not texts:
            return self.unit if texts else "auto"
        return "file" if len(texts) >= MIN_ARTICLES else "paragraph"

    def read(self, sources: Sequence[Source], name: str = "texts") -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each text with its article.

        Raises
        ------
        DataError
            A source cannot be read, or no record has the field that `article_field` names; `name` begins the message.
        """
        unit, fields = self.choose_unit(sources), dict[str, None]()
        for source in sources:
            yield from self._read_source(source, unit, fields)
        if fields and self.article_field is not None and self.article_field not in fields:
            raise DataError(
                f"{name}: no record has the field {quote(self.article_field)} of --article (the fields are "
                f"{quote_fields(fields)}). Give the field that names the article, or leave --article out if each "
                "record is an article."
            )

    def _read_source(
        self, source: Source, unit: Unit, fields: dict[str, None]
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        with open_text(source.path) as stream:
            kind, parts = read_kind(stream, source.kind, self.max_line_bytes)
            if kind in READERS:
                records = READERS[kind](parts, source.name, stream.encoding, self.text_field, self.max_line_bytes)
                for item in _only_good(records):
                    self._note_fields(item, fields)
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

    def _note_fields(self, item: Item, fields: dict[str, None]) -> None:
        """Remember the fields of a record; of many, only some, and that of the article."""
        if len(fields) < _MAX_FIELDS:
            fields.update(dict.fromkeys(item.record))
        if self.article_field is not None and self.article_field in item.record:
            fields[self.article_field] = None

    def _name_article(self, item: Item) -> tuple[str, str]:
        """Return the article of a record; the first part keeps its names apart from places."""
        name = self.article_field or _ARTICLE
        if item.record.get(name) in (None, ""):
            return item.place, "record"
        return "", read_identifier(item.record, name, item.place)


def _only_good(records: Iterable[Item | BadRecord]) -> Iterator[Item]:
    for record in records:
        if isinstance(record, BadRecord):
            raise record.error
        yield record


def _check_lines(lines: Iterable[str], name: str, encoding: str) -> Iterator[str]:
    number = 1
    for line in lines:
        check_decoded(line, f"{name}:{number}", encoding, NAME_ENCODING)
        yield line
        number += line.endswith(("\n", "\r"))
