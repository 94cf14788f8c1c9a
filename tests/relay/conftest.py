"""Pairs and tees between real clients and real servers, heard by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.protocol import Factory

from poetrygui.core.transports.address import parse_address
from poetrygui.relay.pair import Pair
from poetrygui.relay.side import Side
from poetrygui.relay.tee import Tee
from tests.conftest import WaitFor
from tests.core.scripted_server import Script, ScriptedServer, Session, listen


class Of(Factory):
    """Gives one protocol to whoever asks."""

    noisy = False

    def __init__(self, give: Callable[[], Any]) -> None:
        self._give = give

    def buildProtocol(self, addr: object) -> Any:
        return self._give()


@define
class Stage:
    """A server, what stands between, and the clients that connected."""

    reactor: Any
    wait_for: WaitFor
    servers: list[ScriptedServer] = field(factory=list)
    ports: list[Any] = field(factory=list)
    said: list[str] = field(factory=list)
    clients: list[Session] = field(factory=list)

    def serve(self, script: Script, **options: Any) -> ScriptedServer:
        self.servers.append(listen(self.reactor, script, **options))
        return self.servers[-1]

    def pair(self, server: ScriptedServer) -> Pair:
        """Return a pair whose server's side is connected."""
        pair = Pair(self.reactor, on_unheard=lambda _side, _verdict: None, on_over=lambda: self.said.append("over"))
        self._connect(pair.server, server)
        return pair

    def tee(self, server: ScriptedServer) -> Tee:
        tee = Tee(
            self.reactor,
            on_unheard=lambda _side, _verdict: None,
            on_over=lambda: self.said.append("over"),
            on_alone=lambda: self.said.append("alone"),
        )
        self._connect(tee.server, server)
        return tee

    def _connect(self, side: Side, server: ScriptedServer) -> None:
        self.wait_for(
            parse_address(server.address, {"verify": "insecure"} if "tls:" in server.address else {})
            .endpoint(self.reactor)
            .connect(Of(lambda: side))
        )

    def client(self, side: Side, script: Script, kind: type[Session] = Session) -> Any:
        """Connect a client that plays a script to a side."""
        self.ports.append(self.reactor.listenTCP(0, Of(lambda: side), interface="127.0.0.1"))
        client = kind(self.reactor, script)
        endpoint = TCP4ClientEndpoint(self.reactor, "127.0.0.1", self.ports[-1].getHost().port)
        self.wait_for(endpoint.connect(Of(lambda: client)))
        self.clients.append(client)
        return client

    def until(self, condition: Callable[[], bool]) -> None:
        """Run the reactor until it holds."""
        self.wait_for(Deferred.fromCoroutine(Session(self.reactor, None).until(condition)))  # type: ignore[arg-type]

    def close(self) -> None:
        for port in self.ports:
            self.wait_for(maybeDeferred(port.stopListening))
        for client in self.clients:
            if not client.is_lost:
                client.transport.abortConnection()
        for server in self.servers:
            self.wait_for(server.close())


@pytest.fixture
def stage(reactor: Any, wait_for: WaitFor) -> Iterator[Stage]:
    stage = Stage(reactor, wait_for)
    yield stage
    stage.close()
