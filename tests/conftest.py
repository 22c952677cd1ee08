"""What several tests share: small data of other topics, a tagger and vectors made of it, and the real data's place."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

import topictag
from topictag import Tagger

ROOT = Path(__file__).parent.parent


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
    """Sentences about weather and cooking, and an archive of paragraphs that each put three of one theme together.

    `known` and `unknown` sentences share no term, so that only the archive can tell that they are of one kind.
    """

    known: dict[str, list[str]]
    unknown: dict[str, list[str]]
    archive: list[str]
    examples: list[tuple[str, list[str]]]  # labelled paragraphs of known sentences; weather is the topic


@pytest.fixture(scope="session")
def themes() -> Themes:
    lines = (ROOT / "tests" / "data" / "two_themes.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    sentences = {theme: [row["text"] for row in rows if row["theme"] == theme] for theme in ("weather", "kitchen")}
    known = {theme: own[:12] for theme, own in sentences.items()}
    rng = random.Random(0)

    def mix(texts: dict[str, list[str]], theme: str) -> str:
        return " ".join(rng.sample(texts[theme], 3))

    return Themes(
        known=known,
        unknown={theme: own[12:] for theme, own in sentences.items()},
        archive=[mix(sentences, theme) for _ in range(150) for theme in sentences],
        examples=[(mix(known, theme), [theme] if theme == "weather" else []) for _ in range(20) for theme in known],
    )


@pytest.fixture(scope="session")
def background_path(themes: Themes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of background vectors, learnt from the archive of two themes."""
    path = tmp_path_factory.mktemp("background") / "themes.safetensors"
    topictag.build_background(
        themes.archive, path, min_df=2, paragraph_dimensions=6, window_dimensions=6, description="Two themes."
    )
    return path
