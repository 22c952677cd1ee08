"""The digest by which a label names its text."""

from hashlib import sha256


def digest_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits.

    Examples
    --------
    >>> digest_text("Снег.")[:8]
    '8347275b'
    """
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
