"""What is not prose, row by row; removing it keeps every offset, in any text."""

# ruff: noqa: E501 (one row per line)

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.markup import strip_markup
from topictag.text.words import word_forms

GAZ = ["газ"]
ROWS = [
    # HTML and XML
    ("<b>Газ</b>", GAZ),
    ("Г<b>а</b>з", GAZ),
    ("Г<!-- a > b\n -->аз", GAZ),
    ("<p class='a>b' title=\"нефть > уголь\">Газ</p>", GAZ),
    ("<a href=\"https://example.org/?utm_source=x&utm_medium=y\" data-x='{\"a\": 1}'>Газ</a>", GAZ),
    ('<img alt="Oil rig" src="/oil.jpg"/>Газ<br/>', GAZ),
    ("<IMG\nSRC=x\n>Газ", GAZ),
    ("<script>var text = 'нефть <b>';</script>Газ", GAZ),
    ("<STYLE type=x>p{color:red}</STYLE >Газ", GAZ),
    ("<script src=x>газ", GAZ),  # without an end it is a tag like any other
    ("<![CDATA[Газ]]>", GAZ),
    ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD">Газ', GAZ),
    ("<content:encoded>Газ</content:encoded>", GAZ),
    ("<p>Газ<\\/p>", GAZ),
    ("<!-- <!-- --> Газ -->", GAZ),
    ("<!-- Газ", GAZ),
    ("Газ <a hr", ["газ", "a", "hr"]),
    # < as less-than
    ("газ < 5 и нефть > 6", ["газ", "и", "нефть"]),
    ("при NPV<IRR газ и нефть>5", ["при", "npv", "irr", "газ", "и", "нефть"]),
    ("<газ>", GAZ),
    ("при X&lt;Y газ, а при Z&gt;W нефть", ["при", "x", "y", "газ", "а", "при", "z", "w", "нефть"]),
    ("Издание <Gazprom> и ЕС<NATO>США, <Reuters, Bloomberg>", ["издание", "gazprom", "и", "ес", "nato", "сша", "reuters", "bloomberg"]),
    ("<Row><Text>Газ</Text></Row>", GAZ),
    # attributes
    ("<img src=/1.jpg alt=Нефть>Газ", GAZ),
    ('<img src="1.jpg" alt="Цена нефти < 70">Газ', GAZ),
    ("<a href=/x title='Цена <нефти> растёт'>Газ</a>", GAZ),
    ('<div data-html="<b>Нефть</b>">Газ</div>', GAZ),
    ("&lt;img alt=&quot;Нефть&quot; src=&quot;x&quot;&gt;Газ", GAZ),
    # entities
    ("&laquo;Газ&raquo;&nbsp;и&#8212;нефть&hellip;", ["газ", "и", "нефть"]),
    ("&#1043;&#x430;&#X0437;", GAZ),
    ("га&shy;з", GAZ),
    ("&amp;laquo;Газ&amp;amp;raquo;", GAZ),
    ("&Gcy;&acy;&zcy;", GAZ),
    ("&laquoГаз&raquo и&nbspнефть", ["газ", "и", "нефть"]),
    ("Wildberries&Russ и Marks&Spencer", ["wildberries", "russ", "и", "marks", "spencer"]),
    ("R&D, AT&amp;T, Ernst&Young и &bogus;", ["r", "d", "at", "t", "ernst", "young", "и", "bogus"]),
    ("&#99999999999999999999;&#0;&#xD800;&#x110000;&#;газ", GAZ),
    ("&lt;p&gt;Газ&lt;/p&gt;&lt;img src=&quot;x&quot;/&gt;", GAZ),
    ("&amp;lt;br /&amp;gt;Газ", GAZ),
    # escapes
    (r"Нефть\n\nГаз\t и \u0433\u0430\u0437", ["нефть", "газ", "и", "газ"]),
    (r"Хакеры выложили C:\news\file и $\nu$", ["хакеры", "выложили", "c", "news", "file", "и", "nu"]),
    # addresses and names
    ("https://example.org/a_b?utm_source=telegram&x=1#part Газ", GAZ),
    ("газ(https://ru.wikipedia.org/wiki/Газ_(вещество))и", ["газ", "и"]),
    ("подробнееhttp://x.ru/y", ["подробнее"]),
    (r"https:\/\/x.ru\/y Газ", GAZ),
    ("www.example.org, t.me/rian_ru/12345, vk.cc/abc и mail.ru", ["и"]),
    ("http://президент.рф/новости и кремль.рф", ["и"]),
    ("газ.РФ намерена", ["газ", "рф", "намерена"]),
    ("press@example.org, <mailto:press@example.org>, Ivan.Petrov+x@mail.example.ru: газ", GAZ),
    ("@rian_ru и @Анна", ["и", "анна"]),
    ('[Газ](https://x.ru/a "Заголовок") и [газ](/a/b), но [газ](или нефть)', ["газ", "заголовок", "и", "газ", "но", "газ", "или", "нефть"]),
    ("IMG_0123.jpg, video_2023-04-05.mp4, отчёт_2021.pdf, пресс-релиз.docx и архив.7z", ["и"]),
    ("d41d8cd98f00b204e9800998ecf8427e 550e8400-e29b-41d4-a716-446655440000 kQ3xZmkB7uW1aYtP0v9L газ", GAZ),
    ("=?utf-8?B?0J/RgNC10LfQuNC00LXQvdGC?= газ", GAZ),
    ("rian_ru и snake_case", ["и"]),
    ("https://t.me/rian.Нефть и https://ria.ru/1.htmlГаз, www.gazprom.ruУголь", ["нефть", "и", "газ", "уголь"]),
    ("https://ru.wikipedia.org/wiki/Газ_и_нефть?q=уголь#торф и https://кремль.рф/а.html", ["и"]),
    ("отчёт.PDF, Приказ.DOCX и ivan@почта.рф, Report.PDF, Mail.Ru", ["и"]),
    ("договор [о мире](подписан)", ["договор", "о", "мире", "подписан"]),
    # what stays
    ("Brent, USS John Basilone, F-16, Wi-Fi, км/ч и U.S. Navy", ["brent", "uss", "john", "basilone", "f", "wi", "fi", "км", "ч", "и", "u", "s", "navy"]),
    ("нефть.Brent подорожала.Газ тоже", ["нефть", "brent", "подорожала", "газ", "тоже"]),
    ("Gazprom Global LNG.Gazprom, E.ON, U.S.Steel, OPEC.Oil", ["gazprom", "global", "lng", "gazprom", "e", "on", "u", "s", "steel", "opec", "oil"]),
    ("BMP3/BTR82A/T90M/T72B3", ["bmp", "btr", "a", "t", "m", "t", "b"]),
    ("#Газ #oil_price", ["газ", "oil", "price"]),
    ("2 * 3 = 6; a_ и _b_", ["a", "и", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows(text, expected):
    stripped = strip_markup(text)
    assert len(stripped) == len(text)
    assert word_forms(stripped) == expected


@pytest.mark.parametrize("tag", ["<p>", "</div>", "<br>", "<BR/>", "<li class=x>", "&lt;p&gt;", "</title>", "<\\/p>"])
def test_a_block_ends_a_paragraph(tag):
    from topictag.text.reading import paragraph_forms

    assert paragraph_forms(f"Газ{tag}нефть") == [["газ"], ["нефть"]]


@pytest.mark.parametrize("tag", ["<td>", "<img src=x>", "<svg>", "<yandex:x>"])
def test_tags_that_are_neither_block_nor_inline_separate_words(tag):
    assert word_forms(strip_markup(f"газ{tag}нефть")) == ["газ", "нефть"]


PIECES = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", "<b", "<p ", "<script>", "</script>", "<![CDATA[", '"', "'", "=", "&", "&lt;", "&gt;", "&amp;",
     "&nbsp;", "&#1075;", "&#", "#", "@", ".", "://", "www.", "](", ")", "(", "_", "-", "\\n", "\\u0433", ".рф", ".pdf", "a", "Brent", "0f",
     "газ", "Нефть", "э", " ", "\n", "?", "=?", "рф", "x" * 16]
)  # fmt: skip
DRESSED = st.lists(PIECES, max_size=25).map("".join)


@given(DRESSED | st.text())
def test_the_length_stays(text):
    assert len(strip_markup(text)) == len(text)


@given(st.text(alphabet="абвгдежзиклмн АБВ.,:;!?«»—-()0123456789\n"))
def test_plain_prose_stays_as_it_is(text):
    assert strip_markup(text) == text


def test_combining_marks_are_neither_letters_nor_white_space():
    """The pattern that finds runs of marks does not list them."""
    marks = [chr(code) for code in range(0x110000) if unicodedata.combining(chr(code))]
    assert len(marks) > 800
    assert not any(mark.isalnum() or mark.isspace() or ord(mark) < 0x300 for mark in marks)
