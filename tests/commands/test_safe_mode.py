"""The safe mode: said before a command's name or behind it, it is the same."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.safe_mode import is_safe_mode, safe_mode_option


@pytest.mark.parametrize(
    "arguments, is_safe",
    [(["read"], False), (["--safe-mode", "read"], True), (["read", "--safe-mode"], True)],
)
def test_it_is_said_before_a_command_or_behind_it(arguments: list[str], is_safe: bool) -> None:
    @click.group()
    @safe_mode_option
    def program() -> None: ...

    @program.command()
    @safe_mode_option
    @click.pass_context
    def read(context: click.Context) -> None:
        click.echo(is_safe_mode(context))

    assert CliRunner().invoke(program, arguments).output == f"{is_safe}\n"
