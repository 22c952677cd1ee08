"""One spelling for each word, whatever the newsroom's habits.

The steps are few and each looks at one character alone once the text is composed, so that they can be taken for a
whole text or for a word, here or in a scan over bytes, with the same result. That is why case is folded and not
lowered: `str.lower` spells a Greek sigma by its neighbours.
"""

import unicodedata

SOFT_HYPHEN = "\u00ad"
ACUTE_STRESS = "\u0301"
GRAVE_STRESS = "\u0300"  # secondary stress in dictionaries and encyclopedias


def normalize(word: str) -> str:
    """Return the spelling under which a word is looked up.

    Parameters
    ----------
    word : str
        A word, or any text.

    Returns
    -------
    str
        NFC, case-folded, ``ё`` as ``е``, without U+0301, U+0300 and U+00AD.

    Examples
    --------
    >>> normalize("Зелёный")
    'зеленый'
    >>> normalize("перегово\u0301ры")
    'переговоры'
    """
    folded = unicodedata.normalize("NFC", word).casefold().replace("ё", "е").replace(SOFT_HYPHEN, "")
    # NFC has joined the grave accent to the two vowels that it has a letter for.
    return folded.replace(ACUTE_STRESS, "").replace(GRAVE_STRESS, "").replace("ѐ", "е").replace("ѝ", "и")
