"""The choices that the ablation varies, and its rows: names of what is changed, one change a row.

A row is data. To measure another value of a choice, add a line to `ROWS`; for another way from counts to features,
register a function in `benchmarks.quality.ablation.features` and name it in the row's `features`.
"""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Choices:
    """One way from words to scores; the defaults are the shipped recipe.

    Attributes
    ----------
    hyphens : {"split", "kept", "both"}
        Whether ``военно-морской`` is two words, one, or one and its two parts.
    words : {"content", "all", "nouns, verbs, adjectives"}
        Which words give terms.
    base : {"lemma", "form", "characters"}
        What a word gives besides its family; "characters" are 3- to 5-grams, and nothing else.
    family : {"none", "word", "lemma", "snowball", "root", "root or word"}
        What stands for the family: the first letters of the word or of its lemma, the Snowball stem of the lemma, its
        root in a derivational dictionary, or that root where it is known and the word's first letters elsewhere.
    family_letters, family_min_letters : int
        Length of the beginning; shorter words have no family.
    n_pairs : int
        Most pairs of lemmas as further terms, those of highest χ²; 0 for none.
    pair_window : int
        How many words apart the lemmas of a pair may stand.
    pairs_in_norm : bool
        Whether the length by which a row is divided counts pairs too.
    tf : {"sublinear", "raw", "binary"}
        How often a term occurs, as a weight.
    min_df : int
        Training paragraphs that a term must occur in.
    features : str
        A name in ``features.FEATURES``.
    classifier : {"logistic", "svm"}
    C : float
        Inverse strength of the L2 regularisation.
    balanced : bool
        Whether paragraphs with the topic weigh as much in all as those without.
    emphasis : float
        How much lighter the regularisation is on terms that stand out (`topictag.training.fitting.linear.emphasis`),
        from 0, alike for all terms, to 1, by their log-count ratio alone.
    smoothing : float
        What that ratio adds to the sums that it compares.
    """

    hyphens: Literal["split", "kept", "both"] = "split"
    words: Literal["content", "all", "nouns, verbs, adjectives"] = "content"
    base: Literal["lemma", "form", "characters"] = "lemma"
    family: Literal["none", "word", "lemma", "snowball", "root", "root or word"] = "word"
    family_letters: int = 5
    family_min_letters: int = 7
    n_pairs: int = 1000
    pair_window: int = 8
    pairs_in_norm: bool = False
    tf: Literal["sublinear", "raw", "binary"] = "sublinear"
    min_df: int = 2
    features: str = "tf-idf"
    classifier: Literal["logistic", "svm"] = "logistic"
    C: float = 5.0
    balanced: bool = True
    emphasis: float = 0.4
    smoothing: float = 0.2


BASE = Choices()
BASE_NAME = "the shipped recipe"

ROWS: dict[str, Choices] = {
    BASE_NAME: BASE,
    "hyphens: kept, военно-морской is one word": replace(BASE, hyphens="kept"),
    "hyphens: the whole and its parts": replace(BASE, hyphens="both"),
    "family: none": replace(BASE, family="none"),
    "family: 4 letters of words of 7 or more": replace(BASE, family_letters=4),
    "family: 6 letters of words of 7 or more": replace(BASE, family_letters=6),
    "family: 5 letters of words of 6 or more": replace(BASE, family_min_letters=6),
    "family: 5 letters of words of 8 or more": replace(BASE, family_min_letters=8),
    "family: 5 letters of lemmas of 7 or more": replace(BASE, family="lemma"),
    "family: 5 letters of lemmas of 5 or more": replace(BASE, family="lemma", family_min_letters=5),
    "family: Snowball stem of lemmas of 7 letters or more": replace(BASE, family="snowball"),
    "family: Snowball stem of every lemma": replace(BASE, family="snowball", family_min_letters=1),
    "family: root by MorphyNet": replace(BASE, family="root"),
    "family: root by MorphyNet, else 5 letters": replace(BASE, family="root or word"),
    "pairs: none": replace(BASE, n_pairs=0),
    "pairs: 200": replace(BASE, n_pairs=200),
    "pairs: 5,000": replace(BASE, n_pairs=5000),
    "pairs: next to each other, or with one word between": replace(BASE, pair_window=2),
    "pairs: 4 words apart": replace(BASE, pair_window=4),
    "pairs: 16 words apart": replace(BASE, pair_window=16),
    "pairs: counted in the norm": replace(BASE, pairs_in_norm=True),
    "tf: raw": replace(BASE, tf="raw"),
    "tf: binary": replace(BASE, tf="binary"),
    "words: all, function words too": replace(BASE, words="all"),
    "words: nouns, verbs, adjectives": replace(BASE, words="nouns, verbs, adjectives"),
    "no lemmas: forms as they stand": replace(BASE, base="form"),
    "character 3–5-grams within words": replace(BASE, base="characters"),
    "min_df 1": replace(BASE, min_df=1),
    "min_df 3": replace(BASE, min_df=3),
    "min_df 5": replace(BASE, min_df=5),
    "C 0.5": replace(BASE, C=0.5),
    "C 1": replace(BASE, C=1),
    "C 2": replace(BASE, C=2),
    "C 10": replace(BASE, C=10),
    "C 30": replace(BASE, C=30),
    "class weights: none": replace(BASE, balanced=False),
    "emphasis: none": replace(BASE, emphasis=0),
    "emphasis: 0.2": replace(BASE, emphasis=0.2),
    "emphasis: 0.7": replace(BASE, emphasis=0.7),
    "emphasis: 1": replace(BASE, emphasis=1),
    "emphasis: smoothing 0.05": replace(BASE, smoothing=0.05),
    "emphasis: smoothing 1": replace(BASE, smoothing=1),
    "LinearSVC, C 0.1": replace(BASE, classifier="svm", C=0.1),
    "LinearSVC, C 0.3": replace(BASE, classifier="svm", C=0.3),
    "LinearSVC, C 1": replace(BASE, classifier="svm", C=1),
}
