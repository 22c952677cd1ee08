"""Names of version 0.1 still work, and say where they are now."""

import subprocess
import sys
from importlib import import_module

import pytest

import topictag
from topictag.errors import InputTypeError
from topictag.loading import TaggerFile
from topictag.tagger import Tagger

FUNCTIONS = (
    "build_background",
    "calibrate",
    "check",
    "iter_tags",
    "load",
    "probabilities",
    "tag",
    "tag_many",
    "tag_paragraphs",
    "train",
)


@pytest.mark.parametrize(
    ("module", "name", "place"),
    [
        ("topictag.training.vectorizer", "LemmaTfidfVectorizer", "topictag.sklearn"),
        ("topictag.text.pymorphy", "PymorphyLemmatizer", "topictag.training.features.pymorphy"),
        ("topictag.text.pymorphy", "shared_lemmatizer", "topictag.training.features.pymorphy"),
        *(("topictag.api", name, "topictag") for name in FUNCTIONS),
    ],
)
def test_a_name_that_has_moved_is_still_found(module, name, place):
    with pytest.warns(DeprecationWarning, match=rf"{module}\.{name} is deprecated .* Use {place}\.{name}\.") as caught:
        found = getattr(import_module(module), name)
    assert found is getattr(import_module(place), name)
    assert caught[0].filename == __file__


def test_other_names_of_these_modules_do_not_exist():
    with pytest.raises(AttributeError, match=r"'topictag\.api' has no attribute 'nothing'"):
        _ = import_module("topictag.api").nothing


def test_the_modules_of_a_package_that_has_moved_are_the_same_ones():
    code = (
        "import warnings\n"
        "with warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.simplefilter('always')\n"
        "    from topictag.examples.example import Example\n"
        "    import topictag.examples.reading as reading, topictag.examples.zstandard\n"
        "    assert topictag.examples.reading is reading\n"
        "from topictag.labelled import example, reading as own\n"
        "assert Example is example.Example and reading is own\n"
        "print([str(warning.message) for warning in caught])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.count("topictag.examples is deprecated") == 1
    assert "Use topictag.labelled." in run.stdout


def test_the_origin_of_a_tagger_becomes_its_source(model_path):
    tagger = topictag.load(model_path)
    assert isinstance(tagger.source, TaggerFile)
    with pytest.warns(DeprecationWarning, match=r"Use Tagger\(source="):
        old = Tagger(tagger.model, origin=tagger.source.origin)
    assert old.source == tagger.source
    with pytest.raises(InputTypeError, match="not both"):
        Tagger(tagger.model, origin=tagger.source.origin, source=tagger.source)
