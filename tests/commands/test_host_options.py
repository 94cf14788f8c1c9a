"""Whether a protocol is to run in hosts is told as it was said, and that nothing was said."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.host_options import hosts_option, wants_all_here, wants_hosts, window_hosts_option


@pytest.mark.parametrize("arguments, wanted", [([], "None\n"), (["--hosts"], "True\n"), (["--in-process"], "False\n")])
def test_they_are_wanted_by_whoever_says_so(arguments: list[str], wanted: str) -> None:
    @click.command
    @hosts_option
    @click.pass_context
    def tell(context: click.Context) -> None:
        click.echo(str(wants_hosts(context)))

    assert CliRunner().invoke(tell, arguments).output == wanted


@pytest.mark.parametrize("arguments, told", [([], "None False\n"), (["--in-process"], "False True\n")])
def test_what_is_said_before_a_command_is_said_to_it_too(arguments: list[str], told: str) -> None:
    @click.group
    @window_hosts_option
    def program() -> None:
        pass

    @program.command
    @hosts_option
    @click.pass_context
    def tell(context: click.Context) -> None:
        click.echo(f"{wants_hosts(context)} {wants_all_here(context)}")

    assert CliRunner().invoke(program, [*arguments, "tell"]).output == told
