"""The commands: the module of each, and its line in ``topictag --help``, which imports no command."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True)
class CommandEntry:
    """A command that is imported when it is called.

    Attributes
    ----------
    module : str
        Contains the command, which is named like the last part of the module.
    summary : str
        The first sentence of the command's help.
    """

    module: str
    summary: str

    def load(self) -> click.Command:
        """Import the command."""
        command: click.Command = getattr(import_module(self.module), self.module.rpartition(".")[2])
        return command


# In the order in which they are listed.
COMMANDS: Mapping[str, CommandEntry] = {
    name: CommandEntry(f"topictag.cli.{name}", summary)
    for name, summary in {
        "tag": "Tag files, folders or standard input.",
        "explain": "Explain the tags of a text, and why it lacks others.",
        "train": "Train a tagger on labelled examples, hints or both.",
        "evaluate": "Measure the quality of a model on labelled examples.",
        "compare": "Compare a new model with an old one on labelled examples.",
        "inspect": "Show what is in a model.",
        "calibrate": "Fit probabilities and thresholds to your own texts.",
        "update": "Learn from new examples without the old ones.",
        "watch": "Compare new texts with a reference, without labels.",
        "convert": "Convert labelled data to another format.",
        "promote": "Make a model the current one of a registry.",
        "rollback": "Go back to an earlier model of a registry.",
        "models": "List the models of a registry, and check them.",
        "check": "Look for mistakes in labelled data.",
        "suggest": "Suggest texts to label next.",
        "hints": "Suggest further hints from unlabelled texts.",
        "background": "Learn background vectors from unlabelled texts.",
        "bench": "Measure the speed of a model.",
        "doctor": "Check the installation.",
    }.items()
}
