"""Deprecated: the vectorizer is now `topictag.sklearn.LemmaTfidfVectorizer`."""

from topictag.moved import find_moved

__all__ = ["LemmaTfidfVectorizer"]  # noqa: F822 (found by `__getattr__`)

__getattr__ = find_moved(__name__, {"LemmaTfidfVectorizer": "topictag.sklearn"})
