"""What pyproject.toml cannot say: the native scan, and where the shipped model is.

The scan is optional: without a compiler the package installs too, and the reference scorer does its work. The model is
in models/, and in the wheel as topictag.shipped. TOPICTAG_SANITIZE=1 builds the scan with the compiler's sanitizers
(`make sanitize`).
"""

import os
import sys
from pathlib import Path
from types import ModuleType

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext

_SOURCE = Path(__file__).parent / "src"
_NATIVE = "src/topictag/model/native"
_HEADERS = ("constants.h", "folding_table.h", "folding.h", "word_table.h", "paragraph.h", "scan.h", "traces.h")
_INCLUDED = ("declarations.pxi", "tables.pxi", "workspace.pxi")


# Every finding ends the process, so that no test passes in spite of it.
_SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]


class BuildNative(build_ext):
    """Write the generated headers first; Cython and the compiler do the rest."""

    def build_extensions(self) -> None:
        """Write the headers, then build as usual."""
        # They come from the analysis. The package's root is not imported: it needs NumPy, which may not be there yet.
        package = ModuleType("topictag")
        package.__path__ = [str(_SOURCE / "topictag")]
        sys.modules["topictag"] = package
        sys.path.insert(0, str(_SOURCE))
        from topictag.model.native.constants import write_constants
        from topictag.model.native.folding import write_table

        write_constants(Path(_NATIVE) / "constants.h")
        write_table(Path(_NATIVE) / "folding_table.h")
        if self.compiler.compiler_type != "msvc":
            for extension in self.extensions:
                extension.libraries.append("m")
                extension.extra_compile_args += ["-std=c17", "-O3", "-g0"]  # symbols double the time and the size
                if os.environ.get("TOPICTAG_SANITIZE"):
                    extension.extra_compile_args += [*_SANITIZERS, "-O1", "-g"]
                    extension.extra_link_args += _SANITIZERS
        super().build_extensions()


setup(
    packages=[*find_packages("src"), "topictag.shipped"],
    package_dir={"": "src", "topictag.shipped": "models"},
    include_package_data=False,  # or the wheel would hold the sources of the scan
    package_data={"topictag": ["py.typed"], "topictag.shipped": ["*.safetensors", "*.md"]},
    ext_modules=[
        Extension(
            "topictag.model.native.scanner",
            [f"{_NATIVE}/scanner.pyx"],
            depends=[f"{_NATIVE}/{name}" for name in (*_HEADERS, *_INCLUDED)],
            optional=True,
        )
    ],
    cmdclass={"build_ext": BuildNative},
)
