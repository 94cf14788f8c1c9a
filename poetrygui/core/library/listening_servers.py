"""Servers that wait for those who connect to us: how each of these is a poem of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import evolve

from poetrygui.core import fetching, transports
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting

Way: TypeAlias = "fetching.Peer | connecting.Listener | None"
"""What is fetched instead of what an address says: one who has connected, or all who will."""
AsPeer: TypeAlias = Callable[[Server, str], Server]
"""How one who has connected is fetched, by the server that it is called and its own name."""
_FROM = " ← "


def endpoint_by(
    reactor: Any, server: Server, way: Way, start: Callable[[Server, fetching.Peer], object]
) -> fetching.Peer | fetching.Listening | None:
    """Return what a fetch connects by, where ``way`` or else the address of ``server`` says so; None where it connects.

    ``start`` fetches each who connects, by the server that it is called. Raises AddressError.
    """
    if isinstance(way, fetching.Peer):
        return way
    listener = way or transports.parse_address(server.address, dict(server.transport_options)).listener(reactor)
    if listener is None:
        return None
    return fetching.Listening(listener, lambda peer: start(_of(server, peer), peer))


def as_it_is(server: Server, _name: str) -> Server:
    """Return how one who has connected is fetched, where nothing else is said."""
    return server


def renamed(before: str, name: str) -> str:
    """Return what a poem that is called so is called where its server's ``name`` is this."""
    _, arrow, peer = before.rpartition(_FROM)
    return f"{name}{arrow}{peer}" if arrow else name


def _of(server: Server, peer: fetching.Peer) -> Server:
    # Who has gone comes back by itself.
    return evolve(server, name=f"{server.name or server.address}{_FROM}{peer.name}", reconnect=Reconnect.OFF)
