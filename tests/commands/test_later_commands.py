"""Commands that are there before they are imported: found, told of, and asked for one at a time."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.later_commands import LaterCommands, looks_like_address


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


def test_an_address_is_an_argument_of_the_command_for_those() -> None:
    def tell(addresses: tuple[str, ...]) -> None:
        click.echo(f"on {addresses}")

    on = click.Command("on", callback=tell, params=[click.Argument(["addresses"], nargs=-1)])
    both = LaterCommands("all", later={"12": lambda: click.Command("12", callback=lambda: None)}, on_address=lambda: on)
    for words in (["127.0.0.1:8000"], ["8000", "unix:/run/poems"], ["ws://host/"]):
        assert CliRunner().invoke(both, words).output == f"on {tuple(words)}\n"
    assert CliRunner().invoke(both, ["12"]).output == "", "a command is one, whatever it is called"
    assert "No such command 'poems.example'" in CliRunner().invoke(both, ["poems.example"]).output


@pytest.mark.parametrize(
    "word, is_address", [("8000", True), ("h:1", True), ("unix:/a", True), ("get", False), ("-", False), ("", False)]
)
def test_a_port_and_what_has_a_colon_look_like_addresses(word: str, is_address: bool) -> None:
    assert looks_like_address(word) is is_address
