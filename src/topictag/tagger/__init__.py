"""The tagger: what a model does with texts."""

from topictag.tagger.tagger import Tagger

__all__ = ["Tagger"]
