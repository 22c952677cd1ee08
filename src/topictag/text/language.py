"""Whether a paragraph is Russian, judged by its letters: other languages must not get a tag for a shared word.

Languages written in Cyrillic share words with Russian (газ, президент, НАТО), and a vocabulary that covers the news
contains them. But each has letters that Russian lacks, and one of these occurs every few words. The rule needs no
dictionary, so it is the same for every model. ``benchmarks.quality.silence`` measures what it rejects wrongly, and what
it lets pass.
"""

import re
from collections.abc import Sequence

from topictag.text.characters import CYRILLIC

# A Cyrillic letter other than the 33 Russian ones (ё has become е), or ъ before a consonant: frequent in Bulgarian,
# impossible in Russian. At the end of a word («Коммерсантъ») and before vowels in transcriptions, ъ is Russian.
CONSONANTS = "бвгджзклмнпрстфхцчшщ"  # without й
_FOREIGN = re.compile(f"(?![а-яё])[{CYRILLIC}]|ъ[{CONSONANTS}]")
# Some of the most frequent Ukrainian words, without a foreign letter. In Russian they are neither words nor
# abbreviations (unlike the Bulgarian се, са, че, ще: СЕ is the Council of Europe, ЧЕ a European championship).
FOREIGN_WORDS = frozenset(["це", "що", "або"])
_RUSSIAN = re.compile("[а-яё]")
_BEYOND_RUSSIAN = re.compile("[^а-щы-я ]")  # also finds ъ, which is between щ and ы

# Measured on 80,349 paragraphs of Russian news: a stricter limit would reject quotations from Ukrainian.
FOREIGN_PER_WORD = 20
# Chosen on excerpts of the same news: names of ships, firms and products can be half of a sentence's letters and more;
# a text in another language that quotes a Russian word stays far below a fifth.
CYRILLIC_SHARE = 5


def is_russian(forms: Sequence[str]) -> bool:
    """Return whether a paragraph's words can be read as Russian.

    A paragraph is not Russian when at least one word in twenty has a spelling that Russian never has, or when less than
    a fifth of the letters belong to words with a Russian letter.

    Parameters
    ----------
    forms : sequence of str
        The paragraph's normalised words; an empty sequence counts as Russian.

    Examples
    --------
    >>> is_russian(["газ", "подорожал"]), is_russian(["газ", "і", "нафта"]), is_russian(["gas", "is", "up"])
    (True, False, False)
    """
    # The usual case, which saves a look at each word.
    if FOREIGN_WORDS.isdisjoint(forms) and not _BEYOND_RUSSIAN.search(" ".join(forms)):
        return True
    n_foreign = sum(form in FOREIGN_WORDS or _FOREIGN.search(form) is not None for form in forms)
    n_letters = sum(map(len, forms))
    n_cyrillic = sum(len(form) for form in forms if _RUSSIAN.search(form))
    return FOREIGN_PER_WORD * n_foreign < len(forms) and CYRILLIC_SHARE * n_cyrillic >= n_letters
