"""Four models that differ, and a registry with two of them."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import topictag
from topictag import Tagger


class Models(NamedTuple):
    """Files of models; `other` has one topic of another name."""

    first: Path
    second: Path
    third: Path
    other: Path


@pytest.fixture(scope="session")
def models(leisure, tmp_path_factory):
    folder, model = tmp_path_factory.mktemp("models"), leisure.model
    made = [replace(model, thresholds=model.thresholds * np.float32(factor)) for factor in (1, 0.9, 0.8)]
    made.append(replace(model, topics=tuple("culture and arts" if own == "culture" else own for own in model.topics)))
    paths = [folder / f"{name}.safetensors" for name in Models._fields]
    for own, path in zip(made, paths, strict=True):
        Tagger(own).save(path)
    return Models(*paths)


@pytest.fixture
def folder(models, tmp_path):
    """A registry whose current version is the second model."""
    path = tmp_path / "registry"
    topictag.promote(models.first, path, create=True, note="first")
    topictag.promote(models.second, path, note="second")
    return path
