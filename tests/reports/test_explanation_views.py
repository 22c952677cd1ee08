"""What all views show of an explanation, and how they stay small and harmless."""

import re
import sys
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

import topictag
from topictag.errors import SettingError
from topictag.reports.explanation_html import make_fragment
from topictag.reports.explanation_sections import MAX_CHARACTERS, MAX_PARAGRAPHS, choose_sections, rank_topics
from topictag.reports.explanation_sentences import OVERVIEW_HEADING, say_unnumbered
from topictag.reports.explanation_terminal import print_explanation, render_explanation
from topictag.reports.term_rows import list_terms
from topictag.reports.unread_parts import list_unread

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Reader(HTMLParser):
    """The tags, the attributes and the text of a page; style is no text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self._open = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag != "meta":
            self._open.append((tag, dict(attrs).get("class", "")))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        if not any(tag == "style" for tag, _ in self._open):
            self.text.append(data)


def at_terminal(explanation, width=100, **options):
    console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=width, **options)
    render_explanation(explanation, console, 10)
    return console.file.getvalue()


def as_pages(explanation):
    return [explanation.to_html(), make_fragment(explanation)]


def plain(shown):
    return re.sub(r"\x1b\[[\d;]*m", "", shown)


@pytest.fixture(params=["text", "html", "fragment", "terminal"])
def view(request):
    return {
        "text": str,
        "html": lambda explanation: "".join(Reader(explanation.to_html()).text),
        "fragment": lambda explanation: "".join(Reader(explanation._repr_html_()).text),
        "terminal": lambda explanation: plain(at_terminal(explanation)),
    }[request.param]


def test_every_view_shows_tags_thresholds_terms_and_what_was_not_read(view, article):
    shown = view(article)
    assert "Tags: energy 1.00, partnership programmes 1.00" in shown
    assert "energy: given, probability 1.00, threshold 0." in shown
    assert "Paragraph 5 of 7 (score +" in shown
    for words in ("электричество", "действие план", "план + действий", "more terms", "intercept", "score: the sum"):
        assert words in shown
    assert "unknown words (4): наутро, сева, тюбетейке, вырулил" in shown


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing to explain: the text is empty."),
        (" \n<p></p>", "Nothing to explain: the text was not read, because it contains no prose."),
        ("Oil is up.", "Nothing to explain: the text was not read, because it is not Russian."),
        ("Премьера балета прошла в театре.", "No tag: no topic reaches its threshold."),
    ],
)
def test_a_text_without_a_tag_says_why(view, text, sentence):
    assert sentence in view(topictag.explain(text))


def test_nothing_in_a_text_acts_on_a_page_or_a_terminal(view, hostile):
    shown = view(topictag.explain(hostile))
    assert "<script>alert(1), </script>, <img src=x onerror=y>" in shown
    assert "\\x1b" in shown
    assert "\\u202e" in shown
    assert not CONTROL.search(shown.replace("\n", ""))


def test_markup_in_a_text_is_text_in_a_page(hostile):
    for page in as_pages(topictag.explain(hostile)):
        reader = Reader(page)
        assert not {"script", "img"} & set(reader.tags)
        assert not [name for name, _ in reader.attributes if name.startswith("on") or name == "id"]
        assert "http" not in page
        assert "url(" not in page


@pytest.mark.filterwarnings("ignore::topictag.TrainingWarning")
def test_names_of_topics_are_no_markup():
    name = "<b>«sport»</style>"
    sport, culture = ("Матч отменён.", "Кубок и матч.", "Кубок наш.") * 2, ("Балет в театре.", "Театр закрыт.") * 3
    tagger = topictag.train([*((text, [name]) for text in sport), *((text, ["culture"]) for text in culture)])
    for page in as_pages(tagger.explain("Завтра матч.")):
        reader = Reader(page)
        assert "b" not in reader.tags
        assert name in "".join(reader.text)


@pytest.mark.parametrize(
    "text", ["Нефть &nbsp; 😀 <b>дорожает</b>,\r\nа неф\u00adть — нет", "\ufeffНефть дорожает\u0301."]
)
def test_the_pieces_of_a_paragraph_make_up_its_text(text, hostile):
    for own in (text, hostile, text + hostile):
        explanation = topictag.explain(own)
        for section in choose_sections(explanation):
            for excerpt in section.excerpts:
                paragraph = explanation.paragraphs[excerpt.number - 1]
                assert "".join(piece.text for piece in excerpt.pieces) == own[paragraph.start : paragraph.end]
                totals = {word.start: word.total for word in excerpt.own.words}
                place = paragraph.start
                for piece in excerpt.pieces:
                    assert piece.total == (0.0 if piece.reason else totals.get(place, 0.0))
                    place += len(piece.text)


def test_what_is_strong_is_underlined_and_has_its_number(article):
    page = article.to_html()
    strong = re.search(r'<span class="for-3" title="(.*?)">электричество</span><sup class="total">(.*?)</sup>', page)
    assert strong is not None
    assert strong[1] == strong[2]
    assert '<span class="unread" title="not read: function word">' in page
    assert '<span class="unknown" title="not read: unknown word">сева</span>' in page


def test_a_page_names_the_language_of_what_is_russian(article):
    page = article.to_html()
    assert '<html lang="en">' in page
    assert '<p class="text" lang="ru">' in page
    assert '«<span lang="ru">энергетики</span>»' in page


def test_given_topics_are_laid_open_and_others_are_sentences():
    explanation = topictag.explain("Нефть дорожает.")
    sections = list(choose_sections(explanation))
    assert [section.is_open for section in sections] == [True, False, False, False, False]
    assert explanation.to_text().count("as written") == 1
    assert [section.is_open for section in choose_sections(topictag.explain("Нефть.", ["security"]))] == [True]
    assert [own.is_open for own in choose_sections(topictag.explain("Премьера балета."))] == [True, *[False] * 4]


def test_a_long_paragraph_is_cut_around_what_weighs_most(view, long_paragraph):
    shown = view(topictag.explain(long_paragraph, ["energy"]))
    assert len(long_paragraph) > 100_000
    assert len(shown) < 2 * MAX_CHARACTERS
    assert f"The paragraph, 20,000 of its {len(long_paragraph):,} characters" in shown
    assert "баррель" in shown


def test_a_page_of_a_long_text_is_small(long_paragraph):
    for text in (long_paragraph, "Нефть дорожает.\n" * 7000, "Нефть дорожает. " * 7000):
        explanation = topictag.explain(text)
        assert max(len(page.encode()) for page in as_pages(explanation)) < 2_000_000


def test_of_many_paragraphs_the_strongest_are_shown_and_the_others_counted(view):
    explanation = topictag.explain(
        "Нефть дорожает.\n" * 300 + "Нефть и газ дорожают: баррель стоит 71 доллар.", ["energy"]
    )
    (section,) = choose_sections(explanation)
    assert len(section.excerpts) == MAX_PARAGRAPHS
    assert section.n_left_out == 301 - MAX_PARAGRAPHS
    assert section.number == 301
    assert "200 of the 301 paragraphs with this topic are shown" in " ".join(view(explanation).split())


@pytest.mark.filterwarnings("ignore::topictag.TrainingWarning")
def test_many_topics_share_what_is_shown():
    examples = [(f"{word}{n} и {word}{n}", [f"topic {n}"]) for n in range(60) for word in ("матч", "кубок")]
    letters = str.maketrans("0123456789", "абвгдежзик")
    tagger = topictag.train([(text.translate(letters), tags) for text, tags in examples] * 2)
    text = " ".join(text for text, _ in examples).translate(letters) * 20
    explanation = tagger.explain(text)
    sections = list(choose_sections(explanation))
    assert 1 < len(sections) <= 20
    assert sum(len(piece.text) for own in sections for one in own.excerpts for piece in one.pieces) <= MAX_CHARACTERS
    assert "Topics left out, less probable: 10." in str(explanation)


def test_the_rows_of_a_table_add_up(article):
    topic = article.topic("energy")
    for top in (0, 1, 10, 1000):
        *rows, score, _needed = list_terms(article, "energy", top)
        assert sum(row.contribution for row in rows) == pytest.approx(topic.score, abs=1e-6)
        assert score.contribution == topic.score
        assert sum(not row.is_sum for row in rows) == min(top, len(topic.contributions))


@pytest.mark.parametrize("top", [-1, 1.5, "10", True])
def test_top_must_be_a_whole_number(article, top):
    for write in (article.to_text, article.to_html, article.to_dict):
        with pytest.raises(SettingError, match="top must be a whole number of at least 0"):
            write(top=top)


def test_what_was_not_read_is_listed_by_reason():
    text = "<p>Нефть на складе, зюзьга и зюзьга: https://example.org</p><p>Oil is up.</p>"
    unread = {own.name: own for own in list_unread(topictag.explain(text))}
    assert unread["unknown words"].title == "unknown words (1, 2 occurrences)"
    assert unread["unknown words"].examples == ("зюзьга",)
    assert unread["paragraphs that are not Russian"].n == 1
    assert unread["addresses"].examples == ("https://example.org",)


def test_colour_is_never_alone_at_a_terminal(article):
    shown = at_terminal(article)
    assert "\x1b[1;4;32mэлектричество\x1b[0m\x1b[32m +" in shown
    assert re.search(r"\x1b\[(?:\d;)*35m\w+−", shown)
    without = at_terminal(article, no_color=True)
    assert "\x1b[1;4mэлектричество\x1b[0m +" in without
    assert not re.search(r"\x1b\[[\d;]*3[0-7]m", without)


def test_no_color_is_respected(article, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3[0-7]m", at_terminal(article))


def test_a_narrow_terminal_gets_fewer_columns(article):
    lines = plain(at_terminal(article, width=50)).splitlines()
    assert max(map(len, lines)) <= 50
    assert not [line for line in lines if "weight" in line]
    assert [line for line in lines if "contribution" in line]


def test_80_columns_show_the_whole_overview_and_words_as_written(article):
    lines = plain(at_terminal(article, width=80)).splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.split() for line in lines if line.startswith("topic ")] == [list(OVERVIEW_HEADING)]
    headings = [line.split() for line in lines if line.startswith("term ")]
    assert headings
    assert all({"kind", "written", "contribution"} <= set(heading) for heading in headings)


def test_dressed_text_is_shown_as_prose(view):
    text = "<p>Цены на&nbsp;нефть и бен&shy;зин <b>растут</b>: https://t.me/x вновь</p>"
    explanation = topictag.explain(text, ["energy"])
    shown = re.sub(r"\[?[+−]\d\.\d\d\]?| (?=[+−]\d)", "", " ".join(view(explanation).split()))
    assert re.search(r"на нефть[+−]? и бензин[+−]? растут[+−]?: https://t.me/x", shown)
    assert "nbsp" not in shown
    assert "«бензин»" in explanation.why_not("energy")


def test_the_numbers_of_a_paragraph_add_up(article):
    for section in choose_sections(article):
        for excerpt in section.excerpts:
            for least in (1, 2):
                said = say_unnumbered(excerpt, least)
                numbered = [piece.total for piece in excerpt.pieces if abs(piece.level) >= least]
                others = [float(own.replace("−", "-")) for own in re.findall(r"[+−]?\d+\.\d\d", said)]
                total = sum(numbered) + sum(others) + excerpt.own.intercept
                assert total == pytest.approx(excerpt.own.score, abs=0.03)


def test_topics_that_are_not_given_follow_by_probability():
    explanation = topictag.explain("Нефть дорожает. Переговоры отложены.", thresholds={"energy": 1, "security": 0})
    ranked = rank_topics(explanation)
    assert ranked[0].topic == "security"
    others = [own.probability for own in ranked if not own.given]
    assert others == sorted(others, reverse=True)


def test_every_view_explains_the_kinds_of_terms(view, article):
    shown = " ".join(view(article).split())
    for part in ("a family, such as нефт*", "a pair is two lemmas", "hints are a list of words", "score that a tag"):
        assert part in shown


def test_every_section_says_which_paragraph_it_is_about(view):
    shown = " ".join(view(topictag.explain("Нефть дорожает.\nВ театре премьера.")).split())
    assert len(re.findall(r"(?:The score is highest|It comes closest) in paragraph \d of 2, “", shown)) == 5


def test_where_topics_compete_a_paragraph_has_a_probability_of_its_own(view, rubrics):
    shown = " ".join(view(rubrics.explain("Кубок и матч.\nТеатр закрыт.")).split())
    assert re.search(r"Paragraph \d of 2 \(score \+\d\.\d\d, by itself probability 0\.\d+\)", shown)
    assert "threshold 0.00" not in shown


def test_without_rich_a_terminal_gets_plain_text(article, monkeypatch):
    monkeypatch.setitem(sys.modules, "rich.console", None)
    output = StringIO()
    print_explanation(article, output, top=3)
    assert output.getvalue() == article.to_text(top=3) + "\n"
