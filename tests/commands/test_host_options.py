"""Whether a protocol is to run in hosts is told as it was said, and that nothing was said."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.host_options import hosts_option, wants_hosts


@pytest.mark.parametrize("arguments, wanted", [([], "None\n"), (["--hosts"], "True\n"), (["--in-process"], "False\n")])
def test_they_are_wanted_by_whoever_says_so(arguments: list[str], wanted: str) -> None:
    @click.command
    @hosts_option
    @click.pass_context
    def tell(context: click.Context) -> None:
        click.echo(str(wants_hosts(context)))

    assert CliRunner().invoke(tell, arguments).output == wanted
