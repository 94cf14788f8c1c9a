"""One end of a pair of sockets in the reactor's hands."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.hosts.messages import Message, pack_message

_READS = 4  # of 64 KiB: the system holds no more for whoever reads a pair of sockets


class Line(Protocol):
    """Hands what comes to ``on_data``, and calls ``on_lost`` once nothing more will."""

    transport: Any

    def __init__(self, on_data: Callable[[bytes], None], on_lost: Callable[[], None]) -> None:
        """Wait to be connected."""
        self._on_data = on_data
        self._on_lost = on_lost
        self._unsent: list[bytes] = []
        self.gathers = False
        """Whether what is said goes with what is said next, or with :meth:`flush`."""

    def dataReceived(self, data: bytes) -> None:
        """Hand it on."""
        self._on_data(data)

    def say(self, message: Message) -> None:
        """Send a message, at once where there is room."""
        self._unsent.append(pack_message(message))
        if not self.gathers:
            self.flush()

    def say_with(self, message: Message, descriptors: Iterable[int]) -> None:
        """Send a message, and ``descriptors`` with its first byte."""
        self.flush()
        for each in descriptors:
            self.transport.sendFileDescriptor(each)
        self.transport.write(pack_message(message))
        self.transport.doWrite()

    def say_last(self, message: Message) -> None:
        """Send a message in the reactor's next turn: what is done and printed until then comes before it."""
        self.flush()
        self.transport.write(pack_message(message))

    def flush(self) -> None:
        """Send what there is room for: to wait for the reactor to come to it takes as long as all else."""
        transport = self.transport
        data = b"".join(self._unsent)
        self._unsent.clear()
        if not transport.connected:
            return
        if data and not transport.dataBuffer:
            # Past Twisted's transport, which would ask the system each time to tell when there is room, and then not.
            data = data[_sent(transport.socket, data) :]
        if data:
            transport.write(data)
        if data or transport.dataBuffer:
            transport.doWrite()

    def hear(self) -> None:
        """Take what is there by now: the reactor may come to what came by another line before."""
        for _ in range(_READS):
            # Where that is the end, the reactor finds so, too.
            if not self.transport.connected or self.transport.doRead() is not None:
                return

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Tell."""
        self._on_lost()


def _sent(end: socket.socket, data: bytes) -> int:
    """Return how many bytes there was room for. Where it is at its end, the reactor finds so, too."""
    try:
        return end.send(data)
    except OSError:
        return 0


class _OneLine(Factory):
    noisy = False

    def __init__(self, line: Line) -> None:
        self._line = line

    def buildProtocol(self, addr: object) -> Line:
        return self._line


def adopt(reactor: Any, end: socket.socket, line: Line) -> None:
    """Have the reactor read ``end`` for ``line``; this program's own descriptor of it may be closed."""
    end.setblocking(False)
    reactor.adoptStreamConnection(end.fileno(), socket.AF_UNIX, _OneLine(line))
