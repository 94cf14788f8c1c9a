"""How a transport of datagrams gets and sends them: by a socket of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any
from typing import Protocol as StructuralType

from poetrygui.core.transports.datagrams.datagram_reader import DatagramEars, DatagramReader
from poetrygui.core.transports.datagrams.datagram_writer import DatagramWriter


class Mail(StructuralType):
    """Brings datagrams while it is started."""

    def begin(self, ears: DatagramEars, not_sent: Callable[[OSError], object]) -> None:
        """Tell ``ears`` what comes, and ``not_sent`` why something could not be sent."""

    def start(self) -> None:
        """Bring what comes from now on."""

    def stop(self) -> None:
        """Bring nothing until it is started again."""

    def close(self) -> None:
        """Bring nothing more, and send nothing."""

    def write(self, data: bytes, to: Any) -> None:
        """Send a datagram. Raises ValueError where it is too large for any."""


class SocketMail:
    """Reads and writes a socket, which is closed with it."""

    def __init__(self, reactor: Any, opened: socket.socket) -> None:
        """Read ``opened`` as the reactor goes round."""
        self._reactor = reactor
        self._socket = opened

    def begin(self, ears: DatagramEars, not_sent: Callable[[OSError], object]) -> None:
        """Tell ``ears`` what comes, and ``not_sent`` why something could not be sent."""
        self._reader = DatagramReader(self._reactor, self._socket, ears)
        self._writer = DatagramWriter(self._reactor, self._socket, not_sent)
        self.start = self._reader.start
        self.stop = self._reader.stop
        self.write = self._writer.write

    def close(self) -> None:
        """Close the socket."""
        self._writer.close()
        self._reader.close()
