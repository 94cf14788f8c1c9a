"""Sending datagrams: at once, or as soon as the system has room again."""

from __future__ import annotations

import errno
import socket
from collections import deque
from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IDelayedCall

_LATER = 0.002
"""Seconds until what the system had no room for is sent once more."""


class DatagramWriter:
    """Sends by a socket, which somebody else closes; ``failed`` is called with the error that this met."""

    def __init__(self, reactor: Any, opened: socket.socket, failed: Callable[[OSError], object]) -> None:
        """Send by ``opened``, in later turns by the time of ``reactor``."""
        self._reactor = reactor
        self._socket = opened
        self._failed = failed
        self._waiting: deque[tuple[bytes, Any]] = deque()
        self._call: IDelayedCall | None = None

    def write(self, data: bytes, to: Any) -> None:
        """Send a datagram ``to`` an address, or where the socket is connected to if that is empty.

        Raises ValueError where it is too large for any.
        """
        try:
            if self._waiting or not self._has_sent(data, to):
                self._waiting.append((data, to))
                self._wait()
        except OSError as error:
            if error.errno == errno.EMSGSIZE:
                raise ValueError(f"{len(data):,} bytes are too many for one datagram") from error
            self._failed(error)

    def close(self) -> None:
        """Send no more."""
        self._waiting.clear()
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _wait(self) -> None:
        if self._call is None:
            self._call = self._reactor.callLater(_LATER, self._send_waiting)

    def _send_waiting(self) -> None:
        self._call = None
        while self._waiting:
            data, to = self._waiting.popleft()
            try:
                if not self._has_sent(data, to):
                    self._waiting.appendleft((data, to))
                    self._wait()
                    return
            except OSError as error:
                self._failed(error)

    def _has_sent(self, data: bytes, to: Any) -> bool:
        """Send; return whether there was room for it. Raises OSError."""
        try:
            self._socket.sendto(data, to) if to else self._socket.send(data)
        except (BlockingIOError, InterruptedError):
            return False
        return True
