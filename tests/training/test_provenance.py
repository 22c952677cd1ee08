"""What the fingerprint covers, and what it does not."""

import numpy as np

from topictag.labelled.example import Example
from topictag.training.provenance import describe_data

EXAMPLES = [Example("a", "Один.", frozenset({"t"}), "x"), Example("b", "Два.", frozenset(), "x")]
GROUPS = np.array([0, 0])


def fingerprint(examples=EXAMPLES, groups=GROUPS):
    return describe_data(examples, ["t"], groups).fingerprint


def test_texts_tags_order_and_groups_count():
    other_text = [Example("a", "Один!", frozenset({"t"}), "x"), EXAMPLES[1]]
    other_tags = [Example("a", "Один.", frozenset(), "x"), EXAMPLES[1]]
    changed = [fingerprint(other_text), fingerprint(other_tags), fingerprint(EXAMPLES[::-1])]
    assert len({fingerprint(), fingerprint(groups=np.array([0, 1])), *changed}) == 5


def test_ids_and_places_do_not():
    renamed = [Example(f"/home/{e.id}", e.text, e.tags, "y", "file:1") for e in EXAMPLES]
    assert fingerprint(renamed) == fingerprint()


def test_counts():
    data = describe_data(EXAMPLES, ["t"], GROUPS)
    assert (data.n_examples, data.n_articles, data.n_tagless, data.support) == (2, 1, 1, {"t": 1})
