"""Character n-grams within words, written with a mark at both ends of the word: ``_неф``, ``фть_``.

Parts of words reach what lemmas and families do not: misspellings, names, words that training has never seen. Each gram
is packed into a number of at most 30 bits, so that a table of grams is an array of numbers.
"""

from collections.abc import Iterator

from topictag.text.characters import RUSSIAN

LENGTHS = (3, 4, 5)
BOUNDARY = "_"
OTHER = "?"  # stands for each letter that is neither Russian nor Latin: such letters are rare in Russian news
BITS_PER_CHARACTER = 6
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# No character has the code 0, so that a code shows the length of its gram.
ALPHABET = BOUNDARY + RUSSIAN + _LATIN + OTHER
_CODES = {character: code for code, character in enumerate(ALPHABET, 1)}
_KNOWN = frozenset(RUSSIAN + _LATIN)
MAX_CHARACTER = len(ALPHABET)


def iter_grams(form: str) -> Iterator[str]:
    """Yield all character n-grams of a normalised word, repeated as often as they occur.

    Parameters
    ----------
    form : str
        A normalised word: letters only.

    Yields
    ------
    str
        The substrings of 3, 4 and 5 characters of the word between two boundary marks, shorter ones first. Letters that
        are neither Russian nor Latin are written as `OTHER`, because tagging does not tell them apart.

    Examples
    --------
    >>> list(iter_grams("газ"))
    ['_га', 'газ', 'аз_', '_газ', 'газ_', '_газ_']
    >>> list(iter_grams("в")), list(iter_grams("öl"))
    (['_в_'], ['_?l', '?l_', '_?l_'])
    """
    marked = mark_ends(form)
    for length in LENGTHS:
        yield from (marked[place : place + length] for place in range(len(marked) - length + 1))


def mark_ends(form: str) -> str:
    """Return a normalised word between two boundary marks, with `OTHER` for each letter that is not told apart."""
    letters = form if _KNOWN.issuperset(form) else "".join(own if own in _KNOWN else OTHER for own in form)
    return BOUNDARY + letters + BOUNDARY


def pack_gram(gram: str) -> int:
    """Return a gram as a number: six bits per character, the first character in the highest bits.

    1 is the boundary mark, 2 to 33 are а to я without ё, 34 to 59 are a to z, and 60 is any other letter.

    Parameters
    ----------
    gram : str
        From `iter_grams`.

    Raises
    ------
    ValueError
        The length is not one of `LENGTHS`.

    Examples
    --------
    >>> f"{pack_gram('_аз'):o}"
    '10211'
    """
    if len(gram) not in LENGTHS:
        raise ValueError(f"A gram has {LENGTHS[0]} to {LENGTHS[-1]} characters, not {len(gram)}: {gram!a:.40}.")
    code = 0
    for character in gram:
        code = code << BITS_PER_CHARACTER | _CODES.get(character, MAX_CHARACTER)
    return code


def unpack_gram(code: int) -> str:
    """Return the gram of which `pack_gram` returns this number.

    Examples
    --------
    >>> unpack_gram(pack_gram("_неф"))
    '_неф'
    """
    characters = []
    while code:
        code, character = divmod(code, 1 << BITS_PER_CHARACTER)
        characters.append(ALPHABET[character - 1])
    return "".join(reversed(characters))


def character_codes() -> dict[str, int]:
    """Return the code of the boundary mark, of the first Russian and the first Latin letter, and of other letters."""
    return {"BOUNDARY": 1, "RUSSIAN": _CODES[RUSSIAN[0]], "LATIN": _CODES[_LATIN[0]], "OTHER": MAX_CHARACTER}
