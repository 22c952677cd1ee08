"""The form table compared with run-time morphology: how often tagging reads a word differently from training.

For each word of unseen paragraphs, the terms in the model's tables are compared with the terms of the full analysis
(pymorphy3) that are in the model's vocabulary. Words for which both give nothing do not count. The command exits with
status 1 at or over the limit.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Benchmark
from benchmarks.datasets import sample_corpus

from topictag.model.compiled import Model
from topictag.model.storage import load_model
from topictag.model.strings import unpack_strings
from topictag.model.word_terms import WordTerms
from topictag.text.reading import text_forms
from topictag.text.terms import FAMILY_MARK, TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer

LIMIT_PER_THOUSAND = 1.0


def measure(options: Namespace) -> dict[str, Any]:
    """Return counts, and print them with the most frequent disagreements."""
    texts = sample_corpus(options.data, options.paragraphs, seed=0)
    n_tokens, disagreements = compare(load_model(options.model), texts)
    n_wrong = disagreements.total()
    per_thousand = 1000 * n_wrong / n_tokens
    print(f"{n_tokens:,} known tokens in {len(texts):,} paragraphs; {n_wrong} are read differently: ", end="")
    print(f"{per_thousand:.2f} in 1,000 (limit {LIMIT_PER_THOUSAND:.0f}). The most frequent:")
    for (form, table, analysis), count in disagreements.most_common(8):
        print(f"  {count:3} × {form}: table {', '.join(table) or '–'}; analysis {', '.join(analysis) or '–'}")
    return {"n_tokens": n_tokens, "n_disagreements": n_wrong, "per_thousand": round(per_thousand, 3)}


def compare(model: Model, texts: list[str]) -> tuple[int, Counter[tuple[str, tuple[str, ...], tuple[str, ...]]]]:
    """Return the number of compared tokens, and the disagreements with their counts."""
    words = WordTerms(model)
    analyzer = TermAnalyzer(shared_lemmatizer(), model.analysis)
    families = [family + FAMILY_MARK for family in model.families.words()]
    names = unpack_strings(model.lemmas) + families
    vocabulary = frozenset(names)
    n_tokens, disagreements = 0, Counter[tuple[str, tuple[str, ...], tuple[str, ...]]]()
    for form, count in Counter(form for text in texts for form in text_forms(text)).items():
        table = tuple(names[term] for term in words.form_terms(form) or ())
        analysis = tuple(term for term in analyzer.terms(form) if term in vocabulary)
        if table or analysis:
            n_tokens += count
        if table != analysis:
            disagreements[form, table, analysis] += count
    return n_tokens, disagreements


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, default=Path("models/default.safetensors"), help="model file")
    parser.add_argument("--paragraphs", type=int, default=5000, help="number of paragraphs")


BENCHMARK = Benchmark(
    name="form_table", description=__doc__, measure=measure, needs_data=True, add_options=_add_options
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run()["per_thousand"] >= LIMIT_PER_THOUSAND)
