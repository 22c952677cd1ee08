"""How much real Russian news is refused as not Russian: whole paragraphs, and pieces, since short texts are harder."""

from collections.abc import Iterator

from benchmarks.datasets import data_argument, read_corpus
from benchmarks.reporting import markdown_table, save_results

from topictag.text.language import is_russian
from topictag.text.words import word_forms

PIECES = (0, 24, 12, 6)  # words; 0: whole


def main() -> None:
    """Count, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results")
    options = parser.parse_args()
    paragraphs = [word_forms(text) for text in read_corpus(options.data)]
    figures = {}
    for length in PIECES:
        read = [is_russian(piece) for forms in paragraphs for piece in _cut(forms, length)]
        figures[f"{length} words" if length else "whole"] = {"n": len(read), "n_refused": read.count(False)}
    rows = [
        [name, f"{own['n']:,}", f"{own['n_refused']:,}", f"{100 * own['n_refused'] / own['n']:.3f} %"]
        for name, own in figures.items()
    ]
    print(markdown_table(["pieces of real news", "n", "refused", "share"], rows))
    if options.keep:
        save_results("silence", figures)


def _cut(forms: list[str], length: int) -> Iterator[list[str]]:
    """Yield pieces of a paragraph, the short rest left out."""
    if not length:
        yield forms
    else:
        yield from (forms[start : start + length] for start in range(0, len(forms) - length + 1, length))


if __name__ == "__main__":
    main()
