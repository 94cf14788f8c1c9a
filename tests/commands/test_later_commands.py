"""Commands that are there before they are imported: found, told of, and asked for one at a time."""

from __future__ import annotations

import click
from click.testing import CliRunner

from poetrygui.commands.later_commands import LaterCommands


def group(asked: list[str]) -> LaterCommands:
    def later(name: str) -> click.Command:
        asked.append(name)
        return click.Command(name, callback=lambda: click.echo(f"{name} ran"), short_help=f"Do {name}.")

    found = LaterCommands("all", later={"write": lambda: later("write"), "read": lambda: later("read")})
    found.add_command(click.Command("own", callback=lambda: click.echo("own ran")))
    return found


def test_one_is_imported_when_it_is_asked_for_and_no_other() -> None:
    asked: list[str] = []
    assert CliRunner().invoke(group(asked), ["read"]).output == "read ran\n"
    assert asked == ["read"]
    assert CliRunner().invoke(group(asked), ["own"]).output == "own ran\n"
    assert asked == ["read"]


def test_all_are_told_of_in_order() -> None:
    asked: list[str] = []
    told = CliRunner().invoke(group(asked), ["--help"]).output
    assert [line.split()[0] for line in told.partition("Commands:\n")[2].splitlines()] == ["own", "read", "write"]
    assert "Do write." in told


def test_there_is_no_other() -> None:
    refused = CliRunner().invoke(group([]), ["sing"])
    assert refused.exit_code == 2
    assert "No such command 'sing'" in refused.output
