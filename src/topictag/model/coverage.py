"""How much of a text a model can read, and why a text gets no tag."""

from topictag.model.word_terms import WordTerms
from topictag.results.tagging import Coverage, Silence
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms
from topictag.text.wrapping import ParagraphMode


def measure_coverage(vocabulary: WordTerms, text: str, paragraphs: ParagraphMode) -> Coverage:
    """Return which words of a text have a term in the vocabulary, and which of its paragraphs are read.

    A word is known by its lemma, its family or a gram.
    """
    cut = paragraph_forms(text, paragraphs)
    russian = [forms for forms in cut if is_russian(forms)]
    known = {form: vocabulary.knows(form) for forms in cut for form in forms}
    contentful = [form for forms in cut for form in forms if known[form] is not None]
    silence: Silence = ""
    if not cut:
        silence = "no word"
    elif not russian:
        silence = "skipped: not Russian"
    elif not any(known[form] or vocabulary.gram_terms(form) for forms in russian for form in forms):
        silence = "nothing known"
    return Coverage(
        n_words=len(contentful),
        n_known=sum(1 for form in contentful if known[form]),
        unknown=tuple(dict.fromkeys(form for form in contentful if not known[form])),
        n_paragraphs=len(cut),
        n_russian=len(russian),
        silence=silence,
    )
