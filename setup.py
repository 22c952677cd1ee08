"""What pyproject.toml cannot say: the native code, and the place of the shipped model.

The native code, the scan and the inner loops of the fit, is optional: without a compiler the package is installed all
the same and uses Python and NumPy. The model is in models/; in a wheel it is topictag.shipped. Wheels are for one
Python version each; docs/design.md says why. TOPICTAG_SANITIZE=1 builds the native code with the sanitizers of the
compiler (`make sanitize`).
"""

import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext

_SOURCE = Path(__file__).parent / "src"
_NATIVE = "src/topictag/model/native"
_FITTING = "src/topictag/training/fitting/native"
_HEADERS = (
    "constants.h",
    "folding_table.h",
    "folding.h",
    "letters.h",
    "word_table.h",
    "gram_table.h",
    "paragraph.h",
    "grams.h",
    "scores.h",
    "scan.h",
    "traces.h",
    "competition.h",
)
_INCLUDED = ("declarations.pxi", "tables.pxi", "workspace.pxi")

# Every finding ends the process, so that no test passes in spite of it.
_SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]


class BuildNative(build_ext):
    """Builds the native code; an editable installation keeps what is up to date."""

    def build_extensions(self) -> None:
        """Write the generated headers, then let Cython and the compiler work."""
        is_sanitized = bool(os.environ.get("TOPICTAG_SANITIZE"))
        present = {own.name: _SOURCE / self.get_ext_filename(own.name) for own in self.extensions}
        if self.editable_mode and not is_sanitized and all(map(_is_current, present.values())):
            for name, built in present.items():
                target = Path(self.get_ext_fullpath(name))
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(built, target)
            return
        _write_headers()
        if self.compiler.compiler_type != "msvc":
            for extension in self.extensions:
                extension.libraries.append("m")
                extension.extra_compile_args += ["-std=c17", "-O3", "-g0"]  # symbols double the time and the size
                if is_sanitized:
                    extension.extra_compile_args += [*_SANITIZERS, "-O1", "-g"]
                    extension.extra_link_args += _SANITIZERS
        super().build_extensions()


def _is_current(built: Path) -> bool:
    """Return whether an extension is newer than all that it is built of.

    Cython would compile again after every installation of Cython, which is once per isolated build.
    """
    patterns = ["*/**/native/*.h", "*/**/native/*.py", "*/**/native/*.p?[ix]", "text/*.py"]
    patterns += ["model/packing.py", "model/beside_scale.py"]
    sources = [Path(__file__), *(path for pattern in patterns for path in (_SOURCE / "topictag").glob(pattern))]
    return built.exists() and built.stat().st_mtime > max(path.stat().st_mtime for path in sources)


def _write_headers() -> None:
    # Imports the analysis without the root of the package, which needs NumPy; that may not be there yet.
    package = ModuleType("topictag")
    package.__path__ = [str(_SOURCE / "topictag")]
    sys.modules["topictag"] = package
    sys.path.insert(0, str(_SOURCE))
    from topictag.model.native.constants import write_constants
    from topictag.model.native.folding import write_table

    write_constants(Path(_NATIVE) / "constants.h")
    write_table(Path(_NATIVE) / "folding_table.h")


setup(
    packages=[*find_packages("src"), "topictag.shipped"],
    package_dir={"": "src", "topictag.shipped": "models"},
    include_package_data=False,  # or wheels would hold the sources of the scan
    package_data={
        "topictag": ["py.typed"],
        "topictag.reports": ["assets/*"],
        "topictag.shipped": ["*.safetensors", "*.md"],
    },
    ext_modules=[
        Extension(
            "topictag.model.native.scanner",
            [f"{_NATIVE}/scanner.pyx"],
            depends=[f"{_NATIVE}/{name}" for name in (*_HEADERS, *_INCLUDED)],
            optional=True,
        ),
        Extension(
            "topictag.training.fitting.native.kernels",
            [f"{_FITTING}/kernels.pyx"],
            depends=[f"{_FITTING}/kernels.h"],
            optional=True,
        ),
    ],
    cmdclass={"build_ext": BuildNative},
)
