"""What counts as Russian and what does not, and why; tests/quality/test_silence.py has whole texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.language import is_russian
from topictag.text.words import word_forms

RUSSIAN = [
    "",
    "Нефть подорожала.",
    "Ёлка, объезд, подъём, съёмка, «Коммерсантъ» и Чанъань.",
    "НАТО, ООН, ОПЕК+ и Brent.",
    "Сборная по хоккею выиграла ЧЕ в Праге.",
    "Комитет министров СЕ обсудил взрыв, сказал командующий СА; Че Гевара и НДС ни при чем, бе.",
    "Самолёт F-16 и танк Leopard подбиты.",
    "В море вышел эсминец USS John Basilone DDG 122 класса Arleigh Burke Flight IIA.",
    "Игры «Star Wars Jedi: Fallen Order» и «Call of Duty: Modern Warfare 3» подорожали.",
    (
        "В Киеве вышла статья «Енергетика» и ещё одна: двадцать первое слово и слово за словом стоят здесь, "
        "чтобы одна цитата — «нафта і газ» — не закрыла всего абзаца, ибо так пишут газеты, и это понятно каждому."
    ),
]
FOREIGN = [
    "Ціни на газ зросли.",
    "Газ подорожчав, але президент спокійний.",
    "Қазақстан мұнай өндіруді арттырды.",
    "Влада је одобрила нови гасовод.",
    "Правителството одобри нов газопровод, съобщи министърът, като каза, че цените ще паднат.",
    "The gas pipeline was blown up.",
    "Rosatom (Росатом) has signed a contract for two new power units with the government of Hungary.",
    "Qaz kəməri partladıldı.",
    "Газ кәмәри партладылды.",
    "天然气管道",
]


@pytest.mark.parametrize("text", RUSSIAN)
def test_russian_is_read(text):
    assert is_russian(word_forms(text))


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_not(text):
    assert not is_russian(word_forms(text))


@given(st.lists(st.text("абвгдежзийклмнопрстуфхцчшщьыэюя", min_size=1, max_size=12), max_size=30))
def test_words_in_russian_letters_are_read_except_a_few_foreign_words(words):
    assert is_russian([word for word in words if word not in {"це", "що", "або"}])


def test_a_paragraph_in_another_language_gets_no_tag_and_coverage_says_so(leisure):
    assert leisure.tag("Хоккеисты выиграли матч.")
    assert leisure.tag("Хоккеисты выиграли матч, і це добре.") == {}
    article = "Хоккеисты выиграли матч.\nХокеїсти виграли матч."
    coverage = leisure.coverage(article)
    assert (coverage.n_paragraphs, coverage.n_russian) == (2, 1)
    assert "sport" in leisure.tag(article)
