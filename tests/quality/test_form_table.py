"""The compiled analysis against the full one, on real news where it is at hand."""

import json
import lzma
from itertools import islice

from benchmarks.quality.form_table import LIMIT_PER_THOUSAND, compare

from topictag.model.storage import load_model


def test_disagreements_stay_under_the_limit(real_data, root):
    with lzma.open(real_data / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 0, 20_000, 20)]
    n_tokens, disagreements = compare(load_model(root / "models" / "default.safetensors"), texts)
    assert n_tokens > 10_000
    assert 1000 * disagreements.total() / n_tokens < LIMIT_PER_THOUSAND


def test_on_its_own_training_texts_it_never_disagrees(root):
    from topictag.labelled.reading import read_examples

    texts = [example.text for example in read_examples(root / "training_data" / "written")]
    _, disagreements = compare(load_model(root / "models" / "default.safetensors"), texts)
    assert disagreements.total() == 0
