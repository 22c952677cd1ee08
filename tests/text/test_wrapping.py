"""Which line breaks end a paragraph."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.reading import paragraph_forms
from topictag.text.wrapping import join_lines

PROSE = (
    "Правительство области утвердило порядок, по которому с будущего года дворы станут убирать подрядчики, отобранные "
    "на торгах. "
    "Жители смогут проверить их работу: снимок двора уходит диспетчеру, и тот обязан ответить в течение суток. "
    "Прежде жалобы терялись между управой и конторой, и ждать приходилось неделями."
)
OTHER = (
    "Музей закрыли на ремонт до осени. Картины перевезли в хранилище, а сад останется открытым, и по "
    "воскресеньям в нём будут играть оркестры, которые прежде выступали в парадном зале."
)


def n_paragraphs(text, mode="auto"):
    return len(paragraph_forms(text, mode))


@pytest.mark.parametrize("width", [36, 48, 60, 72, 76, 100])
def test_wrapped_text_is_joined(width):
    text = "\n\n".join(textwrap.fill(own, width) for own in (PROSE, OTHER))
    assert paragraph_forms(text) == paragraph_forms(f"{PROSE}\n{OTHER}", "lines")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize("before", ["", "> ", "    ", "\t"])
def test_any_line_break_and_any_indent(end, before):
    text = end.join(before + line for line in textwrap.wrap(PROSE, 60))
    assert n_paragraphs(text) == 1


def test_lines_that_are_paragraphs_stay_apart():
    assert n_paragraphs(f"{PROSE}\n{OTHER}\n{PROSE}") == 3
    assert n_paragraphs("Заголовок новости без точки\nПервый абзац, который говорит о том же самом.") == 2
    assert n_paragraphs("Нефть\nГаз\nУголь\nТорф") == 4
    assert n_paragraphs("нефть\nгаз\nуголь\nторф") == 4
    headlines = "цены на нефть и газ выросли\nпереговоры о мире идут\nвойска вышли из города\nматч отменён"
    assert n_paragraphs(headlines) == 4
    assert n_paragraphs("цены на газ выросли на бирже\n" + "переговоры о мире в Женеве сорваны снова, " * 4) == 2
    assert n_paragraphs("Страны ОПЕК решили сократить добычу нефти\nnews.ru сообщает: в Женеве сорваны переговоры") == 2
    assert n_paragraphs("Обсудили:\nподготовку к зиме и ремонт котельных;\nремонт дорог;\nразное и прочее.") == 4


def test_a_wrapped_letter_after_a_header_of_short_lines():
    head = "From: Press Office\nDate: Tue, 16 Dec 2025\nContent-Type: text/plain\nMIME-Version: 1.0"
    letter = paragraph_forms(textwrap.fill(PROSE, 72), "blank")
    assert len(letter) == 1
    for lines in (head, f"{head}\n{head}\n{head}"):
        assert letter[0] in paragraph_forms(f"{lines}\n\n{textwrap.fill(PROSE, 72)}\n\nПресс-служба\nтел. 5-05")


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_broken_word_is_joined(hyphen):
    assert paragraph_forms(f"Добыча нефте{hyphen}\nпродуктов", "blank") == [["добыча", "нефтепродуктов"]]
    assert paragraph_forms("Встреча Россия -\nНАТО и Россия-\nНАТО", "blank") == [
        ["встреча", "россия", "нато", "и", "россия", "нато"]
    ]


def test_the_three_modes():
    text = "Первая строка\nвторая строка.\n \t\nТретья."
    assert (n_paragraphs(text, "lines"), n_paragraphs(text, "blank"), n_paragraphs(text, "auto")) == (3, 2, 3)


def test_a_tag_ends_a_paragraph_even_where_lines_are_joined():
    assert n_paragraphs("Первая строка<br>вторая строка\nтретья", "blank") == 2


def test_a_tag_at_the_end_of_a_line_breaks_no_word():
    assert paragraph_forms("<b>нефть</b>\nдорожает", "blank") == [["нефть", "дорожает"]]


@given(st.text(alphabet="аА .,-\u00ad\n\r\t>\u2029\x0b\x85a"), st.sampled_from(["auto", "lines", "blank"]))
def test_the_length_stays_and_only_breaks_change(text, mode):
    joined = join_lines(text, mode)
    assert len(joined) == len(text)
    assert all(old == new or new in " \u2060" for old, new in zip(text, joined, strict=True))


def test_an_indent_after_the_end_of_a_sentence_begins_a_paragraph():
    first, second = textwrap.wrap(PROSE, 60), textwrap.wrap(OTHER, 60)
    text = "\n".join(["    " + first[0], *first[1:], "    " + second[0], *second[1:]])
    assert paragraph_forms(text) == paragraph_forms(f"{PROSE}\n{OTHER}", "lines")
    block = "\n".join("    " + line for line in first)
    assert n_paragraphs(block) == 1


def test_a_broken_word_alone_shows_a_wrap():
    quoted = [
        "> Министерство сообщает, что строительство Рогун-",
        "> ской ГЭС идёт: второй агрегат введут в эксплуата-",
        "> цию к зиме.",
    ]
    (forms,) = paragraph_forms("\n".join(quoted))
    assert {"рогунской", "эксплуатацию"} < set(forms)
