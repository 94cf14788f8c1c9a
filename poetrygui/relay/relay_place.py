"""A place where clients are waited for who want to reach a server: each, and what the server says to it, is a peer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
from poetrygui.relay.tee import Tee


@implementer(IStreamServerEndpoint)
class RelayPlace:
    """Listens at another place, and stands between who comes there and the server.

    What it is to listen for is given both directions, as if two had connected, and can only hear: where one of them is
    stopped, the connection is; what else ends a hearing changes nothing.
    """

    def __init__(
        self,
        reactor: Any,
        place: IStreamServerEndpoint,
        server: Callable[[], IStreamClientEndpoint],
        *,
        is_shared: bool = False,
    ) -> None:
        """Listen at ``place``; connect by what ``server`` returns, for each client or, where that ``is_shared``, once.

        Then all see what comes there, and what any of them says goes there.
        """
        self._reactor = reactor
        self._place = place
        self._server = server
        self._is_shared = is_shared

    def listen(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Listen."""
        kind = _Watchers if self._is_shared else _Clients
        clients = kind(self._reactor, self._server, protocolFactory)
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
        return self._admit(address_text(addr) or f"client {self._count}")

    def _admit(self, name: str) -> Side | None:
        def unheard(_side: Side, verdict: Verdict | None) -> None:
            if verdict is not None and verdict.outcome is Outcome.STOPPED:
                pair.abort()

        def failed(failure: Failure) -> None:
            if not pair.server.is_lost:
                pair.unreachable(meaning_of_failed_connect(failure)[1])

        def over() -> None:
            asking.cancel()

        pair = Pair(self._reactor, on_unheard=unheard, on_over=over)
        if not self._hear(pair.client, name):
            return None
        asking = self._connect(pair.server, name, failed)
        return pair.client

    def _hear(self, side: Side, name: str) -> bool:
        """Have the side of a client heard; return whether it is."""
        side.address = _named(f"{name} >")
        side.connect(self._heard)
        return side.ears.connection is not None

    def _connect(self, side: Side, name: str, failed: Callable[[Failure], object]) -> Deferred[Any]:
        asking: Deferred[Any] = side.by(self._server()).connect(_Named(self._heard, f"{name} <"))
        return asking.addErrback(failed)


class _Watchers(_Clients):
    """Builds the side of each who watches one connection, which is there for the first of them."""

    _tee: Tee | None = None

    def _admit(self, name: str) -> Side | None:
        is_first = self._tee is None
        tee = self._tee = self._tee or self._begin()
        side = tee.watcher()
        if not self._hear(side, name):
            tee.watchers.remove(side)
            self._tee = None if is_first else tee
            return None
        if is_first:
            self._asking = self._connect(tee.server, "all", partial(self._failed, tee))
        return side

    def _begin(self) -> Tee:
        def unheard(side: Side, verdict: Verdict | None) -> None:
            if verdict is not None and verdict.outcome is Outcome.STOPPED:
                (tee.abort if side is tee.server else side.abort)()

        def over() -> None:
            # Who comes now has a connection of their own.
            self._tee = None
            self._asking.cancel()

        tee = Tee(self._reactor, on_unheard=unheard, on_over=over, on_alone=lambda: None)
        return tee

    def _failed(self, tee: Tee, failure: Failure) -> None:
        if self._tee is tee:
            tee.unreachable(meaning_of_failed_connect(failure)[1])


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
