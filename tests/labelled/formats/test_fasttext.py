"""fastText: labels with spaces come back, and labels of others are read as they are."""

import gzip
import warnings

import pytest

from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.fasttext import FastTextFormat
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples

FASTTEXT = FastTextFormat()


@pytest.fixture
def ignore_blank():
    """Ignore the warning about lines without a label."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*no tags, which means no topic", DataWarning)
        yield


def read(path, **options):
    return [record for _, record in FASTTEXT.read(path, ReadOptions(**options))]


@pytest.mark.usefixtures("ignore_blank")
@pytest.mark.parametrize(
    ("line", "text", "tags"),
    [
        ("__label__energy __label__peace-talks Нефть дорожает.", "Нефть дорожает.", ["energy", "peace-talks"]),
        ("__label__energy\tНефть дорожает.", "Нефть дорожает.", ["energy"]),
        ("Нефть дорожает. __label__energy", "Нефть дорожает.", ["energy"]),
        ("Нефть дорожает.", "Нефть дорожает.", []),
        ("__label__50%20+a_b Нефть.", "Нефть.", ["50%20+a_b"]),  # escapes of others are no escapes here
        ("x__label__y Нефть.", "x__label__y Нефть.", []),
        ("__label__нефть\u00a0и\u00a0газ Т.", "Т.", ["нефть\u00a0и\u00a0газ"]),  # fastText does not split here
    ],
)
def test_a_line(tmp_path, line, text, tags):
    path = tmp_path / "train.txt"
    path.write_text(f"\ufeff{line}\r\n\r\n", encoding="utf-8", newline="")
    assert read(path) == [{"text": text, "tags": tags}]


def test_comments_of_doccano_are_no_text(tmp_path):
    path = tmp_path / "train.txt"
    path.write_text("__label__a Нефть дорожает. __comment__проверить, см. выше\n", encoding="utf-8")
    assert read(path) == [{"text": "Нефть дорожает.", "tags": ["a"], "comment": "проверить, см. выше"}]


@pytest.mark.parametrize("topic", ["peace talks", "a␣b", "␠1 ␠", "a  b", "50%20", "__label__", "«мир», труд", "💥"])
def test_any_topic_comes_back(tmp_path, topic):
    path = tmp_path / "train.txt.gz"
    FASTTEXT.write([{"text": "Т.", "tags": [topic, "x"]}], path, (topic, "x"))
    assert len(gzip.decompress(path.read_bytes()).decode().split(" ")) == 3  # two labels without spaces, and the text
    assert read(path) == [{"text": "Т.", "tags": [topic, "x"]}]


@pytest.mark.usefixtures("ignore_blank")
def test_it_is_recognised_by_its_labels(tmp_path):
    path = tmp_path / "train.txt"
    path.write_text("Без темы.\n__label__energy Нефть.\n", encoding="utf-8")
    assert [own.tags for own in read_examples(path)] == [set(), {"energy"}]
    path.write_text("Просто текст.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"train\.txt: the format is not recognised .*--from"):
        choose_format(path, ReadOptions())


def test_a_file_that_becomes_json_is_told_with_its_line(tmp_path):
    path = tmp_path / "train.txt"
    path.write_text('__label__a Нефть.\n{"text": "Матч.", "tags": []}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"train\.txt:2: JSON, not a line of fastText"):
        read_examples(path)


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path):
    path = tmp_path / "train.txt"
    path.write_bytes("__label__a Нефть.\n".encode() + "__label__b Матч.\n".encode("cp1251"))
    with pytest.raises(DataError, match=r"train\.txt:2: not UTF-8"):
        read_examples(path)


@pytest.mark.usefixtures("ignore_blank")
def test_what_it_cannot_hold_is_told(tmp_path):
    records = [
        {"id": "1", "article": "x", "text": "А\r\nБ\0", "tags": [], "unknown": ["a"], "known": ["a"], "year": 1},
        {"text": " __label__x __comment__ y", "tags": []},
        {"text": '{"a": 1}', "tags": []},
    ]
    told = FASTTEXT.losses(records)
    for part in (
        "ids",
        "article",
        "unknown",
        "looked for",
        "year",
        "Line breaks in 1 text ",
        "label",
        "comment",
        "Spaces",
    ):
        assert sum(part in own for own in told) == 1, part
    assert {"NUL characters are left out."} < set(told)
    FASTTEXT.write(records, tmp_path / "a.txt", ("a",))
    assert read(tmp_path / "a.txt")[:2] == [{"text": "А Б", "tags": []}, {"text": "", "tags": ["x"], "comment": "y"}]
    assert FASTTEXT.losses([{"text": "Нефть.", "tags": ["a b"]}]) == []


def test_labels_that_end_in_punctuation_are_told(tmp_path):
    path = tmp_path / "train.txt"
    path.write_text("__label__energy, __label__gas Нефть.\n__label__sport Матч.\n", encoding="utf-8")
    with pytest.warns(DataWarning, match=r"train\.txt: in 1 line .* as 'energy,' does.*spaces only"):
        read(path)


def test_lines_without_a_label_are_told(tmp_path):
    path = tmp_path / "train.txt"
    path.write_text("__label__energy Нефть.\nМатч.\nСнег.\n", encoding="utf-8")
    with pytest.warns(DataWarning, match=r"train\.txt: 2 lines have no tags, which means no topic\. .*--skip-empty"):
        assert [own["tags"] for own in read(path)] == [["energy"], [], []]
