"""The source distribution holds what a build needs; test_wheel.py builds from it."""

import tarfile


def test_it_holds_the_sources_of_the_native_code_and_the_model(sdist, root):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    written = {"constants.h", "folding_table.h", "scanner.c", "kernels.c"}
    sources = [path for ending in ("h", "pyx", "pxi", "py") for path in (root / "src").rglob(f"*.{ending}")]
    assert {str(path.relative_to(root)) for path in sources if path.name not in written} <= names
    assert {"models/default.safetensors", "models/default.md", "src/topictag/py.typed", "README.md"} <= names
    assert not [name for name in names if name.rpartition("/")[2] in written]
