"""Deprecated: the lemmatizer is now in `topictag.training.features.pymorphy`."""

from topictag.moved import find_moved

_PLACE = "topictag.training.features.pymorphy"

__all__ = ["PymorphyLemmatizer", "shared_lemmatizer"]  # noqa: F822 (found by `__getattr__`)

__getattr__ = find_moved(__name__, {"PymorphyLemmatizer": _PLACE, "shared_lemmatizer": _PLACE})
