"""Servers that wait for those who connect to us: how each of these is a poem of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from poetrygui.core import fetching, transports
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server

_FROM = " ← "


def listening_at(
    reactor: Any, server: Server, start: Callable[[Server, fetching.Peer], object]
) -> fetching.Listening | None:
    """Return what waits for those who connect, where ``server`` says so; None where it is connected to.

    ``start`` fetches each, by the server that it is called. Raises AddressError.
    """
    listener = transports.parse_address(server.address, dict(server.transport_options)).listener(reactor)
    if listener is None:
        return None
    return fetching.Listening(listener, lambda peer: start(_of(server, peer), peer))


def renamed(before: str, name: str) -> str:
    """Return what a poem that is called so is called where its server's ``name`` is this."""
    _, arrow, peer = before.rpartition(_FROM)
    return f"{name}{arrow}{peer}" if arrow else name


def is_of_peer(name: str) -> bool:
    """Tell whether a poem that is called so is one of those who connected."""
    return _FROM in name


def _of(server: Server, peer: fetching.Peer) -> Server:
    # Who has gone comes back by itself.
    return evolve(server, name=f"{server.name or server.address}{_FROM}{peer.name}", reconnect=Reconnect.OFF)
