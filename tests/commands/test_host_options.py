"""The option for hosts is told to whoever asks, and is off."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.host_options import hosts_option, wants_hosts


@pytest.mark.parametrize("arguments, wanted", [([], "False\n"), (["--hosts"], "True\n")])
def test_they_are_wanted_by_whoever_says_so(arguments: list[str], wanted: str) -> None:
    @click.command
    @hosts_option
    @click.pass_context
    def tell(context: click.Context) -> None:
        click.echo(wants_hosts(context))

    assert CliRunner().invoke(tell, arguments).output == wanted
