"""Messages name options, and nothing else of them changes."""

import click
import pytest

from topictag.cli.option_names import use_option_names

OPTIONS = [
    click.Option(["--jobs", "n_jobs"]),
    click.Option(["-m", "--min-df"]),
    click.Option(["--C", "C"]),
    click.Option(["--top"]),
    click.Option(["--threshold", "thresholds"]),
]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("n_jobs must not be 0.", "--jobs must not be 0."),
        ("Try a lower min_df.", "Try a lower --min-df."),
        ("C must be positive.", "--C must be positive."),
        ("Vitamin C is a topic.", "Vitamin C is a topic."),
        ("thresholds: 'top' is not a topic.", "--threshold: 'top' is not a topic."),
        ("top takes no thresholds.", "--top takes no thresholds."),
        ("topics have no min_dfs.", "topics have no min_dfs."),
        ("'min_df' and \"n_jobs\" are topics.", "'min_df' and \"n_jobs\" are topics."),
        ("n_jobs/min_df.txt: no file.", "n_jobs/min_df.txt: no file."),
        ("n_folds must be 2.", "n_folds must be 2."),  # no option of this command
    ],
)
def test_parameters_become_options(message, expected):
    assert use_option_names(message, OPTIONS) == expected
