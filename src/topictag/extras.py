"""Optional libraries: the extra that installs each of them, and the command to run.

The base installation tags, evaluates and measures speed. Code that needs more calls `require_extra` before it starts.
"""

import json
import shlex
import shutil
import sys
from collections.abc import Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname

from topictag.errors import MissingExtraError

# Module to distribution. A test compares this with pyproject.toml.
EXTRAS: Mapping[str, Mapping[str, str]] = {
    "train": {
        "sklearn": "scikit-learn",
        "scipy": "scipy",
        "joblib": "joblib",
        "threadpoolctl": "threadpoolctl",
        "pymorphy3": "pymorphy3",
        "pymorphy3_dicts_ru": "pymorphy3-dicts-ru",
        "tqdm": "tqdm",
        "rich": "rich",
    },
    "check": {"datasketch": "datasketch"},
    "labels": {"cleanlab": "cleanlab"},
    "report": {"matplotlib": "matplotlib"},
    "parquet": {"pyarrow": "pyarrow"},
    "zstd": {"zstandard": "zstandard"},
}
_INCLUDED: Mapping[str, tuple[str, ...]] = {"check": ("train",), "labels": ("train", "check")}


def extra_modules(extra: str) -> dict[str, str]:
    """Return the modules that an extra installs; those of the extras that it includes come first.

    Returns
    -------
    dict of str to str
        Module to distribution.

    Examples
    --------
    >>> extra_modules("zstd")
    {'zstandard': 'zstandard'}
    """
    parts = (*_INCLUDED.get(extra, ()), extra)
    return {module: name for part in parts for module, name in EXTRAS[part].items()}


def missing_distributions(extra: str) -> list[str]:
    """Return the distributions of an extra that are not installed; nothing is imported."""
    return [name for module, name in extra_modules(extra).items() if not _is_installed(module)]


def require_extra(extra: str, what: str) -> None:
    """Check that the libraries of an extra are installed.

    Parameters
    ----------
    extra : {"train", "check", "labels", "report", "parquet", "zstd"}
    what : str
        What needs them; the message begins with it.

    Raises
    ------
    MissingExtraError
        A library is missing; the message names the command that installs it.

    Examples
    --------
    >>> require_extra("train", "Training")  # installed here
    """
    if missing := missing_distributions(extra):
        verb = "is" if len(missing) == 1 else "are"
        raise MissingExtraError(
            f"{what} needs {_join(missing)}, which {verb} not installed. Run: {install_command(extra)}"
        )


def install_command(extra: str) -> str:
    """Return the command that installs an extra into this environment, from the same source as topictag itself."""
    return f"{_pip()} install {_target(f'topictag[{extra}]')}"


def reinstall_command() -> str:
    """Return the command that installs and builds topictag again, without its dependencies."""
    return f"{_pip()} install --force-reinstall --no-deps {_target('topictag')}"


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # an import hook refuses it; a module without a specification
        return False


def _pip() -> str:
    """Return the command for this interpreter's pip. The interpreter may differ from the shell's and have no pip."""
    python = shlex.quote(sys.executable or "python")
    if not _is_installed("pip"):
        return f"python3 -m pip --python {python}"
    found = shutil.which("python")
    is_shells = found is not None and Path(found).absolute() == Path(sys.executable).absolute()
    return f"{'python' if is_shells else python} -m pip"


def _target(name: str) -> str:
    """Return the quoted argument of ``pip install``: a clone, the archive or repository that pip used, or the name."""
    origin = _read_origin()
    url = str(origin.get("url", ""))
    if "dir_info" in origin:
        folder = url2pathname(urlparse(url).path)
        if Path(folder).is_dir():
            option = "--editable " if origin["dir_info"].get("editable") else ""
            return option + shlex.quote(folder + name.removeprefix("topictag"))
    if "vcs_info" in origin:
        name = f"{name} @ {origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    elif "archive_info" in origin:
        name = f"{name} @ {url}"
    return shlex.quote(name)


def _read_origin() -> Mapping[str, Any]:
    """Return pip's record of where topictag was installed from (PEP 610); empty for an index, or without a record."""
    try:
        text = metadata.distribution("topictag").read_text("direct_url.json")
        origin = json.loads(text or "{}")
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return {}
    return origin if isinstance(origin, dict) else {}


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
