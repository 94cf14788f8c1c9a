"""Reading datagrams, one at a time, and hearing how many the system had to drop."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from typing import Any

from attrs import frozen
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IReadDescriptor
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.datagrams.sockets import DROPS_TOLD, LARGEST

_MOST_IN_A_TURN = 64
"""Datagrams after which everything else has its turn, too."""
_COUNT = struct.Struct("@I")
_ROOM_FOR_COUNT = socket.CMSG_SPACE(_COUNT.size)


@frozen
class DatagramEars:
    """What a reader calls: ``came`` with a datagram and its sender, ``failed`` once with the error that reading met.

    ``dropped`` hears how many datagrams there was no room for, of all since the socket was opened.
    """

    came: Callable[[bytes, Any], None]
    dropped: Callable[[int], None]
    failed: Callable[[OSError], None]


@implementer(IReadDescriptor)
class DatagramReader:
    """Reads a socket while it is started; what comes meanwhile waits in the system, as far as that has room."""

    def __init__(self, reactor: Any, opened: socket.socket, ears: DatagramEars) -> None:
        """Read ``opened``, which is closed with this, and tell ``ears``."""
        self._reactor = reactor
        self._socket = opened
        self._ears = ears
        self._is_reading = False

    def start(self) -> None:
        """Read from now on; once more is no error."""
        if self._socket.fileno() >= 0:
            self._is_reading = True
            self._reactor.addReader(self)

    def stop(self) -> None:
        """Read nothing until it is started again."""
        self._is_reading = False
        if self._socket.fileno() >= 0:
            self._reactor.removeReader(self)

    def close(self) -> None:
        """Read nothing more, and close the socket; once more is no error."""
        self.stop()
        self._socket.close()

    # Called by the reactor

    def fileno(self) -> int:
        """Return the descriptor, or -1 once it is closed."""
        return self._socket.fileno()

    def doRead(self) -> None:
        """Read what has come."""
        for _ in range(_MOST_IN_A_TURN):
            if not self._is_reading:
                return
            try:
                data, told, _, sender = self._socket.recvmsg(LARGEST, _ROOM_FOR_COUNT)
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                self.close()
                self._ears.failed(error)
                return
            for level, kind, value in told:
                if level == socket.SOL_SOCKET and kind == DROPS_TOLD:
                    self._ears.dropped(_COUNT.unpack(value)[0])
            self._ears.came(data, sender)

    def connectionLost(self, reason: Failure) -> None:
        """Look for the error that the poller has seen; or end, because the reactor is about to stop."""
        if reason.check(ConnectionDone):
            self.start()
            self.doRead()
        else:
            self.close()
            self._ears.failed(OSError(f"it was let go: {reason.getErrorMessage()}"))

    def logPrefix(self) -> str:
        """Name this class in Twisted's log."""
        return type(self).__name__
