"""Character n-grams within words, and their numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.grams import BOUNDARY, LENGTHS, OTHER, iter_grams, pack_gram, unpack_gram

FORMS = st.text("абюяazßі", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("в", "_в_"),
        ("не", "_не не_ _не_"),
        ("газ", "_га газ аз_ _газ газ_ _газ_"),
        ("тест", "_те тес ест ст_ _тес тест ест_ _тест тест_"),
        ("usb", "_us usb sb_ _usb usb_ _usb_"),
        ("їx", "_?x ?x_ _?x_"),
        ("", ""),
    ],
)
def test_grams_of_a_word(form, expected):
    assert list(iter_grams(form)) == expected.split()


@given(FORMS)
def test_every_substring_of_the_marked_word_is_a_gram(form):
    marked = BOUNDARY + form.replace("ß", OTHER).replace("і", OTHER) + BOUNDARY
    expected = [marked[i:j] for i in range(len(marked)) for j in range(len(marked) + 1) if j - i in LENGTHS]
    assert sorted(iter_grams(form)) == sorted(expected)


@given(FORMS, FORMS)
def test_a_number_stands_for_one_gram(form, other):
    for gram in iter_grams(form):
        code = pack_gram(gram)
        assert 0 < code < 1 << 30
        assert unpack_gram(code) == gram
    same = {pack_gram(gram): gram for gram in [*iter_grams(form), *iter_grams(other)]}
    assert len(same) == len({*iter_grams(form), *iter_grams(other)})


def test_codes_of_the_alphabet():
    for gram, codes in {"_ая": (1, 2, 33), "azё": (34, 59, 60)}.items():
        assert pack_gram(gram) == codes[0] << 12 | codes[1] << 6 | codes[2]


@pytest.mark.parametrize("gram", ["", "на", "нефтья"])
def test_what_is_no_gram_has_no_number(gram):
    with pytest.raises(ValueError, match=f"3 to 5 characters, not {len(gram)}"):
        pack_gram(gram)
