"""From what was typed behind ``relay`` to what a relay needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from poetrygui import plugins
from poetrygui.api import PoemProtocol
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


Choose: TypeAlias = "Callable[[str, dict[str, str]], tuple[type[PoemProtocol], plugins.PinnedProtocol | None]]"
"""Returns the protocol of a name, with options as they are typed, and what is pinned of it where it runs in hosts."""


def wanted_relay(wish: RelayWish, registry: ProtocolRegistry, choose: Choose | None = None) -> RelayOptions:
    """Return what a relay needs, as ``wish`` says, with protocols from ``registry``.

    Those that are framed by are what ``choose`` returns, or run in this process. Raises PluginError for those that
    there are not.
    """
    is_port = wish.listen.isdecimal()
    # Of more clients at once than the backlog has room for, each tries again after seconds.
    endpoint = f"tcp:{wish.listen}:backlog=1024:interface=127.0.0.1" if is_port else wish.listen
    framing = {Direction.TO_CLIENT: wish.server, Direction.TO_SERVER: wish.client}
    places = {
        Direction.TO_CLIENT: wish.to,
        Direction.TO_SERVER: Addressed(f"listen:{'tcp:' if is_port else ''}{wish.listen}", {}),
    }
    chosen: dict[Direction, tuple[type[PoemProtocol], plugins.PinnedProtocol | None]] = {}
    for each, (name, values) in framing.items():
        if each is Direction.TO_SERVER and wish.client == wish.server:
            chosen[each] = chosen[Direction.TO_CLIENT]
        elif choose is None:
            chosen[each] = plugins.configured(registry.load(name), values), None
        else:
            chosen[each] = choose(name, dict(values))
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
        {each: PoemFactory(made) for each, (made, _) in chosen.items()},
        PoemFactory(registry.load("raw")),
        {each: _source_of(*made) for each, made in chosen.items()},
        record=wish.record,
        folder=wish.folder,
        json_lines=wish.json_lines,
        quiet=wish.quiet,
        tee=wish.tee,
        clients=wish.clients,
    )


def _source_of(protocol: type[PoemProtocol], pinned: plugins.PinnedProtocol | None) -> bytes:
    return plugins.running_bytes(protocol) if pinned is None else plugins.source_of(pinned)
