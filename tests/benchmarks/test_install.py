"""The size of an installation is counted by its files."""

from benchmarks.speed.install import beyond_numpy, list_sizes, make_table


def test_sizes_are_those_of_all_files_below(tmp_path):
    for name, n_bytes in {
        "numpy/a": 5,
        "numpy.libs/b/c": 7,
        "numpy-2.dist-info/d": 1,
        "topictag/e": 11,
        "f.py": 13,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(n_bytes))
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "f.pyc").write_bytes(bytes(100))
    sizes = list_sizes(tmp_path)
    assert sizes == {"f.py": 13, "numpy": 5, "numpy-2.dist-info": 1, "numpy.libs": 7, "topictag": 11}
    assert beyond_numpy(sizes) == 24
    assert "| base | 0 MB | 0.0 MB |" in make_table({"bytes": {"base": sizes}})
