"""The public interface: its names, and functions that call the default tagger."""

import inspect
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import pytest

import topictag
from topictag import loading

TOPICS = {"Afghanistan", "energy", "partnership programmes", "peace talks", "security"}


def test_exported_names_are_pinned():
    assert set(topictag.__all__) == {
        "BackgroundSettings",
        "DataError",
        "DataWarning",
        "InputTypeError",
        "MissingExtraError",
        "ModelError",
        "ModelFormatError",
        "ModelNotFoundError",
        "ModelVersionError",
        "OutputError",
        "ReadOptions",
        "RegistryError",
        "ReportFile",
        "SettingError",
        "Tagger",
        "TopictagError",
        "TrainingError",
        "TrainingSettings",
        "TrainingWarning",
        "WorseModelError",
        "__version__",
        "build_background",
        "calibrate",
        "check",
        "compare",
        "convert",
        "drift",
        "explain",
        "fix",
        "iter_tags",
        "load",
        "models",
        "probabilities",
        "profile",
        "promote",
        "read_examples",
        "report",
        "rollback",
        "suggest",
        "suggest_hints",
        "tag",
        "tag_many",
        "tag_paragraphs",
        "train",
        "update",
    }
    assert all(hasattr(topictag, name) for name in topictag.__all__)


def test_the_version_is_that_of_the_installed_package():
    assert topictag.__version__ == version("topictag")


def test_options_are_keyword_only():
    for function in (topictag.tag, topictag.tag_many, topictag.iter_tags, topictag.probabilities):
        first, *options = inspect.signature(function).parameters.values()
        assert first.kind is first.POSITIONAL_OR_KEYWORD
        assert options
        assert all(option.kind is option.KEYWORD_ONLY for option in options)


def test_the_shipped_model_knows_the_five_topics():
    assert set(topictag.load().topics) == TOPICS


def test_the_default_tagger_is_loaded_once_even_by_many_threads():
    loading._load_shipped.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        taggers = list(pool.map(lambda _: topictag.load(), range(32)))
    assert len({id(tagger) for tagger in taggers}) == 1


def test_tag_agrees_with_the_tagger_and_with_tag_many():
    texts = ["Нефть подорожала.", "", "В Кабуле прошли переговоры с талибами о перемирии."]
    expected = [topictag.load().tag(text) for text in texts]
    assert [topictag.tag(text) for text in texts] == expected
    assert topictag.tag_many(texts) == expected
    assert list(topictag.iter_tags(texts)) == expected
    assert topictag.probabilities(texts).tolist() == topictag.load().probabilities(texts).tolist()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Добыча нефти и газа на месторождении выросла на семь процентов.", "energy"),
        ("Талибы закрыли школы для девочек в Кабуле и Кандагаре.", "Afghanistan"),
        ("Посредники добились прекращения огня и обмена пленными.", "peace talks"),
        ("Военные двух стран провели учения с боевыми стрельбами.", "security"),
        ("Стороны утвердили программу сотрудничества и дорожную карту на три года.", "partnership programmes"),
    ],
)
def test_plain_cases_get_their_topic(text, topic):
    assert topic in topictag.tag(text)


@pytest.mark.parametrize("text", ["", "   \n\t ", "12345 67", "!!! — …", "qwrtp zxcvb", "\u0301\u00ad"])
def test_text_without_known_words_gets_no_tag(text):
    assert topictag.tag(text) == {}


def test_tags_come_highest_first_and_over_their_threshold():
    tagger = topictag.load()
    tags = tagger.tag("Взорван газопровод: диверсию у насосной станции совершили боевики, нефть дорожает.")
    assert list(tags) == sorted(tags, key=tags.get, reverse=True)
    assert all(tagger.thresholds[topic] <= probability <= 1 for topic, probability in tags.items())


def test_a_text_of_paragraphs_gets_the_union_with_the_highest_probabilities():
    first, second = "Нефть и газ дорожают.", "Посредники объявили о перемирии и обмене пленными."
    one, two = topictag.tag(first), topictag.tag(second)
    assert one
    assert two
    expected = {topic: max(one.get(topic, 0), two.get(topic, 0)) for topic in one | two}
    assert topictag.tag(f"{first}\n\n{second}") == expected


def test_tagging_imports_no_training_library():
    """In a fresh process: tagging waits only for NumPy and the model."""
    code = (
        "import sys, topictag; topictag.tag('Нефть подорожала.'); topictag.tag_paragraphs('Газ.\\nСвет.');"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for library in ("sklearn", "scipy", "joblib", "pymorphy3", "click", "rich", "tqdm", "hashlib", "concurrent"):
        assert repr(library) not in loaded
    assert "'numpy'" in loaded
