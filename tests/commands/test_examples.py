"""Every help ends with command lines that can be typed as they stand."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest

from poetrygui.cli import program
from poetrygui.commands.examples import examples


def each_command(command: click.Command = program, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Give each command that there is, with the words that ask for it."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            below = command.get_command(context, word)
            assert below is not None
            yield from each_command(below, f"{name} {word}".strip())


COMMANDS = dict(each_command())


def examples_of(name: str) -> list[str]:
    told = COMMANDS[name].get_help(click.Context(COMMANDS[name], info_name=name, max_content_width=100))
    _, heading, lines = told.partition("\n  Examples:\n")
    assert heading, f"poetrygui {name} has no examples"
    return [line.removeprefix("    ") for line in lines.splitlines()]


def parse(line: str) -> str:
    """Parse a command line as the program does, up to where it would be done; return the command's name."""
    command: click.Command | None = program
    name, words = "", shlex.split(line.partition(" < ")[0])[1:]
    context = click.Context(program, info_name="poetrygui")
    while isinstance(command, click.Group) and words:
        name, command, words = f"{name} {words[0]}".strip(), *command.resolve_command(context, words)[1:]
    assert command is not None
    command.make_context(name, words, parent=context)
    return next(known for known, each in COMMANDS.items() if each is command) if command in COMMANDS.values() else ""


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_examples_of_itself_that_can_be_parsed(name: str) -> None:
    for line in examples_of(name):
        assert line.split()[0] == "poetrygui"
        assert len(line) <= 90
        assert parse(line).startswith(name)


def test_they_stand_a_line_each() -> None:
    assert examples("", "get 80").splitlines() == ["\b", "Examples:", "  poetrygui", "  poetrygui get 80"]
