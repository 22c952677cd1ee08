"""The version, where packaging and `topictag.__version__` both find it."""

__version__ = "0.1.0"
