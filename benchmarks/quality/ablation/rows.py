"""The rows of the ablation: name to changed settings. To measure another value, add a line."""

from collections.abc import Mapping
from typing import Any

BASE_NAME = "the shipped recipe"

ROWS: Mapping[str, Mapping[str, Any]] = {
    BASE_NAME: {},
    "family: none": {"family_letters": 0},
    "family: 4 letters of words of 7 or more": {"family_letters": 4},
    "family: 6 letters of words of 7 or more": {"family_letters": 6},
    "family: 5 letters of words of 6 or more": {"family_min_letters": 6},
    "family: 5 letters of words of 8 or more": {"family_min_letters": 8},
    "words: single letters too": {"min_letters": 1},
    "words: of 3 letters or more": {"min_letters": 3},
    "pairs: none": {"max_pairs": 0},
    "pairs: 200": {"max_pairs": 200},
    "pairs: 5,000": {"max_pairs": 5000},
    "pairs: next to each other, or with one word between": {"pair_window": 2},
    "pairs: 4 words apart": {"pair_window": 4},
    "pairs: 16 words apart": {"pair_window": 16},
    "min_df 1": {"min_df": 1},
    "min_df 3": {"min_df": 3},
    "min_df 5": {"min_df": 5},
    "C 0.5": {"C": 0.5},
    "C 1": {"C": 1.0},
    "C 2": {"C": 2.0},
    "C 10": {"C": 10.0},
    "C 30": {"C": 30.0},
}
