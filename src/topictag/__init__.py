"""Topics for Russian-language news: paragraphs in, tags out.

``topictag.tag(text)`` tags with the shipped model, ``topictag.train(examples)`` makes another.
"""

from topictag.api import build_background, calibrate, check, load, tag, tag_many, tag_paragraphs, train
from topictag.tagger import Tagger

__all__ = ["Tagger", "build_background", "calibrate", "check", "load", "tag", "tag_many", "tag_paragraphs", "train"]
