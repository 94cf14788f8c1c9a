"""Real servers that play a script: what they do, and when, is written down in the test."""

from __future__ import annotations

import array
import fcntl
import socket
import struct
import termios
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from attrs import define, field
from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol, ServerFactory, connectionDone
from twisted.internet.ssl import CertificateOptions
from twisted.internet.task import deferLater
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.python.failure import Failure

Script = Callable[["Session"], Coroutine[Deferred[Any], Any, None]]
"""What a server does with one connection; when it returns, the connection stays as it is."""

TURN = 0.002  # seconds between two looks at what nothing tells of


class Session(Protocol):
    """A connection, in the server's hands."""

    transport: Any

    def __init__(self, reactor: Any, script: Script) -> None:
        self.received = b""
        self.is_lost = False
        self._reactor = reactor
        self._script = script
        self._changed: list[Deferred[None]] = []

    def connectionMade(self) -> None:
        Deferred.fromCoroutine(self._script(self)).addErrback(self._failed)

    def dataReceived(self, data: bytes) -> None:
        self.received += data
        self._tell()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.is_lost = True
        self._tell()

    # For scripts

    @property
    def socket(self) -> socket.socket:
        """The socket itself, below TLS if there is any."""
        transport = self.transport
        while isinstance(transport, TLSMemoryBIOProtocol):
            transport = transport.transport
        handle: socket.socket = transport.getHandle()
        return handle

    def send(self, data: bytes) -> None:
        self.transport.write(data)

    async def sent(self) -> None:
        """Wait until the client's system has everything that was sent."""
        await self.until(lambda: not self.transport.dataBuffer and not self.transport._tempDataBuffer)
        await self.until(lambda: not _count(self.socket, termios.TIOCOUTQ))

    async def heard(self, size: int) -> bytes:
        """Wait until the client has sent so many bytes."""
        while len(self.received) < size and not self.is_lost:
            await self._next()
        return self.received

    async def lost(self) -> None:
        """Wait until the connection is gone."""
        while not self.is_lost:
            await self._next()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds."""
        while not condition():
            await deferLater(self._reactor, TURN)

    def close(self) -> None:
        """Send a FIN after what was sent."""
        self.transport.loseConnection()

    def reset(self) -> None:
        """Send an RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abortConnection()

    async def close_with_unread_data(self, size: int) -> None:
        """Close while so many bytes of the client's are not read: the system sends an RST instead of a FIN."""
        self.transport.pauseProducing()
        await self.until(lambda: _count(self.socket, termios.FIONREAD) >= size)
        # Twisted would call shutdown() first, and that sends a FIN before the RST.
        self.transport._shouldShutdown = False
        self.transport.loseConnection()

    def _next(self) -> Awaitable[None]:
        waiting: Deferred[None] = Deferred()
        self._changed.append(waiting)
        return waiting

    def _tell(self) -> None:
        changed, self._changed = self._changed, []
        for waiting in changed:
            waiting.callback(None)

    def _failed(self, failure: Failure) -> Failure:
        self.transport.abortConnection()
        return failure


def _count(handle: socket.socket, request: int) -> int:
    buffer = array.array("i", [0])
    fcntl.ioctl(handle, request, buffer)
    return buffer[0]


class _Sessions(ServerFactory):
    noisy = False

    def __init__(self, reactor: Any, script: Script, kind: type[Session]) -> None:
        self.sessions: list[Session] = []
        self._reactor = reactor
        self._script = script
        self._kind = kind

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        session = self._kind(self._reactor, self._script)
        self.sessions.append(session)
        return session


@define
class ScriptedServer:
    """A listening server. ``sessions`` are its connections so far."""

    address: str
    _factory: _Sessions
    _port: Any = field(repr=False)

    @property
    def sessions(self) -> list[Session]:
        return self._factory.sessions

    def close(self) -> Deferred[None]:
        """Stop listening and break every connection off."""
        for session in self.sessions:
            if session.transport is not None and not session.is_lost:
                session.transport.abortConnection()
        return maybeDeferred(self._port.stopListening)


def listen(
    reactor: Any,
    script: Script,
    *,
    interface: str = "127.0.0.1",
    tls: CertificateOptions | None = None,
    path: str = "",
    kind: type[Session] = Session,
) -> ScriptedServer:
    """Listen on a free loopback port, or at a path; with ``tls``, encrypted. Each connection is a ``kind``."""
    factory = _Sessions(reactor, script, kind)
    if path:
        return ScriptedServer(f"unix:{path}", factory, reactor.listenUNIX(path, factory))
    if tls is not None:
        port = reactor.listenSSL(0, factory, tls, interface=interface)
        return ScriptedServer(f"tls:{interface}:{port.getHost().port}", factory, port)
    port = reactor.listenTCP(0, factory, interface=interface)
    host = f"[{interface}]" if ":" in interface else interface
    return ScriptedServer(f"{host}:{port.getHost().port}", factory, port)


# Scripts that many tests use


def sends(data: bytes) -> Script:
    """Send, then close."""

    async def script(session: Session) -> None:
        session.send(data)
        session.close()

    return script


def sends_and_resets(data: bytes) -> Script:
    """Send, wait until the client's system has it, then reset."""

    async def script(session: Session) -> None:
        if data:
            session.send(data)
            await session.sent()
        session.reset()

    return script


async def is_silent(session: Session) -> None:
    """Send nothing, ever."""
    await session.lost()


def sends_and_waits(data: bytes) -> Script:
    """Send, then leave the connection open."""

    async def script(session: Session) -> None:
        session.send(data)
        await session.lost()

    return script
