"""The option ``--abstain``: a threshold for models that give exactly one topic per text."""

from typing import Any

import click

from topictag.errors import SettingError
from topictag.ranges import RealNumbers
from topictag.tagger import Tagger

abstain_option = click.option(
    "--abstain",
    type=float,
    metavar="NUMBER",
    help="Give no topic to a text whose most probable topic has a lower probability than this. Only for models that "
    "give exactly one topic per text.",
)


def check_abstain(tagger: Tagger, abstain: float, *, excluded: Any, names: str) -> None:
    """Raise `SettingError` if a tagger cannot abstain, or if an option that excludes it is set.

    Parameters
    ----------
    tagger : Tagger
    abstain : float
    excluded : object
        The value of the options that cannot be set too; None if they are not set.
    names : str
        Their names, for the message.
    """
    if tagger.task != "single":
        raise SettingError(
            "abstain is for models that give exactly one topic per text (task 'single'), and this model gives any "
            "number of topics. Set thresholds: --threshold NUMBER."
        )
    if excluded is not None:
        raise SettingError(f"abstain is a threshold, so you cannot set {names} too. Give one of them.")
    RealNumbers(0, 1).check("abstain", abstain)
