"""What is labelled already: it is not suggested again, and says which topics are rare."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from topictag.curation.suggesting.candidates import UnlabelledText
from topictag.curation.suggesting.copies import CopyIndex
from topictag.curation.suggesting.lots import fingerprint
from topictag.errors import ModelError
from topictag.labelled.example import Example, Label
from topictag.labelled.text_digest import digest_text
from topictag.tagger import Tagger
from topictag.text.reading import text_forms

RARE = 20  # as in training, which calls a topic with fewer examples unreliable


@dataclass(frozen=True, eq=False)
class Labelled:
    """Labelled texts.

    Attributes
    ----------
    ids : frozenset of str
        Those of labels by identifier, which name texts of a corpus.
    digests : frozenset of str
        SHA-256 of the texts that labels name by id.
    fingerprints : frozenset of bytes
        Those of the texts of examples.
    texts : sequence of str
        The texts, without those that labels name by id.
    tags : sequence of frozenset of str
        The topics of each of the texts.
    support : mapping of str to int
        Number of texts with each topic.
    """

    ids: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()
    fingerprints: frozenset[bytes] = frozenset()
    texts: Sequence[str] = ()
    tags: Sequence[frozenset[str]] = ()
    support: Mapping[str, int] | None = None

    @classmethod
    def of(cls, labelled: Iterable[Example | Label]) -> "Labelled":
        """Return what examples and labels say."""
        own = [*labelled]
        examples = [example for example in own if isinstance(example, Example)]
        labels = [label for label in own if isinstance(label, Label)]
        texts = [example.text for example in examples]
        support = Counter(tag for one in own for tag in one.tags)
        return cls(
            ids=frozenset(label.id for label in labels),
            digests=frozenset(label.sha256 for label in labels),
            fingerprints=frozenset(map(fingerprint, texts)),
            texts=texts,
            tags=[example.tags for example in examples],
            support=support,
        )

    def holds(self, text: UnlabelledText) -> bool:
        """Return whether a text is labelled already, or differs from a labelled one in spaces and case only.

        The id of an example says nothing, because two data sets may use it for different texts. Of a label by
        identifier, only the digest of the text is known, so the text must be the same.
        """
        return (
            text.id in self.ids
            or (bool(self.digests) and digest_text(text.text) in self.digests)
            or (bool(self.fingerprints) and fingerprint(text.text) in self.fingerprints)
        )

    def is_empty(self) -> bool:
        """Return whether nothing is labelled."""
        return not self.ids and not self.fingerprints

    def index(self) -> CopyIndex:
        """Return an index of the texts, in which near copies are found."""
        made = CopyIndex()
        for text in self.texts:
            made.add(text_forms(text))
        return made

    def find_new(self, tagger: Tagger) -> dict[str, list[str]]:
        """Return the topics that a tagger does not know, with their texts: it has learnt from too few of them."""
        topics = sorted(frozenset[str]().union(*self.tags).difference(tagger.topics))
        return {
            topic: [text for text, own in zip(self.texts, self.tags, strict=True) if topic in own] for topic in topics
        }

    def count(self, tagger: Tagger) -> list[int]:
        """Return the number of examples of each of a tagger's topics: of these, or else of those it learnt from.

        Where neither is known, all topics count as equal and not as rare.
        """
        support = _find_support(tagger) if self.support is None else self.support
        return [RARE if support is None else support.get(topic, 0) for topic in tagger.topics]


def _find_support(tagger: Tagger) -> Mapping[str, int] | None:
    try:
        return tagger.record.support
    except ModelError:  # a model without a record
        return None
