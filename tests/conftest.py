"""What several tests share: a small data set of other topics, a tagger trained on it, and the real data's place."""

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
