"""A place where clients are waited for who want to reach a server: each, and what the server says to it, is a peer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress, IStreamClientEndpoint, IStreamServerEndpoint
from twisted.internet.protocol import ServerFactory
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.connection.failures import meaning_of_failed_connect
from poetrygui.core.connection.wire_listener import address_text
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.transports.streams import StreamAddress
from poetrygui.relay.pair import Pair
from poetrygui.relay.side import Side


@implementer(IStreamServerEndpoint)
class RelayPlace:
    """Listens at another place, and stands between who comes there and the server.

    What it is to listen for is given both directions, as if two had connected, and can only hear: where one of them is
    stopped, the connection is; what else ends a hearing changes nothing.
    """

    def __init__(self, reactor: Any, place: IStreamServerEndpoint, server: Callable[[], IStreamClientEndpoint]) -> None:
        """Listen at ``place``; for each client, connect by what ``server`` returns."""
        self._reactor = reactor
        self._place = place
        self._server = server

    def listen(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Listen."""
        clients = _Clients(self._reactor, self._server, protocolFactory)
        listening: Deferred[Any] = self._place.listen(clients)
        return listening


class _Clients(ServerFactory):
    """Builds the side of each client, and connects the other."""

    noisy = False

    def __init__(self, reactor: Any, server: Callable[[], IStreamClientEndpoint], heard: Any) -> None:
        self._reactor = reactor
        self._server = server
        self._heard = heard
        self._count = 0

    def buildProtocol(self, addr: IAddress | None) -> Side | None:
        self._count += 1
        name = address_text(addr) or f"client {self._count}"

        def unheard(_side: Side, verdict: Verdict | None) -> None:
            if verdict is not None and verdict.outcome is Outcome.STOPPED:
                pair.abort()

        def failed(failure: Failure) -> None:
            if not pair.server.is_lost:
                pair.unreachable(meaning_of_failed_connect(failure)[1])

        def over() -> None:
            asking.cancel()

        pair = Pair(self._reactor, on_unheard=unheard, on_over=over)
        pair.client.address = _named(f"{name} >")
        pair.client.connect(self._heard)
        if pair.client.ears.connection is None:
            return None
        asking: Deferred[Any] = pair.server.by(self._server()).connect(_Named(self._heard, f"{name} <"))
        asking.addErrback(failed)
        return pair.client


class _Named(ServerFactory):
    """Builds what hears the server, which has the name of its client."""

    noisy = False

    def __init__(self, heard: Any, name: str) -> None:
        self._heard = heard
        self._name = name

    def buildProtocol(self, addr: IAddress | None) -> Any:
        return self._heard.buildProtocol(_named(self._name))


def _named(name: str) -> StreamAddress:
    return StreamAddress(name.encode())
