"""Explanations that several tests of reports share."""

import pytest

import topictag

SOLO = {"sport": ["Матч отменён.", "Кубок и матч.", "Кубок наш."]}
SOLO["culture"] = ["Балет в театре.", "Театр закрыт.", "Премьера балета."]


@pytest.fixture(scope="session")
def article(root):
    """The explanation of an article of seven paragraphs, which has all five topics."""
    return topictag.explain((root / "examples" / "article.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def rubrics():
    """A tagger of exactly one topic per text."""
    return topictag.train([(text, [topic]) for topic, own in SOLO.items() for text in own * 2])


@pytest.fixture(scope="session")
def hostile():
    """Text that would be markup, control a terminal or turn its direction, around a word that counts."""
    return "A<script>alert(1)</script> &amp; \x1b[31m\u202e\"'«Нефть»\u2066 в цене; <img src=x onerror=y> баррель\x07."


@pytest.fixture(scope="session")
def long_paragraph():
    """A hundred thousand characters without a line break; what weighs most stands at the end."""
    return "Погода стояла тёплая, и люди гуляли. " * 2800 + "Нефть дорожает: баррель стоит 71 доллар."
