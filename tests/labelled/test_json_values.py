"""JSON that nobody can have meant is refused where it is read, so that nothing fails on it later."""

import json

import pytest

from topictag.errors import DataError
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.lines import parse_line

ESCAPE = '"\\ud83d"'  # half a pair


def nest(depth, inner="1"):
    return "[" * depth + inner + "]" * depth


def test_lists_that_are_nested_deep_are_refused_with_their_end():
    for depth in (201, 300, 800):
        text = f'{{"x": {nest(depth)}}} rest'
        with pytest.raises(UnusableValueError, match=r"nested more than 200 deep. Flatten the record") as caught:
            parse_value(text)
        assert text[caught.value.end :] == " rest"


@pytest.mark.parametrize("depth", [*range(930, 1000, 3), 5_000, 100_000])
@pytest.mark.parametrize("inner", ["1", ESCAPE])
def test_no_depth_is_too_deep_for_an_error_of_ours(depth, inner):
    with pytest.raises(DataError, match=r"f:1: .*nested more than 200 deep"):
        parse_line(nest(depth, inner), "f:1")


def test_what_is_nested_as_records_are_is_fine():
    value = parse_value(nest(150, '"\\ud83d\\ude00"'))[0]
    assert json.loads(json.dumps(value)) == value
    wide = {"list": [[number] for number in range(1000)]}
    assert parse_value(json.dumps(wide))[0] == wide


@pytest.mark.parametrize(
    "text", [ESCAPE, f"[{ESCAPE}]", f'{{"a": [1, {ESCAPE}]}}', f"{{{ESCAPE}: 1}}", '"\\udE00"', '"\\uDe00\\ud83d"']
)
def test_half_a_pair_is_found_wherever_it_is(text):
    with pytest.raises(UnusableValueError, match=r"half a surrogate pair .* Fix the escape"):
        parse_value(text)


def test_messages_quote_only_the_beginning_of_a_long_key_or_number():
    key = "k" * 10**6
    for text in (f'{{"{key}": 1, "{key}": 2}}', f'{{"n": {"9" * 10**6}.0}}'):
        with pytest.raises(UnusableValueError) as caught:
            parse_value(text)
        assert len(str(caught.value)) < 200
