"""The manual of the command line names every command and every option, and nothing that is not there."""

import re
from pathlib import Path

import click
import pytest

from bsc.cli import main
from bsc.views.machine import ACTUALS_HEADER

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")


def options(command: click.Command) -> set[str]:
    own = {name for each in command.params for name in (*each.opts, *each.secondary_opts) if name.startswith("--")}
    beneath = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*map(options, beneath))


@pytest.mark.parametrize("name", list(main.commands))
def test_a_command_is_in_the_manual(name: str) -> None:
    assert f"`bsc {name}" in MANUAL


@pytest.mark.parametrize("name", list(main.commands))
def test_its_options_are_in_the_manual(name: str) -> None:
    assert {option for option in options(main.commands[name]) if option not in MANUAL} == set()


def test_the_manual_names_no_command_or_option_that_is_not_there() -> None:
    named = set(re.findall(r"`bsc ([a-z]+)", MANUAL))
    assert named <= set(main.commands)
    known = options(main) | {"--help"}
    assert set(re.findall(r"--[a-z-]+", MANUAL.replace("|---|---|", ""))) <= known


def test_the_header_of_actuals_is_in_the_manual() -> None:
    assert f"\n{','.join(ACTUALS_HEADER)}\n" in MANUAL
