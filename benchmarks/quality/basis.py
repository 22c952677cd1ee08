"""What the outcome of a rival on a task depends on, as digests. If none of them has changed, the outcome holds.

The sources of a rival are its module and what that imports from this repository; comments and docstrings do not count.
Everything of topictag counts for rivals that import topictag, and nothing of it for the others.
"""

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.quality.rivals.registry import RIVALS, Entry, Resources
from benchmarks.reporting import ROOT

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "pymorphy3", "pymorphy3-dicts-ru")
_RIVALS = "benchmarks.quality.rivals"
_REGISTRY = f"{_RIVALS}.registry"  # an entry counts by itself: a new rival leaves the others as they are
_PACKAGE = ROOT / "src" / "topictag"
_SOURCES = frozenset({".py", ".pyx", ".pxi", ".h"})

Basis = Mapping[str, Any]


def describe_basis(
    name: str, parts: Iterable[Path], resources: Resources, origins: Mapping[str, str] | None = None
) -> Basis:
    """Return what the outcome of a rival depends on, JSON types only.

    Parameters
    ----------
    name : str
        A key of `RIVALS`.
    parts : iterable of Path
        The folders that `parts.write_parts` wrote.
    resources : Resources
    origins : mapping of str to str, optional
        Field of `Resources` to a digest of what it is learnt from, where that counts in place of the file itself.
    """
    entry = RIVALS[name]
    return {
        "texts, tags and folds": digest_files(path for part in parts for path in sorted(part.glob("*.json*"))),
        "rival": [entry.module, entry.name, dict(entry.arguments)],
        "sources": digest_sources(_modules(entry)),
        "versions": _versions(entry),
        "resource": _digest_resource(entry, resources, origins or {}),
    }


def digest_sources(modules: Iterable[str]) -> str:
    """Return a digest of modules of this repository and of all modules that they import from it."""
    waiting, read, is_topictag = sorted(modules), dict[str, str](), False
    while waiting:
        module = waiting.pop()
        path = _find(module)
        if module in read or path is None or module == _REGISTRY:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = set(_imports(tree))
        is_topictag |= any(own.partition(".")[0] == "topictag" for own in imported)
        waiting += imported
        read[module] = ast.dump(_without_docstrings(tree))
    package = (path for path in sorted(_PACKAGE.rglob("*")) if path.suffix in _SOURCES)
    return digest_texts([*map(str, sorted(read.items())), *([digest_files(package)] if is_topictag else [])])


def digest_files(paths: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files."""
    return digest_texts(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths)


def digest_texts(texts: Iterable[str]) -> str:
    """Return a digest of texts, 16 hexadecimal digits."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _modules(entry: Entry) -> list[str]:
    return [f"{_RIVALS}.{own}" for own in ("run", entry.module, *(["out_of_fold"] if entry.is_tuned else []))]


def _find(module: str) -> Path | None:
    """Return the file of a module of the benchmarks."""
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path if module.startswith("benchmarks.") and path.exists() else None


def _imports(tree: ast.AST) -> Iterator[str]:
    """Yield each imported module; ``from a import b`` may mean the module a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return tree


def _versions(entry: Entry) -> dict[str, str]:
    packages = [*_LIBRARIES, *(package for _, package in entry.packages)]
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{package: _version(package) for package in packages}}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _digest_resource(entry: Entry, resources: Resources, origins: Mapping[str, str]) -> str | None:
    if entry.resource is None or entry.resource in origins:
        return origins.get(entry.resource or "")
    path: Path = getattr(resources, entry.resource)
    files = sorted(own for own in path.rglob("*") if own.is_file()) if path.is_dir() else [path]
    return digest_files(files)
