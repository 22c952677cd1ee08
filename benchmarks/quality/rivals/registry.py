"""Who is compared: names, how to make each, and what each needs. Nothing of a rival is imported before it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.quality.rivals.keywords import BEGINNINGS
from benchmarks.quality.rivals.protocol import Rival


@dataclass(frozen=True)
class Resources:
    """What was learnt from unlabelled texts, where there is any: word vectors for fastText, topictag's background."""

    vectors: Path | None = None
    background: Path | None = None


@dataclass(frozen=True)
class Entry:
    """A rival's place in the tables.

    Attributes
    ----------
    title : str
        How tables call it.
    make : callable
        From resources to the rival.
    packages : tuple of (str, str)
        Modules with the packages that bring them, beyond what topictag itself needs.
    topics : frozenset of str or None
        The only topics it can give; None for any.
    resource : str or None
        The field of `Resources` that it cannot do without.
    """

    title: str
    make: Callable[[Resources], Rival]
    packages: tuple[tuple[str, str], ...] = ()
    topics: frozenset[str] | None = None
    resource: str | None = None

    def missing_packages(self) -> list[str]:
        """Return the packages that have to be installed first."""
        return [package for module, package in self.packages if find_spec(module) is None]

    def obstacle(self, topics: tuple[str, ...], resources: Resources) -> str | None:
        """Return why it cannot run on these topics, or None."""
        if missing := self.missing_packages():
            return f"pip install {' '.join(missing)}"
        if self.topics is not None and not self.topics.issuperset(topics):
            return "it has rules for the shipped topics only"
        if self.resource and getattr(resources, self.resource) is None:
            return f"there is no {self.resource} file"
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
# What differences are taken from: the first of these that ran.
REFERENCES = ("topictag-background", "topictag")
