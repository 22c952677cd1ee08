"""The compared systems: their names, how to make them, and what they need. A rival is imported only when it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.quality.rivals.keywords import BEGINNINGS
from benchmarks.quality.rivals.protocol import Rival


@dataclass(frozen=True)
class Resources:
    """What was learnt from unlabelled texts, if anything: word vectors (fastText), background vectors (topictag)."""

    vectors: Path | None = None
    background: Path | None = None


@dataclass(frozen=True)
class Entry:
    """A rival in the tables.

    Attributes
    ----------
    title : str
        Its name in the tables.
    make : callable
        Makes the rival from resources.
    packages : tuple of (str, str)
        Module and package of each dependency that topictag does not have itself.
    topics : frozenset of str or None
        The topics that it can give; None for any.
    resource : str or None
        The field of `Resources` that it needs.
    """

    title: str
    make: Callable[[Resources], Rival]
    packages: tuple[tuple[str, str], ...] = ()
    topics: frozenset[str] | None = None
    resource: str | None = None

    def missing_packages(self) -> list[str]:
        """Return the required packages that are not installed."""
        return [package for module, package in self.packages if find_spec(module) is None]

    def obstacle(self, topics: tuple[str, ...], resources: Resources) -> str | None:
        """Return why it cannot run on these topics, or None."""
        if missing := self.missing_packages():
            return f"pip install {' '.join(missing)}"
        if self.topics is not None and not self.topics.issuperset(topics):
            return "it only has rules for the shipped topics"
        if self.resource and getattr(resources, self.resource) is None:
            return f"the {self.resource} file does not exist"
        return None


def _keywords(_: Resources) -> Rival:
    from benchmarks.quality.rivals.keywords import Keywords

    return Keywords()


def _tfidf(unit: str) -> Callable[[Resources], Rival]:
    def make(_: Resources) -> Rival:
        from benchmarks.quality.rivals.out_of_fold import Tuned
        from benchmarks.quality.rivals.tfidf import Tfidf

        return Tuned(Tfidf(unit))

    return make


def _svc(_: Resources) -> Rival:
    from benchmarks.quality.rivals.out_of_fold import Tuned
    from benchmarks.quality.rivals.svc import Svc

    return Tuned(Svc())


def _fasttext(*, pretrained: bool) -> Callable[[Resources], Rival]:
    def make(resources: Resources) -> Rival:
        from benchmarks.quality.rivals.fasttext import FastText
        from benchmarks.quality.rivals.out_of_fold import Tuned

        return Tuned(FastText(resources.vectors if pretrained else None))

    return make


def _omikuji(_: Resources) -> Rival:
    from benchmarks.quality.rivals.omikuji import Omikuji
    from benchmarks.quality.rivals.out_of_fold import Tuned

    return Tuned(Omikuji())


def _spacy(*, ensemble: bool) -> Callable[[Resources], Rival]:
    def make(_: Resources) -> Rival:
        from benchmarks.quality.rivals.out_of_fold import Tuned
        from benchmarks.quality.rivals.spacy import Spacy

        return Tuned(Spacy(ensemble=ensemble))

    return make


def _topictag(*, background: bool) -> Callable[[Resources], Rival]:
    def make(resources: Resources) -> Rival:
        from benchmarks.quality.rivals.topictag import Topictag

        return Topictag(resources.background if background else None)

    return make


_FASTTEXT = (("fasttext", "fasttext-numpy2"),)
_SPACY = (("spacy", "spacy"),)

RIVALS: dict[str, Entry] = {
    "keywords": Entry("keyword rules", _keywords, topics=frozenset(BEGINNINGS)),
    "tfidf-words": Entry("scikit-learn, TF-IDF of words", _tfidf("words")),
    "tfidf-stems": Entry(
        "scikit-learn, TF-IDF of Snowball stems", _tfidf("stems"), (("snowballstemmer", "snowballstemmer"),)
    ),
    "tfidf-lemmas": Entry("scikit-learn, TF-IDF of pymorphy3 lemmas", _tfidf("lemmas")),
    "svc": Entry("scikit-learn, LinearSVC on words + characters", _svc),
    "fasttext": Entry("fastText", _fasttext(pretrained=False), _FASTTEXT),
    "fasttext-vectors": Entry(
        "fastText + skip-gram vectors", _fasttext(pretrained=True), _FASTTEXT, resource="vectors"
    ),
    "omikuji": Entry("omikuji", _omikuji, (("omikuji", "omikuji"),)),
    "spacy-bow": Entry("spaCy, bag of words", _spacy(ensemble=False), _SPACY),
    "spacy-ensemble": Entry("spaCy, ensemble", _spacy(ensemble=True), _SPACY),
    "topictag": Entry("topictag", _topictag(background=False)),
    "topictag-background": Entry("topictag + background", _topictag(background=True), resource="background"),
}
# The reference of differences: the first of these that ran.
REFERENCES = ("topictag-background", "topictag")
