"""Asking for a WebSocket: what is agreed on, and what comes of it where it is not."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import frozen
from twisted.internet.defer import CancelledError
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.error import ConnectingCancelledError, ConnectionRefusedError, NoProtocol
from twisted.internet.protocol import Factory, Protocol
from wsproto import events

from poetrygui.core.transports.streams.ends import ServerRefusedError, StreamLostError, StreamViolatedError
from poetrygui.core.transports.websockets.endpoint import WebSocketEndpoint
from poetrygui.core.transports.websockets.manner import Manner, Request
from tests.conftest import WaitFor
from tests.core.conftest import Serve
from tests.core.scripted_server import Session, is_silent, sends
from tests.core.transports.datagrams.udp_sockets import other_end, port_of
from tests.core.transports.websocket_server import ServerSide, answers_by_http


@frozen
class Asked:
    reactor: Any
    port: int

    def connect(self, factory: Any = None) -> Any:
        below = TCP4ClientEndpoint(self.reactor, "127.0.0.1", self.port)
        request = Request(f"127.0.0.1:{self.port}", "/", (), ("v1",))
        return WebSocketEndpoint(self.reactor, below, request, Manner()).connect(
            factory or Factory.forProtocol(Protocol)
        )


def port_at(address: str) -> int:
    return int(address.rpartition(":")[2])


def test_a_protocol_is_connected_to_what_is_agreed_on(reactor: Any, serve: Serve, wait_for: WaitFor) -> None:
    sides: list[ServerSide] = []

    async def script(session: Session) -> None:
        side = ServerSide(session)
        await side.greet("v1")
        sides.append(side)
        await side.hear(events.CloseConnection)
        session.close()

    protocol: Any = wait_for(Asked(reactor, port_at(serve(script).address)).connect())
    assert protocol.transport.getPeer().type == "TCP"
    assert sides[0].request is not None
    assert sides[0].request.subprotocols == ["v1"]
    protocol.transport.loseConnection()


@pytest.mark.parametrize(
    "script, error, said",
    [
        (answers_by_http(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"), ServerRefusedError, "say who you"),
        (answers_by_http(b"SSH-2.0-x\r\n\r\n"), StreamViolatedError, "cannot be read"),
        (sends(b""), StreamLostError, "before the server answered: perhaps it speaks no WebSocket"),
    ],
)
def test_what_comes_of_a_refusal(
    script: Any, error: type[Exception], said: str, reactor: Any, serve: Serve, wait_for: WaitFor
) -> None:
    with pytest.raises(error, match=said):
        wait_for(Asked(reactor, port_at(serve(script).address)).connect())


def test_nobody_who_listens(reactor: Any, wait_for: WaitFor) -> None:
    with other_end() as free, pytest.raises(ConnectionRefusedError):
        wait_for(Asked(reactor, port_of(free)).connect())


def test_a_server_that_does_not_answer_is_given_up(
    reactor: Any, serve: Serve, wait_for: WaitFor, wait_until: Any
) -> None:
    server = serve(is_silent)
    asked = Asked(reactor, port_at(server.address)).connect()
    wait_until(lambda: bool(server.sessions) and bool(server.sessions[0].received))
    asked.cancel()
    with pytest.raises(CancelledError):
        wait_for(asked)
    wait_until(lambda: server.sessions[0].is_lost)


def test_it_is_given_up_before_it_is_connected(reactor: Any, serve: Serve, wait_for: WaitFor) -> None:
    asked = Asked(reactor, port_at(serve(is_silent).address)).connect()
    asked.cancel()
    with pytest.raises(ConnectingCancelledError):
        wait_for(asked)


def test_a_factory_that_makes_nothing(reactor: Any, serve: Serve, wait_for: WaitFor) -> None:
    class Nobody(Factory):
        def buildProtocol(self, addr: object) -> None:
            return None

    async def script(session: Session) -> None:
        await ServerSide(session).greet()

    with pytest.raises(NoProtocol):
        wait_for(Asked(reactor, port_at(serve(script).address)).connect(Nobody()))
