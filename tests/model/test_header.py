"""The JSON text of a file: what is written can be read, and what cannot be read is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.errors import SettingError
from topictag.model.header import HeaderError, check_text, dump_header, parse_header

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**64), 2**64), st.floats(allow_nan=False), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=20,
)


@given(st.dictionaries(TEXT, VALUES))
def test_what_is_written_is_read(header):
    assert parse_header(dump_header(header)) == header


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return {"a": value}


def test_writing_and_reading_refuse_the_same_depth():
    assert parse_header(dump_header(nested(30))) == nested(30)
    for depth in (32, 500):
        with pytest.raises(HeaderError, match="nests more than 32 levels"):
            dump_header(nested(depth))
        with pytest.raises(HeaderError, match="nests more than 32 levels"):
            parse_header(json.dumps(nested(depth)))


@pytest.mark.parametrize("text", ["[]", "5", "null", '"text"', "{", "", "NaN"])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises((TypeError, ValueError)):
        parse_header(text)


@pytest.mark.parametrize("value", ["нефть", "😀", "\x00\n"])
def test_any_text_that_utf_8_can_write_is_good(value):
    check_text(value, "description")


@pytest.mark.parametrize("value", ["\ud800", "нефть \udfff"])
def test_half_of_a_character_is_reported_with_its_place(value):
    with pytest.raises(SettingError, match=r"^description: contains U\+D[89A-F][0-9A-F]{2}, half of a character"):
        check_text(value, "description")
