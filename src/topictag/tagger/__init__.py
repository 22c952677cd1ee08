"""The tagger: it applies a model to texts."""

from topictag.tagger.tagger import Tagger

__all__ = ["Tagger"]
