"""Whether a paragraph is Russian, told by its letters: what is not Russian must not get a tag for a word that looks so.

Languages written in Cyrillic share words with Russian (газ, президент, НАТО), and a vocabulary that covers the news
knows them. But each has letters that Russian lacks, and every few words one of them turns up. The rule asks no
dictionary, so it is the same for every model. What it refuses wrongly, and what it lets pass, is measured by
``benchmarks.quality.silence``.
"""

import re
from collections.abc import Sequence

from topictag.text.characters import CYRILLIC

# A letter of Cyrillic that is not among the 33 Russian ones (ё has become е), or ъ before a consonant: Bulgarian has
# that all over, Russian never; at a word's end («Коммерсантъ») and before vowels in transcriptions it is Russian.
CONSONANTS = "бвгджзклмнпрстфхцчшщ"  # without й
_FOREIGN = re.compile(f"(?![а-яё])[{CYRILLIC}]|ъ[{CONSONANTS}]")
# Among the most frequent words of Ukrainian, without a foreign letter; Russian has them neither as words nor as
# abbreviations (unlike the Bulgarian се, са, че, ще: СЕ is the Council of Europe, ЧЕ a European championship).
FOREIGN_WORDS = frozenset(["це", "що", "або"])
_RUSSIAN = re.compile("[а-яё]")
_BEYOND_RUSSIAN = re.compile(r"[^а-я ]|ъ|\b(?:" + "|".join(sorted(FOREIGN_WORDS)) + r")\b")

# Measured on 80,349 paragraphs of Russian news: fewer foreign words would refuse quotations from Ukrainian.
FOREIGN_PER_WORD = 20
# Chosen on pieces of the same news: names of ships, firms and products make up to half of a sentence's letters and
# more, and whoever quotes a Russian word in a text of another language stays far below a fifth.
CYRILLIC_SHARE = 5


def is_russian(forms: Sequence[str]) -> bool:
    """Return whether a paragraph's words can be read as Russian.

    It is not when at least one word in twenty is spelt as Russian never is, or when less than a fifth of the letters
    stand in words with a Cyrillic letter.

    Parameters
    ----------
    forms : sequence of str
        The paragraph's normalised words; none at all count as Russian.

    Examples
    --------
    >>> is_russian(["газ", "подорожал"]), is_russian(["газ", "і", "нафта"]), is_russian(["gas", "is", "up"])
    (True, False, False)
    """
    if not _BEYOND_RUSSIAN.search(" ".join(forms)):  # nearly always, and it saves looking at each word
        return True
    n_foreign = sum(form in FOREIGN_WORDS or _FOREIGN.search(form) is not None for form in forms)
    n_letters = sum(map(len, forms))
    n_cyrillic = sum(len(form) for form in forms if _RUSSIAN.search(form))
    return FOREIGN_PER_WORD * n_foreign < len(forms) and CYRILLIC_SHARE * n_cyrillic >= n_letters
