"""What a format can hold survives writing and reading; what it cannot is told, for every format there is."""

import tempfile
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topictag.errors import DataError, DataWarning, MissingExtraError
from topictag.labelled.flattening import flatten
from topictag.labelled.formats.choosing import FORMATS, choose_format
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples
from topictag.labelled.tags import check_tags

_CORE = ("id", "text", "tags", "unknown", "known", "annotations", "article")
_TOPICS = [
    "energy",
    "мировая экономика",
    "oil, gas",
    'the "new" law',
    "спорт ⚽",
    "a#b",
    "a;b",
    "__label__x",
    "能源",
    "a/b",
]
_FEATURES = ["texts", "ids", "no ids", "article", "unknown", "known", "annotations", "corrected", "others"]
_characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def _is_topic(name):
    try:
        check_tags([name], "here")
    except DataError:
        return False
    return True


topics = st.sampled_from(_TOPICS) | st.text(min_size=1, max_size=8).filter(_is_topic).map(
    lambda name: next(iter(check_tags([name], "here")))
)
texts = st.text(_characters, min_size=1, max_size=30).filter(str.strip)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(_characters, max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(_characters, max_size=3), inner, max_size=2),
    max_leaves=4,
)
names = st.sampled_from(["outlet", "title", "label", "labels", "meta", "answer", "topics", "status", "тема", "a.b"])


@st.composite
def annotations(draw, universe):
    own = {"tags": draw(st.lists(st.sampled_from(universe), unique=True))}
    if draw(st.booleans()):
        own["annotator"] = draw(st.sampled_from(["1", "anna", "b@example.org"]))
    if draw(st.integers(0, 3)) == 0:
        own["known"] = draw(st.lists(st.sampled_from(universe), unique=True))
    return own


@st.composite
def data_sets(draw):
    """Return records, and all their topics. A data set has few features at a time, so that most formats hold some."""
    universe = draw(st.lists(topics, min_size=1, max_size=4, unique=True))
    features = draw(st.sets(st.sampled_from(_FEATURES)))
    own_ids = texts if "ids" in features else st.from_regex("[a-z][0-9]{2}", fullmatch=True)
    ids = draw(st.lists(own_ids, unique=True, min_size=1, max_size=4))
    records = []
    for number, name in enumerate(ids):
        text = draw(texts) if "texts" in features else f"Нефть подорожала на {number} рублей."
        record = {"text": text} if "no ids" in features else {"id": name, "text": text}
        if "annotations" in features and draw(st.booleans()):
            record["annotations"] = draw(st.lists(annotations(universe), min_size=1, max_size=3))
        else:
            record["tags"] = draw(st.lists(st.sampled_from(universe), unique=True))
            rest = [topic for topic in universe if topic not in record["tags"]]
            if "unknown" in features and rest:
                record["unknown"] = draw(st.lists(st.sampled_from(rest), unique=True, min_size=1))
            if "known" in features and draw(st.booleans()):
                record["known"] = draw(st.lists(st.sampled_from(universe), unique=True, min_size=1))
        if "article" in features and draw(st.booleans()):
            record["article"] = draw(st.sampled_from(["x", "Статья 5"]))
        if "others" in features:
            record |= draw(st.dictionaries(names, values, max_size=2))
        records.append(record)
    flat = [own.to_record() for record in records for own in flatten(record, "here", "majority")]
    if "corrected" in features:
        flat = [_correct(record, draw(st.lists(st.sampled_from(universe), unique=True))) for record in flat]
    return flat, sorted(universe)


def _correct(record, tags):
    """Return a record as somebody leaves it who has corrected its tags: they count, whatever the annotators said."""
    unknown = [topic for topic in record.get("unknown", ()) if topic not in tags]
    others = {name: value for name, value in record.items() if name not in ("tags", "unknown")}
    return {**others, "tags": sorted(tags), **({"unknown": unknown} if unknown else {})}


def _read(source, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_examples(source, options=ReadOptions(**options), may_be_empty=True)


def _others(record):
    return {name: value for name, value in record.items() if name not in _CORE}


def _annotators(record):
    return [(own.get("annotator"), frozenset(own["tags"])) for own in record.get("annotations", ())]


def _written(own, records, universe, folder):
    path = Path(folder) / f"data{own.ending}"
    try:
        own.write(records, path, universe)
    except MissingExtraError as error:
        pytest.skip(str(error))
    return path


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=data_sets())
def test_what_is_not_told_survives(name, data):
    records, universe = data
    own = FORMATS[name]
    if not own.ending:  # a folder, which is read in order of name
        records = sorted(records, key=lambda record: record.get("id", ""))
    plain = [{"id": f"a{number}", "text": "Снег.", "tags": []} for number in range(len(records))]
    with tempfile.TemporaryDirectory() as folder:
        losses, always = own.losses(records), own.losses(plain)
        path = _written(own, records, universe, folder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DataWarning)  # strange names
            read = [record for _, record in own.read(path, ReadOptions(format=name))]
        examples = _read(path, format=name)
    expected = _read(records)
    named = frozenset().union(*(one.tags | one.unknown for one in expected))  # formats may name further topics
    examples = [replace(one, unknown=one.unknown & named) for one in examples]
    assert all(sentence.endswith(".") for sentence in losses)
    if losses == always:  # such as ids, which some formats never have
        assert [(one.text, one.tags, one.unknown) for one in examples] == [
            (one.text, one.tags, one.unknown) for one in expected
        ]
    if not losses:
        if all("id" in record for record in records):
            assert examples == expected
        assert [_others(record) for record in read] == [_others(record) for record in records]
        assert [_annotators(record) for record in read] == [_annotators(record) for record in records]


@pytest.mark.parametrize("name", FORMATS)
def test_a_written_file_is_recognised(name, tmp_path):
    records = [
        {"id": "a1", "text": "Нефть дорожает.", "tags": ["energy", "economy"], "outlet": "agency"},
        {"id": "a2", "text": "Матч отменён.", "tags": ["sport"], "outlet": "agency"},
    ]
    path = _written(FORMATS[name], records, ["economy", "energy", "sport"], tmp_path)
    assert choose_format(path, ReadOptions()).name == name
    assert [(one.text, one.tags) for one in _read(path)] == [(one.text, one.tags) for one in _read(records)]


@pytest.mark.parametrize("name", [name for name, own in FORMATS.items() if own.ending in (".jsonl", ".json", ".csv")])
def test_a_compressed_file(name, tmp_path):
    path = tmp_path / f"data{FORMATS[name].ending}.gz"
    FORMATS[name].write([{"id": "a1", "text": "Нефть дорожает.", "tags": ["energy"]}], path, ["energy"])
    assert [one.tags for one in _read(path)] == [{"energy"}]


_TIE = {"tags": [], "unknown": ["energy"], "annotations": [{"tags": []}, {"tags": ["energy"]}]}
_CORRECTED = {"tags": ["energy"], "annotations": [{"tags": ["sport"]}, {"tags": ["sport", "energy"]}]}
_PARTLY_KNOWN = {"tags": ["energy"], "known": ["energy"], "annotations": [{"tags": ["energy"]}, {"tags": ["energy"]}]}


@pytest.mark.parametrize("name", ["label-studio", "prodigy", "argilla", "doccano"])
@pytest.mark.parametrize("decisions", [_TIE, _CORRECTED, _PARTLY_KNOWN], ids=["tie", "corrected", "known"])
def test_the_decision_beside_annotations_is_read_back(name, decisions, tmp_path):
    records = [
        {"id": "a1", "text": "Нефть дорожает.", **decisions},
        {"id": "a2", "text": "Матч отменён.", "tags": ["sport"]},
    ]
    read, expected = (_read(own) for own in (_written(FORMATS[name], records, ["energy", "sport"], tmp_path), records))
    assert [(one.tags, one.unknown) for one in read] == [(one.tags, one.unknown) for one in expected]
    is_known = [[one.is_known(topic) for topic in ("energy", "sport")] for one in read]
    assert is_known == [[one.is_known(topic) for topic in ("energy", "sport")] for one in expected]
    told = any("differ from what most of their annotators say" in own for own in FORMATS[name].losses(records))
    assert told == (decisions is _CORRECTED and name != "doccano")
