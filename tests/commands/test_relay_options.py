"""From what was typed to what a relay needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from poetrygui.commands.addresses import Addressed
from poetrygui.commands.relay_end import Direction, RelayOptions
from poetrygui.commands.relay_options import RelayWish, wanted_relay
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.errors import PluginError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry


@pytest.fixture
def wanted() -> Any:
    """Return a function that returns what is needed for a wish."""
    registry = ProtocolRegistry(shipped_protocols())

    def options(listen: str, server: str = "lines", client: str = "lines", **more: Any) -> RelayOptions:
        to = Addressed("irc.example:6667", {})
        return wanted_relay(RelayWish(listen, to, (server, {}), (client, {}), 3.0, **more), registry)

    return options


def test_a_port_is_this_machines_alone_and_has_room_for_many(wanted: Any) -> None:
    options = wanted("8000")
    assert options.listen == "tcp:8000:backlog=1024:interface=127.0.0.1"
    assert options.servers[Direction.TO_SERVER].address == "listen:tcp:8000"
    assert wanted("unix:/s").listen == "unix:/s"
    assert wanted("unix:/s").servers[Direction.TO_SERVER].address == "listen:unix:/s"


def test_each_direction_has_its_protocol_and_its_recording(wanted: Any) -> None:
    options = wanted("0", "netstring", "lines", folder=Path("poems"), clients=2, tee=True)
    assert {each: server.protocol for each, server in options.servers.items()} == {
        Direction.TO_CLIENT: "netstring",
        Direction.TO_SERVER: "lines",
    }
    # What went the other way is in the other's recording.
    assert {server.recording for server in options.servers.values()} == {WhatIsKept.ARRIVALS}
    assert {server.connect_timeout for server in options.servers.values()} == {3.0}
    assert all(options.sources.values())
    assert (options.folder, options.clients, options.tee, options.quiet) == (Path("poems"), 2, True, False)


def test_a_protocol_that_there_is_not(wanted: Any) -> None:
    with pytest.raises(PluginError, match="nonesuch"):
        wanted("0", "nonesuch")
