"""The card says what the metadata says."""

from topictag.reports.card import make_card

ESTIMATE = {"value": 0.5, "low": 0.25, "high": 0.75}
METADATA = {
    "description": "About it.",
    "data": {
        "n_examples": 9,
        "n_articles": 8,
        "n_tagless": 2,
        "n_several_tags": 1,
        "support": {"a|b": 7},
        "fingerprint": "f00",
    },
    "quality": {
        "method": "guessing",
        "topics": [
            {
                "topic": "a|b",
                "support": 7,
                "precision": None,
                "recall": 0.125,
                "f1": ESTIMATE,
                "calibration_error": 0.02,
                "brier_score": 0.1,
            }
        ],
        "macro_f1": ESTIMATE,
        "micro_f1": {"value": 0.6, "low": None, "high": None},
        "samples_f1": ESTIMATE,
        "false_tag_rate": ESTIMATE,
    },
    "settings": {"analysis": {"min_letters": 2}, "C": 5.0},
    "sizes": {"n_forms": 3},
    "built_with": {"numpy": "2"},
}


def test_every_figure_stands_in_its_place():
    card = make_card(METADATA, {"a|b": 0.3}).splitlines()
    assert "About it." in card
    assert "| a\\|b | 7 | 0.30 | – | 0.125 | 0.500 [0.250 – 0.750] | 0.020 | 0.100 |" in card
    assert "| min_letters | 2 |" in card
    assert "| n_forms | 3 |" in card
    text = "\n".join(card)
    assert "9 examples from 8 articles: a|b 7; 1 with several topics, 2 with none" in text
    assert "micro-F1 0.600 [–]" in text
    assert "Measured by guessing" in text


def test_further_sources_are_told_with_what_cross_validation_made_of_them():
    assert "Auxiliary" not in make_card(METADATA, {"a|b": 0.3})
    auxiliary = METADATA["data"] | {
        "n_examples": 4,
        "weight": 0.3,
        "mean_average_precision_by_weight": {"0": 0.5, "0.3": 0.75},
    }
    background = {
        "description": "Old news.",
        "n_paragraphs": 70,
        "n_terms": 60,
        "n_dimensions": 5,
        "fingerprint": "ba5e",
        "scale": 2.0,
        "mean_average_precision_by_scale": {},
    }
    card = make_card(METADATA | {"auxiliary": auxiliary, "background": background}, {"a|b": 0.3})
    assert "learnt from with the weight 0.3 and never measured on: 4 examples from 8 articles" in card
    assert "Mean average precision on the examples above, by weight: 0: 0.500, 0.3: 0.750." in card
    assert "5 dimensions for the lemmas among 60 terms, learnt from 70 paragraphs, with the scale 2. Old news." in card
    assert "`ba5e`.\n" in card
