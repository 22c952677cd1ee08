"""Models are checked before a scorer relies on them, wherever they come from, and are bounded in size."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag import Tagger
from topictag.errors import InputTypeError, ModelFormatError, TrainingError
from topictag.model.checks import check_model, check_topics
from topictag.model.compiled import NO_TERM
from topictag.model.limits import (
    MAX_GROUPS_PER_TERM,
    MAX_OTHER_WORDS,
    MAX_TERM_GROUPS,
    MAX_TERMS,
    MAX_TOPICS,
    MAX_WORD_BYTES,
)
from topictag.model.strings import pack_strings
from topictag.model.word_table import WordTable, group_numbers

TEXT = "Хоккеисты выиграли матч."


def changed_models():
    yield "coef", lambda model: {"coef": model.coef[:10]}
    yield "idf", lambda model: {"idf": model.idf[:-1]}
    yield "form_terms", lambda model: {"form_terms": model.form_terms + np.int32(10_000_000)}
    yield "thresholds", lambda model: {"thresholds": model.thresholds.tolist()}
    yield "families is a list", lambda model: {"families": model.families.words()}
    yield "grams is a list", lambda model: {"grams": model.grams.grams()}
    yield "groups has type str", lambda _: {"groups": "names"}
    yield "metadata is a list", lambda _: {"metadata": ["notes"]}
    yield "topics is a list", lambda model: {"topics": list(model.topics)}
    yield "analysis is a dict", lambda _: {"analysis": {}}


@pytest.mark.parametrize(("name", "change"), [pytest.param(name, change, id=name) for name, change in changed_models()])
def test_a_changed_model_is_checked_before_anything_is_read(leisure, name, change):
    changed = replace(leisure.model, **change(leisure.model))
    with pytest.raises(ModelFormatError, match=rf"^Tagger\(model\): the model is damaged: .*{name}"):
        Tagger(changed).tag(TEXT)


def test_a_pickled_tagger_is_checked_where_it_arrives(leisure):
    tagger = pickle.loads(pickle.dumps(leisure))  # noqa: S301 (it was pickled here)
    object.__setattr__(tagger.model, "coef", tagger.model.coef[:10])
    data = pickle.dumps(tagger)
    with pytest.raises(ModelFormatError, match="damaged: coef has shape"):
        pickle.loads(data)  # noqa: S301 (it was pickled here)


@pytest.mark.parametrize("model", ["default.safetensors", None, {}])
def test_what_is_no_model_is_refused(model):
    with pytest.raises(InputTypeError, match=rf"must be a Model, not {type(model).__name__}.*topictag\.load"):
        Tagger(model)


def test_a_model_from_a_file_is_checked_once(model_path, monkeypatch):
    places = []

    def check(model, place):
        places.append(place)
        check_model(model, place)

    for module in ("scorer", "storage"):
        monkeypatch.setattr(f"topictag.model.{module}.check_model", check)
    topictag.load(model_path)
    assert places == [str(model_path)]


def test_a_table_that_changes_under_a_mapping_is_not_read_out_of_bounds():
    """Some bytes of a mapped file turn into others: tags may be wrong, and nothing else happens."""
    code = """
import numpy as np, topictag
from dataclasses import replace
from topictag import Tagger
model = topictag.load().model
buffer = bytearray(model.forms.groups.tobytes())
forms = replace(model.forms, groups=np.frombuffer(buffer, np.uint32))
tagger = Tagger(replace(model, forms=forms))
buffer[:] = b"\\x00\\x00\\x00\\x00\\xff\\xff\\xff\\xff" * (len(buffer) // 8) + buffer[:len(buffer) % 8]
tagger.tag(" ".join(f"{a}{b}{c}зюзь" for a in "абвгдежз" for b in "абвгдежз" for c in "абвгдежз"))
print("alive")
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert (result.returncode, result.stdout.strip()) == (0, "alive")


def big_model(model, topics):
    """Return a model with one word and any number of topics."""
    n_topics, of_topics = len(topics), np.ones(len(topics), np.float32)
    words = WordTable.of(["газ"])
    return replace(
        model,
        topics=tuple(topics),
        lemmas=pack_strings(["газ"]),
        families=WordTable.of([]),
        forms=words,
        form_terms=np.array([[0, NO_TERM]], np.int32),
        pairs=np.zeros((0, 2), np.int32),
        idf=np.ones(1, np.float32),
        coef=np.ones((1, n_topics), np.float32),
        intercept=of_topics,
        slope=of_topics,
        offset=of_topics,
        thresholds=of_topics,
    )


def test_the_number_of_topics_is_bounded(leisure):
    topics = [f"topic {number}" for number in range(MAX_TOPICS + 1)]
    assert Tagger(big_model(leisure.model, topics[:-1])).tag("газ", top=1)
    with pytest.raises(ModelFormatError, match="there are 10001 topics"):
        Tagger(big_model(leisure.model, topics))


def test_the_number_of_terms_is_bounded(leisure):
    lemmas = np.frombuffer(b"a" + b"\na" * MAX_TERMS, np.uint8)
    with pytest.raises(ModelFormatError, match="idf has 4,000,001 terms, more than 4,000,000"):
        Tagger(replace(big_model(leisure.model, ["energy"]), lemmas=lemmas))


def with_other_words(model, blob):
    words = WordTable.of(["газ"])
    return replace(big_model(model, ["energy"]), forms=replace(words, others=blob))


def test_the_number_and_the_length_of_other_words_are_bounded(leisure):
    many = pack_strings([f"{number:07}" for number in range(MAX_OTHER_WORDS + 1)])
    with pytest.raises(ModelFormatError, match=r"forms\.others contains 500,001 words, more than 500,000"):
        Tagger(with_other_words(leisure.model, many))
    long = pack_strings(["x" * (MAX_WORD_BYTES + 1)])
    with pytest.raises(ModelFormatError, match=r"forms\.others contains a word of 65,537 bytes, more than 65,536"):
        Tagger(with_other_words(leisure.model, long))


def test_the_number_of_groups_is_bounded(leisure):
    model = big_model(leisure.model, ["energy"])
    names = pack_strings([f"{number:06}" for number in range(MAX_TERM_GROUPS + 1)])
    with pytest.raises(ModelFormatError, match="groups contains 100,001 names, more than 100,000"):
        Tagger(replace(model, groups=names))


def test_the_groups_of_a_term_are_bounded(leisure, extend):
    model = big_model(leisure.model, ["energy"])
    assert Tagger(extend(model, (), [{0}] * MAX_GROUPS_PER_TERM)).tag("газ", top=1)
    with pytest.raises(ModelFormatError, match="member_bounds puts a term into 65 groups, more than 64"):
        Tagger(extend(model, (), [{0}] * (MAX_GROUPS_PER_TERM + 1)))


def test_families_are_not_members(leisure, extend):
    model = leisure.model
    with pytest.raises(ModelFormatError, match="member_bounds puts a family into a group"):
        Tagger(extend(model, (), [{model.n_lemmas}]))


def test_members_need_groups(leisure):
    for name, problem in (("members", "members has shape .* for 0 groups"), ("member_bounds", "not \\(0,\\)")):
        with pytest.raises(ModelFormatError, match=problem):
            Tagger(replace(leisure.model, **{name: np.zeros(1, np.uint32)}))


def test_words_cannot_all_be_in_one_group(leisure):
    """A look-up compares all words of a group."""
    letters = "абвгдежзиклмнопрстуфхцч"
    table = WordTable.of([first + second + third for first in letters for second in letters for third in letters])
    keys = table.keys[group_numbers(table.keys, 1) == 0]
    keys = keys[np.lexsort((keys[:, 1], keys[:, 0]))]
    forms = replace(table, keys=keys, groups=np.array([0, len(keys), len(keys)], np.uint32))
    model = replace(big_model(leisure.model, ["energy"]), forms=forms)
    with pytest.raises(ModelFormatError, match=r"forms\.groups has a group of \d+ words, more than 64"):
        Tagger(model)


def test_groups_cannot_be_many_times_as_many_as_words(leisure):
    groups = np.zeros(513, np.uint32)
    groups[-1] = 1
    forms = replace(WordTable.of(["газ"]), groups=groups)
    with pytest.raises(ModelFormatError, match=r"forms\.groups has shape"):
        Tagger(replace(big_model(leisure.model, ["energy"]), forms=forms))


@pytest.mark.parametrize(
    ("topics", "problem"),
    [
        ([], "there are 0 topics"),
        ([str(number) for number in range(MAX_TOPICS + 1)], "there are 10001 topics, not 1 to 10,000"),
        (["energy", "energy"], "a topic occurs twice"),
        (["energy", "half \ud800"], r"the topic 'half \\ud800' is not a printable name"),
        (["energy", ""], "the topic '' is not a printable name"),
    ],
)
def test_training_can_ask_for_topics_before_it_starts(topics, problem):
    with pytest.raises(TrainingError, match=problem):
        check_topics(topics)
