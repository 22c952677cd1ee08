"""The facts that ``topictag doctor`` prints: what is installed, and whether tagging works."""

import os
import platform
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path

from topictag.api.tagging import load
from topictag.errors import TopictagError
from topictag.extras import EXTRAS, install_command, missing_distributions, reinstall_command
from topictag.loading import TaggerFile
from topictag.tagger import Tagger
from topictag.version import __version__

_BASE = ("numpy", "safetensors", "click")
_SAMPLE = "Нефть дорожает."
_NATIVE = "topictag.model.native.scanner"
_NATIVE_FIT = "topictag.training.fitting.native.kernels"


@dataclass(frozen=True)
class ScorerFacts:
    """The scorer that runs: ``native``, ``reference``, or an empty str if the native one is broken; and the reason."""

    name: str
    reason: str
    advice: str = ""


@dataclass(frozen=True)
class CompilerFacts:
    """The C compiler, empty if none is found, and whether Python's headers are installed."""

    path: str
    has_headers: bool

    @property
    def is_usable(self) -> bool:
        """Whether the native scorer can be built."""
        return bool(self.path) and self.has_headers


@dataclass(frozen=True)
class ExtraFacts:
    """The libraries of an extra: installed ones with versions, missing ones with the command that installs them."""

    name: str
    versions: Mapping[str, str]
    missing: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True)
class ModelFacts:
    """A model file, and why it cannot be used; `problem` is empty if it can."""

    path: str
    n_bytes: int = 0
    topics: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Installation:
    """All facts about an installation."""

    version: str
    python: str
    scorer: ScorerFacts
    has_native_fit: bool
    compiler: CompilerFacts
    base: ExtraFacts
    extras: tuple[ExtraFacts, ...]
    model: ModelFacts

    @property
    def tags(self) -> bool:
        """Whether tagging works."""
        return bool(self.scorer.name) and not self.model.problem


def inspect_installation(model: Path | None = None) -> Installation:
    """Collect the facts; `model` is a model file, or None for the shipped model."""
    compiler = _find_compiler()
    scorer = _inspect_scorer(compiler)
    return Installation(
        version=__version__,
        python=f"{platform.python_implementation()} {platform.python_version()}, {sys.executable}",
        scorer=scorer,
        has_native_fit=find_spec(_NATIVE_FIT) is not None,
        compiler=compiler,
        base=ExtraFacts("base", {name: _version(name) for name in _BASE}),
        extras=tuple(map(_inspect_extra, EXTRAS)),
        model=_inspect_model(model),
    )


def _find_compiler() -> CompilerFacts:
    named = (os.environ.get("CC"), sysconfig.get_config_var("CC"), "cc", "gcc", "clang", "cl")
    found = (shutil.which(name.split()[0]) for name in named if name and name.strip())
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    return CompilerFacts(next(filter(None, found), ""), headers.is_file())


def _inspect_scorer(compiler: CompilerFacts) -> ScorerFacts:
    try:
        import_module(_NATIVE)
    except ModuleNotFoundError:
        return ScorerFacts("reference", "the native scorer was not built", advise_to_build(compiler))
    except ImportError as error:
        return ScorerFacts("", f"the native scorer cannot be imported ({error})", f"Run: {reinstall_command()}")
    return ScorerFacts("native", "")


def advise_to_build(compiler: CompilerFacts) -> str:
    """Return how to get native code that was not built."""
    advice = f"To build it, run: {reinstall_command()}"
    if compiler.is_usable:
        return advice
    return f"Install a C compiler and Python's headers (on Debian: build-essential, python3-dev). {advice}"


def _inspect_extra(extra: str) -> ExtraFacts:
    own, missing = EXTRAS[extra].values(), missing_distributions(extra)
    versions = {name: _version(name) for name in own if name not in missing}
    own_missing = tuple(name for name in own if name in missing)  # others belong to an extra that this one includes
    return ExtraFacts(extra, versions, own_missing, install_command(extra) if own_missing else "")


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:  # modules on the path that pip has not installed
        return "(unknown version)"


def _inspect_model(path: Path | None) -> ModelFacts:
    try:
        tagger = load(path)
        tagger.tag(_SAMPLE)
    except (TopictagError, ImportError) as error:
        return ModelFacts(str(path or ""), problem=str(error))
    file = _model_path(tagger, path)
    return ModelFacts(str(file), file.stat().st_size, topics=tagger.topics)


def _model_path(tagger: Tagger, path: Path | None) -> Path:
    source = tagger.source
    return Path(source.origin.path) if isinstance(source, TaggerFile) else path or Path()
