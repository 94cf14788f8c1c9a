"""The help of a command that takes addresses ends with how they are written, and with what transports take."""

from __future__ import annotations

import click
from click.testing import CliRunner

from poetrygui.commands.address_command import AddressCommand
from poetrygui.core.transports.known import known_transports


@click.command(cls=AddressCommand, context_settings={"max_content_width": 100})
def reach() -> None:
    """Reach somewhere."""


def test_each_way_and_each_option_is_told() -> None:
    told = " ".join(CliRunner().invoke(reach, ["--help"]).output.split())
    assert told.index("Reach somewhere.") < told.index("An address is PORT, HOST:PORT")
    assert told.index("An address is") < told.index("Options of transports, for --transport-option")
    assert all(kind.forms[-1] in told for kind in known_transports().values())
    assert "tls: verify" in told
    assert "tls: ca_file" in told
