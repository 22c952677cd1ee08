"""What pyproject.toml cannot say: the native scan, and where the shipped model lies.

The scan is optional: without a compiler the package installs all the same, and the reference scorer does its work. The
model lies in models/ and travels in the wheel as topictag.shipped.
"""

import sys
from pathlib import Path
from types import ModuleType

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext

_SOURCE = Path(__file__).parent / "src"
_NATIVE = "src/topictag/model/native"
_HEADERS = ("folding_table.h", "folding.h", "word_table.h", "paragraph.h", "scan.h", "traces.h")


class BuildNative(build_ext):
    """Write the table of characters first; Cython and the compiler do the rest."""

    def build_extensions(self) -> None:
        """Write the table, then build as ever."""
        # The analysis is imported for it, and not the package: its root needs NumPy, which may not be there yet.
        package = ModuleType("topictag")
        package.__path__ = [str(_SOURCE / "topictag")]
        sys.modules["topictag"] = package
        sys.path.insert(0, str(_SOURCE))
        from topictag.model.native.folding import write_table

        write_table(Path(_NATIVE) / "folding_table.h")
        if self.compiler.compiler_type != "msvc":
            for extension in self.extensions:
                extension.libraries.append("m")
                extension.extra_compile_args += ["-std=c17", "-O3", "-g0"]  # symbols double the time and the size
        super().build_extensions()


setup(
    packages=[*find_packages("src"), "topictag.shipped"],
    package_dir={"": "src", "topictag.shipped": "models"},
    include_package_data=False,  # or the sources of the scan would travel in the wheel
    package_data={"topictag": ["py.typed"], "topictag.shipped": ["*.safetensors", "*.md"]},
    ext_modules=[
        Extension(
            "topictag.model.native.scanner",
            [f"{_NATIVE}/scanner.pyx"],
            depends=[f"{_NATIVE}/{name}" for name in _HEADERS],
            optional=True,
        )
    ],
    cmdclass={"build_ext": BuildNative},
)
