"""Texts that occur twice: equal texts, near duplicates, and texts on both sides of a split.

Near duplicates are pairs whose sets of three-word runs have a high Jaccard index. MinHash with banding (Broder, 1997;
datasketch) proposes pairs, so that not all texts are compared with each other; the index itself decides.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from datasketch import MinHash, MinHashLSH
from tqdm import tqdm

from topictag.curation.words import ReadExample, runs
from topictag.labelled.example import Example
from topictag.labelled.quotes import shorten
from topictag.results.checking import Finding

RUN_LENGTH = 3
MAX_SIMILARITY = 0.3  # chosen: two reports of one event stay below, a rewritten text does not
_BANDS, _ROWS = 64, 2  # a pair with index 0.3 is proposed with a probability of 0.998: 1 - (1 - 0.3²)⁶⁴


def find_equal_texts(examples: Sequence[ReadExample]) -> Iterator[Finding]:
    """Yield texts with the same words; an error where their tags differ."""
    by_words = defaultdict[tuple[str, ...], list[ReadExample]](list)
    for example in examples:
        if example.words:
            by_words[example.words].append(example)
    for own in by_words.values():
        if len(own) < 2:
            continue
        places, ids = ", ".join(example.place for example in own), tuple(example.id for example in own)
        if any(_differ(one.example, other.example) for one, other in combinations(_distinct_labels(own), 2)):
            given = {example.example.tags for example in own}
            written = " and ".join(sorted(_write_tags(tags) for tags in given))
            yield Finding(
                "conflicting tags",
                "error",
                f"{places}: the same text has different tags, {written}. Decide which are right and keep one example.",
                ids,
            )
        else:
            yield Finding("equal texts", "warning", f"{places}: the same text, word for word. Keep one.", ids)


def _distinct_labels(examples: Sequence[ReadExample]) -> list[ReadExample]:
    """Return one example for each combination of tags and unknown topics."""
    return list({(own.example.tags, own.example.unknown): own for own in examples}.values())


def _differ(one: Example, other: Example) -> bool:
    """Return whether the tags of two examples differ in a topic that is known for both."""
    return not (one.tags ^ other.tags) <= one.unknown | other.unknown


def find_near_duplicates(
    examples: Sequence[ReadExample], max_similarity: float = MAX_SIMILARITY, *, progress: bool = False
) -> Iterator[Finding]:
    """Yield similar texts that are not equal, each with the earlier text that is most similar.

    One finding per text, so that a hundred texts of one template give a hundred findings and not five thousand. Texts
    of one article may be similar; paragraphs of one record belong to one article, with or without an id.
    """
    closest: dict[str, tuple[float, ReadExample, ReadExample]] = {}
    for one, other, similarity in _similar_pairs(examples, examples, max_similarity, progress):
        is_one_article = _article(one) == _article(other)
        if not is_one_article and similarity > closest.get(other.id, (0.0,))[0]:
            closest[other.id] = similarity, one, other
    for similarity, one, other in closest.values():
        differ = "; their tags differ" if _differ(one.example, other.example) else ""
        yield Finding(
            "near duplicates",
            "warning",
            f"{one.place}, {other.place}: share {similarity:.0%} of their three-word runs{differ}. Keep one, or give "
            'both the same "article".',
            (one.id, other.id),
        )


def find_leakage(
    examples: Sequence[ReadExample],
    against: Sequence[ReadExample],
    max_similarity: float = MAX_SIMILARITY,
    *,
    progress: bool = False,
) -> Iterator[Finding]:
    """Yield what `examples` share with the test examples `against`: ids, articles, texts, near duplicates."""
    tables: dict[str, dict[Hashable, ReadExample]] = {"id": {}, "article": {}, "text": {}}
    for own in against:
        for what, key in _keys(own):
            tables[what][key] = own
    for example in examples:
        found = [(what, tables[what][key]) for what, key in _keys(example) if key in tables[what]]
        if found:
            what, other = " and ".join(what for what, _ in found), found[-1][1]
            yield Finding(
                "leakage",
                "error",
                f"{example.place}: has the same {what} as {other.place}. Remove one.",
                (example.id, other.id),
            )
    for one, other, similarity in _similar_pairs(examples, against, max_similarity, progress):
        share = f"shares {similarity:.0%} of its three-word runs with"
        yield Finding("leakage", "warning", f"{other.place}: {share} {one.place}. Compare them.", (other.id, one.id))


def _keys(example: ReadExample) -> Iterator[tuple[str, Hashable]]:
    """Yield what two examples must not share across a split."""
    if example.example.has_own_id:
        yield "id", example.id
    if example.example.has_own_article:
        yield "article", example.example.article
    if example.words:
        yield "text", example.words


def _similar_pairs(
    examples: Sequence[ReadExample], others: Sequence[ReadExample], max_similarity: float, progress: bool
) -> Iterator[tuple[ReadExample, ReadExample, float]]:
    """Yield pairs of unequal texts above a similarity, each once where both sequences are the same."""
    same = examples is others
    sets = [runs(example.words, RUN_LENGTH) for example in others]
    index = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    hashes = [_min_hash(own) for own in tqdm(sets, "hashing texts", unit=" texts", disable=not progress)]
    for number, own in enumerate(hashes):
        index.insert(number, own)
    for place, example in enumerate(examples):
        own = sets[place] if same else runs(example.words, RUN_LENGTH)
        for number in sorted(index.query(hashes[place] if same else _min_hash(own))):
            if (same and number >= place) or example.words == others[number].words:
                continue
            similarity = len(own & sets[number]) / len(own | sets[number])
            if similarity > max_similarity:
                yield others[number], example, similarity


def _min_hash(own: set[tuple[str, ...]]) -> MinHash:
    made = MinHash(num_perm=_BANDS * _ROWS, seed=1)
    made.update_batch([" ".join(run).encode() for run in own])
    return made


def _article(example: ReadExample) -> tuple[str, bool]:
    """Return a key for the article; an article named after a place differs from one with this name in the data."""
    return example.example.article, example.example.has_own_article


def _write_tags(tags: frozenset[str]) -> str:
    return f"[{', '.join(map(shorten, sorted(tags)))}]"
