"""From what was typed behind ``relay`` to what a relay needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from poetrygui import plugins
from poetrygui.commands.addresses import Addressed
from poetrygui.commands.relay_end import Direction, RelayOptions
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins.registry import ProtocolRegistry


@frozen
class RelayWish:
    """What was typed: where to listen, where the server is, and the protocols of both by their names and options.

    Nothing is recorded where neither ``record`` nor ``folder`` is given.
    """

    listen: str
    to: Addressed
    server: tuple[str, Mapping[str, str]]
    client: tuple[str, Mapping[str, str]]
    timeout: float
    record: Path | None = None
    folder: Path | None = None
    json_lines: bool = False
    quiet: bool = False
    tee: bool = False
    clients: int = 0


def wanted_relay(wish: RelayWish, registry: ProtocolRegistry) -> RelayOptions:
    """Return what a relay needs, with protocols from ``registry``. Raises PluginError for those that there are not."""
    is_port = wish.listen.isdecimal()
    # Of more clients at once than the backlog has room for, each tries again after seconds.
    endpoint = f"tcp:{wish.listen}:backlog=1024:interface=127.0.0.1" if is_port else wish.listen
    framing = {Direction.TO_CLIENT: wish.server, Direction.TO_SERVER: wish.client}
    places = {
        Direction.TO_CLIENT: wish.to,
        Direction.TO_SERVER: Addressed(f"listen:{'tcp:' if is_port else ''}{wish.listen}", {}),
    }
    classes = {each: plugins.configured(registry.load(name), values) for each, (name, values) in framing.items()}
    servers = {
        each: Server(
            name=places[each].address,
            address=places[each].address,
            protocol=name,
            connect_timeout=wish.timeout,
            options=values,
            transport_options=places[each].options,
            recording=WhatIsKept.ARRIVALS,
        )
        for each, (name, values) in framing.items()
    }
    return RelayOptions(
        endpoint,
        servers,
        {each: PoemFactory(made) for each, made in classes.items()},
        PoemFactory(registry.load("raw")),
        {each: plugins.running_bytes(made) for each, made in classes.items()},
        record=wish.record,
        folder=wish.folder,
        json_lines=wish.json_lines,
        quiet=wish.quiet,
        tee=wish.tee,
        clients=wish.clients,
    )
