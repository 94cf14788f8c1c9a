"""A SOCKS5 proxy for tests, which connects to whatever it is asked for, or answers what a test wants."""

from __future__ import annotations

import socket
import struct
from typing import Any

from attrs import define, field
from twisted.internet.endpoints import HostnameEndpoint, connectProtocol
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer


@implementer(IHalfCloseableProtocol)
class _Side(Protocol):
    """One of two that pass on to each other: bytes, how fast, and how they end."""

    transport: Any
    other: _Side | None = None
    has_heard_all = False

    def join(self, other: _Side) -> None:
        for one, two in ((self, other), (other, self)):
            one.other = two
            one.transport.registerProducer(two.transport, True)

    def dataReceived(self, data: bytes) -> None:
        if self.other is not None:
            self.other.transport.write(data)

    def readConnectionLost(self) -> None:
        other = self.other
        if other is None:
            self.transport.loseConnection()
            return
        self.has_heard_all = True
        other.transport.unregisterProducer()
        other.transport.loseWriteConnection()
        if other.has_heard_all:
            for each in (self, other):
                each.transport.loseConnection()

    def writeConnectionLost(self) -> None:
        pass

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        other, self.other = self.other, None
        if other is not None:
            other.other = None
            other.transport.unregisterProducer()
            if reason.check(ConnectionDone):
                other.transport.loseConnection()
            else:
                other.transport.abortConnection()


class _Client(_Side):
    """Whoever asks the proxy."""

    def __init__(self, server: SocksServer) -> None:
        self._server = server
        self._came = b""
        self._take: Any = self._greeted

    def dataReceived(self, data: bytes) -> None:
        if self.other is not None:
            super().dataReceived(data)
            return
        self._came += data
        while self._take is not None and self._take():
            pass

    def _cut(self, size: int) -> bytes | None:
        if len(self._came) < size:
            return None
        taken, self._came = self._came[:size], self._came[size:]
        return taken

    def _greeted(self) -> bool:
        if len(self._came) < 2 or (ways := self._cut(2 + self._came[1])) is None:
            return False
        server = self._server
        way = 2 if server.password else 0
        if way not in ways[2:]:
            way = 255
        self._take = {0: self._asked, 2: self._logs_in}.get(way)
        self.transport.write(server.greeting or bytes([5, way]))
        return True

    def _logs_in(self) -> bool:
        data = self._came
        if len(data) < 2 or len(data) < 3 + data[1] or (said := self._cut(3 + data[1] + data[2 + data[1]])) is None:
            return False
        user, password = said[2 : 2 + said[1]], said[3 + said[1] :]
        is_in = (user, password) == (b"me", self._server.password)
        self.transport.write(b"\1" + (b"\0" if is_in else b"\1"))
        self._take = self._asked if is_in else None
        return True

    def _asked(self) -> bool:
        data = self._came
        size = {1: 4, 3: 1 + data[4] if len(data) > 4 else 0, 4: 16}[data[3]] if len(data) > 3 else 0
        if not size or self._cut(4) is None or (place := self._cut(size + 2)) is None:
            return False
        self._take = None
        host: Any = {4: socket.inet_ntoa, 16: lambda raw: socket.inet_ntop(socket.AF_INET6, raw)}
        name = place[1:-2].decode() if data[3] == 3 else host[size](place[:-2])
        self._server.asked.append((name, struct.unpack(">H", place[-2:])[0]))
        self._server.connect(self, *self._server.asked[-1])
        return False


@define
class SocksServer:
    """Asks for a ``password`` where there is one; ``code`` is answered, and nothing connected, where that is not 0."""

    reactor: Any
    password: bytes = b""
    code: int = 0
    greeting: bytes = b""
    answer: bytes = b""
    asked: list[tuple[str, int]] = field(factory=list)
    names: dict[str, str] = field(factory=dict)
    """Which host a name stands for."""
    _port: Any = field(init=False)

    def __attrs_post_init__(self) -> None:
        factory = Factory.forProtocol(lambda: _Client(self))
        self._port = self.reactor.listenTCP(0, factory, interface="127.0.0.1")

    @property
    def address(self) -> str:
        return f"socks5://127.0.0.1:{self._port.getHost().port}"

    def connect(self, client: _Client, host: str, port: int) -> None:
        def say(code: int) -> None:
            client.transport.write(self.answer or bytes([5, code, 0, 1, 127, 0, 0, 1, 0, 80]))

        def connected(server: _Side) -> None:
            say(0)
            client.join(server)

        if self.code:
            say(self.code)
            return
        endpoint = HostnameEndpoint(self.reactor, self.names.get(host, host), port)
        connectProtocol(endpoint, _Side()).addCallbacks(connected, lambda _: say(5))

    def close(self) -> None:
        self._port.stopListening()
