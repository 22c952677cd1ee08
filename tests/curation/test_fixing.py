"""A clean copy: equal texts once, contradictions set aside, nothing lost without a word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import topictag
from topictag.curation.fixing import merge_equal
from topictag.errors import OutputError

_TOPICS = st.sets(st.sampled_from(["a", "b", "c"]))
_RECORDS = st.lists(
    st.builds(
        lambda text, tags, unknown, name: {
            "text": text,
            "tags": sorted(tags),
            "unknown": sorted(unknown - tags),
            **name,
        },
        st.sampled_from(["Матч отменён.", "Матч, отменён!", "Балет.", "…"]),
        _TOPICS,
        _TOPICS,
        st.one_of(st.just({}), st.builds(lambda number: {"id": str(number)}, st.integers(0, 3))),
    ),
    max_size=12,
)


def test_what_one_record_does_not_know_another_may():
    (record,) = merge_equal(
        [
            {"id": "1", "text": "Матч.", "tags": ["sport"], "unknown": ["culture", "energy"], "outlet": "x"},
            {"text": "Матч!", "tags": ["sport", "culture"], "unknown": ["energy"]},
        ]
    ).records
    assert record == {"id": "1", "text": "Матч.", "tags": ["culture", "sport"], "unknown": ["energy"], "outlet": "x"}


def test_a_topic_outside_what_was_looked_for_does_not_contradict():
    merged = merge_equal(
        [{"text": "Матч.", "tags": [], "known": ["energy"]}, {"text": "Матч.", "tags": ["sport"], "known": ["sport"]}]
    )
    assert merged.records == [{"text": "Матч.", "tags": ["sport"], "known": ["energy", "sport"]}]


def test_contradictions_and_clashing_ids_are_set_aside():
    records = [
        {"text": "Матч.", "tags": ["sport"]},
        {"text": "Матч.", "tags": []},
        {"id": "x", "text": "Балет.", "tags": []},
        {"id": "x", "text": "Опера.", "tags": []},
        {"text": "Нефть.", "tags": []},
    ]
    merged = merge_equal(records)
    assert merged.conflicts == records[:4]
    assert merged.records == records[4:]


def _words(record):
    return "".join(letter for letter in record["text"] if letter.isalpha() or letter == "…")


@given(_RECORDS)
def test_every_record_is_kept_merged_or_set_aside(records):
    merged = merge_equal(records)
    n_gone = len(records) - len(merged.records) - len(merged.conflicts)
    assert n_gone >= 0
    kept = {_words(own) for own in (*merged.records, *merged.conflicts)}
    assert kept == {_words(own) for own in records}  # no text is lost, whatever happens to its records
    tagged = {(_words(own), tag) for own in (*merged.records, *merged.conflicts) for tag in own["tags"]}
    assert tagged == {(_words(own), tag) for own in records for tag in own["tags"]}  # and no tag
    assert merge_equal(merged.records).records == merged.records
    ids = [own["id"] for own in merged.records if "id" in own]
    assert len(ids) == len(set(ids))


def test_a_copy_is_written_and_the_data_stays(tmp_path):
    data = tmp_path / "data.jsonl"
    lines = [
        '{"text": "Матч.", "tags": ["sport"]}',
        '{"text": "Матч!", "tags": ["sport"]}',
        "{",
        '{"text": "Б.", "tags": []}',
    ]
    lines += ['{"text": "Балет дан.", "tags": []}', '{"text": "Балет дан.", "tags": ["culture"]}']
    data.write_text("\n".join(lines), encoding="utf-8")
    before = data.read_bytes()
    done = topictag.fix(data, output=tmp_path / "clean.jsonl")
    assert (done.n_texts, done.n_merged, done.n_conflicts, done.n_unreadable) == (2, 1, 2, 1)
    assert data.read_bytes() == before
    assert len((tmp_path / "clean.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    aside = (tmp_path / "clean.jsonl.conflicts.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["tags"] for line in aside.splitlines()] == [[], ["culture"]]


def test_never_in_place(tmp_path):
    data = tmp_path / "data.jsonl"
    data.write_text('{"text": "Матч.", "tags": ["sport"]}', encoding="utf-8")
    with pytest.raises(OutputError, match="is also an input"):
        topictag.fix(data, output=data)
    with pytest.raises(OutputError, match="is also an input"):
        topictag.fix(data.rename(tmp_path / "x.jsonl.conflicts.jsonl"), output=tmp_path / "x.jsonl")
