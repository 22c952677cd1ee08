"""A clean copy: equal texts once, contradictions set aside, nothing lost without a word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import topictag
from topictag.curation.fixing import merge_equal
from topictag.errors import DataError, OutputError

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


def test_a_topic_that_one_record_lacks_is_not_unknown():
    (record,) = merge_equal(
        [
            {"text": "Матч.", "tags": [], "unknown": ["sport", "energy"]},
            {"text": "Матч!", "tags": [], "unknown": ["sport"]},
        ]
    ).records
    assert record == {"text": "Матч.", "tags": [], "unknown": ["sport"]}


def test_annotators_of_all_copies_stay():
    """Each keeps what was unknown to him; a tie of two who decided is no reason to doubt either of them."""
    tie = {"tags": [], "unknown": ["energy", "culture"], "annotations": [{"tags": ["energy"]}, {"tags": []}]}
    rest = {"tags": ["energy"], "known": ["energy"], "annotations": [{"tags": ["energy"], "annotator": "Анна"}]}
    alone = {"tags": ["energy"], "unknown": ["culture"]}
    (record,) = merge_equal([{"text": "Нефть.", **own} for own in (tie, rest, alone)]).records
    assert record == {
        "text": "Нефть.",
        "tags": ["energy"],
        "unknown": ["culture"],
        "annotations": [
            {"tags": ["energy"], "unknown": ["culture"]},
            {"tags": [], "unknown": ["culture"]},
            {"tags": ["energy"], "known": ["energy"], "annotator": "Анна"},
            {"tags": ["energy"], "unknown": ["culture"]},
        ],
    }
    (record,) = merge_equal([{"text": "Нефть.", "tags": []}] * 2).records
    assert "annotations" not in record


def test_numbers_are_part_of_a_text():
    texts = [
        "Курс вырос до 75 рублей",
        "Курс вырос до 90 рублей",
        "Курс вырос до 75 рублей!",
        "Рост 1,5 %",
        "Рост 15 %",
    ]
    merged = merge_equal([{"text": text, "tags": []} for text in texts])
    assert [own["text"] for own in merged.records] == [texts[0], texts[1], *texts[3:]]
    assert not merged.conflicts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"split": "train"}, {"split": "test"}),
        ({}, {"split": "test"}),
        ({"article": "a", "split": "train"}, {"article": "b", "split": "test"}),
    ],
)
def test_what_stands_on_two_sides_is_set_aside(one, other):
    records = [
        {"text": "Матч.", "tags": [], **one},
        {"text": "Матч.", "tags": [], **other},
        {"id": "b2", "text": "Балет.", "tags": [], "article": "b"},
    ]
    merged = merge_equal(records)
    assert (merged.conflicts, merged.records) == (records[:2], records[2:])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"article": "a"}, {"article": "b"}),
        ({"id": "b"}, {"article": "a"}),  # the next record names b as its article
    ],
)
def test_what_two_articles_repeat_stays_in_both(one, other):
    records = [
        {"text": "Матч.", "tags": [], **one},
        {"text": "Матч.", "tags": [], **other},
        {"text": "Матч!", "tags": [], **one, "id": one.get("id", "c")},
        {"id": "b2", "text": "Балет.", "tags": [], "article": "b"},
    ]
    merged = merge_equal(records)
    assert not merged.conflicts
    assert [own["text"] for own in merged.records] == ["Матч.", "Матч.", "Балет."]


def test_what_the_first_copy_lacks_another_has_and_what_differs_is_told():
    records = [
        {"id": "1", "text": "Матч.", "tags": [], "outlet": "x"},
        {"id": "b", "text": "Матч.", "tags": [], "outlet": "y", "date": "2024-01-01"},
        {"id": "b2", "text": "Балет.", "tags": [], "article": "b", "outlet": "z"},
    ]
    merged = merge_equal(records)
    assert merged.records[0] == {**records[0], "date": "2024-01-01", "article": "b"}
    assert merged.problems == ("Merged texts have different values in outlet: those of the first text stay.",)
    assert merge_equal([records[0], records[0] | {"text": "Матч!"}, *records[2:]]).problems == ()


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


@pytest.mark.parametrize("others", [True, False])
def test_nothing_is_written_if_the_rest_of_a_file_is_lost(tmp_path, others):
    texts = [json.dumps({"text": f"Матч номер {n}.", "tags": ["sport"]}) for n in range(100)]
    broken, clean, other = tmp_path / "broken.json", tmp_path / "clean.jsonl", tmp_path / "other.jsonl"
    broken.write_text(f"[{', '.join(texts[:10])}, {{]{', '.join(texts[10:])}]", encoding="utf-8")
    other.write_text(texts[0], encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.json.*JSON"):
        topictag.fix(broken, *[other] * others, output=clean)
    with pytest.raises(DataError, match=r"nowhere\.jsonl: does not exist"):
        topictag.fix(other, tmp_path / "nowhere.jsonl", output=clean)
    assert not clean.exists()


def test_votes_of_two_tasks_of_one_text_are_joined(tmp_path):
    def task(number, *answers):
        results = [[{"type": "choices", "from_name": "topics", "value": {"choices": [own]}}] for own in answers]
        return {
            "id": number,
            "data": {"text": "Матч отменён."},
            "annotations": [{"result": own, "completed_by": n} for n, own in enumerate(results)],
        }

    data, clean = tmp_path / "tasks.json", tmp_path / "clean.jsonl"
    data.write_text(json.dumps([task(1, "sport", "sport"), task(2, "sport", "sport", "culture")]), encoding="utf-8")
    done = topictag.fix(data, output=clean)
    (record,) = map(json.loads, clean.read_text(encoding="utf-8").splitlines())
    # Two of them said the same twice.
    assert (done.n_merged, len(record["annotations"]), record["tags"]) == (1, 3, ["sport"])


def test_never_in_place(tmp_path):
    data = tmp_path / "data.jsonl"
    data.write_text('{"text": "Матч.", "tags": ["sport"]}', encoding="utf-8")
    with pytest.raises(OutputError, match="is also an input"):
        topictag.fix(data, output=data)
    with pytest.raises(OutputError, match="is also an input"):
        topictag.fix(data.rename(tmp_path / "x.jsonl.conflicts.jsonl"), output=tmp_path / "x.jsonl")
