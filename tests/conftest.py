"""What several tests share: small data of other topics, a tagger and vectors made of it, and the real data's place."""

import json
import os
import random
import warnings
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

import topictag
from topictag import Tagger
from topictag.model.gram_table import GramTable
from topictag.model.strings import pack_strings

ROOT = Path(__file__).parent.parent

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.register_profile("brief", deadline=None, max_examples=10)  # under sanitizers, which slow everything down
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--data",
        type=Path,
        default=ROOT.parent / "shared" / "data",
        help="folder with real news to check against; tests that need it are skipped when it is absent",
    )


@pytest.fixture(scope="session")
def real_data(pytestconfig: pytest.Config) -> Path:
    folder: Path = pytestconfig.getoption("--data")
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: no real news at {folder}; give its folder with --data")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def leisure_path() -> Path:
    return ROOT / "tests" / "data" / "leisure.jsonl"


@pytest.fixture(scope="session")
def leisure(leisure_path: Path) -> Tagger:
    """A tagger of sport, culture and economy."""
    return topictag.train(leisure_path)


@pytest.fixture
def model_path(leisure: Tagger, tmp_path: Path) -> Path:
    path = tmp_path / "leisure.safetensors"
    leisure.save(path)
    return path


@dataclass(frozen=True)
class Themes:
    """Sentences about weather and cooking, and a corpus of paragraphs that each put three of one theme together.

    Examples hold `known` sentences, six of each theme again and again and six once. `unknown` ones share no term with
    them, so that only the corpus can tell that they are of one kind.
    """

    known: dict[str, list[str]]
    unknown: dict[str, list[str]]
    corpus: list[str]
    examples: list[tuple[str, list[str]]]  # weather is the topic, cooking has none


@pytest.fixture(scope="session")
def themes() -> Themes:
    lines = (ROOT / "tests" / "data" / "two_themes.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    sentences = {theme: [row["text"] for row in rows if row["theme"] == theme] for theme in ("weather", "kitchen")}
    known = {theme: own[:12] for theme, own in sentences.items()}
    texts = {theme: [*map(" ".join, combinations(own[:6], 2)), *own[6:]] for theme, own in known.items()}
    rng = random.Random(0)
    return Themes(
        known=known,
        unknown={theme: own[12:] for theme, own in sentences.items()},
        corpus=[" ".join(rng.sample(own, 3)) for _ in range(150) for own in sentences.values()],
        examples=[(text, ["weather"]) for text in texts["weather"]] + [(text, []) for text in texts["kitchen"]],
    )


@pytest.fixture(scope="session")
def neighbours() -> list[tuple[str, bool]]:
    """Texts, and whether two words stand near each other in them: what pairs can tell and single words cannot."""
    fillers = [" ".join(f"слово{first}{second}" for second in "абвгдежзи") for first in "абвгдежзиклм"]
    near = [text for own in fillers for text in (f"банк закрыл реку {own} {own}", f"{own} {own} реку закрыл банк")]
    far = [text for own in fillers for text in (f"банк {own} закрыл {own} реку", f"реку {own} закрыл {own} банк")]
    return [(text, True) for text in near] + [(text, False) for text in far]


@pytest.fixture(scope="session")
def background_path(themes: Themes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of background vectors, learnt from the corpus of two themes."""
    path = tmp_path_factory.mktemp("background") / "themes.safetensors"
    topictag.build_background(
        themes.corpus, path, min_df=2, paragraph_dimensions=6, window_dimensions=6, description="Two themes."
    )
    return path


@pytest.fixture(scope="session")
def solo_rows(leisure_path: Path) -> list[tuple[str, list[str]]]:
    """Texts with exactly one topic each."""
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    return [(row["text"], row["tags"]) for row in rows if len(row["tags"]) == 1]


@pytest.fixture(scope="session")
def solo(solo_rows: list[tuple[str, list[str]]]) -> Tagger:
    """A tagger that gives exactly one topic."""
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):  # a dozen examples are few
        return topictag.train(solo_rows)


@pytest.fixture(scope="session")
def extend():
    """Return a function that gives a model other grams and groups, which no training has to make.

    Their weights are random; the members of each group are term numbers.
    """

    def extended(model, grams=(), groups=()):
        rng, kept = np.random.default_rng(0), slice(model.first_gram)
        table = GramTable.of(grams)
        n_more = len(table) + len(groups)
        own = [sorted(n for n, members in enumerate(groups) if term in members) for term in range(model.first_gram)]
        bounds = np.cumsum([0, *map(len, own)]).astype(np.uint32)
        coef = rng.normal(size=(n_more, len(model.topics))).astype(np.float32)
        return replace(
            model,
            grams=table,
            groups=pack_strings([f"group {number}" for number in range(len(groups))]),
            member_bounds=bounds if groups else bounds[:0],
            members=np.array([number for numbers in own for number in numbers], np.uint32),
            idf=np.concatenate([model.idf[kept], rng.uniform(0.5, 5, n_more).astype(np.float32)]),
            coef=np.concatenate([model.coef[kept], coef]),
        )

    return extended
