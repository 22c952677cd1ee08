"""The group lists commands without importing them."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.commands import COMMANDS
from topictag.cli.main import main


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_list_begins_the_help_of_the_command(name):
    entry = COMMANDS[name]
    command = entry.load()
    assert command.name == name
    assert command.help.split("\n\n")[0] == entry.summary
    shown = CliRunner().invoke(main, ["--help"]).stdout
    assert f"  {name} " in shown
    assert entry.summary in shown


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nothing"]])
def test_no_command_is_imported_before_it_is_called(arguments):
    code = f"import sys; from topictag.cli.main import main; main({arguments}, standalone_mode=False)"
    code = f"try:\n {code}\nexcept Exception: pass\nprint(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    modules = set(result.stdout.splitlines()[-1].split())
    assert "topictag.cli.main" in modules
    commands = {entry.module for entry in COMMANDS.values()}
    assert modules.isdisjoint(commands | {"importlib.metadata", "topictag.reports.terminal", "topictag.labelled"})


def test_the_version_is_that_of_the_package():
    assert CliRunner().invoke(main, ["--version"]).stdout == f"topictag, version {topictag.__version__}\n"


def test_an_unknown_command_is_a_wrong_use():
    result = CliRunner().invoke(main, ["tga"])
    assert result.exit_code == 2
    assert "No such command 'tga'" in result.stderr
