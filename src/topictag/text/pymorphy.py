"""Deprecated: the lemmatizer is now in `topictag.training.features.pymorphy`."""

from topictag.moved import find_moved

_PLACE = "topictag.training.features.pymorphy"

__getattr__ = find_moved(__name__, {"PymorphyLemmatizer": _PLACE, "shared_lemmatizer": _PLACE})
