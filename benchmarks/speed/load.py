"""Texts to measure speed on: real paragraphs if there are any, otherwise the written paragraphs of this repository."""

from itertools import cycle, islice
from pathlib import Path

from benchmarks.datasets import has_corpus, load_development, sample_corpus
from benchmarks.reporting import ROOT

from topictag.labelled.reading import read_examples


def load_texts(data: Path, n_texts: int) -> tuple[list[str], str]:
    """Return `n_texts` texts and a description of them."""
    if has_corpus(data):
        return sample_corpus(data, n_texts, seed=0), "paragraphs of real news, drawn at random"
    own = [example.text for example in read_examples(ROOT / "training_data" / "written")]
    return list(islice(cycle(own), n_texts)), f"texts, the {len(own)} paragraphs of training_data/written repeated"


def load_labelled(data: Path) -> tuple[list[str], list[list[str]], str]:
    """Return texts and tags for rivals to learn from, and a description of them."""
    if has_corpus(data) and (data / "real_train.labels.jsonl").exists():
        texts, tags = load_development(data)
        return texts, tags, f"{len(texts):,} labelled paragraphs of real news"
    examples = read_examples(ROOT / "training_data" / "written")
    return (
        [example.text for example in examples],
        [sorted(example.tags) for example in examples],
        f"the {len(examples)} paragraphs of training_data/written",
    )
