"""Sockets of the other end, and a reactor that only notes."""

from __future__ import annotations

import socket
from typing import Any

from twisted.internet.task import Clock

LOOPBACK = "127.0.0.1"


class NotingReactor(Clock):
    """Has time to be advanced, and readers that nobody reads."""

    def __init__(self) -> None:
        super().__init__()
        self.readers: set[Any] = set()

    def addReader(self, reader: Any) -> None:
        self.readers.add(reader)

    def removeReader(self, reader: Any) -> None:
        self.readers.discard(reader)


def other_end() -> socket.socket:
    """Return a socket at a free port, which does not wait."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.bind((LOOPBACK, 0))
    opened.setblocking(False)
    return opened


def port_of(opened: socket.socket) -> int:
    """Return the port of a socket."""
    port: int = opened.getsockname()[1]
    return port


def has_v6() -> bool:
    """Tell whether this machine can speak to itself by IPv6."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as opened:
            opened.bind(("::1", 0))
    except OSError:
        return False
    return True
