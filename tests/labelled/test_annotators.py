"""Texts that several people labelled: what each rule makes of who agrees, disagrees, or did not decide."""

import pytest

from topictag.errors import DataError, SettingError
from topictag.labelled.annotators import RULES, check_rule, describe_disputes, resolve
from topictag.labelled.flattening import flatten
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples

YES, NO = {"tags": ["energy"]}, {"tags": []}
SILENT = {"tags": [], "unknown": ["energy"]}  # about energy
ELSEWHERE = {"tags": [], "known": ["sport"]}  # looked for sport only

# What the rules say of energy: "+" the text has it, "-" it has not, "?" nobody knows, "!" an error.
CASES = [
    # the annotators          majority, unknown, any, all, error
    ([YES, YES], "+++++"),
    ([NO, NO], "-----"),
    ([YES, NO], "??+-!"),
    ([YES, YES, NO], "+?+-!"),
    ([YES, NO, NO], "-?+-!"),
    ([YES, YES, NO, NO], "??+-!"),
    ([YES], "+++++"),
    ([SILENT], "?????"),
    ([SILENT, SILENT], "?????"),
    ([YES, SILENT], "+++++"),
    ([NO, SILENT], "-----"),
    ([YES, NO, SILENT], "??+-!"),
    ([YES, ELSEWHERE], "+++++"),
    ([NO, ELSEWHERE, {"tags": ["energy"], "known": ["sport"]}], "??+-!"),  # a tag counts as looked for
    ([{"tags": ["energy"], "unknown": ["energy"]}], "+++++"),  # a tag is a decision
]
_ROWS = [(annotations, rule, sign) for annotations, signs in CASES for rule, sign in zip(RULES, signs, strict=True)]


def _record(*annotations):
    return {"id": "a1", "text": "Нефть дорожает.", "outlet": "agency", "annotations": [*annotations]}


@pytest.mark.parametrize(("annotations", "rule", "sign"), _ROWS)
def test_each_rule(annotations, rule, sign):
    if sign == "!":
        with pytest.raises(DataError, match=r"news\.jsonl:5: the annotators disagree about 'energy'.*--annotators maj"):
            resolve(_record(*annotations), "news.jsonl:5", rule)
        return
    record = resolve(_record(*annotations), "news.jsonl:5", rule).record
    assert ("energy" in record["tags"], "energy" in record.get("unknown", ())) == (sign == "+", sign == "?")


def test_topics_are_decided_one_by_one():
    found = resolve(
        _record({"tags": ["energy", "sport"]}, {"tags": ["energy"]}, {"tags": ["sport", "weather"]}), "news.jsonl:5"
    )
    assert found.record["tags"] == ["energy", "sport"]
    assert found.disputed == ("energy", "sport", "weather")


def test_other_fields_are_kept_and_the_record_has_one_decision():
    record = resolve({**_record(YES), "tags": ["sport"]}, "news.jsonl:5").record
    assert record == {"id": "a1", "text": "Нефть дорожает.", "outlet": "agency", "tags": ["energy"]}


def test_what_the_record_knows_each_annotator_knows_who_does_not_say_it():
    record = {**_record(YES, {"tags": [], "known": ["sport"]}), "unknown": ["x"], "known": ["energy", "y"]}
    decided = resolve(record, "news.jsonl:5").record
    assert (decided["tags"], decided["unknown"]) == (["energy"], ["x"])
    assert decided["known"] == ["energy", "sport", "y"]


def test_known_is_what_any_annotator_looked_for():
    record = resolve(_record(ELSEWHERE, {"tags": ["energy"], "known": ["energy"]}), "news.jsonl:5").record
    assert (record["tags"], record["known"]) == (["energy"], ["energy", "sport"])
    assert "known" not in resolve(_record(ELSEWHERE, YES), "news.jsonl:5").record  # one looked for all


def test_a_topic_that_nobody_looked_for_is_unknown_beside_texts_that_have_it():
    records = [_record(ELSEWHERE), {"id": "b1", "text": "Снег.", "tags": ["weather"]}]
    first, _ = read_examples(records)
    assert (first.tags, first.unknown) == (frozenset(), {"weather"})


MALFORMED = [
    ([], r'"annotations" must be a list of .* not \[\]'),
    (None, '"annotations" must be a list of .* not None'),
    ("energy", '"annotations" must be a list of'),
    ([5], 'each of "annotations" must have a list of "tags", not 5'),
    ([{"tags": "energy"}], 'each of "annotations" must have a list of "tags"'),
    ([{"annotator": "anna"}], 'each of "annotations" must have a list of "tags"'),
    ([{"tags": [], "unknown": "energy"}], '"unknown" of an annotation must be a list of topics'),
    ([{"tags": [], "known": 5}], '"known" of an annotation must be a list of topics, not 5'),
    ([{"tags": [" energy"]}], "the tag ' energy' is not a topic name"),
    ([{"tags": [], "known": [5]}], "the tag 5 is not a topic name"),
]


@pytest.mark.parametrize(("annotations", "message"), MALFORMED)
def test_malformed_annotations_are_told_with_their_place(annotations, message):
    with pytest.raises(DataError, match=f"news.jsonl:5: {message}"):
        resolve({"text": "Т.", "annotations": annotations}, "news.jsonl:5")
    with pytest.raises(DataError, match=f"news.jsonl:5: {message}"):  # also where tags count in their place
        list(flatten({"text": "Т.", "tags": [], "annotations": annotations}, "news.jsonl:5", "majority"))


def test_an_unknown_rule_is_told():
    with pytest.raises(SettingError, match="annotators must be one of majority, unknown, any, all, error, not 'most'"):
        check_rule("most")
    with pytest.raises(SettingError):
        read_examples([_record(YES)], options=ReadOptions(annotators="most"))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "error"])
def test_disputes_are_told_with_the_first_place(rule):
    message = describe_disputes([("news.jsonl:5", ["energy", "sport"]), ("news.jsonl:9", ["energy"])], rule)
    assert message.startswith("The annotators of 2 texts disagree, first at news.jsonl:5 about 'energy', 'sport'; ")
    assert message.endswith(f"(--annotators {rule}).")


def test_reading_warns_of_disputes_and_takes_the_rule():
    records = [_record(YES, NO)]
    with pytest.warns(UserWarning, match=r"The annotators of 1 text disagree.* \(--annotators any\)"):
        (example,) = read_examples(records, options=ReadOptions(annotators="any"))
    assert example.tags == {"energy"}
