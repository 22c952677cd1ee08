"""What pyproject.toml cannot say: the shipped model lies in models/ and travels in the wheel as topictag.shipped."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("src"), "topictag.shipped"],
    package_dir={"": "src", "topictag.shipped": "models"},
    package_data={"topictag": ["py.typed"], "topictag.shipped": ["*.safetensors", "*.md"]},
)
