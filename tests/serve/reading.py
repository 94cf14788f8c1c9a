"""A reader of poems that does what a test tells it to."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

from attrs import field, frozen
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, connectProtocol
from twisted.internet.error import ConnectError, ConnectionLost
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure


@frozen
class Reading:
    """What a reader got, and the kind of end."""

    data: bytes = field(repr=False)
    reason: type[BaseException]


class Reader(Protocol):
    """Gathers everything; ``done`` fires with the :class:`Reading` at the end."""

    transport: Any

    def __init__(self, on_connect: Callable[[Reader], object] = lambda reader: None, leave_after: int = 0) -> None:
        self.done: Deferred[Reading] = Deferred()
        self.gathered = bytearray()
        self._on_connect = on_connect
        self._leave_after = leave_after

    def connectionMade(self) -> None:
        self._on_connect(self)

    def dataReceived(self, data: bytes) -> None:
        self.gathered += data
        if self._leave_after and len(self.gathered) >= self._leave_after:
            self.transport.abortConnection()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        assert reason.type is not None
        self.done.callback(Reading(bytes(self.gathered), reason.type))


async def _read(endpoint: Any, reader: Reader) -> Reading:
    try:
        await connectProtocol(endpoint, reader)
    except ConnectError as error:
        # On a busy machine a server may have broken off before its connection was looked at.
        if error.osError != errno.ECONNRESET:
            raise
        return Reading(b"", ConnectionLost)
    return await reader.done


def read_at(endpoint: Any, reader: Reader) -> Deferred[Reading]:
    """Connect a reader to a client endpoint; fires at the end of the connection."""
    return Deferred.fromCoroutine(_read(endpoint, reader))


def read_from(reactor: Any, port: Any, reader: Reader) -> Deferred[Reading]:
    """Connect a reader to a listening loopback port; fires at the end of the connection."""
    return read_at(TCP4ClientEndpoint(reactor, "127.0.0.1", port.getHost().port), reader)
