"""Kept outcomes: they are used again exactly as long as nothing that they depend on has changed."""

import json
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.quality import basis, obtaining
from benchmarks.quality.basis import describe_basis, digest_sources
from benchmarks.quality.obtaining import Setup, obtain_outcomes
from benchmarks.quality.outcomes import KeptOutcomes
from benchmarks.quality.parts import deal_tuning_folds, write_parts
from benchmarks.quality.rivals.registry import RIVALS, Entry, Resources
from benchmarks.quality.rivals.run import Costs
from benchmarks.quality.running import Outcome
from benchmarks.quality.tasks import Part, Task

from topictag.labelled.example import Example

TAGGED = np.array([[True, False], [False, False], [True, True]])
COSTS = Costs(train_s=1.5, last_fit_s=None, model_bytes=10, peak_bytes=20, setting={"C": 1.0})
OUTCOME = Outcome(TAGGED, COSTS, [{"C": 1.0}], {"date": "2026-11-30", "revision": "abc"}, {"train_s": 2.0})
BASIS = {"sources": "1", "versions": {"numpy": "2"}}


def make_task(text="Нефть дорожает"):
    train = [Example(f"{n}", f"{text} {n}", frozenset({"energy"} if n % 2 else ()), f"{n}") for n in range(6)]
    return Task("tiny", ("energy",), (Part(train, [Example("t", "Нефть", frozenset({"energy"}), "t")]),))


def test_an_outcome_comes_back_as_it_was(tmp_path):
    kept = KeptOutcomes(tmp_path / "kept")
    kept.keep("tiny", "svc", BASIS, OUTCOME)
    found = kept.find("tiny", "svc", BASIS)
    assert found.tagged.tolist() == TAGGED.tolist()
    assert (found.costs, found.settings, found.measured, found.learning) == (
        COSTS,
        OUTCOME.settings,
        OUTCOME.measured,
        OUTCOME.learning,
    )
    assert kept.find("tiny", "omikuji", BASIS) is None


def test_it_says_what_has_changed(tmp_path, capsys):
    kept = KeptOutcomes(tmp_path)
    kept.keep("tiny", "svc", BASIS, OUTCOME)
    assert kept.find("tiny", "svc", {**BASIS, "versions": {"numpy": "3"}}) is None
    assert "svc.json: measured again, because of other versions" in capsys.readouterr().err


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    KeptOutcomes().keep("tiny", "svc", BASIS, OUTCOME)
    assert KeptOutcomes().find("tiny", "svc", BASIS) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 0}'])
def test_a_foreign_file_is_named(tmp_path, text):
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "svc.json").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"svc\.json: this is no kept outcome .* Delete it"):
        KeptOutcomes(tmp_path).find("tiny", "svc", BASIS)


def test_a_rival_runs_once_until_the_texts_change(tmp_path, monkeypatch):
    runs = []
    monkeypatch.setattr(obtaining, "run_rival", lambda name, *_: runs.append(name) or OUTCOME)
    for number, task in enumerate([make_task(), make_task(), make_task("Газ дешевеет")]):
        obtain_outcomes(task, {"keywords": None}, Setup(tmp_path / f"{number}", kept=KeptOutcomes(tmp_path / "kept")))
        assert len(runs) == (1, 1, 2)[number]


def test_a_rival_may_be_left_out_unless_its_outcome_is_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(obtaining, "run_rival", lambda *_: OUTCOME)
    kept = KeptOutcomes(tmp_path / "kept")

    def never(name):
        return Setup(tmp_path / name, kept=kept, only_kept=["keywords"])

    assert obtain_outcomes(make_task(), {"keywords": None}, never("1")) == ({}, {"keywords": "it would take too long"})
    assert "NOT RUN on tiny: keywords: it would take too long" in capsys.readouterr().err
    obtain_outcomes(make_task(), {"keywords": None}, Setup(tmp_path / "2", kept=kept))
    outcomes, not_run = obtain_outcomes(make_task(), {"keywords": None}, never("3"))
    assert (list(outcomes), not_run) == (["keywords"], {})


def test_what_is_kept_has_no_text(tmp_path):
    kept = KeptOutcomes(tmp_path / "kept")
    parts = write_parts(make_task(), tmp_path / "parts")
    kept.keep("tiny", "svc", describe_basis("svc", parts, Resources()), OUTCOME)
    text = (tmp_path / "kept" / "tiny" / "svc.json").read_text(encoding="utf-8")
    assert not any("а" <= letter <= "я" for letter in text.lower())
    assert json.loads(text)["tagged"] == [[0], [], [0, 1]]


def test_an_outcome_depends_on_tags_and_folds_and_resources(tmp_path):
    task = make_task()
    described = [
        describe_basis("svc", write_parts(own, tmp_path / f"{n}"), Resources()) for n, own in enumerate((task, task))
    ]
    assert described[0] == described[1]
    retagged = [replace(example, tags=frozenset()) for example in task.parts[0].train]
    other = write_parts(replace(task, parts=(Part(retagged, task.parts[0].test),)), tmp_path / "other")
    assert describe_basis("svc", other, Resources())["texts, tags and folds"] != described[0]["texts, tags and folds"]
    resources = []
    for content in ("a", "b"):
        path = tmp_path / "background"
        path.write_text(content, encoding="utf-8")
        resources.append(describe_basis("topictag-background", other, Resources(background=path))["resource"])
    assert resources[0] != resources[1]
    learnt = Resources(vectors=tmp_path / "not yet learnt")
    assert describe_basis("fasttext-vectors", other, learnt, {"vectors": "corpus 1"})["resource"] == "corpus 1"


def test_rivals_of_one_class_differ_by_their_arguments(tmp_path):
    parts = write_parts(make_task(), tmp_path)
    words, stems = (describe_basis(f"tfidf-{unit}", parts, Resources()) for unit in ("words", "stems"))
    assert words["rival"] != stems["rival"]
    assert words["sources"] == stems["sources"]


def test_sources_are_followed_and_comments_do_not_count(tmp_path, monkeypatch):
    folder = tmp_path / "benchmarks" / "quality" / "rivals"
    folder.mkdir(parents=True)
    monkeypatch.setattr(basis, "ROOT", tmp_path)
    monkeypatch.setattr(basis, "_PACKAGE", tmp_path / "src")
    (tmp_path / "src").mkdir()

    def digest(own, helper="x = 1\n", package="a"):
        (folder / "own.py").write_text(own, encoding="utf-8")
        (folder / "helper.py").write_text(helper, encoding="utf-8")
        (tmp_path / "src" / "tagger.py").write_text(package, encoding="utf-8")
        return digest_sources(["benchmarks.quality.rivals.own"])

    alone = "def f():\n    return 1\n"
    assert digest(alone) == digest('"""Says something."""\n\ndef f():\n    """Return."""\n    return 1  # why\n')
    assert digest(alone) == digest(alone, helper="x = 2\n", package="b")
    late = "def f():\n    from benchmarks.quality.rivals import helper\n    return helper.x\n"
    assert digest(late) != digest(late, helper="x = 2\n")
    assert digest(late) == digest(late, package="b")
    tagging = "import topictag\n"
    assert digest(tagging) != digest(tagging, package="b")


def test_only_topictag_depends_on_topictag(tmp_path, monkeypatch):
    parts = write_parts(make_task(), tmp_path)
    names = [name for name, entry in RIVALS.items() if not entry.resource and not entry.missing_packages()]
    before = {name: describe_basis(name, parts, Resources())["sources"] for name in names}
    monkeypatch.setattr(basis, "_PACKAGE", tmp_path)  # another package
    after = {name: describe_basis(name, parts, Resources())["sources"] for name in names}
    assert [name for name in names if before[name] != after[name]] == ["topictag"]


def test_near_copies_are_tuned_in_one_fold():
    report = [
        "совет",
        "директоров",
        "завода",
        "вчера",
        "утвердил",
        "новый",
        "план",
        "выпуска",
        "тракторов",
        "на",
        "будущий",
        "год",
    ]
    texts = [" ".join(report), " ".join([*report[:-1], "квартал"]), *(f"Другой текст номер {n}" for n in range(7))]
    train = [Example(f"{n}", text, frozenset({"energy"} if n < 4 else ()), f"{n}") for n, text in enumerate(texts)]
    task = Task("tiny", ("energy",), (Part(train, []),))
    folds = deal_tuning_folds(task, task.parts[0])
    assert folds[0] == folds[1]
    assert set(folds) == {0, 1, 2}


def test_every_entry_can_be_made(tmp_path):
    resources = Resources(tmp_path, tmp_path, tmp_path, tmp_path)
    for entry in RIVALS.values():
        assert callable(entry.make(resources).fit), entry.title


def test_all_obstacles_are_named():
    entry = Entry("absent", "absent", "Absent", packages=(("no_such", "no-such"),), resource="static_model")
    assert entry.obstacle(("a",), Resources()) == (
        "pip install no-such; give the folder of a model with --static-model DIR"
    )
